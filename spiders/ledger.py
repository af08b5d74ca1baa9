"""The ledger of a crawl: what it costs each host, handed to the store every few seconds."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from time import monotonic
from typing import Any, Protocol

from rivalscope.domain.crawl import HostNight

SECONDS_HELD = 2.0
"""Seconds for which counts are held before they are stored: what a crawl that is killed loses at most."""


class LedgerStore(Protocol):
    """What the frontier keeps of manners."""

    def note_hosts(self, rows: Iterable[HostNight]) -> None:
        """Add counts to what the ledger holds of their nights and hosts, all or nothing."""

    def requests_tonight(self) -> dict[str, int]:
        """Return how many requests each host has had this night."""

    def pause_host(self, host: str, *, until: datetime, reason: str) -> None:
        """Remember that a host is to be left alone until an instant."""

    def pauses(self, *, now: datetime) -> dict[str, str]:
        """Return the hosts that are still to be left alone, each with the reason."""

    def keep_robots(self, authority: str, text: str, *, at: datetime) -> None:
        """Keep an authority's robots.txt in place of an earlier one."""

    def robots_copy(self, authority: str, *, since: datetime) -> str | None:
        """Return an authority's robots.txt as last had, when that was not before `since`."""


class Ledger:
    """Counts by host; each count is stored once, whenever the crawl ends or is killed."""

    def __init__(self, store: LedgerStore, *, night: date) -> None:
        self._store = store
        self._night = night
        self._held: dict[str, defaultdict[str, Any]] = {}
        self._robots: dict[str, str] = {}
        self._stored_at = monotonic()

    def add(self, host: str, *, robots: str = "", **counts: float) -> None:
        """Count something of a host; `counts` are numbers by the names of `HostNight`."""
        sums = self._held.setdefault(host, defaultdict(int))
        for name, count in counts.items():
            sums[name] += count
        if robots:
            self._robots[host] = robots
        if monotonic() - self._stored_at > SECONDS_HELD:
            self.flush()

    def flush(self) -> None:
        """Store what is held; what cannot be stored is still held."""
        if self._held:
            self._store.note_hosts([self._row(host) for host in self._held])
            self._held, self._robots = {}, {}
        self._stored_at = monotonic()

    def _row(self, host: str) -> HostNight:
        return HostNight(night=self._night, host=host, robots=self._robots.get(host, ""), **self._held[host])
