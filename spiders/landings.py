"""Landings: what this process has asked for and has not stored yet."""

import asyncio
from collections.abc import Callable


class Landings:
    """The URLs in flight: from the moment that a spider asks for one until its capture is committed."""

    def __init__(self) -> None:
        self._out: set[str] = set()
        self._moved = asyncio.Event()
        self._stopping = False

    def begin(self, url: str) -> None:
        """Note that a URL is asked for."""
        self._out.add(url)

    def land(self, url: str) -> None:
        """Note that what became of a URL is stored."""
        self._out.discard(url)
        self._tell()

    def stop(self) -> None:
        """Let nobody wait any longer: some of what was asked for will not come."""
        self._stopping = True
        self._tell()

    async def landed(self, url: str) -> None:
        """Wait until what became of a URL is stored."""
        await self._until(lambda: url not in self._out)

    async def room(self, most: int) -> None:
        """Wait until at most so many URLs are in flight."""
        await self._until(lambda: len(self._out) <= most)

    async def _until(self, good: Callable[[], bool]) -> None:
        while not good() and not self._stopping:
            await self._moved.wait()

    def _tell(self) -> None:
        """Wake those who wait now; who comes later waits for the next landing."""
        self._moved.set()
        self._moved = asyncio.Event()
