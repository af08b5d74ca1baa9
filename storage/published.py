"""Reviews as published: stored once for each identity within a source, extended when seen again, in editions."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, select, update

from rivalscope.domain.matching import match_text, same_words
from rivalscope.domain.page import Review
from storage.bulk import insert_rows
from storage.captures import Visit
from storage.copies import clusters_of, judge
from storage.engine import Connection
from storage.forgotten import allowed_reviews
from storage.names import bounded, sha256
from storage.opinions import recount, weeks_of
from storage.passages import among, store_in_order
from storage.portions import CHUNK
from storage.tables import ReviewRow

BEST = Decimal(5)
"""Best rating of the common scale, and of a site that does not state its own (schema.org's default)."""

WORST = Decimal(1)
"""Worst rating of the common scale and, since sites seldom state it, of theirs (schema.org's default)."""

COLUMNS = (
    "source_id", "product_id", "location_id", "key", "edition", "first_id", "edited_at", "cluster_id", "text",
    "text_hash", "title", "published", "rating", "rating_raw", "best", "version", "author_key", "words", "first_seen",
    "last_seen", "learnt_at", "evidence_id",
)  # fmt: skip
"""Columns of a review that is published; the others are filled when it is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What storing a list of reviews came to."""

    new: int
    known: int
    """Reviews that the source had given before."""


def rescale(rating: Decimal | None, best: Decimal | None) -> Decimal | None:
    """Return a rating on the scale from 1 to 5; None when there is none or it does not fit its own scale."""
    top = BEST if best is None else best
    if rating is None or not rating.is_finite() or not top.is_finite():
        return None
    if top <= WORST or not 0 <= rating <= top:
        return None
    return _scaled(rating, top)


@lru_cache(maxsize=1024)
def _scaled(rating: Decimal, top: Decimal) -> Decimal:
    share = (max(rating, WORST) - WORST) / (top - WORST)
    scaled = WORST + share * (BEST - WORST)
    return scaled.quantize(Decimal("0.01"), rounding=ROUND_HALF_EVEN)


def store_reviews(connection: Connection, visit: Visit, reviews: Sequence[Review]) -> ImportResult:
    """Store the reviews of a page; of two with the same key the first stands.

    Reviews of an author who was forgotten, and those older than the market file keeps them, are passed over.
    A review whose words, title or rating are others than before gets a new edition. What the page leaves out this time
    (a title, a rating, the end of a text that stops at an ellipsis) is no change.
    """
    allowed = allowed_reviews(connection, reviews, on=visit.night)
    stated = {bounded(review.key): review for review in reversed(allowed)}
    known = _known(connection, visit, list(stated))
    same = {key: row for key, row in known.items() if _says_the_same(row, stated[key])}
    _see(connection, visit, [row.id for row in same.values()])
    for key, row in same.items():
        _complete(connection, row, stated[key])
    edited = {key: row for key, row in known.items() if key not in same and row.last_seen <= visit.seen_at}
    fresh = [key for key in stated if key not in known]
    if visit.shelf is not None and (fresh or edited):
        changed = [*fresh, *edited]
        passages = [stated[key].passage for key in changed]
        numbers = dict(zip(changed, store_in_order(connection, visit.shelf, passages), strict=True))
        rows = [
            _row(visit, key, stated[key], numbers[key], edited.get(key))
            for key in (*edited, *reversed(fresh))
        ]
        _supersede(connection, visit, [row.id for row in edited.values()])
        insert_rows(connection, ReviewRow, COLUMNS, rows)
        if edited:
            former = [row.id for row in edited.values()]
            judge(connection, clusters_of(connection, former))
            recount(connection, weeks_of(connection, former))
    return ImportResult(new=len(fresh), known=len(known))


def extend_reviews(connection: Connection, visit: Visit) -> None:
    """Note that the reviews of a page that is as it was were seen again."""
    connection.execute(
        update(ReviewRow)
        .where(
            ReviewRow.location_id == visit.location_id,
            ReviewRow.last_seen == visit.previous_at,
            ReviewRow.superseded_at.is_(None),
        )
        .values(last_seen=visit.seen_at)
    )


def _known(connection: Connection, visit: Visit, keys: Sequence[str]) -> dict[str, Row[Any]]:
    """Return the editions that stand."""
    query = select(ReviewRow.__table__).where(
        ReviewRow.source_id == visit.source_id,
        among(connection, ReviewRow.key, keys),
        ReviewRow.superseded_at.is_(None),
    )
    return {row.key: row for row in connection.execute(query)}


def _says_the_same(row: Row[Any], review: Review) -> bool:
    if None not in (row.title, review.title) and match_text(row.title) != match_text(review.title or ""):
        return False
    if None not in (row.rating_raw, review.rating) and row.rating_raw != review.rating:
        return False
    return same_words(row.text, review.text)


def _see(connection: Connection, visit: Visit, numbers: Sequence[int]) -> None:
    for begin in range(0, len(numbers), CHUNK):
        chosen = ReviewRow.id.in_(numbers[begin : begin + CHUNK])
        connection.execute(update(ReviewRow).where(chosen).values(_seen(visit)))


def _complete(connection: Connection, row: Row[Any], review: Review) -> None:
    """Add the title or rating that earlier captures of the same words did not state."""
    added: dict[str, Any] = {}
    if row.title is None and review.title is not None:
        added["title"] = review.title
    if row.rating_raw is None and review.rating is not None:
        added |= _rated(review)
    if added:
        connection.execute(update(ReviewRow).where(ReviewRow.id == row.id).values(**added))


def _supersede(connection: Connection, visit: Visit, numbers: Sequence[int]) -> None:
    for begin in range(0, len(numbers), CHUNK):
        chosen = ReviewRow.id.in_(numbers[begin : begin + CHUNK])
        connection.execute(update(ReviewRow).where(chosen).values(superseded_at=visit.seen_at))


def _seen(visit: Visit) -> dict[str, Any]:
    return {"last_seen": visit.seen_at, "location_id": visit.location_id}


def _rated(review: Review) -> dict[str, Any]:
    rating = rescale(review.rating, review.best)
    return {"rating": rating, "rating_raw": review.rating, "best": review.best}


def _row(visit: Visit, key: str, review: Review, evidence: int, former: Row[Any] | None) -> tuple[Any, ...]:
    """Return a row as COLUMNS have it: a review that is new, or the edition after a former one."""
    text, at = review.text, visit.seen_at
    first_seen = at
    origin: tuple[Any, ...] = (1, None, None, None)
    if former is not None:
        first_seen = former.first_seen
        origin = (former.edition + 1, former.first_id or former.id, at, former.cluster_id)
    return (
        visit.source_id,
        visit.product_id,
        visit.location_id,
        key,
        *origin,
        text,
        sha256(text),
        review.title,
        review.date,
        rescale(review.rating, review.best),
        review.rating,
        review.best,
        review.version,
        review.author,
        len(text.split()),
        first_seen,
        at,
        visit.learnt_at,
        evidence,
    )
