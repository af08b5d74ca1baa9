"""The two processes of a crawl: what the parent learns when the child ends well, badly, or on being told to."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path

import pytest

from rivalscope.errors import CrawlError
from spiders.crawl import run_crawl
from spiders.plan import read_plan, write_plan

PATIENT = Path(__file__).parent / "made" / "patient.py"


def _slow_site(open_site, made, seconds):
    site = open_site()

    def answer(handler, hit):
        time.sleep(seconds)
        return 200, {}, made.html("Plans")

    site.routes |= {f"/{n}": answer for n in range(40)}
    return site


@pytest.fixture
def slow_market(open_site, open_market, made):
    site = _slow_site(open_site, made, 0.2)
    products = [made.product(f"p{n}", made.source(f"p{n}", "pricing", site.url(f"/{n}"))) for n in range(40)]
    return site, open_market(products)


def _children():
    """Processes that this one started and has not waited for."""
    stats = (
        path.read_text().rpartition(")")[2].split() for path in Path("/proc/self/task").glob("*/children")
    )
    return {int(pid) for pids in stats for pid in pids}


@pytest.fixture
def others():
    """Processes that were there before: a server of other tests may be a child of this one."""
    return _children()


def test_a_plan_comes_back_from_its_file_as_it_was(open_market, made, tmp_path):
    market = open_market(
        [
            made.product(
                "acme",
                made.source("acme", "json", "https://example.com/", expect=3, options=(("text", "body"),)),
            )
        ]
    )
    plan = market.plan()
    write_plan(plan, tmp_path / "plan.json")
    assert read_plan(tmp_path / "plan.json") == plan


def test_a_file_that_is_no_plan_is_refused(tmp_path):
    (tmp_path / "plan.json").write_text("{}")
    with pytest.raises(CrawlError, match="not a plan"):
        read_plan(tmp_path / "plan.json")
    with pytest.raises(CrawlError, match="cannot be read"):
        read_plan(tmp_path / "none.json")


def test_a_child_that_is_killed_is_named_with_what_to_do_and_nothing_is_lost(slow_market, others):
    _, market = slow_market
    lines = []

    def kill_after_three(line):
        lines.append(line)
        if len(lines) == 3:
            os.kill(max(_children() - others), signal.SIGKILL)

    with pytest.raises(CrawlError, match=r"killed by SIGKILL after .* run the same crawl again"):
        run_crawl(market.plan(), progress=kill_after_three)
    assert len(market.captures()) >= 3
    assert not _children() - others


def test_an_interrupt_passes_to_the_child_which_stops_cleanly(slow_market, others):
    site, market = slow_market

    def interrupt(line):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_crawl(market.plan(), progress=interrupt)
    assert not _children() - others
    stored = {row["url"] for row in market.captures().values()}
    answered = {site.url(hit.path) for hit in site.hits if hit.path != "/robots.txt"}
    assert stored == answered  # what was in flight was finished and stored
    assert len(answered) < 40


def test_sigterm_passes_to_the_child_and_ends_the_parent_after_it(slow_market, tmp_path):
    site, market = slow_market
    write_plan(market.plan(), tmp_path / "plan.json")
    program = (
        "import sys, pathlib; from spiders.plan import read_plan; from spiders.crawl import run_crawl;"
        "run_crawl(read_plan(pathlib.Path(sys.argv[1])), progress=lambda line: print(line, flush=True))"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "plan.json")], stdout=subprocess.PIPE, text=True
    )
    parent.stdout.readline()
    parent.send_signal(signal.SIGTERM)
    parent.stdout.read()
    assert parent.wait(timeout=20) == -signal.SIGTERM
    stored = {row["url"] for row in market.captures().values()}
    assert stored == {site.url(hit.path) for hit in site.hits if hit.path != "/robots.txt"}
    assert len(stored) < 40


def test_a_child_whose_parent_dies_stops(slow_market, tmp_path):
    _, market = slow_market
    write_plan(market.plan(), tmp_path / "plan.json")
    child = subprocess.Popen(
        [sys.executable, "-m", "spiders.crawl", str(tmp_path / "plan.json")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    child.stdout.readline()
    child.stdin.close()
    words = [json.loads(line) for line in child.stdout]
    assert child.wait(timeout=20) == 0
    assert {"stopped": True} in words


def test_a_store_that_fails_ends_the_crawl_with_its_own_words(open_site, open_market, made):
    site = open_site({"/x": made.html("Plans")})
    market = open_market([made.product("acme", made.source("acme", "pricing", site.url("/x")))])
    plan = market.plan()
    (market.folder / "archive").write_text("a file where the folder should be")
    with pytest.raises(CrawlError, match="archive"):
        run_crawl(plan)


def test_hosts_are_asked_no_sooner_than_the_delay_whichever_spider_asks(open_site, open_market, made):
    site = open_site(
        {
            "/a": made.html("A"), "/b": made.html("B"), "/reviews": made.review_page([("a", "Good enough for a test.")]),
            "/api": (200, {"Content-Type": "application/json"}, json.dumps({"items": [{"text": "Fine"}]})),
            "/robots.txt": "User-agent: *\nCrawl-delay: 0.8\n",
        }
    )  # fmt: skip
    products = [
        made.product(
            "p1", made.source("p1", "pricing", site.url("/a")), made.source("p1", "features", site.url("/b"))
        ),
        made.product(
            "p2",
            made.source("p2", "reviews", site.url("/reviews")),
            made.source("p2", "json", site.url("/api")),
        ),
    ]
    open_market(products, delay=0.5).crawl()
    moments = sorted(hit.at for hit in site.hits)
    gaps = [after - before for before, after in pairwise(moments)]
    assert len(gaps) == 4
    assert gaps[0] >= 0.4  # robots.txt had not been read yet; a tenth of a second for the way
    assert min(gaps[1:]) >= 0.7


def test_hosts_are_asked_side_by_side(open_site, open_market, made):
    site = open_site()
    running, most = [0], [0]
    lock = threading.Lock()

    def answer(handler, hit):
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        time.sleep(0.3)
        with lock:
            running[0] -= 1
        return 200, {}, made.html("Plans")

    site.routes |= {"/a": answer, "/b": answer}
    products = [
        made.product(
            host,
            *(
                made.source(host, kind, site.url(path, host=name))
                for kind, path in (("pricing", "/a"), ("features", "/b"))
            ),
        )
        for host, name in (("one", "127.0.0.1"), ("two", "localhost"))
    ]
    open_market(products).crawl()
    assert most[0] == 2


def test_no_spider_waits_for_the_next_look_of_scrapy_to_end(open_site, open_market, made):
    """Scrapy looks every five seconds whether a spider is idle; here once an hour, so that waiting never ends."""
    site = open_site({"/plans": made.html("Plans"), "/reviews": made.review_page([("a", "Good enough.")])})
    acme = made.product(
        "acme",
        made.source("acme", "home", "https://www.trustpilot.com/review/acme.example"),  # its terms forbid it
        made.source("acme", "pricing", site.url("/plans")),
        made.source("acme", "reviews", site.url("/reviews")),
        made.source("acme", "feed", "https://www.g2.com/products/acme/feed"),
        made.source("acme", "json", "https://www.capterra.com/acme.json"),
    )
    market = open_market([acme])
    write_plan(market.plan(), market.folder / "plan.json")
    for requests in (3, 0):
        done = subprocess.run(
            [sys.executable, "-P", str(PATIENT), str(market.folder / "plan.json")],
            env={**os.environ, "PYTHONPATH": str(PATIENT.parents[3])},
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=True,
        )  # fmt: skip
        assert json.loads(done.stdout.splitlines()[-1])["summary"]["requests"] == requests
    verdicts = {row["source"]: row["verdict"] for row in market.captures().values()}
    assert list(verdicts.values()).count("disallowed") == 3
    assert verdicts["acme/pricing"] == verdicts["acme/reviews"] == "ok"
