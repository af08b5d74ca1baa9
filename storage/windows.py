"""Windows: which stored captures of each source are read anew, and which can't be."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, select

from rivalscope.domain.capture import Capture, Verdict
from rivalscope.domain.market import Source
from rivalscope.domain.replay import StoredCapture, Untouched, Window
from storage.archive import Archive
from storage.engine import Connection, Engine, reading
from storage.holdings import pruned
from storage.tables import CaptureRow, LocationRow, SourceRow


def windows(
    engine: Engine,
    archive: Archive,
    sources: Sequence[tuple[Source, str]],
    *,
    since: date,
    until: date | None = None,
) -> tuple[list[Window], list[Untouched]]:
    """Return what is read anew of each source, given with today's extractor, and the captures that can't be.

    All captures that gave facts from the night `since` on are replayed. Where the body of one is gone, its source is
    replayed from the night after it: what was learnt up to then can't be made again, and stays.
    """
    gone = {digest: f"retention let its page go on {day}" for digest, day in pruned(engine).items()}
    found: list[Window] = []
    untouched: list[Untouched] = []
    with reading(engine) as connection:
        for source, extractor in sources:
            rows = _captures(connection, source.key)
            if until is not None:
                rows = [row for row in rows if row.night <= until]
            lost = [
                _untouched(source, row, gone)
                for row in rows
                if row.night >= since and row.verdict is Verdict.OK and not _kept(archive, row)
            ]
            untouched += lost
            start = max([since, *(one.night + timedelta(days=1) for one in lost)])
            if any(row.night >= start for row in rows):
                found.append(_window(source, rows, start=start, extractor=extractor, archive=archive))
    return found, untouched


def last_night(engine: Engine, keys: Sequence[str]) -> date | None:
    """Return the newest night with a capture that gave facts of some sources; None when there is none."""
    with reading(engine) as connection:
        nights = [row.night for key in keys for row in _captures(connection, key)[-1:]]
    return max(nights, default=None)


def _captures(connection: Connection, key: str) -> list[Row[Any]]:
    """Return the captures of a source that could update facts, in the order in which they did."""
    query = (
        select(CaptureRow.__table__, LocationRow.url, LocationRow.source_id)
        .join(LocationRow, LocationRow.id == CaptureRow.location_id)
        .join(SourceRow, SourceRow.id == LocationRow.source_id)
        .where(SourceRow.key == key, CaptureRow.ordinal.is_not(None))
        .order_by(CaptureRow.night, CaptureRow.seen_at, CaptureRow.id)
    )
    return list(connection.execute(query))


def _kept(archive: Archive, row: Row[Any]) -> bool:
    return row.snapshot is not None and archive.has(row.snapshot)


def _untouched(source: Source, row: Row[Any], gone: dict[str, str]) -> Untouched:
    reason = gone.get(row.snapshot, f"the snapshot {(row.snapshot or '')[:12]}… is missing from the archive")
    return Untouched(source=source.key, url=row.url, night=row.night, reason=reason)


def _window(
    source: Source, rows: Sequence[Row[Any]], *, start: date, extractor: str, archive: Archive
) -> Window:
    before: dict[int, Row[Any]] = {}
    """The newest ok capture of each page so far."""
    begun: set[int] = set()
    """Pages of which a body is read anew."""
    found = []
    for row in rows:
        former = before.get(row.location_id)
        if row.verdict is Verdict.OK:
            before[row.location_id] = row
        if row.night < start:
            continue
        hands_over = row.location_id not in begun and former is not None and former.extractor != extractor
        ok = row.verdict is Verdict.OK
        again = not ok and hands_over and _kept(archive, row)
        if ok or again:
            begun.add(row.location_id)
        found.append(
            StoredCapture(
                id=row.id,
                location_id=row.location_id,
                capture=_capture(source, row),
                extractor=row.extractor,
                read=ok or again,
                read_at=former.seen_at if again and former is not None else row.seen_at,
                hands_over=hands_over and (ok or again),
            )
        )
    return Window(source=source, number=rows[0].source_id, start=start, captures=tuple(found))


def _capture(source: Source, row: Row[Any]) -> Capture:
    names = ("night", "seen_at", "verdict", "reason", "status", "snapshot", "content_type", "etag")
    more = ("last_modified", "size", "elapsed_ms", "items", "stated", "ending")
    return Capture(source=source.key, url=row.url, **{name: getattr(row, name) for name in (*names, *more)})
