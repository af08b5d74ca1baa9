"""Lanes: whose page is read next, so that no host holds up the pages of the others."""

import asyncio
from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count

UNREAD = 2
"""Pages of one host that may wait to be read before it is asked for another."""


class Left(Exception):  # noqa: N818 - no error: what waited is undone, and done another time
    """Raised for what still waits for its turn when there is no time left for it."""


class Lanes:
    """Shares a number of places fairly among hosts.

    The hosts that wait take turns. No host holds every place when there are two or more, and hosts whose pages
    had to be given up hold one place at most together.
    """

    def __init__(self, places: int) -> None:
        self._places = places
        self._most = max(1, places - 1)
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}
        self._held: Counter[str] = Counter()
        self._unread: Counter[str] = Counter()
        self._granted: Counter[str] = Counter()
        self._grants = count(1)
        self._suspects: set[str] = set()
        self._roomy: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self._stopping = False

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for a place and hold it; Left when the wait was ended by `stop`."""
        self._unread[host] += 1
        try:
            await self._wait(host)
            try:
                yield
            finally:
                self._held[host] -= 1
        finally:
            self._unread[host] -= 1
            if self._unread[host] < UNREAD and host in self._roomy:
                self._roomy.pop(host).set()
            self._grant()

    async def room(self, host: str) -> None:
        """Wait until fewer than UNREAD pages of a host wait to be read or are being read."""
        while self._unread[host] >= UNREAD:
            await self._roomy[host].wait()

    def suspect(self, host: str) -> None:
        """Note that a page of a host had to be given up: from now on it shares one place with others like it."""
        self._suspects.add(host)

    def stop(self) -> None:
        """Let no suspect wait any longer: what they wait for would take up the time that is left to stop in."""
        self._stopping = True
        for host in self._suspects & self._waiting.keys():
            for place in self._waiting.pop(host):
                if not place.done():
                    place.set_exception(Left)

    async def _wait(self, host: str) -> None:
        if self._stopping and host in self._suspects:
            raise Left
        place = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(host, deque()).append(place)
        self._grant()
        try:
            await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():
                self._held[host] -= 1
            raise

    def _grant(self) -> None:
        """Give free places to those who wait: first to the host that holds fewest, then to the one served longest ago."""
        while self._held.total() < self._places:
            hosts = filter(self._may_hold, self._waiting)
            host = min(hosts, key=lambda host: (self._held[host], self._granted[host]), default=None)
            if host is None:
                return
            place = self._waiting[host].popleft()
            if not self._waiting[host]:
                del self._waiting[host]
            if not place.done():
                self._held[host] += 1
                self._granted[host] = next(self._grants)
                place.set_result(None)

    def _may_hold(self, host: str) -> bool:
        """Tell whether a host may hold one more place."""
        if host in self._suspects and self._places > 1:
            return sum(self._held[suspect] for suspect in self._suspects) < 1
        return self._held[host] < self._most
