"""Going: the rows that are to be forgotten, by number, and how rows are chosen by many numbers."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from storage.engine import Connection
from storage.portions import parts


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
    alerts: set[int] = field(default_factory=set)
    """What people were told of at once that speaks of it."""
    codes: set[str] = field(default_factory=set)
    """Of these alerts and of items of digests that speak of it."""
    named: list[tuple[str, str, int]] = field(default_factory=list)
    """What was asked for and may not come back: kind, mark, and reviews of it."""
    unknown: list[str] = field(default_factory=list)


def rows_of(connection: Connection, wanted: Any, column: Any, numbers: Collection[int]) -> set[Any]:
    """Return a column, or a pair of them, of the rows whose other column is among some numbers."""
    found: set[Any] = set()
    for some in parts(sorted(numbers)):
        if isinstance(wanted, tuple):
            found |= {tuple(row) for row in connection.execute(select(*wanted).where(column.in_(some)))}
        else:
            found |= set(connection.scalars(select(wanted).where(column.in_(some))))
    return found
