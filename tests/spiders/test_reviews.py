"""Review lists: page after page, again only when something changed, and on from where a killed crawl ended."""

import os
import random
import signal
import subprocess
import sys
import time
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

NIGHTS = (date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 4))


def _serve(made, site, pages, *, per_page=5, pause=0.0, tags=False):
    """Make a site answer /reviews?page=N with made reviews."""

    def answer(handler, hit):
        number = int(parse_qs(urlsplit(hit.path).query).get("page", ["1"])[0])
        time.sleep(pause)
        etag = f'"{number}-{pages()}"'
        if tags and hit.headers.get("If-None-Match") == etag:
            return 304, {"ETag": etag, "Content-Length": "0"}, b""
        reviews = [
            (f"r{number}-{n}", f"Review {n} of page {number}: calls drop and the menu hides.")
            for n in range(per_page)
        ]
        following = f"/reviews?page={number + 1}" if number < pages() else None
        return 200, {"ETag": etag} if tags else {}, made.review_page(reviews, following)

    site.routes["/reviews"] = answer


@pytest.fixture(scope="module")
def market_of(open_site, open_market, made):
    def make(pages, *, serving=None, **options):
        site = open_site()
        _serve(made, site, pages, **(serving or {}))
        reviews = made.source("acme", "reviews", site.url("/reviews"))
        return site, open_market([made.product("acme", reviews)], **options)

    return make


def _count(market):
    return market.rows("SELECT count(*) AS n FROM review")[0]["n"]


def test_every_page_of_a_list_is_read(market_of):
    site, market = market_of(lambda: 7)
    market.crawl()
    assert _count(market) == 35
    assert len(site.pages()) == 7


def test_a_list_is_read_no_further_than_the_market_file_says(market_of):
    site, market = market_of(lambda: 7, review_pages=3)
    market.crawl()
    assert len(site.pages()) == 3


def test_a_list_that_repeats_itself_for_ever_is_left(open_site, open_market, made):
    site = open_site()
    site.routes["/reviews"] = lambda handler, hit: (
        200,
        {},
        made.review_page([("a", "Always the same review of it.")], f"/reviews?page={len(site.hits)}"),
    )
    market = open_market([made.product("acme", made.source("acme", "reviews", site.url("/reviews")))])
    market.crawl()
    assert len(site.pages()) == 2


def test_reviewers_names_and_addresses_are_nowhere_in_the_database(open_site, open_market, made):
    site = open_site(
        {"/reviews": made.review_page([("a", "Write to ann.other@example.org or +49 30 1234567.")])}
    )
    market = open_market([made.product("acme", made.source("acme", "reviews", site.url("/reviews")))])
    market.crawl()
    stored = b"".join(path.read_bytes() for path in market.folder.glob("market.db*"))
    for secret in (b"Ann Other", b"ann.other@example.org", b"1234567"):
        assert secret not in stored
    assert len(market.rows("SELECT author_key FROM review")[0]["author_key"]) == 32


def test_an_unchanged_list_is_answered_304_on_every_page_and_its_reviews_are_seen_again(market_of):
    site, market = market_of(lambda: 3, serving={"tags": True})
    market.crawl(NIGHTS[0])
    first = len(site.hits)
    market.crawl(NIGHTS[1])
    again = [hit for hit in site.hits[first:] if hit.path.startswith("/reviews")]
    assert [hit.status for hit in again] == [304, 304, 304]
    assert {row["verdict"] for row in market.captures().values()} == {"not-modified"}
    assert _count(market) == 15
    assert market.rows("SELECT DISTINCT date(last_seen) AS day FROM review") == [{"day": "2026-11-03"}]


def test_a_list_that_grew_is_read_again(market_of):
    pages = [2]
    _, market = market_of(lambda: pages[0], serving={"tags": True})
    market.crawl(NIGHTS[0])
    pages[0] = 4
    market.crawl(NIGHTS[1])
    assert _count(market) == 20


def test_a_complete_night_run_again_fetches_nothing(market_of):
    site, market = market_of(lambda: 3)
    market.crawl()
    before = len(site.pages())
    summary = market.crawl()
    assert len(site.pages()) == before
    assert summary.captures == 0


KILLS = int(os.environ.get("RIVALSCOPE_KILLS", "4"))
"""How often the crawl is killed; `make torture` says 100."""


@pytest.mark.timeout(1200)
def test_a_crawl_that_is_killed_goes_on_where_it_was(market_of, tmp_path):
    from spiders.plan import write_plan

    moments = random.Random(20261123)
    length, pause = (30, 0.02) if KILLS < 10 else (3 * KILLS, 0.2)
    site, market = market_of(lambda: length, serving={"pause": pause}, review_pages=length + 1)
    path = tmp_path / "plan.json"
    kills = 0
    for _ in range(KILLS):
        write_plan(market.plan(), path)
        child = subprocess.Popen(
            [sys.executable, "-m", "spiders.crawl", str(path)], stdout=subprocess.PIPE, text=True
        )
        last = moments.randrange(4)
        for number, line in enumerate(child.stdout):
            if number >= last and '"capture"' in line:
                time.sleep(
                    moments.random() * 2 * pause
                )  # anywhere in the next two pages, their loads included
                os.kill(child.pid, signal.SIGKILL)
                kills += 1
                break
        child.stdout.close()
        child.wait()
    market.crawl()
    pages = site.pages()
    assert kills >= 0.5 * KILLS  # a crawl that is done before its last kill cannot be killed
    assert len(set(pages)) == length
    assert _count(market) == 5 * length
    # One request is in flight per host, so at most one page is fetched again per kill.
    assert len(pages) <= length + kills
    assert {row["verdict"] for row in market.captures().values()} == {"ok"}
    print(f"{kills} kills over {length} pages: {len(pages) - length} fetched again, none missing")
