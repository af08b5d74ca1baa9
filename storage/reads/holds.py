"""Pages held back, as reports and people who decide about them see them."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Row, Select, not_, or_, select

from rivalscope.domain.hold import Held, HoldState
from rivalscope.errors import UsageError
from storage.engine import Engine, reading
from storage.tables import LocationRow, QuarantineRow, SourceRow

THIN = "fill rate"
"""Cause of a page that no longer fills in what it used to."""
WAITED = "3 nights"
"""What accepts a page by itself (storage.quarantine)."""


def holds(engine: Engine, *, night: date | None = None, every: bool = False) -> list[Held]:
    """Return what waits for a decision, oldest first; with a night what was held back on it, with `every` all of it."""
    query = _query()
    if night is not None:
        query = query.where(QuarantineRow.first_night <= night, QuarantineRow.last_night >= night)
    elif not every:
        # A page that gave facts since came back: pages of reviews are compared on the nights alone that are doubted.
        since = LocationRow.newest_night > QuarantineRow.last_night
        query = query.where(
            QuarantineRow.state == HoldState.HELD.value, not_(since & (QuarantineRow.cause == THIN))
        )
    with reading(engine) as connection:
        return [_held(row) for row in connection.execute(query)]


def hold(engine: Engine, number: int) -> Held:
    """Return what is, or was, held back under a number; UsageError when there never was such a number."""
    with reading(engine) as connection:
        row = connection.execute(_query().where(QuarantineRow.id == number)).one_or_none()
    if row is None:
        raise UsageError(
            f"nothing was ever held back under the number {number}: see `rivalscope quarantine list`"
        )
    return _held(row)


def decided_holds(engine: Engine, *, since: date, until: date) -> list[tuple[str, str]]:
    """Return source and words of each page held back whose fate was decided for, or on, a day of a span.

    What was decided after the span about nights of it is told: its facts are, or are not, among those of the span.
    """
    begin, end = (datetime.combine(day, time(), tzinfo=UTC) for day in (since, until + timedelta(days=1)))
    within = (QuarantineRow.first_night <= until) & (QuarantineRow.last_night >= since)
    query = _query().where(
        QuarantineRow.decided_by.is_not(None),
        or_(within, QuarantineRow.decided_at.between(begin, end)),
    )
    with reading(engine) as connection:
        return [(one.source, _words(one)) for one in map(_held, connection.execute(query))]


def _words(one: Held) -> str:
    done = {HoldState.REJECTED: "rejected", HoldState.ACCEPTED: "to be accepted"}.get(one.state, "accepted")
    day = "" if one.decided_at is None else f" on {one.decided_at:%Y-%m-%d}"
    nights = "the night of" if one.first_night == one.last_night else "the nights of"
    how = "after" if one.decided_by == WAITED else "by"
    return f"{one.cause} of {nights} {one.span}, {done} {how} {one.decided_by}{day}: {one.reason}"


def _query() -> Select[Any]:
    return (
        select(QuarantineRow.__table__, LocationRow.url, SourceRow.key)
        .join(LocationRow, LocationRow.id == QuarantineRow.location_id)
        .join(SourceRow, SourceRow.id == LocationRow.source_id)
        .order_by(QuarantineRow.id)
    )


def _held(row: Row[Any]) -> Held:
    return Held(
        id=row.id,
        source=row.key,
        url=row.url,
        cause=row.cause,
        reason=row.reason,
        first_night=row.first_night,
        last_night=row.last_night,
        nights=row.nights,
        standing=row.standing,
        lost=row.lost,
        vanished=tuple(row.vanished),
        state=HoldState(row.state),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )
