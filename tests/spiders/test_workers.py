"""Workers: what a page costs, at most, and what becomes of it."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rivalscope.domain.market import SourceKind
from spiders.json_page import read_json
from spiders.pages.reader import read_page
from spiders.reading import ReadJob, SitemapJob, glance
from spiders.reading_process import PATIENCE
from spiders.workers import Readers, Worker, most_workers, reading

PLAIN = b"<!doctype html><html><body><h1>Made plans</h1><section><h2>Pro</h2><p>$12 per month</p></section></body></html>"
SLOW = b"<i>a</i>" * 400_000
"""Takes many seconds to read."""


def heavy(letters):
    """A page that takes some ten bytes of memory a letter: one beyond the basic plane makes every letter wide."""
    return b"<p>text</p><!--" + b"a" * letters + "😀-->".encode()


def job(body=PLAIN, host="made.example", **more):
    return ReadJob(body=body, url=f"https://{host}/pricing", **{"kind": SourceKind.PRICING, **more})


def children():
    """Processes that this one started and has not waited for."""
    tasks = Path("/proc/self/task").glob("*/children")
    return {int(pid) for path in tasks for pid in path.read_text().split()}


def with_readers(scene, **limits):
    async def within_a_minute():
        async with asyncio.timeout(60), Readers(**limits) as readers:
            return await scene(readers)

    return asyncio.run(within_a_minute())


def test_a_page_says_the_same_in_a_worker_as_here():
    made = Path(__file__).resolve().parents[1] / "pages" / "made"
    seen_at = datetime(2026, 11, 2, tzinfo=UTC)
    bodies = [path.read_bytes() for path in sorted(made.glob("*.html"))]
    assert len(bodies) > 10
    with reading(most=1 << 20) as read:
        pages = [read(job(body, seen_at=seen_at)) for body in bodies]
    assert pages == [
        read_page(body, url=job().url, kind=SourceKind.PRICING, seen_at=seen_at) for body in bodies
    ]


def test_what_is_too_large_is_not_read():
    with reading(most=10) as read:
        small, large = read(job(b"<p>abc</p>")), read(job(b"<p>abcd</p>"))
    assert (small.verdict, large.verdict, large.reason) == ("ok", "too-large", "it is larger than 10 bytes")


def test_json_is_read_by_its_paths_and_an_error_page_is_never_ok():
    seen_at, body = datetime(2026, 11, 2, tzinfo=UTC), b'{"list": [{"text": "Made and fine."}]}'
    options = {"items": "list"}

    async def scene(readers):
        json_page = await readers.read(job(body, kind=SourceKind.JSON, seen_at=seen_at, options=options))
        assert json_page == read_json(body, url=job().url, options=options, seen_at=seen_at)
        assert len(json_page.reviews) == 1
        refused = await readers.read(job(status=500))
        assert (refused.verdict, refused.plans, refused.kind) == ("error", (), "pricing")
        unknown = await readers.read(job(seen_at=seen_at, service="no-such-service", options={}))
        assert unknown.verdict == "error"

    with_readers(scene)


def test_nothing_is_started_before_there_is_something_to_read():
    before = children()

    async def scene(readers):
        assert children() == before
        await readers.read(job())
        assert len(children() - before) == 1
        await readers.read(job())
        assert len(children() - before) == 1

    with_readers(scene)
    assert children() == before


def test_a_page_that_takes_too_long_is_given_up_and_the_next_one_is_read():
    async def scene(readers):
        started = time.monotonic()
        page = await readers.read(job(SLOW))
        took = time.monotonic() - started
        assert (page.verdict, page.reason) == ("too-large", "reading it took longer than 0.8 seconds")
        assert took < 20  # the start of the worker and the kill counted, on a busy machine
        assert (await readers.read(job())).verdict == "ok"

    with_readers(scene, seconds=0.8)


def test_a_page_that_takes_too_much_memory_is_given_up_and_the_next_one_is_read():
    async def scene(readers):
        page = await readers.read(job(heavy(3_000_000)))
        assert page.verdict == "too-large"
        assert page.reason == "reading it took more than 80 MiB of memory"
        assert (await readers.read(job())).verdict == "ok"

    with_readers(scene, memory=80 << 20)


@pytest.mark.parametrize(("deaths", "verdict"), [(1, "ok"), (2, "error")])
def test_a_page_whose_reader_died_is_read_once_more(deaths, verdict, monkeypatch):
    killed = set()
    ask = Worker.ask

    async def die(worker, *args, **named):
        if len(killed) < deaths:
            killed.add(worker._process.pid)
            os.kill(worker._process.pid, signal.SIGSEGV)
        return await ask(worker, *args, **named)

    monkeypatch.setattr(Worker, "ask", die)

    async def scene(readers):
        page = await readers.read(job())
        assert len(killed) == deaths
        assert page.verdict == verdict
        assert page.reason == ("its reader was ended by SIGSEGV" if verdict == "error" else "")
        assert (await readers.read(job())).verdict == "ok"

    with_readers(scene)


def test_idle_workers_that_die_cost_nobody_a_page():
    before = children()

    async def scene(readers):
        await asyncio.gather(readers.read(job(host="a.example")), readers.read(job(host="b.example")))
        idle = children() - before
        assert len(idle) == 2
        for pid in idle:
            os.kill(pid, signal.SIGKILL)
        assert (await readers.read(job())).verdict == "ok"

    with_readers(scene, workers=2)


def test_a_worker_that_has_grown_makes_room_for_another():
    before = children()

    async def scene(readers):
        await readers.read(job(heavy(7_000_000)))
        [first] = children() - before
        for _ in range(PATIENCE):
            assert (await readers.read(job())).verdict == "ok"
        [last] = children() - before
        assert first != last

    with_readers(scene)


def test_one_hostile_host_keeps_no_other_waiting():
    async def scene(readers):
        await asyncio.gather(readers.read(job(host="a.example")), readers.read(job(host="b.example")))
        hostile = [asyncio.ensure_future(readers.read(job(SLOW, host="bad.example"))) for _ in range(2)]
        await asyncio.sleep(0.1)
        assert (await readers.read(job(host="good.example"))).verdict == "ok"
        assert not any(task.done() for task in hostile)  # it did not wait for one of them to be given up
        assert [(await task).verdict for task in hostile] == ["too-large", "too-large"]

    with_readers(scene, workers=2, seconds=2.0)


def test_a_sitemap_is_read_by_a_worker():
    body = b"<urlset><url><loc>https://made.example/pricing</loc></url></urlset>"

    async def scene(readers):
        sitemap = await readers.sitemap(
            SitemapJob(body=body, url="https://made.example/sitemap.xml", max_bytes=9999)
        )
        assert sitemap.pages == ("https://made.example/pricing",)

    with_readers(scene)


def test_workers_die_with_the_process_that_started_them():
    program = (
        "import asyncio\n"
        "from pathlib import Path\n"
        "from spiders.reading import ReadJob\n"
        "from spiders.workers import Readers\n"
        "async def main():\n"
        "    readers = Readers(workers=2)\n"
        "    job = lambda host, body: ReadJob(body=body, url=f'https://{host}/', kind=None)\n"
        "    await asyncio.gather(readers.read(job('a', b'x')), readers.read(job('b', b'x')))\n"
        "    busy = asyncio.ensure_future(readers.read(job('a', b'<i>a</i>' * 400_000)))\n"
        "    await asyncio.sleep(0.3)\n"
        "    pids = [pid for path in Path('/proc/self/task').glob('*/children') for pid in path.read_text().split()]\n"
        "    print(*pids, flush=True)\n"
        "    await busy\n"
        "asyncio.run(main())\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    pids = parent.stdout.readline().split()
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert len(pids) == 2
    deadline = time.monotonic() + 5
    while any(Path(f"/proc/{pid}").exists() and _runs(pid) for pid in pids):
        assert time.monotonic() < deadline, "a worker lives on without its parent"
        time.sleep(0.02)


def _runs(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize(
    ("status", "body", "headers", "verdict"),
    [
        (200, b"x", {}, "ok"), (200, b"", {}, "empty"), (200, b"x", {"content-length": "2"}, "truncated"), (403, b"x", {}, "blocked"),
        (429, b"x", {}, "blocked"), (401, b"x", {}, "login"), (404, b"x", {}, "error"), (503, b"x", {}, "error"),
    ],
)  # fmt: skip
def test_a_glance_judges_by_status_and_bytes(status, body, headers, verdict):
    page = glance(job(body, status=status, headers=headers))
    assert page.verdict == verdict
    assert bool(page.reason) == (verdict != "ok")


def test_there_are_two_workers_at_least_and_four_at_most(monkeypatch):
    for processors, workers in ((None, 2), (1, 2), (3, 3), (64, 4)):
        monkeypatch.setattr(os, "cpu_count", lambda processors=processors: processors)
        assert most_workers() == workers
