"""The scratch store: what stood before some nights, in a database of its own, on which these nights are replayed.

It is a SQLite file of the same tables, whatever the store's own engine: a replay gives the same answers for both, takes
no lock of the store, and may be killed at any point.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Table, insert, select

from rivalscope.domain.replay import Window
from storage.engine import Connection, Engine, open_engine, reading, writing
from storage.portions import CHUNK, parts
from storage.standing import KINDS
from storage.tables import (
    CaptureRow,
    ChangeRow,
    EvidenceRow,
    FeatureAliasRow,
    FeatureRow,
    LocationRow,
    ProductRow,
    QuarantineRow,
    ReleaseRow,
    ReviewRow,
    SourceRow,
    metadata,
)

Columns = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """How far a page had come before its replay begins."""

    ordinal: int
    newest_at: datetime | None
    newest_night: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scratch:
    """A scratch store."""

    engine: Engine
    laid: dict[str, set[int]] = field(default_factory=dict)
    """Numbers of the rows that were taken from the store, by table: there they are the same rows."""


@contextmanager
def open_scratch(engine: Engine, windows: Sequence[Window]) -> Iterator[Scratch]:
    """Make a scratch store in which the sources of the windows are as they were before these begin."""
    with tempfile.TemporaryDirectory(prefix="rivalscope-") as folder:
        scratch = Scratch(engine=open_engine(f"sqlite:///{Path(folder) / 'scratch.db'}"))
        try:
            with reading(engine) as store, writing(scratch.engine) as target:
                metadata.create_all(target)
                for row in (ProductRow, SourceRow, FeatureRow, FeatureAliasRow):
                    _lay(scratch, target, _table(row), _rows(store, select(_table(row))))
                for window in windows:
                    _lay_source(scratch, store, target, window)
            yield scratch
        finally:
            scratch.engine.dispose()


def _lay_source(scratch: Scratch, store: Connection, target: Connection, window: Window) -> None:
    """Copy what stood of a source before its window."""
    locations = _rows(store, select(_table(LocationRow)).where(LocationRow.source_id == window.number))
    captures = _captures(store, window)
    pasts = {row["id"]: _past(captures, row["id"]) for row in locations}
    facts = {_table(kind.table): _page_facts(store, _table(kind.table), pasts) for kind in KINDS}
    facts |= _source_facts(store, window, pasts)
    for location in locations:
        past = pasts[location["id"]]
        location |= {"ordinal": past.ordinal, "newest_at": past.newest_at, "newest_night": past.newest_night}
    _lay(scratch, target, _table(LocationRow), locations)
    _lay(scratch, target, _table(CaptureRow), captures)
    for part in parts(list(pasts)):
        held = select(_table(QuarantineRow)).where(QuarantineRow.location_id.in_(part))
        _lay(scratch, target, _table(QuarantineRow), _rows(store, held))
    _lay(scratch, target, _table(EvidenceRow), _evidence(store, facts))
    for table, rows in facts.items():
        _lay(scratch, target, table, rows)


def _captures(store: Connection, window: Window) -> list[Columns]:
    """Return the captures before a window, and those in it that gave no facts, which are not replayed."""
    replayed = {one.id for one in window.captures}
    query = (
        select(_table(CaptureRow))
        .join(LocationRow, LocationRow.id == CaptureRow.location_id)
        .where(LocationRow.source_id == window.number, CaptureRow.ordinal.is_not(None))
        .order_by(CaptureRow.id)
    )
    return [row for row in _rows(store, query) if row["id"] not in replayed and row["night"] < window.start]


def _past(captures: Iterable[Columns], location: int) -> Past:
    own = [row for row in captures if row["location_id"] == location]
    if not own:
        return Past(ordinal=0, newest_at=None, newest_night=None)
    last = max(own, key=lambda row: row["ordinal"])
    return Past(ordinal=last["ordinal"], newest_at=last["seen_at"], newest_night=last["night"])


def _page_facts(store: Connection, table: Table, pasts: Mapping[int, Past]) -> list[Columns]:
    found = []
    for part in parts(list(pasts)):
        query = select(table).where(table.c.location_id.in_(part)).order_by(table.c.id)
        for row in _rows(store, query):
            former = rewound(row, pasts[row["location_id"]])
            if former is not None:
                found.append(former)
    return found


def rewound(row: Columns, past: Past) -> Columns | None:
    """Return a fact as it was when its page had come so far; None when it was not known then.

    One that was shown both before and later is taken as shown by the last capture before: that it may have been missing
    just then is not recorded.
    """
    if past.newest_at is None or past.newest_night is None or row["first_seen"] > past.newest_at:
        return None
    standing = {"ended": None, "ended_learnt_at": None, "suspected_at": None, "suspected_night": None}
    if row["last_ordinal"] > past.ordinal:
        return row | standing | {"last_seen": past.newest_at, "last_ordinal": past.ordinal}
    if row["suspected_at"] is not None:
        if row["suspected_at"] > past.newest_at:
            return row | standing
        # Missed by the last capture only, it was no more than suspected.
        return (
            row
            if past.newest_night > row["suspected_night"]
            else row | {"ended": None, "ended_learnt_at": None}
        )
    if row["ended"] is not None and row["ended"] > past.newest_at:
        return row | standing
    return row


def _source_facts(store: Connection, window: Window, pasts: Mapping[int, Past]) -> dict[Table, list[Columns]]:
    """Return the releases, reviews and changes of a source as they were before its window."""
    newest = max((past.newest_at for past in pasts.values() if past.newest_at is not None), default=None)
    handed = {one.capture.night for one in window.captures if one.hands_over}
    releases, reviews, changes = map(_table, (ReleaseRow, ReviewRow, ChangeRow))
    mine = {
        table: _rows(store, select(table).where(table.c.source_id == window.number).order_by(table.c.id))
        for table in (releases, reviews, changes)
    }
    found: dict[Table, list[Columns]] = {table: [] for table in mine}
    found[changes] = [row for row in mine[changes] if row["night"] < window.start or row["night"] in handed]
    if newest is None:
        return found
    for row in mine[releases]:
        if row["first_seen"] <= newest:
            found[releases].append(row | {"last_seen": min(row["last_seen"], newest)})
    for row in mine[reviews]:
        if (row["edited_at"] or row["first_seen"]) <= newest:
            gone = row["superseded_at"]
            stands = {"superseded_at": gone if gone is not None and gone <= newest else None}
            found[reviews].append(row | stands | {"last_seen": min(row["last_seen"], newest)})
    return found


def _evidence(store: Connection, facts: Mapping[Table, Sequence[Columns]]) -> list[Columns]:
    """Return the passages that facts name."""
    named = {
        row[column.parent.name]
        for table, rows in facts.items()
        for column in table.foreign_keys
        if column.column.table is _table(EvidenceRow)
        for row in rows
    }
    wanted = sorted(number for number in named if number is not None)
    query = select(_table(EvidenceRow))
    return [row for part in parts(wanted) for row in _rows(store, query.where(EvidenceRow.id.in_(part)))]


def _lay(scratch: Scratch, target: Connection, table: Table, rows: Sequence[Columns]) -> None:
    laid = scratch.laid.setdefault(table.name, set())
    laid.update(row["id"] for row in rows)
    for begin in range(0, len(rows), CHUNK):
        target.execute(insert(table), list(rows[begin : begin + CHUNK]))


def _rows(connection: Connection, query: Any) -> list[Columns]:
    return [dict(row) for row in connection.execute(query).mappings()]


def _table(row: Any) -> Table:
    table: Table = row.__table__
    return table
