"""The reading process: reads one body after the other for the process that started it, within hard limits.

It is started with the bytes of memory and the seconds of processor time a body may take, reads jobs from standard
input and writes replies to standard output, each a pickle after its length. It ends when its input does.
"""

import ctypes
import gc
import logging
import math
import os
import pickle
import resource
import signal
import struct
import sys
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Page
from spiders.json_page import read_json
from spiders.pages.reader import read_page
from spiders.reading import ReadJob, Reply, SitemapJob, unread
from spiders.services import linked, reader_of
from spiders.sitemap import Sitemap, read_sitemap

logger = logging.getLogger(__name__)

LENGTH = struct.Struct("!I")
LARGEST_REPLY = 16 * 1024 * 1024
"""Bytes of a reply, far beyond any real page's, so that the crawl is never busy with what one page says."""
PATIENCE = 200
"""Bodies after which a process that has grown ends."""
GROWN = 128 * 1024 * 1024
"""Bytes of memory beyond which a process has grown."""

READER_FAULTS = (
    ArithmeticError,
    AttributeError,
    LookupError,
    NameError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What a fault in the reader of a page raises; memory and interrupts are not its own."""

_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


def read(job: ReadJob) -> Page:
    """Return what a body says; a body on which the reader itself fails costs only that page."""
    try:
        return _read_answer(job) if 200 <= job.status < 300 else _read_error(job)
    except READER_FAULTS as error:
        logger.exception("reading %s failed", job.url)
        return unread(job, Verdict.ERROR, f"the page could not be read ({type(error).__name__})")


def _read_answer(job: ReadJob) -> Page:
    """Read a good answer."""
    if job.options is not None and job.seen_at is not None and (job.service or job.kind is SourceKind.JSON):
        reader = reader_of(job.service) if job.service else read_json
        page = reader(
            job.body, url=job.url, options=job.options, seen_at=job.seen_at, content_type=job.content_type
        )
        return linked(job.service, page, job.headers) if job.service else page
    return read_page(
        job.body,
        url=job.url,
        kind=job.kind,
        seen_at=job.seen_at,
        content_type=job.content_type,
        headers=job.headers,
    )


def _read_error(job: ReadJob) -> Page:
    """Return the page that comes with an error status, judged as one whatever the source should be; never ok."""
    page = read_page(
        job.body,
        url=job.url,
        kind=SourceKind.HOME,
        seen_at=job.seen_at,
        status=job.status,
        headers=job.headers,
    )
    if page.verdict.factual:
        page = unread(job, Verdict.ERROR, f"the server answered {job.status}")
    if job.service and job.options is not None and job.seen_at is not None:
        page = _explained(page, _read_answer(job))
    return replace(page, kind=job.kind or page.kind)


def _explained(page: Page, told: Page) -> Page:
    """Return the page of an error with the service's own words for it; never ok."""
    if told.verdict.factual or not told.reason:
        return page
    verdict = told.verdict if told.verdict is Verdict.BLOCKED else page.verdict
    return replace(page, verdict=verdict, reason=f"{page.reason}: {told.reason}", pause=told.pause)


def main(memory: int, seconds: float) -> int:
    """Answer jobs until there are no more; return the exit code."""
    jobs, replies = _streams()
    _limit(memory)
    _send(replies, pickle.dumps(Reply(value=True)))
    done = 0
    while len(head := jobs.read(LENGTH.size)) == LENGTH.size:
        job = pickle.loads(jobs.read(*LENGTH.unpack(head)))  # noqa: S301 - from the process that started us
        _allow(seconds)
        done += 1
        last = done >= PATIENCE and peak() > GROWN
        try:
            reply = _reply(job, last=last)
        except MemoryError:
            reply, last = pickle.dumps(Reply(value=None, last=True)), True
        _send(replies, reply)
        if last:
            break
        del job, reply
        gc.collect()  # after each page rather than within it: a tenth less time, and less memory
    return 0


def _reply(job: ReadJob | SitemapJob, *, last: bool) -> bytes:
    """Return the reply to a job."""
    value: Page | Sitemap = (
        read(job)
        if isinstance(job, ReadJob)
        else read_sitemap(job.body, url=job.url, max_bytes=job.max_bytes)
    )
    reply = pickle.dumps(Reply(value=value, last=last), pickle.HIGHEST_PROTOCOL)
    if len(reply) > LARGEST_REPLY and isinstance(job, ReadJob):
        words = f"what it says takes more than {LARGEST_REPLY >> 20} MiB"
        reply = pickle.dumps(Reply(value=unread(job, Verdict.TOO_LARGE, words), last=last))
    return reply


def _streams() -> tuple[BinaryIO, BinaryIO]:
    """Return input and output, out of the reach of anything that prints."""
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return sys.stdin.buffer, replies


def _send(replies: BinaryIO, reply: bytes) -> None:
    message = memoryview(LENGTH.pack(len(reply)) + reply)
    while message:
        message = message[replies.write(message) :]


def _limit(memory: int) -> None:
    """Limit what this process may take, and tie it to the one that started it."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal's Ctrl-C is for the process that started us
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)
    gc.disable()
    gc.freeze()  # what was imported is never garbage


def _allow(seconds: float) -> None:
    """Allow so many seconds of processor time from now on, should nobody be left to look at the clock."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used.ru_utime + used.ru_stime + seconds + 1), hard))


def peak() -> int:
    """Return the most memory that this process has held, in bytes."""
    status = Path("/proc/self/status")
    if status.exists():
        # ru_maxrss begins with what the process that started this one held.
        words = next(
            line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM")
        )
        return int(words.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    sys.exit(main(int(sys.argv[1]), float(sys.argv[2])))
