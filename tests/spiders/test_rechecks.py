"""Re-checks: what has not changed is not read again, and what needs no check is not asked for."""

import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from spiders.crawl import run_crawl

FIRST, SECOND, THIRD = date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 4)


@pytest.fixture
def watched(open_site, open_market, made):
    site = open_site({"/docs": made.html("Docs")})
    market = open_market([made.product("acme", made.source("acme", "docs", site.url("/docs")))])
    market.crawl(FIRST)
    return site, market


def _edit(market, statement):
    with sqlite3.connect(market.folder / "market.db") as connection:
        connection.execute(statement)


def test_the_same_bytes_are_not_read_again_unless_an_older_reader_read_them(watched):
    _, market = watched
    market.crawl(SECOND)
    (row,) = market.captures().values()
    assert (row["verdict"], row["status"], row["reason"]) == ("not-modified", 200, "the same bytes as before")
    assert row["extractor"] is None
    _edit(market, "UPDATE capture SET extractor = 'pages/0' WHERE verdict = 'ok'")
    market.crawl(THIRD)
    (row,) = market.captures().values()
    assert (row["verdict"], row["night"]) == ("ok", "2026-11-04")


def test_a_page_that_needs_no_check_is_not_asked_for_unless_somebody_names_it(watched):
    site, market = watched
    _edit(market, "UPDATE recheck SET checks = 60, watched_days = 60, restless = 0")
    before = len(site.hits)
    assert market.crawl(SECOND).captures == 0
    assert len(site.hits) == before
    assert [row["due"] for row in market.rows("SELECT due FROM coverage WHERE night = '2026-11-03'")] == [0]
    assert run_crawl(replace(market.plan(SECOND), when_due=False)).captures == 1
    assert site.pages()[-1] == "/docs"
    assert [row["due"] for row in market.rows("SELECT due FROM coverage WHERE night = '2026-11-03'")] == [1]
