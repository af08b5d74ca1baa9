"""Quarantine: a page that loses too much at once, whose values are doubted, or that is another edition, is held back.

Its old facts stand. A redesign and a broken reader look alike from here. What is held back names what vanished; it is accepted when the
same shape is seen on three nights, or when a person says so (storage.holds). A page on which nothing at all is left,
another edition of a page, and a shape that a person rejected are never accepted by waiting.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, insert, select, update

from rivalscope.domain.capture import Capture
from rivalscope.domain.edition import Edition
from rivalscope.domain.hold import HoldState
from rivalscope.domain.page import Page
from storage import gate
from storage.editions import know, other_edition
from storage.engine import Connection
from storage.fields import Field, is_extra, miss, standing_fields, stated_fields
from storage.names import sha256
from storage.portions import parts
from storage.reads.holds import THIN, WAITED
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
PRICE_JUMP = "price jump"


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
    state = HoldState.HELD if row is None else HoldState(row["state"])
    patient = case.cause != GEO_VARIANT and bool(case.fields or page.reviews) and nights >= NIGHTS
    waited = state is HoldState.HELD and patient
    if sound and row is not None and (state is HoldState.ACCEPTED or waited):
        _accept(connection, row, case, location, by=row["decided_by"] or WAITED, capture=capture)
        know(connection, capture, page)
        return ""
    _hold(connection, row, case, location, nights=nights, capture=capture)
    if row is not None and state is HoldState.REJECTED:
        return rejected_reason(case.why, cause=case.cause, by=row["decided_by"], on=row["decided_at"].date())
    return _reason(case, nights)


def rejected_reason(why: str, *, cause: str, by: str, on: date) -> str:
    """Say why a page is held back whose shape a person rejected."""
    name = cause if cause == GEO_VARIANT else f"{cause}?"
    return f"{name}: {why}; rejected by {by} on {on}, so its facts stay as they were"


def shape_of(page: Page, cause: str) -> str:
    """Return the shape of a page that is held back for a cause: SHA-256 of the names of all that it states.

    Of another edition its language, currencies and address are a part of the shape, of prices that jump the prices, and
    of a page that is thinly filled in what it lacks.
    """
    values: object = None
    if cause == GEO_VARIANT:
        values = Edition.of(page)
    elif cause == PRICE_JUMP:
        values = gate.prices(page)
    elif cause == THIN:
        values = gate.thin(page)
    return sha256(repr((cause, sorted(stated_fields(page)), values)))


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
    other = other_edition(connection, capture, page) if standing or stated else ""
    fresh = (capture.night - place.newest_night).days <= REACH
    if other:
        cause, why = GEO_VARIANT, other
    elif _loses_too_much(standing, stated, fresh=fresh):
        cause, why = REDESIGN, f"{len(gone)} of {len(standing)} facts vanished at once"
    elif doubt := gate.jumps(connection, place.id, page):
        cause, why = PRICE_JUMP, doubt.why
    elif doubt := gate.thinned(connection, place.id, page):
        cause, why = THIN, doubt.why
    else:
        return None
    return _Case(
        cause=cause,
        why=why,
        shape=shape_of(page, cause),
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
    """Return what is held back of a page, and what shapes of it were rejected."""
    query = select(QuarantineRow.__table__).where(
        QuarantineRow.location_id == location, QuarantineRow.state != HoldState.PASSED.value
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def _pass(connection: Connection, numbers: Sequence[int]) -> None:
    """Close what is held back of a page that came back or shows another shape; what was rejected stays so."""
    undecided = QuarantineRow.state != HoldState.REJECTED.value
    for part in parts(list(numbers)):
        closed = update(QuarantineRow).where(QuarantineRow.id.in_(part), undecided)
        connection.execute(closed.values(state=HoldState.PASSED.value))


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
        "state": HoldState.HELD.value,
    }
    connection.execute(insert(QuarantineRow).values(**first, **values))


def _accept(
    connection: Connection, row: Columns, case: _Case, location: int, *, by: str, capture: Capture
) -> None:
    """Let a shape pass: what it lacks is missing since it was first seen."""
    miss(connection, location, case.gone, at=row["first_at"], night=row["first_night"])
    decided = {
        "state": HoldState.PASSED.value,
        "decided_by": by,
        "decided_at": row["decided_at"] or capture.seen_at,
    }
    nights = {"last_night": capture.night, "nights": _nights(row, capture)}
    connection.execute(update(QuarantineRow).where(QuarantineRow.id == row["id"]).values(**decided, **nights))


def _reason(case: _Case, nights: int) -> str:
    """Say why a page is held back, with the first of what vanished."""
    if case.cause == GEO_VARIANT:
        return f"geo variant: {case.why}; its facts stay as they were until a person accepts it"
    if case.cause != REDESIGN:
        return f"{case.cause}?: {case.why}; night {nights} of {NIGHTS} with this shape"
    names = list(dict.fromkeys(case.gone.values()))
    few = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
    return f"redesign?: {case.why} ({few}); night {nights} of {NIGHTS} with this shape"
