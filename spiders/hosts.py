"""Hosts: whose turn it is, so that no host gets more requests, or sooner, than it wishes."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Protocol
from urllib.parse import urlsplit

from rivalscope.domain.capture import Verdict
from rivalscope.domain.crawl import CrawlOptions
from spiders.refusal import Refusal, Stopped

PATIENCE = 60.0
"""Longest Retry-After, in seconds, that is waited for; a longer one ends the host's night."""
LONGEST_PAUSE = 86_400.0
"""Longest Retry-After, in seconds, that is honoured; a longer one is taken as this."""
LONGEST_DELAY = 300.0
"""Longest Crawl-delay, in seconds, that is honoured (Heritrix's limit); a longer one is taken as this."""
LONGEST_REST = 30.0
"""Longest rest, in seconds, that a slow answer earns its host (Heritrix's limit)."""
MOST_STRIKES = 3
"""Answers 429 or 503 in a row that end a host's night."""

_USUAL_PORTS = {"http": 80, "https": 443}
_THROTTLED = (429, 503)


class Counter(Protocol):
    """Where counts of a host go."""

    def add(self, host: str, *, robots: str = "", **counts: float) -> None:
        """Count something of a host."""


@dataclass(slots=True, kw_only=True)
class Turn:
    """One request in its turn; whoever sends it notes the answer here."""

    status: int | None = None
    """HTTP status; None while there is no whole answer."""
    size: int = 0
    """Bytes of the body, before it was unpacked."""
    retry_after: str | None = None
    sent: bool = True
    """False when there was nobody whom we may connect to."""


@dataclass(slots=True, kw_only=True)
class _Machine:
    """What is shared by all ports of a host: its turns."""

    delay: float
    slots: asyncio.Semaphore
    gate: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0


@dataclass(slots=True, kw_only=True)
class _Door:
    """What is known tonight of a host's port."""

    sent: int = 0
    strikes: int = 0
    closed: str = ""


class Hosts:
    """The turns of every host of a night, shared by all spiders of the process.

    `sent` is how many requests each host has had this night already, and `paused` which hosts are to be left alone,
    with the reason; both by `authority`. `on_pause` is told of a host, for how many seconds it is to be left alone
    (None: for the rest of the night), and why.
    """

    def __init__(
        self,
        *,
        options: CrawlOptions,
        ledger: Counter,
        sent: Mapping[str, int] | None = None,
        paused: Mapping[str, str] | None = None,
        on_pause: Callable[[str, float | None, str], None] | None = None,
    ) -> None:
        self._options = options
        self._ledger = ledger
        self._on_pause = on_pause
        self._machines: dict[str, _Machine] = {}
        self._doors = {host: _Door(sent=count) for host, count in (sent or {}).items()}
        for host, reason in (paused or {}).items():
            self._doors.setdefault(host, _Door()).closed = reason
        self._stopping = asyncio.Event()

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[Turn]:
        """Wait for the turn of a URL's host and hold it for one request.

        Raises Refusal when the host's night has ended, Stopped when the crawl's has.
        """
        machine, host = self._machine(url), authority(url)
        door = self._doors.setdefault(host, _Door())
        async with machine.slots:
            waited = await self._wait(machine, door)
            refusal = self._refusal(host, door)
            if refusal is not None:
                self._ledger.add(host, refusals=1, waits_seconds=waited)
                raise refusal
            turn, started = Turn(), monotonic()
            try:
                yield turn
            except Refusal as error:
                turn.sent = error.verdict is not Verdict.REFUSED_ADDRESS
                raise
            finally:
                self._settle(machine, host, turn, seconds=monotonic() - started, waited=waited)

    def slow(self, url: str, delay: float) -> None:
        """Honour a delay in seconds that a host or service asks for, when it is longer than ours."""
        machine = self._machine(url)
        machine.delay = max(machine.delay, min(delay, LONGEST_DELAY))

    def rest(self, url: str, seconds: float) -> None:
        """Leave a host alone for so many seconds, as an interface asks whose requests or patience are spent."""
        machine, host = self._machine(url), authority(url)
        if seconds > PATIENCE:
            reason = f"{host} says that no requests are left and asks for {seconds:.0f} seconds without any"
            self._doors.setdefault(host, _Door())
            self._close(host, min(seconds, LONGEST_PAUSE), reason)
        else:
            machine.free_at = max(machine.free_at, monotonic() + seconds)

    def stop(self) -> None:
        """Let nobody begin a request any more."""
        self._stopping.set()

    async def _wait(self, machine: _Machine, door: _Door) -> float:
        """Wait until a host is free, or its night over; return for how many seconds."""
        async with machine.gate:
            began = monotonic()
            while (wait := machine.free_at - monotonic()) > 0 and not (
                self._stopping.is_set() or door.closed
            ):
                await self._pause(wait)
            if self._stopping.is_set():
                raise Stopped("the crawl was told to stop")
            if not door.closed:
                machine.free_at = monotonic() + machine.delay
            return monotonic() - began

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), timeout=seconds)
        except TimeoutError:
            return

    def _refusal(self, host: str, door: _Door) -> Refusal | None:
        """Return why a request may not be sent; None, and count it, when it may."""
        if door.closed:
            return Refusal(Verdict.BLOCKED, door.closed)
        most = self._options.requests_per_host
        if door.sent >= most:
            return Refusal(Verdict.PARTIAL, f"the {most} requests that {host} may get in a night are spent")
        door.sent += 1
        return None

    def _settle(self, machine: _Machine, host: str, turn: Turn, *, seconds: float, waited: float) -> None:
        """Note what a request cost, and what its answer asks of us."""
        if not turn.sent:
            self._ledger.add(host, refusals=1, waits_seconds=waited)
            return
        rest = min(seconds * self._options.latency_factor, LONGEST_REST)
        machine.free_at = max(machine.free_at, monotonic() + rest)
        throttled = turn.status in _THROTTLED
        self._ledger.add(
            host,
            requests=1,
            bytes=turn.size,
            not_modified=turn.status == 304,
            throttled=throttled,
            failures=turn.status is None,
            waits_seconds=waited,
        )
        if turn.status is not None:
            self._doors[host].strikes = self._doors[host].strikes + 1 if throttled else 0
        if throttled:
            self._heed(machine, host, turn)

    def _heed(self, machine: _Machine, host: str, turn: Turn) -> None:
        """Honour an answer 429 or 503: wait as long as it asks, or leave the host alone."""
        asked = retry_seconds(turn.retry_after or "", now=datetime.now(UTC))
        if asked is not None and asked > PATIENCE:
            seconds = min(asked, LONGEST_PAUSE)
            reason = f"{host} answered {turn.status} and asked to be left alone for {asked:.0f} seconds"
            self._close(host, seconds, reason)
        elif self._doors[host].strikes >= MOST_STRIKES:
            self._close(host, None, f"{host} answered 429 or 503 {MOST_STRIKES} times in a row")
        elif asked is not None:
            machine.free_at = max(machine.free_at, monotonic() + asked)

    def _close(self, host: str, seconds: float | None, reason: str) -> None:
        self._doors[host].closed = reason
        if self._on_pause is not None:
            self._on_pause(host, seconds, reason)

    def _machine(self, url: str) -> _Machine:
        name = (urlsplit(url).hostname or "").rstrip(".")
        if name not in self._machines:
            slots = asyncio.Semaphore(self._options.per_host)
            self._machines[name] = _Machine(delay=self._options.delay, slots=slots)
        return self._machines[name]


def authority(url: str) -> str:
    """Return the host of a URL as ledger and pauses name it, with its port where that is not the scheme's own."""
    parts = urlsplit(url)
    host, port = (parts.hostname or "").rstrip("."), parts.port
    return host if port in (None, _USUAL_PORTS.get(parts.scheme)) else f"{host}:{port}"


def retry_seconds(value: str, *, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for, as a number or a date; None when it is neither."""
    text = value.strip()
    if text.isascii() and text.isdigit() and len(text) < 20:
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())
