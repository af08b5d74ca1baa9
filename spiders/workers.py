"""Workers: processes that read pages and may be killed, so that no page costs more than itself."""

import asyncio
import logging
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Self
from urllib.parse import urlsplit

from rivalscope.domain.capture import Verdict
from rivalscope.domain.page import Page
from spiders import pickles
from spiders.lanes import Lanes
from spiders.reading import ReadJob, Reply, SitemapJob, unread
from spiders.sitemap import Sitemap

logger = logging.getLogger(__name__)

SECONDS = 10.0
"""Wall time that one body may take."""
MEMORY = 1 << 30
"""Bytes of address space of a worker."""
LARGEST_REPLY = 16 * 1024 * 1024
"""Bytes of a reply; a worker that says more is not ours any longer."""
GRACE = 2.0
"""Seconds that a worker may take to end."""
SECRETS = ("RIVALSCOPE_TOKEN_", "RIVALSCOPE_SMTP_PASSWORD", "RIVALSCOPE_DATABASE_URL", "PGPASSWORD")
"""How the names of variables begin that no worker is given."""
START = 60.0
"""Seconds that a worker may take to start."""


def most_workers() -> int:
    """Return how many workers to have: one a processor, two at least and four at most."""
    return min(max(os.cpu_count() or 1, 2), 4)


class Dead(Exception):  # noqa: N818 - a state of the worker, told to its pool alone
    """Raised when a worker ended before it replied."""


class Worker:
    """One process that reads bodies."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, *, memory: int, seconds: float) -> Self:
        """Start a worker and wait until it is ready; Dead when it does not get there."""
        command = [sys.executable, "-P", "-m", "spiders.reading_process", str(memory), str(seconds)]
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            *command, stdin=pipe, stdout=pipe, limit=1 << 20, env=environment(os.environ)
        )
        worker = cls(process)
        try:
            async with asyncio.timeout(START):
                await worker._receive()
        except (TimeoutError, Dead) as error:
            raise Dead(f"no reader could be started: it {await worker.end()}") from error
        return worker

    async def ask(self, job: ReadJob | SitemapJob, *, seconds: float) -> Reply:
        """Return a worker's reply; TimeoutError when it takes too long, Dead when it ends instead."""
        try:
            async with asyncio.timeout(seconds):
                await self._send(pickles.dumps(job))
                return await self._receive()
        except (TimeoutError, asyncio.CancelledError):
            self._process.kill()
            raise

    async def end(self) -> str:
        """Let the process end, kill it if it does not, and return in words how it ended."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            # One that has died is not killed: asyncio would lose the word of how it did.
            async with asyncio.timeout(GRACE):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
        code = await self._process.wait()
        if code >= 0:
            return f"ended with exit code {code}"
        names = {number.value: number.name for number in signal.Signals}
        return f"was ended by {names.get(-code, f'signal {-code}')}"

    async def _send(self, message: bytes) -> None:
        stdin = self._process.stdin
        if stdin is None:
            raise Dead("the reader has no input")
        try:
            stdin.write(len(message).to_bytes(4, "big"))
            stdin.write(message)
            await stdin.drain()
        except ConnectionError as error:
            raise Dead("the reader ended") from error

    async def _receive(self) -> Reply:
        stdout = self._process.stdout
        if stdout is None:
            raise Dead("the reader has no output")
        try:
            length = int.from_bytes(await stdout.readexactly(4), "big")
            if length > LARGEST_REPLY:
                raise Dead("the reader said too much")
            reply = pickles.loads(await stdout.readexactly(length))
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise Dead("the reader ended") from error
        except (pickle.UnpicklingError, EOFError) as error:
            raise Dead(f"the reader said what no reader says: {error}") from error
        if not isinstance(reply, Reply):
            raise Dead("the reader said what no reader says")
        return reply


class Readers:
    """The workers of one crawl, started when they are needed."""

    def __init__(self, *, workers: int | None = None, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        """Make a pool of at most `workers` processes; a body may take so many seconds and bytes of memory."""
        places = workers or most_workers()
        self._seconds = seconds
        self._memory = memory
        self._lanes = Lanes(places)
        self._idle: list[Worker] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def read(self, job: ReadJob) -> Page:
        """Return what a body says; a body that cannot be read within the limits is a page that says so.

        Raises Left for a page of a suspect host that still waits for its turn when the crawl stops.
        """
        value = await self._perform(job)
        if isinstance(value, Page):
            return value
        verdict, reason = value if isinstance(value, tuple) else (Verdict.ERROR, "its reader gave no page")
        logger.info("%s: %s", job.url, reason)
        return unread(job, verdict, reason)

    async def sitemap(self, job: SitemapJob) -> Sitemap:
        """Return what a sitemap names: nothing when it cannot be read within the limits."""
        value = await self._perform(job)
        if isinstance(value, Sitemap):
            return value
        logger.info("%s: the sitemap could not be read: %s", job.url, value)
        return Sitemap()

    async def room(self, url: str) -> None:
        """Wait until the pages of a URL's host that came before are read, but for one."""
        await self._lanes.room(host_of(url))

    def stop(self) -> None:
        """Let no page of a suspect host wait any longer."""
        self._lanes.stop()

    async def close(self) -> None:
        """End every worker."""
        idle, self._idle = self._idle, []
        await asyncio.gather(*(worker.end() for worker in idle))

    async def _perform(self, job: ReadJob | SitemapJob) -> object:
        """Return a job's page or sitemap, else a verdict and the reason why there is none."""
        host = host_of(job.url)
        async with self._lanes.turn(host):
            try:
                value = await self._attempt(job, await self._worker())
            except Dead:
                # It may not have been the body's fault: ask once more, and nobody who has done anything else.
                value = await self._last_attempt(job)
            if isinstance(value, tuple):
                self._lanes.suspect(host)
            return value

    async def _attempt(self, job: ReadJob | SitemapJob, worker: Worker) -> object:
        """Return the same from one worker; Dead when it ended and nothing says why."""
        slow = Verdict.TOO_LARGE, f"reading it took longer than {self._seconds:g} seconds"
        try:
            reply = await worker.ask(job, seconds=self._seconds)
        except TimeoutError:
            await worker.end()
            return slow
        except Dead as dead:
            ending = await worker.end()
            if "SIGXCPU" in ending:
                return slow
            logger.warning("%s: %s; it %s", job.url, dead, ending)
            raise Dead(f"its reader {ending}") from dead
        if reply.last:
            await worker.end()
        else:
            self._idle.append(worker)
        if reply.value is None:
            return Verdict.TOO_LARGE, f"reading it took more than {self._memory >> 20} MiB of memory"
        return reply.value

    async def _last_attempt(self, job: ReadJob | SitemapJob) -> object:
        """Return the same from a fresh worker, whatever happens to it."""
        if self._idle:
            await self._idle.pop().end()
        try:
            return await self._attempt(job, await self._start())
        except Dead as dead:
            return Verdict.ERROR, str(dead)

    async def _worker(self) -> Worker:
        """Return an idle worker, else a new one; Dead when none can be started."""
        return self._idle.pop() if self._idle else await self._start()

    async def _start(self) -> Worker:
        return await Worker.start(memory=self._memory, seconds=self._seconds)


@contextmanager
def reading(*, most: int) -> Iterator[Callable[[ReadJob], Page]]:
    """Open a worker for a caller without a loop: what is given reads one body after the other within its limits.

    A body of more than `most` bytes is not read.
    """
    with asyncio.Runner() as runner:
        readers = Readers(workers=1)

        def read(job: ReadJob) -> Page:
            if len(job.body) > most:
                return unread(job, Verdict.TOO_LARGE, f"it is larger than {most:,} bytes")
            return runner.run(readers.read(job))

        try:
            yield read
        finally:
            runner.run(readers.close())


def host_of(url: str) -> str:
    """Return the host of a URL, whose pages share their turns; empty for what is no URL."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def environment(whole: Mapping[str, str]) -> dict[str, str]:
    """Return an environment without its secrets: who reads strangers' pages needs none of them."""
    return {name: value for name, value in whole.items() if not name.startswith(SECRETS)}
