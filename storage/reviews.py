"""Reviews on their way to being read: which are unread, what reading them gave, and files of them imported."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, and_, func, or_, select

from rivalscope.cycles import undisturbed
from rivalscope.domain.capture import Capture, Verdict
from rivalscope.domain.market import SourceKind, SourceOrigin
from rivalscope.domain.page import Page, Review
from rivalscope.domain.reading import Reading
from storage.captures import store_landing
from storage.engine import Connection, Engine, reading, writing
from storage.market import ensure_source_in
from storage.published import ImportResult, store_reviews
from storage.readings import store_batch
from storage.tables import ProductRow, ReviewRow

__all__ = [
    "ImportResult",
    "StoredReview",
    "count_unread",
    "import_reviews",
    "store_readings",
    "unread",
    "unread_ranges",
]

AT_ONCE = 2000
"""Readings in one transaction: others that write get their turn in between, after half a second or so."""

IMPORTER = "import/1"
"""What reads the rows of a file of reviews, as evidence names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReview:
    """A review to be read; offsets of a reading count characters of `text`."""

    id: int
    product: str
    """Slug."""
    text: str
    title: str | None


def unread(
    engine: Engine, *, model: str, taxonomy: str, limit: int, after: int = 0, upto: int | None = None
) -> list[StoredReview]:
    """Return reviews that this model and taxonomy have not read, oldest first, at most `limit`.

    `after` is the number of a review: those up to it are passed over, and those beyond `upto`. A former edition keeps what was read of it and
    is not read again.
    """
    query = (
        select(ReviewRow.id, ProductRow.slug, ReviewRow.text, ReviewRow.title)
        .join(ProductRow, ProductRow.id == ReviewRow.product_id)
        .where(ReviewRow.id > after, _is_unread(model, taxonomy))
        .order_by(ReviewRow.id)
        .limit(limit)
    )
    if upto is not None:
        query = query.where(ReviewRow.id <= upto)
    with reading(engine) as connection:
        return [
            StoredReview(id=row.id, product=row.slug, text=row.text, title=row.title)
            for row in connection.execute(query)
        ]


def count_unread(engine: Engine, *, model: str, taxonomy: str) -> int:
    """Return how many reviews this model and taxonomy have not read."""
    query = select(func.count()).select_from(ReviewRow).where(_is_unread(model, taxonomy))
    with reading(engine) as connection:
        return connection.execute(query).scalar_one()


def unread_ranges(engine: Engine, *, model: str, taxonomy: str, size: int) -> list[tuple[int, int]]:
    """Return numbers of reviews, after which and up to which `size` each are unread by this model and taxonomy."""
    numbers = (
        select(ReviewRow.id, func.row_number().over(order_by=ReviewRow.id).label("place"))
        .where(_is_unread(model, taxonomy))
        .subquery()
    )
    share = (numbers.c.place - 1) // size
    query = (
        select(func.min(numbers.c.id), func.max(numbers.c.id))
        .group_by(share)
        .order_by(func.min(numbers.c.id))
    )
    with reading(engine) as connection:
        return [(first - 1, last) for first, last in connection.execute(query)]


def _is_unread(model: str, taxonomy: str) -> ColumnElement[bool]:
    return and_(
        ReviewRow.superseded_at.is_(None),
        or_(
            ReviewRow.model.is_(None),
            ReviewRow.taxonomy.is_(None),
            ReviewRow.model != model,
            ReviewRow.taxonomy != taxonomy,
        ),
    )


def store_readings(
    engine: Engine,
    readings: Sequence[tuple[int, Reading]],
    *,
    model: str,
    taxonomy: str,
    fence: Callable[[Connection], None] | None = None,
) -> None:
    """Store what reviews were read to say, in place of their former readings; `(review id, reading)` each.

    `fence` begins each transaction and raises when this process may no longer write. Raises StoreError when a reading
    is of another text than the one stored.
    """
    for begin in range(0, len(readings), AT_ONCE):
        with undisturbed(), writing(engine) as connection:
            if fence is not None:
                fence(connection)
            store_batch(connection, readings[begin : begin + AT_ONCE], model=model, taxonomy=taxonomy)


def import_reviews(
    engine: Engine,
    *,
    product: str,
    file_name: str,
    snapshot: str,
    night: date,
    seen_at: datetime,
    reviews: Sequence[Review],
) -> ImportResult:
    """Store the reviews of a file as those of a source of its own, `file:NAME`; imported again, they are known.

    Raises StoreError when the market has no such product.
    """
    url = f"file:{file_name}"
    with undisturbed(), writing(engine) as connection:
        source = ensure_source_in(
            connection, product=product, kind=SourceKind.FILE, url=url, origin=SourceOrigin.IMPORTED
        )
        capture = Capture(
            source=source.key,
            url=url,
            night=night,
            seen_at=seen_at,
            verdict=Verdict.OK,
            snapshot=snapshot,
            items=len(reviews),
        )
        page = Page(
            url=url, kind=SourceKind.FILE, verdict=Verdict.OK, extractor=IMPORTER, reviews=tuple(reviews)
        )
        landing = store_landing(
            connection, capture=capture, page=page, product=product, learnt_at=datetime.now(UTC), again=True
        )
        if landing.visit is None:
            return ImportResult(new=0, known=len(reviews))
        return store_reviews(connection, landing.visit, page.reviews)
