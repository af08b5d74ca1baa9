"""Forgetting in the database: every row that comes from a source, a product, an author or a time, in one transaction."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, func, or_, select, update

from rivalscope.domain.forgetting import Choice, author_mark, product_mark, source_mark
from storage.copies import clusters_of, judge
from storage.engine import Connection
from storage.forgotten import remember_forgotten
from storage.opinions import recount, weeks_of
from storage.portions import parts
from storage.tables import (
    CaptureRow,
    CellRow,
    EvidenceRow,
    GapRow,
    LikenessRow,
    LocationRow,
    ProductNameRow,
    ProductRow,
    ReviewRow,
    ScoreRow,
    SourceRow,
    metadata,
)

_KEPT = frozenset({ProductRow.__tablename__, ProductNameRow.__tablename__})
"""Tables that the market file fills: a product that it names stays named."""


@dataclass(slots=True, kw_only=True)
class Going:
    """The rows that go, by number."""

    products: set[int] = field(default_factory=set)
    slugs: set[str] = field(default_factory=set)
    sources: set[int] = field(default_factory=set)
    """Whole, with all their facts."""
    locations: set[int] = field(default_factory=set)
    """Of these sources."""
    reviews: set[int] = field(default_factory=set)
    """Editions, those of the sources among them."""
    aged: set[int] = field(default_factory=set)
    """Those of them that go because of their age alone."""
    passages: set[int] = field(default_factory=set)
    named: list[tuple[str, str, int]] = field(default_factory=list)
    """What was asked for and may not come back: kind, mark, and reviews of it."""
    unknown: list[str] = field(default_factory=list)


def find(connection: Connection, choice: Choice) -> Going:
    """Return what a choice comes to, nothing changed."""
    going = Going()
    for slug in choice.products:
        number = connection.scalar(select(ProductRow.id).where(ProductRow.slug == slug))
        _note(going, "product", product_mark(slug), slug, known=number is not None)
        if number is not None:
            going.products.add(number)
            going.slugs.add(slug)
            going.sources |= _numbers(connection, select(SourceRow.id).where(SourceRow.product_id == number))
    for name in choice.sources:
        _find_source(connection, going, name)
    going.locations = _of(connection, LocationRow.id, LocationRow.source_id, going.sources)
    going.reviews = _of(connection, ReviewRow.id, ReviewRow.source_id, going.sources)
    for key in choice.authors:
        found = _editions(connection, ReviewRow.author_key == key)
        going.reviews |= found
        _note(going, "author", author_mark(key), key, known=bool(found), reviews=len(found))
    if choice.before is not None:
        day = func.coalesce(ReviewRow.published, choice.before.date())
        undated = and_(ReviewRow.published.is_(None), ReviewRow.first_seen < choice.before)
        going.aged = _editions(connection, or_(day < choice.before.date(), undated)) - going.reviews
        going.reviews |= going.aged
    going.passages = _passages(connection, going)
    return going


def _find_source(connection: Connection, going: Going, name: str) -> None:
    query = (
        select(SourceRow.id, SourceRow.url, ProductRow.slug)
        .join(ProductRow, ProductRow.id == SourceRow.product_id)
        .where(or_(SourceRow.key == name, SourceRow.url == name))
    )
    rows = connection.execute(query).all()
    for row in rows:
        going.sources.add(row.id)
        count = connection.scalar(select(func.count()).where(ReviewRow.source_id == row.id)) or 0
        _note(going, "source", source_mark(row.slug, row.url), name, known=True, reviews=count)
    if not rows:
        going.unknown.append(name)


def _note(going: Going, kind: str, mark: str, name: str, *, known: bool, reviews: int = 0) -> None:
    going.named.append((kind, mark, reviews))
    if not known:
        going.unknown.append(name)


def _editions(connection: Connection, chosen: ColumnElement[bool]) -> set[int]:
    """Return every edition of the reviews of which one is chosen."""
    first = func.coalesce(ReviewRow.first_id, ReviewRow.id)
    firsts = _numbers(connection, select(first).where(chosen).distinct())
    return _of(connection, ReviewRow.id, first, firsts)


def _passages(connection: Connection, going: Going) -> set[int]:
    """Return the passages that only rows that go lead to."""
    found = _of(connection, EvidenceRow.id, EvidenceRow.location_id, going.locations)
    named: set[int] = set()
    for table, column in _leading():
        mine = _ours(table, going)
        for some in mine:
            named |= {one for one in connection.scalars(select(column).where(some)) if one is not None}
    named -= found
    for table, column in _leading():
        others = _of(connection, (table.c.id, column), column, named)
        going_here = {
            number
            for some in _ours(table, going)
            for number in connection.scalars(select(table.c.id).where(some))
        }
        named -= {passage for number, passage in others if number not in going_here}
    return found | named


def _leading() -> Iterator[tuple[Table, Any]]:
    """Yield the columns that lead to a passage."""
    for table in metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name == EvidenceRow.__tablename__:
                yield table, key.parent


def _ours(table: Table, going: Going) -> Iterator[ColumnElement[bool]]:
    """Yield conditions that together choose the rows of a table that go."""
    wanted = {
        "product_id": going.products,
        "source_id": going.sources,
        "location_id": going.locations,
        "review_id": going.reviews,
    }
    if table.name == ReviewRow.__tablename__:
        wanted = {"id": going.reviews}
    elif table.name == SourceRow.__tablename__:
        wanted = {"id": going.sources}
    elif table.name == EvidenceRow.__tablename__:
        wanted = {"id": going.passages}
    for name, numbers in wanted.items():
        if name in table.c and table.name not in _KEPT:
            yield from (table.c[name].in_(some) for some in parts(sorted(numbers)))


def count(connection: Connection, going: Going) -> dict[str, int]:
    """Return how many rows go, by table; tables that lose none are left out."""
    counts: Counter[str] = Counter()
    for table in metadata.sorted_tables:
        for some in _ours(table, going):
            counts[table.name] += connection.scalar(select(func.count()).select_from(table).where(some)) or 0
    return {name: number for name, number in counts.items() if number}


def count_reviews(connection: Connection, going: Going) -> int:
    """Return how many reviews go, each counted once whatever its editions."""
    first = func.coalesce(ReviewRow.first_id, ReviewRow.id)
    return len(_of(connection, first, ReviewRow.id, going.reviews))


def remove(connection: Connection, going: Going, *, at: datetime) -> None:
    """Delete what goes, mark it so that it does not come back, and take it out of what was derived from it."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
    alike, touched = clusters_of(connection, going.reviews), weeks_of(connection, going.reviews)
    for some in parts(sorted(going.reviews)):
        connection.execute(update(LikenessRow).where(LikenessRow.copy_of.in_(some)).values(copy_of=None))
    for table in reversed(metadata.sorted_tables):
        for chosen in _ours(table, going):
            connection.execute(delete(table).where(chosen))
    judge(connection, alike)
    recount(connection, touched)
    _undo_findings(connection, going)
    remember_forgotten(connection, going.named, at=at)


def _undo_findings(connection: Connection, going: Going) -> None:
    """Take passages that went out of analyses, and products out of those that compared them."""
    for some in parts(sorted(going.slugs)):
        connection.execute(delete(CellRow).where(CellRow.product.in_(some)))
        connection.execute(delete(ScoreRow).where(ScoreRow.product.in_(some)))
    if going.slugs:
        rows = connection.execute(select(GapRow.id, GapRow.rivals))
        told = [row.id for row in rows if going.slugs & set(row.rivals.split(", "))]
        for some in parts(told):
            connection.execute(delete(GapRow).where(GapRow.id.in_(some)))
    for column in (CellRow.evidence, CellRow.evidence_against, ScoreRow.evidence, GapRow.evidence):
        table = column.class_
        for number, named in connection.execute(select(table.id, column)).all():
            if going.passages.intersection(named or ()):
                left = [one for one in named if one not in going.passages]
                connection.execute(update(table).where(table.id == number).values({column.key: left}))


def pages_of_sources(connection: Connection, going: Going) -> set[str]:
    """Return the stored pages of sources that go, but for those that captures of other sources name too."""
    found: set[str | None] = set()
    for some in parts(sorted(going.locations)):
        found |= set(connection.scalars(select(CaptureRow.snapshot).where(CaptureRow.location_id.in_(some))))
        found |= set(
            connection.scalars(select(EvidenceRow.snapshot).where(EvidenceRow.location_id.in_(some)))
        )
    named = {snapshot for snapshot in found if snapshot is not None}
    others: set[str | None] = set()
    for part in parts(sorted(named)):
        query = select(CaptureRow.snapshot, CaptureRow.location_id).where(CaptureRow.snapshot.in_(part))
        others |= {
            row.snapshot for row in connection.execute(query) if row.location_id not in going.locations
        }
    return named - others


def pages_named(connection: Connection, going: Going) -> set[str]:
    """Return the stored pages on which the passages of reviews stand that do not go because of their age alone."""
    found: set[str] = set()
    for some in parts(sorted(going.reviews - going.aged)):
        query = select(EvidenceRow.snapshot).join(ReviewRow, ReviewRow.evidence_id == EvidenceRow.id)
        found |= set(connection.scalars(query.where(ReviewRow.id.in_(some))))
    return found


def pages_suspected(connection: Connection, going: Going) -> dict[str, set[int]]:
    """Return the captures of their source from the first to the last on which those reviews were seen.

    By stored page, the reviews that it may show.
    """
    found: defaultdict[str, set[int]] = defaultdict(set)
    for some in parts(sorted(going.reviews - going.aged)):
        captured = (
            select(CaptureRow.snapshot, ReviewRow.id)
            .join(LocationRow, LocationRow.id == CaptureRow.location_id)
            .join(ReviewRow, ReviewRow.source_id == LocationRow.source_id)
            .where(
                ReviewRow.id.in_(some),
                CaptureRow.seen_at.between(ReviewRow.first_seen, ReviewRow.last_seen),
            )
            .distinct()
        )
        for snapshot, review in connection.execute(captured):
            if snapshot is not None:
                found[snapshot].add(review)
    return dict(found)


def outlived(connection: Connection, going: Going, before: datetime) -> set[str]:
    """Return the pages of reviews that go by age which were last captured before an instant: all on them is older."""
    places: set[int] = set()
    for some in parts(sorted(going.aged)):
        query = select(EvidenceRow.location_id).join(ReviewRow, ReviewRow.evidence_id == EvidenceRow.id)
        places |= set(connection.scalars(query.where(ReviewRow.id.in_(some)).distinct()))
    found: set[str] = set()
    newest = func.max(CaptureRow.seen_at)
    for some in parts(sorted(places)):
        captured = select(CaptureRow.snapshot).where(
            CaptureRow.location_id.in_(some), CaptureRow.snapshot.is_not(None)
        )
        found |= set(connection.scalars(captured.group_by(CaptureRow.snapshot).having(newest < before)))
    return found


def texts(connection: Connection, reviews: Collection[int]) -> dict[int, str]:
    """Return the texts of editions."""
    found: dict[int, str] = {}
    for some in parts(sorted(reviews)):
        query = select(ReviewRow.id, ReviewRow.text).where(ReviewRow.id.in_(some))
        found |= {row.id: row.text for row in connection.execute(query)}
    return found


def passages_on(connection: Connection, snapshots: Sequence[str], going: Going) -> int:
    """Return how many passages that stay stand on some stored pages."""
    numbers: set[int] = set()
    for some in parts(list(snapshots)):
        numbers |= set(connection.scalars(select(EvidenceRow.id).where(EvidenceRow.snapshot.in_(some))))
    return len(numbers - going.passages)


def _numbers(connection: Connection, query: Any) -> set[int]:
    return set(connection.scalars(query))


def _of(connection: Connection, wanted: Any, column: Any, numbers: Collection[int]) -> set[Any]:
    """Return a column, or a pair of them, of the rows whose other column is among some numbers."""
    found: set[Any] = set()
    for some in parts(sorted(numbers)):
        if isinstance(wanted, tuple):
            found |= {tuple(row) for row in connection.execute(select(*wanted).where(column.in_(some)))}
        else:
            found |= set(connection.scalars(select(wanted).where(column.in_(some))))
    return found
