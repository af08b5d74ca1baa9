"""Flapping: a value that comes and goes is told in one line, and as a change once it has come to stay.

An experiment shows one value today and another tomorrow. The line of the first change becomes `unstable` when it is
undone within UNSTABLE_WITHIN captures, and takes in all that follows of it. When what it brought has stood for longer
than that, the same line is a change again, as of that night.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select, update

from rivalscope.domain.fact import ChangeMode
from storage.captures import Visit
from storage.changes import Comparison
from storage.engine import Connection
from storage.history import UNSTABLE_WITHIN
from storage.statements import Columns, FactKind
from storage.tables import CaptureRow, ChangeRow

MEMORY = timedelta(days=30)
"""How far back a line is looked for that a new one would only undo or repeat."""
_PATIENCE = 3 * MEMORY
"""How far back where its value is known to waver, and how long a line is waited for to become a change: its site may be dark."""


def fold(connection: Connection, visit: Visit, changes: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the changes that are lines of their own; those that undo or repeat a line make that one unstable."""
    told: list[dict[str, Any]] = []
    for change in changes:
        line = _line(connection, visit, change)
        if line is None:
            told.append(dict(change))
        elif line.mode is not ChangeMode.UNSTABLE:
            connection.execute(
                update(ChangeRow).where(ChangeRow.id == line.id).values(mode=ChangeMode.UNSTABLE)
            )
    return told


def settle(connection: Connection, visit: Visit, comparisons: Sequence[Comparison]) -> int:
    """Tell as changes of tonight what came and went and has now stood for more than UNSTABLE_WITHIN captures.

    Returns how many lines that made.
    """
    wavering = (
        ChangeRow.source_id == visit.source_id,
        ChangeRow.mode == ChangeMode.UNSTABLE,
        ChangeRow.night >= visit.night - _PATIENCE,
    )
    settled = 0
    for line in connection.execute(select(ChangeRow.__table__).where(*wavering)).all():
        lasting = _stays_gone if line.after is None else _stays
        if not any(lasting(connection, visit, comparison, line) for comparison in comparisons):
            continue
        values = {"mode": _mode(line), "night": visit.night, "learnt_at": visit.learnt_at}
        connection.execute(update(ChangeRow).where(ChangeRow.id == line.id).values(**values))
        settled += 1
    return settled


def _mode(line: Row[Any]) -> ChangeMode:
    if line.before is None:
        return ChangeMode.ADDED
    return ChangeMode.REMOVED if line.after is None else ChangeMode.CHANGED


def _stays(connection: Connection, visit: Visit, comparison: Comparison, line: Row[Any]) -> bool:
    """Tell whether what a line brought has stood for long enough."""
    for fact in comparison.outcome.extended:
        row = comparison.held[fact.id]
        if _is_said(comparison.kind, row, line.subject, line.after):
            return _lasts(connection, visit, line, CaptureRow.seen_at >= row["first_seen"])
    return False


def _stays_gone(connection: Connection, visit: Visit, comparison: Comparison, line: Row[Any]) -> bool:
    """Tell whether what a line took away ended, and has been away for long enough."""
    kind = comparison.kind
    if any(_is_said(kind, row, line.subject, line.before) for row in comparison.held.values()):
        return False
    ended = (kind.table.location_id == visit.location_id, kind.table.ended.is_not(None))
    query = select(kind.table.__table__).where(*ended).order_by(kind.table.last_ordinal.desc())
    for row in map(dict, connection.execute(query).mappings()):
        if _is_said(kind, row, line.subject, line.before):
            return _lasts(connection, visit, line, CaptureRow.ordinal > row["last_ordinal"])
    return False


def _lasts(connection: Connection, visit: Visit, line: Row[Any], since: ColumnElement[bool]) -> bool:
    """Tell whether what holds since then has stood for long enough, and has no line of its own."""
    return _captures(connection, visit, since) > UNSTABLE_WITHIN and not _told_anew(connection, visit, line)


def _told_anew(connection: Connection, visit: Visit, line: Row[Any]) -> bool:
    """Tell whether a later line speaks of the same two values."""
    query = select(ChangeRow.before, ChangeRow.after).where(
        ChangeRow.source_id == visit.source_id,
        ChangeRow.kind == line.kind,
        ChangeRow.subject == line.subject,
        ChangeRow.id > line.id,
    )
    values = {line.before, line.after}
    return any({before, after} == values for before, after in connection.execute(query).tuples())


def _is_said(kind: FactKind, row: Columns, subject: str, text: str) -> bool:
    """Tell whether a fact is what a line speaks of: one of a plan, or alike in several (`Pro, Team: Polls`)."""
    if kind.text(row) != text:
        return False
    if kind.subject(row) == subject:
        return True
    plans, _, name = subject.partition(": ")
    return "name_key" in row and row["name"] == name and row["plan"] in plans.split(", ")


def _line(connection: Connection, visit: Visit, change: Mapping[str, Any]) -> Row[Any] | None:
    """Return the line that a change undoes or repeats soon after; None when it is news.

    A value that wavers now is one that wavered before, though the line of that is older.
    """
    reach = _PATIENCE if change["mode"] == ChangeMode.UNSTABLE else MEMORY
    query = (
        select(ChangeRow.__table__)
        .where(
            ChangeRow.source_id == visit.source_id,
            ChangeRow.kind == change["kind"],
            ChangeRow.subject == change["subject"],
            ChangeRow.night >= visit.night - reach,
        )
        .order_by(ChangeRow.night.desc(), ChangeRow.id.desc())
    )
    for line in connection.execute(query):
        if {line.before, line.after} != {change["before"], change["after"]}:
            continue
        known = ChangeMode.UNSTABLE in (line.mode, change["mode"])
        if known or _captures(connection, visit, CaptureRow.night > line.night) <= UNSTABLE_WITHIN:
            return line
    return None


def _captures(connection: Connection, visit: Visit, since: ColumnElement[bool]) -> int:
    """Return how many captures of the page gave facts since then, tonight's counted."""
    factual = (CaptureRow.location_id == visit.location_id, CaptureRow.ordinal.is_not(None))
    query = select(func.count()).select_from(CaptureRow).where(*factual, since)
    return connection.execute(query).scalar_one()
