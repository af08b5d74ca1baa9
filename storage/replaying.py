"""Replaying: one stored capture, read anew, is stored in the scratch store exactly as a night stores it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, literal, select, update

from rivalscope.domain.capture import Capture, Verdict
from rivalscope.domain.page import Page
from rivalscope.domain.replay import StoredCapture, Window
from storage.engine import Connection
from storage.fields import miss, standing_fields, stated_fields
from storage.flapping import MEMORY
from storage.loads import Load, store_loads
from storage.portions import parts
from storage.standing import KINDS
from storage.tables import CaptureRow, ChangeRow, LocationRow, QuarantineRow
from storage.values import UtcDateTime


def earlier_items(connection: Connection, window: Window) -> dict[str, int]:
    """Return how many items the newest ok capture of each page of a source yielded before its window."""
    query = (
        select(LocationRow.url, CaptureRow.items)
        .join(CaptureRow, CaptureRow.location_id == LocationRow.id)
        .where(LocationRow.source_id == window.number, CaptureRow.verdict == Verdict.OK)
        .order_by(CaptureRow.ordinal)
    )
    return {row.url: row.items for row in connection.execute(query)}


def replay(
    connection: Connection,
    window: Window,
    held: StoredCapture,
    *,
    capture: Capture,
    page: Page | None,
    learnt_at: datetime,
) -> None:
    """Store a capture as today's reader judges it, with what its page says; None for one that is as before.

    What another version read of the page before, and today's does not find, ends without a change: the page is not
    what changed. A page that was held back and let pass on that night lacks what it lacks since it was held back.
    """
    said = page is not None and capture.verdict is Verdict.OK
    lines = _lines(connection, window.number, capture) if held.hands_over and said else None
    if page is not None and said:
        if held.hands_over:
            _end_unsaid(connection, held.location_id, page, at=capture.seen_at, learnt_at=learnt_at)
        _readmit(connection, held.location_id, page, capture)
    load = Load(capture=capture, page=page, product=window.source.product, learnt_at=learnt_at)
    store_loads(connection, [load])
    if lines is not None:
        _restore(connection, window.number, lines)


def _end_unsaid(
    connection: Connection, location: int, page: Page, *, at: datetime, learnt_at: datetime
) -> None:
    for kind in KINDS:
        table = kind.table
        said = {
            (kind.group(statement.columns), kind.value(statement.columns))
            for statement in kind.statements(page)
        }
        standing = select(table.__table__).where(table.location_id == location, table.ended.is_(None))
        rows = map(dict, connection.execute(standing).mappings())
        gone = [row["id"] for row in rows if (kind.group(row), kind.value(row)) not in said]
        for part in parts(gone):
            ended = func.coalesce(table.suspected_at, literal(at, UtcDateTime()))
            values = {"ended": ended, "ended_learnt_at": learnt_at}
            connection.execute(update(table).where(table.id.in_(part)).values(values))


def _readmit(connection: Connection, location: int, page: Page, capture: Capture) -> None:
    """Do again what letting a page pass did: what it lacks is missing since it was held back."""
    query = select(QuarantineRow.first_at, QuarantineRow.first_night).where(
        QuarantineRow.location_id == location,
        QuarantineRow.state == "passed",
        QuarantineRow.decided_by.is_not(None),
        QuarantineRow.last_night == capture.night,
    )
    for row in connection.execute(query).all():
        gone = standing_fields(connection, location).keys() - stated_fields(page)
        miss(connection, location, gone, at=row.first_at, night=row.first_night)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lines:
    """The lines of changes of a source as they are."""

    newest: int
    """The greatest number of any line."""
    recent: tuple[dict[str, Any], ...]
    """Those that a capture may touch."""


def _lines(connection: Connection, source: int, capture: Capture) -> _Lines:
    recent = select(ChangeRow.id, ChangeRow.mode, ChangeRow.night, ChangeRow.learnt_at).where(
        ChangeRow.source_id == source, ChangeRow.night >= capture.night - MEMORY
    )
    return _Lines(
        newest=connection.scalar(select(func.max(ChangeRow.id))) or 0,
        recent=tuple(dict(row) for row in connection.execute(recent).mappings()),
    )


def _restore(connection: Connection, source: int, lines: _Lines) -> None:
    """Take back what was told since: lines that are new go, the others are as they were."""
    connection.execute(delete(ChangeRow).where(ChangeRow.source_id == source, ChangeRow.id > lines.newest))
    for line in lines.recent:
        connection.execute(update(ChangeRow).where(ChangeRow.id == line["id"]).values(**line))
