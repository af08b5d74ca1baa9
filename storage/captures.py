"""Captures written: the page that was fetched, what came back, and whether facts may follow."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, update

from rivalscope.domain.capture import Capture, Verdict
from rivalscope.domain.page import Page
from rivalscope.errors import StoreError
from storage.engine import Connection
from storage.lists import WALKED
from storage.names import sha256
from storage.passages import Shelf
from storage.places import Place, find_captures, find_locations, find_sources
from storage.portions import parts
from storage.tables import CaptureRow, FrontierRow, LocationRow, SourceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One capture that may update facts, as the writers of facts need it."""

    location_id: int
    source_id: int
    product_id: int
    night: date
    seen_at: datetime
    ordinal: int
    """1 for the first such capture of the page: a baseline, of which no change is recorded."""
    previous_night: date | None
    """Night of the one before."""
    previous_at: datetime | None
    """Instant of the one before."""
    shelf: Shelf | None
    """Where the page's words lie; None for a page that is as it was."""
    learnt_at: datetime

    @property
    def baseline(self) -> bool:
        """Whether it is the first capture of the page that may update facts."""
        return self.ordinal == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """A capture on its way to the store."""

    capture: Capture
    page: Page | None
    """What it says; None when the page is not modified."""
    product: str
    """Slug of the product that it is about."""
    learnt_at: datetime

    @property
    def place(self) -> Place:
        """Source and URL."""
        return self.capture.source, self.capture.url


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing:
    """Where a capture was stored."""

    capture_id: int
    visit: Visit | None
    """None when facts stay as they are."""


def store_landing(
    connection: Connection,
    *,
    capture: Capture,
    page: Page | None,
    product: str,
    learnt_at: datetime,
    again: bool = False,
) -> Landing:
    """Store one capture as `store_landings` does; with `again` a file may be imported twice in a night."""
    load = Load(capture=capture, page=page, product=product, learnt_at=learnt_at)
    return store_landings(connection, [load], again=again)[0]


def store_landings(connection: Connection, loads: Sequence[Load], *, again: bool = False) -> list[Landing]:
    """Store captures themselves, settle their URLs in the frontier, and say for each whether facts may follow.

    No two may be of the same source and URL. Facts may not follow when the verdict gives none, when a newer capture
    gave them, or when this night has given them already (unless `again`). The number of statements does not depend on
    the number of captures. Raises StoreError when a source is unknown, or an ok capture lacks its page or snapshot.
    """
    sources = find_sources(connection, {load.capture.source: load.product for load in loads})
    wanted = {load.place: (sources[load.capture.source].id, load.capture.url) for load in loads}
    locations = find_locations(connection, wanted)
    known = find_captures(
        connection, {(locations[load.place].id, load.capture.night): load.place for load in loads}
    )
    _settle_frontier(connection, [load.capture for load in loads])
    fates = [_fate(load, locations[load.place], known.get(load.place), again=again) for load in loads]
    numbers = _write(connection, [fate for fate in fates if fate.row is not None])
    visits = [fate.visit(sources[fate.load.capture.source]) for fate in fates]
    moved = [visit for visit in visits if visit is not None]
    _move(connection, moved)
    walked = {
        visit.source_id: visit.night
        for load, visit in zip(loads, visits, strict=True)
        if visit is not None and load.capture.ending in WALKED
    }
    for source, night in walked.items():
        connection.execute(update(SourceRow).where(SourceRow.id == source).values(walked_on=night))
    return [
        Landing(capture_id=numbers.get(fate.load.place, fate.known), visit=visit)
        for fate, visit in zip(fates, visits, strict=True)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fate:
    """What becomes of one capture."""

    load: Load
    location: Row[Any]
    known: int
    """Number of the night's earlier capture of the page; 0 when there is none."""
    row: dict[str, object] | None
    """None when the earlier one stays."""
    ordinal: int | None

    def visit(self, source: Row[Any]) -> Visit | None:
        """Return the capture as the writers of facts need it; None when facts stay as they are."""
        if self.ordinal is None:
            return None
        capture = self.load.capture
        return Visit(
            location_id=self.location.id,
            source_id=source.id,
            product_id=source.product_id,
            night=capture.night,
            seen_at=capture.seen_at,
            ordinal=self.ordinal,
            previous_night=self.location.newest_night,
            previous_at=self.location.newest_at,
            shelf=_shelf(capture, self.load.page, self.location.id),
            learnt_at=self.load.learnt_at,
        )


def _fate(load: Load, location: Row[Any], known: Row[Any] | None, *, again: bool) -> _Fate:
    capture = load.capture
    number = 0 if known is None else known.id
    if known is not None and known.verdict.factual and not again:
        return _Fate(load=load, location=location, known=number, row=None, ordinal=None)
    late = location.newest_at is not None and capture.seen_at < location.newest_at
    ordinal = location.ordinal + 1 if capture.verdict.factual and not late else None
    row = _row(capture, load.page, location.id, ordinal)
    return _Fate(load=load, location=location, known=number, row=row, ordinal=ordinal)


def _settle_frontier(connection: Connection, captures: Sequence[Capture]) -> None:
    groups: defaultdict[tuple[date, str], list[str]] = defaultdict(list)
    for capture in captures:
        groups[capture.night, "done" if capture.verdict.factual else "failed"].append(sha256(capture.url))
    for (night, state), keys in groups.items():
        for part in parts(keys):
            connection.execute(
                update(FrontierRow)
                .where(FrontierRow.night == night, FrontierRow.url_key.in_(part), FrontierRow.state != "done")
                .values(state=state, owner=None, leased_until=None)
            )


def _write(connection: Connection, fates: Sequence[_Fate]) -> dict[Place, int]:
    """Write the night's captures; one that gave no facts gives way to the next try. Returns the number of each."""
    numbers: dict[Place, int] = {}
    for fate in fates:
        if fate.known and fate.row is not None:
            connection.execute(update(CaptureRow).where(CaptureRow.id == fate.known).values(**fate.row))
            numbers[fate.load.place] = fate.known
    fresh = [fate for fate in fates if not fate.known]
    if fresh:
        connection.execute(insert(CaptureRow), [fate.row for fate in fresh if fate.row is not None])
        # SQLite would give the numbers back with rows that are inserted one by one; they are looked up at once.
        wanted = {(fate.location.id, fate.load.capture.night): fate.load.place for fate in fresh}
        made = find_captures(connection, wanted)
        numbers |= {place: row.id for place, row in made.items()}
    return numbers


def _move(connection: Connection, visits: Sequence[Visit]) -> None:
    """Note in the pages' rows which capture is now their newest good one."""
    if not visits:
        return
    moved = (
        update(LocationRow)
        .where(LocationRow.id == bindparam("number"))
        .values(ordinal=bindparam("ordinal"), newest_at=bindparam("at"), newest_night=bindparam("on"))
    )
    connection.execute(
        moved,
        [
            {"number": one.location_id, "ordinal": one.ordinal, "at": one.seen_at, "on": one.night}
            for one in visits
        ],
    )


def _row(capture: Capture, page: Page | None, location_id: int, ordinal: int | None) -> dict[str, object]:
    return {
        "location_id": location_id,
        "night": capture.night,
        "seen_at": capture.seen_at,
        "verdict": capture.verdict,
        "reason": capture.reason,
        "status": capture.status,
        "snapshot": capture.snapshot,
        "content_type": capture.content_type,
        "etag": capture.etag,
        "last_modified": capture.last_modified,
        "size": capture.size,
        "elapsed_ms": capture.elapsed_ms,
        "items": capture.items,
        "stated": capture.stated,
        "ending": capture.ending,
        "extractor": page.extractor if page is not None else None,
        "ordinal": ordinal,
    }


def _shelf(capture: Capture, page: Page | None, location_id: int) -> Shelf | None:
    if capture.verdict is Verdict.NOT_MODIFIED:
        return None
    if page is None or capture.snapshot is None:
        raise StoreError(f"the ok capture of {capture.url} came without its page or its snapshot")
    return Shelf(
        location_id=location_id, snapshot=capture.snapshot, seen_at=capture.seen_at, extractor=page.extractor
    )
