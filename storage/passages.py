"""Evidence written: each passage of a stored page gets one number, however often it is stored."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import insert, select

from rivalscope.domain.page import Passage
from storage.engine import Connection
from storage.names import sha256
from storage.tables import EvidenceRow

CHUNK = 500
"""Values in one IN list: SQLite takes 32,766 parameters, older ones 999."""


T = TypeVar("T")


def parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield values in portions that fit an IN list."""
    for begin in range(0, len(values), CHUNK):
        yield values[begin : begin + CHUNK]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The stored page that passages belong to."""

    location_id: int
    snapshot: str
    seen_at: datetime
    extractor: str


def store_passages(connection: Connection, shelf: Shelf, passages: Iterable[Passage]) -> dict[Passage, int]:
    """Write what is new and return the number of each passage."""
    places = {passage: _place(shelf, passage) for passage in passages}
    known = known_places(connection, list(places.values()))
    fresh = {place: passage for passage, place in places.items() if place not in known}
    if fresh:
        made = connection.execute(
            insert(EvidenceRow).returning(EvidenceRow.id, sort_by_parameter_order=True),
            [_row(shelf, place, passage) for place, passage in fresh.items()],
        )
        known |= dict(zip(fresh, made.scalars(), strict=True))
    return {passage: known[place] for passage, place in places.items()}


def known_places(connection: Connection, places: Sequence[str]) -> dict[str, int]:
    """Return the number of each place that is stored already."""
    known: dict[str, int] = {}
    for begin in range(0, len(places), CHUNK):
        query = select(EvidenceRow.place, EvidenceRow.id).where(
            EvidenceRow.place.in_(places[begin : begin + CHUNK])
        )
        known |= {row.place: row.id for row in connection.execute(query)}
    return known


def _place(shelf: Shelf, passage: Passage) -> str:
    parts = (shelf.location_id, shelf.snapshot, passage.selector, passage.start, passage.end)
    return sha256("\x1f".join(map(str, parts)))


def _row(shelf: Shelf, place: str, passage: Passage) -> dict[str, object]:
    return {
        "place": place,
        "location_id": shelf.location_id,
        "snapshot": shelf.snapshot,
        "selector": passage.selector,
        "start_offset": passage.start,
        "end_offset": passage.end,
        "quote": passage.quote,
        "seen_at": shelf.seen_at,
        "extractor": shelf.extractor,
    }
