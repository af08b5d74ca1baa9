"""Evidence written: each passage of a stored page gets one number, however often it is stored."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import JSON, ColumnElement, any_, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute

from rivalscope.domain.page import Passage
from storage.bulk import insert_rows, next_numbers
from storage.engine import Connection
from storage.names import sha256
from storage.tables import EvidenceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The stored page that passages belong to."""

    location_id: int
    snapshot: str
    seen_at: datetime
    extractor: str


Words = tuple[int, str, str, int, int, str, datetime, str]
"""A passage as its row has it: page, snapshot, selector, start, end, quote, when it was seen, what read it."""

COLUMNS = (
    "location_id", "snapshot", "selector", "start_offset", "end_offset", "quote", "seen_at", "extractor",
)  # fmt: skip


def store_passages(connection: Connection, shelf: Shelf, passages: Iterable[Passage]) -> dict[Passage, int]:
    """Write what is new and return the number of each passage."""
    listed = list(passages)
    return dict(zip(listed, store_in_order(connection, shelf, listed), strict=True))


def store_in_order(connection: Connection, shelf: Shelf, passages: Sequence[Passage]) -> list[int]:
    """Write what is new and return the number of each passage, in their order."""
    words = [
        (shelf.location_id, shelf.snapshot, one.selector, one.start, one.end, one.quote, shelf.seen_at, shelf.extractor)
        for one in passages
    ]  # fmt: skip
    return store_words(connection, words)


def store_words(connection: Connection, words: Sequence[Words]) -> list[int]:
    """Write what is new of the passages of any pages and return the number of each, in their order."""
    places = [
        sha256(f"{location}\x1f{snapshot}\x1f{selector}\x1f{start}\x1f{end}")
        for location, snapshot, selector, start, end, *_ in words
    ]
    known = known_places(connection, places)
    fresh = {place: one for place, one in zip(places, words, strict=True) if place not in known}
    if fresh:
        numbers = next_numbers(connection, EvidenceRow, len(fresh))
        rows = [(number, place, *one) for number, (place, one) in zip(numbers, fresh.items(), strict=True)]
        insert_rows(connection, EvidenceRow, ("id", "place", *COLUMNS), rows)
        known |= dict(zip(fresh, numbers, strict=True))
    return [known[place] for place in places]


def known_places(connection: Connection, places: Sequence[str]) -> dict[str, int]:
    """Return the number of each place that is stored already."""
    query = select(EvidenceRow.place, EvidenceRow.id).where(among(connection, EvidenceRow.place, places))
    return {place: number for place, number in connection.execute(query)}  # noqa: C416 - a row is no pair to dict()


def among(
    connection: Connection, column: InstrumentedAttribute[str], texts: Iterable[str]
) -> ColumnElement[bool]:
    """Return the condition that a column of text is one of any number of texts, which are sent as one value."""
    # A list as one value: SQLite takes 32,766 parameters, older ones 999; psycopg writes an array slowly.
    if connection.dialect.name == "postgresql":
        listed = select(func.json_array_elements_text(cast(list(texts), JSON)))
        return column == any_(func.array(listed.scalar_subquery()))
    return column.in_(select(func.json_each(json.dumps(list(texts))).table_valued("value").c.value))
