"""Claims: which process fetches which URLs of a night, for how long, and what becomes of the claims of the dead."""

import os
import socket
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, update

from rivalscope.domain.capture import Validators, Verdict
from rivalscope.domain.crawl import Claim, FrontierEntry
from storage.engine import Connection
from storage.names import sha256
from storage.portions import parts
from storage.tables import CaptureRow, FrontierRow, LocationRow, SourceRow

LEASE = timedelta(minutes=5)
"""How long a claim holds; it is renewed while its process lives, and what nobody renews is free again."""


def this_process() -> str:
    """Return the name of this process that no other has: host, number and start."""
    return f"{socket.gethostname()} {os.getpid()} {_started(os.getpid())}"


def claim(
    connection: Connection, *, night: date, owner: str, sources: Collection[str], limit: int, now: datetime
) -> list[Claim]:
    """Claim at most `limit` undone URLs of these sources, a few of each rather than all of one.

    Rows that another process is claiming at this moment are passed over (PostgreSQL) or waited for (SQLite).
    """
    place = func.row_number().over(partition_by=FrontierRow.source_id, order_by=FrontierRow.id)
    ranked = (
        select(FrontierRow.id, place.label("place"))
        .join(SourceRow, SourceRow.id == FrontierRow.source_id)
        .where(claimable(night, now), SourceRow.key.in_(sources))
        .subquery()
    )
    query = (
        select(FrontierRow.__table__, SourceRow.key)
        .join(ranked, ranked.c.id == FrontierRow.id)
        .join(SourceRow, SourceRow.id == FrontierRow.source_id)
        .where(claimable(night, now))
        .order_by(ranked.c.place, FrontierRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=FrontierRow)
    )
    rows = connection.execute(query).all()
    for part in parts([row.id for row in rows]):
        held = {"state": "claimed", "owner": owner, "leased_until": now + LEASE}
        connection.execute(update(FrontierRow).where(FrontierRow.id.in_(part)).values(held))
    return with_earlier(connection, [entry_of(row) for row in rows])


def claimable(night: date, now: datetime) -> ColumnElement[bool]:
    """Return the condition for URLs of a night that nobody has: new ones, and those whose lease has lapsed."""
    lapsed = and_(FrontierRow.state == "claimed", FrontierRow.leased_until < now)
    return and_(FrontierRow.night == night, or_(FrontierRow.state == "pending", lapsed))


def renew(connection: Connection, *, night: date, owner: str, now: datetime) -> int:
    """Hold what a process has claimed for another while; return how much that is."""
    ours = (FrontierRow.night == night, FrontierRow.state == "claimed", FrontierRow.owner == owner)
    return connection.execute(update(FrontierRow).where(*ours).values(leased_until=now + LEASE)).rowcount


def free_dead(connection: Connection, *, night: date) -> int:
    """Free what processes of this machine had claimed that no longer exist; return how much that was."""
    claimed = (FrontierRow.night == night, FrontierRow.state == "claimed")
    owners = connection.scalars(select(FrontierRow.owner).where(*claimed).distinct()).all()
    dead = [owner for owner in owners if owner is not None and not _lives(owner)]
    free: dict[str, Any] = {"state": "pending", "owner": None, "leased_until": None}
    return connection.execute(
        update(FrontierRow).where(*claimed, FrontierRow.owner.in_(dead)).values(free)
    ).rowcount


def entry_of(row: Any) -> FrontierEntry:
    """Return a row of the frontier, joined with its source's key, as an entry."""
    return FrontierEntry(url=row.url, source=row.key, depth=row.depth, carrier=row.carrier)


def with_earlier(connection: Connection, entries: Sequence[FrontierEntry]) -> list[Claim]:
    """Return entries with the newest ok capture of each."""
    found: dict[str, Validators] = {}
    newest = func.row_number().over(
        partition_by=LocationRow.url_key, order_by=(CaptureRow.seen_at.desc(), CaptureRow.id.desc())
    )
    for part in parts([sha256(entry.url) for entry in entries]):
        captures = (
            select(CaptureRow.__table__, LocationRow.url_key, newest.label("place"))
            .join(LocationRow, LocationRow.id == CaptureRow.location_id)
            .where(
                LocationRow.url_key.in_(part),
                CaptureRow.verdict == Verdict.OK,
                CaptureRow.snapshot.is_not(None),
            )
            .subquery()
        )
        for row in connection.execute(select(captures).where(captures.c.place == 1)):
            found[row.url_key] = Validators(
                etag=row.etag,
                last_modified=row.last_modified,
                snapshot=row.snapshot,
                extractor=row.extractor,
                items=row.items,
            )
    return [Claim(entry=entry, earlier=found.get(sha256(entry.url))) for entry in entries]


def _lives(owner: str) -> bool:
    """Tell whether a process may still be at work: one of another machine is given the benefit of the doubt."""
    host, number, started = owner.rsplit(" ", 2)
    return host != socket.gethostname() or _started(int(number)) == started


def _started(number: int) -> str:
    """Return when a process began, in ticks since the machine did; `-` when there is no such process."""
    try:
        return (
            Path(f"/proc/{number}/stat")
            .read_text(encoding="ascii", errors="replace")
            .rpartition(")")[2]
            .split()[19]
        )
    except OSError:
        pass
    try:  # a system without /proc: the number alone has to do
        os.kill(number, 0)
    except ProcessLookupError:
        return "-"
    except PermissionError:
        return "?"
    return "?"
