"""Forgetting in the database: every row that comes from a source, a product, an author or a time, in one transaction."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, func, or_, select, update

from rivalscope.domain.forgetting import Choice, author_mark, product_mark, source_mark
from storage.copies import clusters_of, judge
from storage.engine import Connection
from storage.forgotten import remember_forgotten
from storage.going import Going, rows_of
from storage.opinions import recount, weeks_of
from storage.portions import parts
from storage.tables import (
    AlertRow,
    EvidenceRow,
    LikenessRow,
    LocationRow,
    ProductNameRow,
    ProductRow,
    ReviewRow,
    SourceRow,
    ToldItemRow,
    metadata,
)
from storage.told import find_told, take_out

_KEPT = frozenset({ProductRow.__tablename__, ProductNameRow.__tablename__})
"""Tables that the market file fills: a product that it names stays named."""


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
    going.locations = rows_of(connection, LocationRow.id, LocationRow.source_id, going.sources)
    going.reviews = rows_of(connection, ReviewRow.id, ReviewRow.source_id, going.sources)
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
    find_told(connection, going)
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
    return rows_of(connection, ReviewRow.id, first, firsts)


def _passages(connection: Connection, going: Going) -> set[int]:
    """Return the passages that only rows that go lead to."""
    found = rows_of(connection, EvidenceRow.id, EvidenceRow.location_id, going.locations)
    named: set[int] = set()
    for table, column in _leading():
        mine = _ours(table, going)
        for some in mine:
            named |= {one for one in connection.scalars(select(column).where(some)) if one is not None}
    named -= found
    for table, column in _leading():
        others = rows_of(connection, (table.c.id, column), column, named)
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
    wanted: dict[str, Collection[int] | Collection[str]] = {
        "product_id": going.products,
        "product": going.slugs,
        "source_id": going.sources,
        "location_id": going.locations,
        "review_id": going.reviews,
        "alert_id": going.alerts,
        "code": going.codes,
    }
    if table.name == ReviewRow.__tablename__:
        wanted = {"id": going.reviews}
    elif table.name == SourceRow.__tablename__:
        wanted = {"id": going.sources}
    elif table.name == EvidenceRow.__tablename__:
        wanted = {"id": going.passages}
    elif table.name == AlertRow.__tablename__:
        wanted = {"id": going.alerts}
    elif table.name == ToldItemRow.__tablename__:
        wanted = {"code": going.codes}
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
    return len(rows_of(connection, first, ReviewRow.id, going.reviews))


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
    take_out(connection, going)
    remember_forgotten(connection, going.named, at=at)


def _numbers(connection: Connection, query: Any) -> set[int]:
    return set(connection.scalars(query))
