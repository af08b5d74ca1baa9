"""Quarantine: a page that loses too much at once, or is another edition, is held back and its old facts stand.

A redesign and a broken reader look alike from here. What is held back names what vanished; it is accepted when the
same shape is seen on three nights, or when a person says so. A page on which nothing at all is left, and another
edition of a page, are never accepted by waiting.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from rivalscope.domain.capture import Capture
from rivalscope.domain.edition import Edition
from rivalscope.domain.page import Page
from rivalscope.errors import UsageError
from storage.editions import know, other_edition
from storage.engine import Connection, Engine, reading, writing
from storage.fields import Field, is_extra, miss, standing_fields, stated_fields
from storage.names import sha256
from storage.passages import parts
from storage.statements import Columns
from storage.tables import LocationRow, QuarantineRow, SourceRow

SHARE = 0.4
"""Share of a page's standing facts above which their vanishing at once is no removal."""
FEW = 2
"""Facts that may always vanish: two nights without them end them as usual."""
NIGHTS = 3
"""Nights on which the same shape must be seen to be accepted."""
REACH = 14
"""Days after which a page may have become another one bit by bit: then only one that says much less is held back."""
NAMED = 50
"""Names of vanished facts that are kept."""

REDESIGN = "redesign"
GEO_VARIANT = "geo variant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One page that is held back."""

    id: int
    source: str
    url: str
    cause: str
    reason: str
    first_night: date
    last_night: date
    nights: int
    standing: int
    lost: int
    vanished: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A page compared with what stands of it."""

    cause: str
    why: str
    shape: str
    standing: int
    gone: Mapping[Field, str]
    """What vanished, by name."""
    fields: frozenset[Field]
    """What the page states."""


def examine(connection: Connection, *, capture: Capture, page: Page, sound: bool) -> str:
    """Return why a page is held back, in words; empty when its facts may be taken.

    `sound` tells whether the page was judged ok so far: one that was not is noted, and never accepted by it. Accepting
    a shape makes its missing facts missing since the first night of it, so that tonight is the second.
    """
    place = _place(connection, capture)
    location = None if place is None else place.id
    case = None if place is None else _case(connection, capture, page, place)
    if location is None or case is None:
        if sound:
            _pass(connection, [] if location is None else [row["id"] for row in _open(connection, location)])
            know(connection, capture, page)
        return ""
    open_rows = _open(connection, location)
    row = next((row for row in open_rows if row["shape"] == case.shape), None)
    _pass(connection, [other["id"] for other in open_rows if other is not row])
    nights = _nights(row, capture)
    accepted = row is not None and row["state"] == "accepted"
    patient = case.cause == REDESIGN and bool(case.fields) and nights >= NIGHTS
    if sound and row is not None and (accepted or patient):
        _accept(connection, row, case, location, by=row["decided_by"] or f"{NIGHTS} nights", capture=capture)
        know(connection, capture, page)
        return ""
    _hold(connection, row, case, location, nights=nights, capture=capture)
    return _reason(case, nights)


def held(engine: Engine, *, night: date | None = None) -> list[Held]:
    """Return what is held back, oldest first: all of it, or what was held back on one night."""
    query = (
        select(QuarantineRow.__table__, LocationRow.url, SourceRow.key)
        .join(LocationRow, LocationRow.id == QuarantineRow.location_id)
        .join(SourceRow, SourceRow.id == LocationRow.source_id)
        .order_by(QuarantineRow.id)
    )
    if night is None:
        query = query.where(QuarantineRow.state == "held")
    else:
        query = query.where(QuarantineRow.first_night <= night, QuarantineRow.last_night >= night)
    with reading(engine) as connection:
        return [
            Held(
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
            )
            for row in connection.execute(query)
        ]


def accept(engine: Engine, number: int, *, by: str, at: datetime) -> None:
    """Accept what is held back under a number: its next capture of the same shape is taken as it is.

    Raises UsageError when nothing is held back under that number.
    """
    chosen = (QuarantineRow.id == number, QuarantineRow.state == "held")
    with writing(engine) as connection:
        done = connection.execute(
            update(QuarantineRow).where(*chosen).values(state="accepted", decided_by=by, decided_at=at)
        )
    if done.rowcount == 0:
        raise UsageError(f"nothing is held back under the number {number}")


def _place(connection: Connection, capture: Capture) -> Row[Any] | None:
    """Return number and newest night of a page; None for one that gave no facts before tonight."""
    query = (
        select(LocationRow.id, LocationRow.newest_night)
        .join(SourceRow, SourceRow.id == LocationRow.source_id)
        .where(
            SourceRow.key == capture.source,
            LocationRow.url_key == sha256(capture.url),
            LocationRow.ordinal > 0,
            LocationRow.newest_night < capture.night,
        )
    )
    return connection.execute(query).one_or_none()


def _case(connection: Connection, capture: Capture, page: Page, place: Row[Any]) -> _Case | None:
    """Compare a page with what stands of it; None when nothing is amiss."""
    standing = standing_fields(connection, place.id)
    stated = stated_fields(page)
    gone = {field: name for field, name in standing.items() if field not in stated}
    other = other_edition(connection, capture, page)
    fresh = (capture.night - place.newest_night).days <= REACH
    if other:
        cause, why = GEO_VARIANT, other
    elif _loses_too_much(standing, stated, fresh=fresh):
        cause, why = REDESIGN, f"{len(gone)} of {len(standing)} facts vanished at once"
    else:
        return None
    edition = Edition.of(page) if cause == GEO_VARIANT else None
    shape = sha256(repr((cause, sorted(stated), edition)))
    return _Case(
        cause=cause,
        why=why,
        shape=shape,
        standing=len(standing),
        gone=gone,
        fields=frozenset(stated),
    )


def _loses_too_much(standing: Collection[Field], stated: Collection[Field], *, fresh: bool) -> bool:
    """Tell whether too much vanished, of all that stood or of all but extras: a long list of rates covers no lost plan."""
    for kept in (lambda _field: True, lambda field: not is_extra(field)):
        before, now = set(filter(kept, standing)), set(filter(kept, stated))
        lost = len(before - now) if fresh else len(before) - len(now)
        if lost > FEW and lost > SHARE * len(before):
            return True
    return False


def _open(connection: Connection, location: int) -> Sequence[Columns]:
    query = select(QuarantineRow.__table__).where(
        QuarantineRow.location_id == location,
        QuarantineRow.state.in_(("held", "accepted")),
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def _pass(connection: Connection, numbers: Sequence[int]) -> None:
    """Close what is held back of a page that came back or shows another shape."""
    for part in parts(list(numbers)):
        connection.execute(update(QuarantineRow).where(QuarantineRow.id.in_(part)).values(state="passed"))


def _nights(row: Columns | None, capture: Capture) -> int:
    """Return on how many nights a shape has been seen, tonight counted."""
    if row is None:
        return 1
    return int(row["nights"]) + (1 if capture.night > row["last_night"] else 0)


def _hold(
    connection: Connection,
    row: Columns | None,
    case: _Case,
    location: int,
    *,
    nights: int,
    capture: Capture,
) -> None:
    values: dict[str, Any] = {
        "last_night": capture.night if row is None else max(capture.night, row["last_night"]),
        "nights": nights,
        "standing": case.standing,
        "vanished": list(dict.fromkeys(case.gone.values()))[:NAMED],
        "lost": len(case.gone),
        "reason": case.why,
    }
    if row is not None:
        connection.execute(update(QuarantineRow).where(QuarantineRow.id == row["id"]).values(**values))
        return
    first: dict[str, Any] = {
        "location_id": location,
        "cause": case.cause,
        "shape": case.shape,
        "first_night": capture.night,
        "first_at": capture.seen_at,
        "state": "held",
    }
    connection.execute(insert(QuarantineRow).values(**first, **values))


def _accept(
    connection: Connection, row: Columns, case: _Case, location: int, *, by: str, capture: Capture
) -> None:
    """Let a shape pass: what it lacks is missing since it was first seen."""
    miss(connection, location, case.gone, at=row["first_at"], night=row["first_night"])
    decided = {"state": "passed", "decided_by": by, "decided_at": row["decided_at"] or capture.seen_at}
    nights = {"last_night": capture.night, "nights": _nights(row, capture)}
    connection.execute(update(QuarantineRow).where(QuarantineRow.id == row["id"]).values(**decided, **nights))


def _reason(case: _Case, nights: int) -> str:
    """Say why a page is held back, with the first of what vanished."""
    if case.cause == GEO_VARIANT:
        return f"geo variant: {case.why}; its facts stay as they were until a person accepts it"
    names = list(dict.fromkeys(case.gone.values()))
    few = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
    return f"redesign?: {case.why} ({few}); night {nights} of {NIGHTS} with this shape"
