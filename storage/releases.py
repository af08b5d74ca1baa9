"""Releases written: entries of changelogs and feeds, which fall off a page without ending."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select, update

from rivalscope.domain.fact import ChangeKind, ChangeMode
from rivalscope.domain.page import ItemType, Release
from storage.captures import Visit
from storage.engine import Connection
from storage.names import name_key, sha256
from storage.passages import store_passages
from storage.portions import CHUNK, parts
from storage.tables import ChangeRow, ReleaseRow, SourceRow

NEWS_WITHIN = timedelta(days=31)
"""How long before the last good capture a release may be dated and still be news: a longer list is no news."""


def store_releases(connection: Connection, visit: Visit, releases: Sequence[Release]) -> tuple[int, int]:
    """Store the releases of a page; return how many are changes and how many are new."""
    stated = {_key(release): release for release in reversed(releases)}
    known = _known(connection, visit, list(stated))
    ids = list(known.values())
    _complete(connection, [(number, stated[key]) for key, number in known.items()])
    for begin in range(0, len(ids), CHUNK):
        chosen = ReleaseRow.id.in_(ids[begin : begin + CHUNK])
        connection.execute(update(ReleaseRow).where(chosen).values(_seen(visit)))
    fresh = {key: release for key, release in stated.items() if key not in known}
    if not fresh or visit.shelf is None:
        return 0, 0
    numbers = store_passages(connection, visit.shelf, [release.passage for release in fresh.values()])
    rows = [_row(visit, key, release, numbers[release.passage]) for key, release in fresh.items()]
    connection.execute(insert(ReleaseRow), rows)
    told = _told_elsewhere(connection, visit, list(fresh))
    news = [release for key, release in fresh.items() if key not in told and _is_news(visit, release)]
    if news:
        connection.execute(
            insert(ChangeRow), [_change(visit, release, numbers[release.passage]) for release in news]
        )
    return len(news), len(fresh)


def extend_releases(connection: Connection, visit: Visit) -> None:
    """Note that the releases of a page that is as it was were seen again."""
    connection.execute(
        update(ReleaseRow)
        .where(ReleaseRow.location_id == visit.location_id, ReleaseRow.last_seen == visit.previous_at)
        .values(_seen(visit))
    )


def _key(release: Release) -> str:
    return sha256(f"{release.date or ''}\x1f{name_key(release.title)}")


def _known(connection: Connection, visit: Visit, keys: Sequence[str]) -> dict[str, int]:
    known: dict[str, int] = {}
    for begin in range(0, len(keys), CHUNK):
        query = select(ReleaseRow.key, ReleaseRow.id).where(
            ReleaseRow.source_id == visit.source_id, ReleaseRow.key.in_(keys[begin : begin + CHUNK])
        )
        known |= {row.key: row.id for row in connection.execute(query)}
    return known


def _told_elsewhere(connection: Connection, visit: Visit, keys: Sequence[str]) -> set[str]:
    """Return the releases that another source of the product lists too: a changelog and its feed tell one thing."""
    found: set[str] = set()
    for part in parts(keys):
        query = (
            select(ReleaseRow.key)
            .join(SourceRow, SourceRow.id == ReleaseRow.source_id)
            .where(SourceRow.product_id == visit.product_id, SourceRow.id != visit.source_id)
            .where(ReleaseRow.key.in_(part))
        )
        found |= set(connection.scalars(query))
    return found


def _seen(visit: Visit) -> dict[str, Any]:
    return {"last_seen": visit.seen_at, "location_id": visit.location_id}


def _row(visit: Visit, key: str, release: Release, evidence: int) -> dict[str, Any]:
    return {
        "source_id": visit.source_id,
        "key": key,
        "published": release.date,
        "title": release.title,
        "items": list(release.items),
        **_told(release),
        "first_seen": visit.seen_at,
        "learnt_at": visit.learnt_at,
        "evidence_id": evidence,
        **_seen(visit),
    }


def _told(release: Release) -> dict[str, Any]:
    types = [entry.type.value for entry in release.entries]
    return {"version": release.version, "types": types if types or not release.items else None}


def _complete(connection: Connection, releases: Sequence[tuple[int, Release]]) -> None:
    """Note version and types of releases that were stored before either was read, where the items are the same."""
    ids = [number for number, _ in releases]
    untold: dict[int, list[str]] = {}
    for begin in range(0, len(ids), CHUNK):
        query = select(ReleaseRow.id, ReleaseRow.items).where(
            ReleaseRow.id.in_(ids[begin : begin + CHUNK]), ReleaseRow.types.is_(None)
        )
        untold |= {row.id: row.items for row in connection.execute(query)}
    for number, release in releases:
        if untold.get(number) == list(release.items):
            connection.execute(update(ReleaseRow).where(ReleaseRow.id == number).values(_told(release)))


def _is_news(visit: Visit, release: Release) -> bool:
    if visit.baseline or visit.previous_night is None:
        return False
    return release.date is None or release.date >= visit.previous_night - NEWS_WITHIN


def _change(visit: Visit, release: Release, evidence: int) -> dict[str, Any]:
    """Return the change that a release is: one of price where an item announces one, which then comes first."""
    prices = [entry.text for entry in release.entries if entry.type is ItemType.PRICE]
    items = dict.fromkeys([*prices, *release.items])
    return {
        "source_id": visit.source_id,
        "kind": ChangeKind.PRICE if prices else ChangeKind.RELEASE,
        "mode": ChangeMode.ADDED,
        "subject": release.title,
        "before": None,
        "after": "; ".join(items) or release.title,
        "night": visit.night,
        "learnt_at": visit.learnt_at,
        "evidence_before": None,
        "evidence_after": evidence,
    }
