"""A night with a hostile site among healthy ones: it costs its own pages and nobody else's."""

import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

SLOW = "<!doctype html><title>Made to be slow</title>" + "<i>a</i>" * 300_000 + "</html>"
"""Takes some seconds to read."""
PAGES = 6


@pytest.fixture(scope="module")
def sites(open_site, made):
    """One site whose pages take too long to read, and two healthy ones, each on a host of its own."""
    hostile = open_site({f"/{n}": SLOW for n in range(2)})
    healthy = [open_site(address=address) for address in ("127.0.0.2", "127.0.0.3")]
    for site in healthy:
        site.routes |= {f"/{n}": made.html(f"Plans {n}") for n in range(PAGES)}
    hosts = [site.server.server_address[0] for site in (hostile, *healthy)]
    return [
        site.url(path, host=host)
        for site, host in zip((hostile, *healthy), hosts, strict=True)
        for path in sorted(site.routes)
    ]


@pytest.fixture(scope="module")
def products(sites, made):
    return [made.product(f"p{n}", made.source(f"p{n}", "pricing", url)) for n, url in enumerate(sites)]


def test_pages_of_healthy_sites_arrive_while_those_of_a_hostile_one_are_given_up(products, open_market):
    market = open_market(products, readers=2, read_seconds=2.0)
    market.crawl()
    verdicts = {url: (row["verdict"], row["reason"]) for url, row in market.captures().items()}
    hostile = {url for url in verdicts if "127.0.0.1" in url}
    assert len(hostile) == 2
    assert len(verdicts) == 2 + 2 * PAGES
    assert {verdicts[url] for url in hostile} == {("too-large", "reading it took longer than 2 seconds")}
    assert {verdict for url, (verdict, _) in verdicts.items() if url not in hostile} == {"ok"}
    given_up = [place for place, line in enumerate(market.lines) if "too-large" in line]
    assert given_up[0] > 0  # healthy ones came while the first hostile page was being read
    assert given_up[1] > PAGES  # and most of them before the night was done with the second


def test_without_extraction_nobody_reads_and_status_and_bytes_decide(products, open_market):
    market = open_market(products, extract=False, read_seconds=0.01)
    summary = market.crawl()
    assert dict(summary.verdicts) == {"ok": 2 + 2 * PAGES}
    assert summary.changes == 0
    assert {row["items"] for row in market.captures().values()} == {0}


def test_a_night_of_unchanged_pages_starts_no_reader(open_site, open_market, made, monkeypatch):
    def answer(handler, hit):
        if hit.headers.get("If-None-Match") == '"made"':
            return 304, {"Content-Length": "0"}, b""
        return 200, {"ETag": '"made"'}, made.html("Plans")

    site = open_site({"/x": answer})
    market = open_market([made.product("acme", made.source("acme", "pricing", site.url("/x")))])
    started = market.folder / "started"
    (market.folder / "sitecustomize.py").write_text(
        f"import sys\nwith open({str(started)!r}, 'a') as file:\n    print(*sys.orig_argv, file=file)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(market.folder))
    market.crawl(date(2026, 11, 2))
    assert [name in started.read_text() for name in ("spiders.crawl", "reading_process")] == [True, True]
    started.unlink()
    summary = market.crawl(date(2026, 11, 20))
    assert dict(summary.verdicts) == {"not-modified": 1}
    assert [name in started.read_text() for name in ("spiders.crawl", "reading_process")] == [True, False]


def test_readers_end_with_a_crawl_that_is_killed(products, open_market, tmp_path):
    from spiders.plan import write_plan

    market = open_market(products[:3], readers=2)
    write_plan(market.plan(), tmp_path / "plan.json")
    crawl = subprocess.Popen(
        [sys.executable, "-P", "-m", "spiders.crawl", str(tmp_path / "plan.json")],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 30
        while not (readers := _children(crawl.pid)):
            assert time.monotonic() < deadline, "no reader was started"
            time.sleep(0.02)
    finally:
        crawl.kill()
        crawl.wait()
        crawl.stdin.close()
    deadline = time.monotonic() + 5
    while any(map(_runs, readers)):
        assert time.monotonic() < deadline, "a reader lives on without its crawl"
        time.sleep(0.02)


def _children(pid):
    try:
        return [
            child
            for path in Path(f"/proc/{pid}/task").glob("*/children")
            for child in path.read_text().split()
        ]
    except OSError:
        return []


def _runs(pid):
    try:
        return "reading_process" in Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return False
