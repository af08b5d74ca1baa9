"""The benchmark's site: one process that serves made pages on many loopback hosts as fast as it can.

`python -m rivalscope.benchmarks.site PAGES HOSTS` prints its port, serves `/page/NUMBER` with an ETag, answers 304 to
whoever has it, and `/measure` with how many pages were asked for and within how many seconds, counted anew thereafter.
It ends when its standard input does.
"""

import asyncio
import json
import sys
from dataclasses import dataclass, field
from time import perf_counter

from rivalscope.benchmarks.pages import page, tag

HOSTS = 16
"""Addresses from 127.0.0.1 upwards."""


@dataclass(slots=True)
class Served:
    """What was asked for since the last measurement."""

    pages: int = 0
    unchanged: int = 0
    first: float = 0.0
    last: float = 0.0

    def count(self, *, unchanged: bool) -> None:
        """Count one page."""
        self.last = perf_counter()
        self.first = self.first or self.last
        self.pages += 1
        self.unchanged += unchanged

    def words(self) -> bytes:
        """Return the counts as JSON."""
        seconds = self.last - self.first
        return json.dumps({"pages": self.pages, "unchanged": self.unchanged, "seconds": seconds}).encode()


@dataclass(slots=True)
class BenchSite:
    """The pages, ready to be sent."""

    pages: int
    served: Served = field(default_factory=Served)
    bodies: list[tuple[bytes, bytes]] = field(default_factory=list)
    """Of each page its ETag and its whole answer."""

    def __post_init__(self) -> None:
        for number in range(self.pages):
            name, body = tag(number).encode(), page(number)
            head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nETag: %b\r\nContent-Length: %d\r\n\r\n"
            self.bodies.append((name, head % (name, len(body)) + body))

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection until it is closed."""
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                writer.write(self.answer(head))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    def answer(self, head: bytes) -> bytes:
        """Return the answer to a request's head."""
        path = head.split(b" ", 2)[1]
        if path == b"/measure":
            body, self.served = self.served.words(), Served()
            return (
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
                + body
            )
        if not path.startswith(b"/page/"):
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        name, whole = self.bodies[int(path[6:])]
        unchanged = name in head
        self.served.count(unchanged=unchanged)
        if unchanged:
            return b"HTTP/1.1 304 Not Modified\r\nETag: %b\r\n\r\n" % name
        return whole


def urls(pages: int, hosts: int, port: int) -> list[str]:
    """Return the URLs of all pages, spread over the hosts."""
    return [f"http://127.0.0.{1 + number % hosts}:{port}/page/{number}" for number in range(pages)]


async def run(pages: int, hosts: int) -> None:
    """Serve until standard input ends."""
    site = BenchSite(pages)
    first = await asyncio.start_server(site.serve, "127.0.0.1", 0, backlog=512)
    port = first.sockets[0].getsockname()[1]
    for number in range(2, hosts + 1):
        await asyncio.start_server(site.serve, f"127.0.0.{number}", port, backlog=512)
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(run(int(sys.argv[1]), int(sys.argv[2])))
