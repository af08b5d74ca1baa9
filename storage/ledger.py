"""The ledger in the store: what each night cost each host, pauses that hosts asked for, and copies of their rules."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from rivalscope.domain.crawl import HostNight
from storage.engine import Connection, Engine, reading
from storage.tables import HostNightRow, HostPauseRow, RobotsCopyRow
from storage.writer import Writer

_COUNTS = (
    "requests",
    "bytes",
    "not_modified",
    "throttled",
    "failures",
    "refusals",
    "left_out",
    "waits_seconds",
)


class SqlLedger:
    """What the frontier of a night keeps of manners; what it notes is written by the writer, in its turn."""

    engine: Engine
    night: date
    writer: Writer
    _promised: list[Future[None]]

    def settle(self) -> None:
        """Wait until all that was noted is committed; StoreError when some of it could not be."""
        promised, self._promised = self._promised, []
        for promise in promised:
            promise.result()

    def _later(self, write: Callable[[Connection], None]) -> None:
        """Have something written in its turn: a crawl never waits for the database."""
        self._promised = [promise for promise in self._promised if not promise.done() or promise.exception()]
        self._promised.append(self.writer.call(write))

    def note_hosts(self, rows: Iterable[HostNight]) -> None:
        """Add counts to what the ledger holds of their nights and hosts, all or nothing."""
        added = list(rows)

        def write(connection: Connection) -> None:
            for row in added:
                _add(connection, row)

        if added:
            self._later(write)

    def requests_tonight(self) -> dict[str, int]:
        """Return how many requests each host has had this night."""
        query = select(HostNightRow.host, HostNightRow.requests).where(HostNightRow.night == self.night)
        with reading(self.engine) as connection:
            return {row.host: row.requests for row in connection.execute(query)}

    def pause_host(self, host: str, *, until: datetime, reason: str) -> None:
        """Remember that a host is to be left alone until an instant."""

        def write(connection: Connection) -> None:
            connection.execute(delete(HostPauseRow).where(HostPauseRow.host == host))
            connection.execute(insert(HostPauseRow).values(host=host, until=until, reason=reason))

        self._later(write)

    def pauses(self, *, now: datetime) -> dict[str, str]:
        """Return the hosts that are still to be left alone, each with the reason."""
        query = select(HostPauseRow.host, HostPauseRow.reason).where(HostPauseRow.until > now)
        with reading(self.engine) as connection:
            return {row.host: row.reason for row in connection.execute(query)}

    def keep_robots(self, authority: str, text: str, *, at: datetime) -> None:
        """Keep an authority's robots.txt in place of an earlier one."""
        row = {"authority": authority, "fetched_at": at, "text": text}

        def write(connection: Connection) -> None:
            connection.execute(delete(RobotsCopyRow).where(RobotsCopyRow.authority == authority))
            connection.execute(insert(RobotsCopyRow).values(row))

        self._later(write)

    def robots_copy(self, authority: str, *, since: datetime) -> str | None:
        """Return an authority's robots.txt as last had, when that was not before `since`."""
        query = select(RobotsCopyRow.text).where(
            RobotsCopyRow.authority == authority, RobotsCopyRow.fetched_at >= since
        )
        with reading(self.engine) as connection:
            return connection.scalar(query)


def host_nights(engine: Engine, *, since: date, until: date) -> list[HostNight]:
    """Return what each host was asked on the nights from `since` to `until`, the newest and the dearest first."""
    query = (
        select(HostNightRow.__table__)
        .where(HostNightRow.night.between(since, until))
        .order_by(HostNightRow.night.desc(), HostNightRow.requests.desc(), HostNightRow.host)
    )
    with reading(engine) as connection:
        found = connection.execute(query).mappings()
        return [
            HostNight(**{name: row[name] for name in ("night", "host", "robots", *_COUNTS)}) for row in found
        ]


def last_night(engine: Engine) -> date | None:
    """Return the newest night of the ledger; None when there is none."""
    with reading(engine) as connection:
        return connection.scalar(select(func.max(HostNightRow.night)))


def _add(connection: Connection, row: HostNight) -> None:
    """Add to the row of a night and host, made when there is none; an empty word on robots.txt keeps the former."""
    place = (HostNightRow.night == row.night, HostNightRow.host == row.host)
    counts: dict[str, Any] = {name: getattr(HostNightRow, name) + getattr(row, name) for name in _COUNTS}
    if row.robots:
        counts["robots"] = row.robots
    if not connection.execute(update(HostNightRow).where(*place).values(counts)).rowcount:
        connection.execute(insert(HostNightRow).values(asdict(row)))
