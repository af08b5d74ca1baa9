"""Holds: what a person decides about a page that was held back, and what stands on it.

A decision is one transaction. Whoever calls holds the lease of the night, so that nothing is stored meanwhile.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update

from rivalscope.domain.capture import Capture, Verdict
from rivalscope.domain.hold import Held, HoldState
from rivalscope.domain.page import Page
from rivalscope.errors import StoreError, UsageError
from storage.editions import know
from storage.engine import Connection, Engine, reading, writing
from storage.fields import miss, standing_fields, stated_fields
from storage.loads import Load, store_loads
from storage.quarantine import rejected_reason, shape_of
from storage.reads.holds import hold
from storage.tables import CaptureRow, LocationRow, QuarantineRow

_KEPT = ("night", "seen_at", "verdict", "reason", "status", "snapshot", "content_type", "etag")
_MEASURED = ("last_modified", "size", "elapsed_ms", "items", "stated", "ending")


def held_captures(engine: Engine, one: Held) -> list[Capture]:
    """Return the captures of the nights on which a page was held back whose bodies were kept, oldest first."""
    with reading(engine) as connection:
        row = _row(connection, one.id)
        query = (
            select(CaptureRow.__table__)
            .where(
                CaptureRow.location_id == row.location_id,
                CaptureRow.night.between(row.first_night, row.last_night),
                CaptureRow.verdict == Verdict.PARTIAL,
                CaptureRow.snapshot.is_not(None),
            )
            .order_by(CaptureRow.night, CaptureRow.seen_at)
        )
        names = (*_KEPT, *_MEASURED)
        return [
            Capture(source=one.source, url=one.url, **{name: getattr(found, name) for name in names})
            for found in connection.execute(query)
        ]


def accept(
    engine: Engine, number: int, pages: Sequence[tuple[Capture, Page]], *, product: str, by: str, at: datetime
) -> int:
    """Store what a page that was held back says, as of its nights, as if it had never been held; return the changes.

    `pages` are its captures with what they say, oldest first. Those of the shape of the newest are stored; what that
    one lacks is missing since the page was first held back, so that a second night ends it as it ends any fact.
    Raises UsageError when it no longer waits, or when the page gave facts since.
    """
    capture, newest = pages[-1]
    with writing(engine) as connection:
        row = _row(connection, number)
        _refuse_over(row, capture)
        shape = shape_of(newest, row.cause)
        loads = [
            Load(capture=one, page=page, product=product, learnt_at=at)
            for one, page in pages
            if shape_of(page, row.cause) == shape and one.seen_at > row.newest_at
        ]
        # It was first held back before the first of these when that one's body is no longer kept.
        begin = (row.first_at, row.first_night)
        if row.first_at <= row.newest_at:
            begin = (loads[0].capture.seen_at, loads[0].capture.night)
        gone = standing_fields(connection, row.location_id).keys() - stated_fields(newest)
        miss(connection, row.location_id, gone, at=begin[0], night=begin[1])
        results = store_loads(connection, loads)
        know(connection, capture, newest)
        _decide(connection, number, HoldState.PASSED, by=by, at=at)
    return sum(result.changes for result in results)


def accept_next(engine: Engine, number: int, *, by: str, at: datetime) -> None:
    """Have the next capture of the same shape taken as it is: the way where no stored page is left.

    Raises UsageError when it no longer waits.
    """
    with writing(engine) as connection:
        _refuse_over(_row(connection, number), None)
        _decide(connection, number, HoldState.ACCEPTED, by=by, at=at)


def reject(engine: Engine, number: int, *, by: str, at: datetime) -> None:
    """Let last good facts stand whenever a page shows this shape, and say so in its newest capture.

    Raises UsageError when its facts were taken, or it no longer waits.
    """
    with writing(engine) as connection:
        row = _row(connection, number)
        _refuse_over(row, None)
        _decide(connection, number, HoldState.REJECTED, by=by, at=at)
        reason = rejected_reason(row.reason, cause=row.cause, by=by, on=at.date())
        connection.execute(
            update(CaptureRow)
            .where(
                CaptureRow.location_id == row.location_id,
                CaptureRow.night == row.last_night,
                CaptureRow.verdict == Verdict.PARTIAL,
            )
            .values(reason=reason)
        )


def undecided(engine: Engine, number: int, wanted: HoldState) -> Held | None:
    """Return what waits under a number; None when just this was decided already.

    `wanted` is REJECTED or PASSED (its facts are taken). Raises UsageError for a number that never was, and for what
    is over.
    """
    one = hold(engine, number)
    if one.state is wanted and one.decided_by is not None:
        return None
    with reading(engine) as connection:
        _refuse_over(_row(connection, number), None)
    return one


def _row(connection: Connection, number: int) -> Row[Any]:
    query = (
        select(QuarantineRow.__table__, LocationRow.url, LocationRow.newest_at, LocationRow.newest_night)
        .join(LocationRow, LocationRow.id == QuarantineRow.location_id)
        .where(QuarantineRow.id == number)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        raise StoreError(f"what was held back under the number {number} was deleted meanwhile")
    return row


def _refuse_over(row: Row[Any], capture: Capture | None) -> None:
    """Refuse to decide about what was taken, or is no longer what the page shows."""
    if row.state == HoldState.PASSED.value and row.decided_by is not None:
        raise UsageError(
            f"{row.id} was accepted by {row.decided_by} on {row.decided_at:%Y-%m-%d}, and its facts are stored: "
            "`rivalscope changes` shows what came of it"
        )
    if row.state == HoldState.PASSED.value:
        raise UsageError(
            f"{row.id} no longer waits: {row.url} came back, or shows another shape; see `rivalscope quarantine list`"
        )
    if capture is not None and row.newest_at >= capture.seen_at:
        raise UsageError(_came_back(row))


def _came_back(row: Row[Any]) -> str:
    return (
        f"{row.id} can't be accepted: {row.url} gave facts again on the night of {row.newest_night}, after it was held "
        f"back; `rivalscope quarantine reject {row.id}` closes it"
    )


def _decide(connection: Connection, number: int, state: HoldState, *, by: str, at: datetime) -> None:
    decided = {"state": state.value, "decided_by": by, "decided_at": at}
    connection.execute(update(QuarantineRow).where(QuarantineRow.id == number).values(**decided))
