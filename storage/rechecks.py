"""Re-checks stored: what the checks of each page showed, written with its capture, read when a night is planned."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from rivalscope.domain.recheck import Watch, observe
from storage.captures import Visit
from storage.engine import Connection
from storage.names import sha256
from storage.portions import parts
from storage.tables import LocationRow, RecheckRow, SourceRow

_WATCHED = (RecheckRow.checks, RecheckRow.changes, RecheckRow.watched_days, RecheckRow.restless)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What one good capture of a page showed."""

    visit: Visit
    changed: bool
    """Whether the page says something else than before."""
    missing: bool
    """Whether something that stood before is missing and may return."""


def note_checks(connection: Connection, checks: Sequence[Check]) -> None:
    """Add checks to what is known of their pages, no two of the same page; a first capture is no check yet."""
    known = _known(connection, [check.visit.location_id for check in checks])
    fresh: list[dict[str, Any]] = []
    old: list[dict[str, Any]] = []
    for check in checks:
        number = check.visit.location_id
        (old if number in known else fresh).append(_row(check, known.get(number, Watch())))
    if fresh:
        connection.execute(insert(RecheckRow), fresh)
    if old:
        values: dict[str, Any] = {
            name: bindparam(name) for name in ("checks", "changes", "watched_days", "restless")
        }
        renewed = update(RecheckRow).where(RecheckRow.location_id == bindparam("page")).values(values)
        connection.execute(renewed, [{"page": row.pop("location_id"), **row} for row in old])


def watches(
    connection: Connection, pages: Sequence[tuple[str, str]]
) -> Mapping[tuple[str, str], tuple[Watch, datetime]]:
    """Return what is known of pages, given as key of source and URL, and when each last gave facts."""
    wanted = {(source, sha256(url)): (source, url) for source, url in pages}
    found: dict[tuple[str, str], tuple[Watch, datetime]] = {}
    for part in parts(list(wanted)):
        query = (
            select(SourceRow.key, LocationRow.url_key, LocationRow.newest_at, *_WATCHED)
            .join(LocationRow, LocationRow.source_id == SourceRow.id)
            .join(RecheckRow, RecheckRow.location_id == LocationRow.id)
            .where(
                SourceRow.key.in_({source for source, _ in part}),
                LocationRow.url_key.in_([key for _, key in part]),
            )
        )
        for row in connection.execute(query):
            page = wanted.get((row.key, row.url_key))
            if page is not None and row.newest_at is not None:
                found[page] = _watch(row), row.newest_at
    return found


def _known(connection: Connection, numbers: Sequence[int]) -> dict[int, Watch]:
    known: dict[int, Watch] = {}
    for part in parts(numbers):
        query = select(RecheckRow.location_id, *_WATCHED).where(RecheckRow.location_id.in_(part))
        known |= {row.location_id: _watch(row) for row in connection.execute(query)}
    return known


def _watch(row: Any) -> Watch:
    return Watch(checks=row.checks, changes=row.changes, watched_days=row.watched_days, restless=row.restless)


def _row(check: Check, watch: Watch) -> dict[str, Any]:
    visit = check.visit
    if visit.previous_at is not None:
        days = (visit.seen_at - visit.previous_at) / timedelta(days=1)
        watch = observe(watch, days=days, changed=check.changed, missing=check.missing)
    return {"location_id": visit.location_id, **asdict(watch)}
