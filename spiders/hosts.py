"""Hosts: whose turn it is, so that no host has two requests in flight or sooner than it wishes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from urllib.parse import urlsplit

from rivalscope.domain.capture import Verdict
from spiders.refusal import Refusal, Stopped

PATIENCE = 60.0
"""Longest Retry-After, in seconds, that is waited for; a longer one ends the host's night."""
LONGEST_DELAY = 300.0
"""Longest Crawl-delay, in seconds, that is honoured (Heritrix's limit); a longer one is taken as this."""


@dataclass(slots=True, kw_only=True)
class _Host:
    delay: float
    free_at: float = 0.0
    closed: str = ""
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Hosts:
    """The turns of every host of a night, shared by all spiders of the process.

    `delay` is the least number of seconds between the starts of two requests to one host. Ports of a host
    share its turns.
    """

    def __init__(self, *, delay: float) -> None:
        self._delay = delay
        self._hosts: dict[str, _Host] = {}
        self._stopping = asyncio.Event()

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[None]:
        """Wait for the turn of a URL's host and hold it; Refusal when the host's night has ended."""
        host = self._host(url)
        async with host.lock:
            while (wait := host.free_at - monotonic()) > 0 and not self._stopping.is_set():
                await self._pause(wait)
            if self._stopping.is_set():
                raise Stopped("the crawl was told to stop")
            if host.closed:
                raise Refusal(Verdict.BLOCKED, host.closed)
            host.free_at = monotonic() + host.delay
            yield

    def slow(self, url: str, delay: float) -> None:
        """Honour a host's Crawl-delay, in seconds, when it is longer than ours."""
        host = self._host(url)
        host.delay = max(host.delay, min(delay, LONGEST_DELAY))

    def heed(self, url: str, status: int, retry_after: str | None) -> None:
        """Honour the Retry-After of an answer 429 or 503: wait for it, or leave the host alone tonight."""
        if status not in (429, 503) or retry_after is None:
            return
        seconds = retry_seconds(retry_after, now=datetime.now(UTC))
        if seconds is None:
            return
        host = self._host(url)
        host.free_at = max(host.free_at, monotonic() + seconds)
        if seconds > PATIENCE:
            host.free_at = 0.0
            host.closed = (
                f"{_name(url)} answered {status} and asked to be left alone for {seconds:.0f} seconds"
            )

    def stop(self) -> None:
        """Let nobody begin a request any more."""
        self._stopping.set()

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), timeout=seconds)
        except TimeoutError:
            return

    def _host(self, url: str) -> _Host:
        return self._hosts.setdefault(_name(url), _Host(delay=self._delay))


def retry_seconds(value: str, *, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for, as a number or a date; None when it is neither."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())


def _name(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()
