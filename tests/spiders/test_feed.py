"""Feeds and the mistakes that their servers make."""

from datetime import date

import pytest

ATOM = (
    "<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom'><title>Acme changes</title>"
    "<entry><id>a</id><title>Whiteboard added</title><updated>2026-10-01T00:00:00Z</updated><content>A whiteboard.</content></entry>"
    "<entry><id>b</id><title>Polls retired</title><updated>2026-09-01T00:00:00Z</updated><content>No more polls.</content></entry>"
    "</feed>"
)


@pytest.fixture(scope="module")
def night(open_site, open_market, made):
    tagged = {"Content-Type": "application/atom+xml", "Last-Modified": "Sun, 01 Nov 2026 10:00:00 GMT"}

    def answer(handler, hit):
        if hit.headers.get("If-Modified-Since") == tagged["Last-Modified"]:
            return 304, {"Content-Length": "0"}, b""
        return 200, tagged, ATOM

    site = open_site(
        {
            "/good": answer,
            "/failing": (500, {"Content-Type": "application/atom+xml"}, ATOM),
            "/refused": (403, {"Content-Type": "application/json"}, '{"error": "forbidden"}'),
            "/confused": (304, {"Content-Length": "0"}, b""),
            "/page": made.html("Our blog has moved"),
        }
    )
    names = ("good", "failing", "refused", "confused", "page")
    products = [made.product(name, made.source(name, "feed", site.url(f"/{name}"))) for name in names]
    market = open_market(products)
    market.crawl(date(2026, 11, 2))
    first = {row["source"].partition("/")[0]: row for row in market.captures().values()}
    market.crawl(date(2026, 11, 3))
    second = {row["source"].partition("/")[0]: row for row in market.captures().values()}
    return {"market": market, "first": first, "second": second}


def test_the_entries_of_a_feed_are_releases(night):
    assert night["first"]["good"]["verdict"] == "ok"
    assert night["first"]["good"]["items"] == 2


def test_an_unchanged_feed_is_not_sent_again(night):
    assert night["second"]["good"]["verdict"] == "not-modified"
    assert night["second"]["good"]["snapshot"] == night["first"]["good"]["snapshot"]


@pytest.mark.parametrize(
    ("name", "verdict"),
    [("failing", "error"), ("refused", "blocked"), ("confused", "error"), ("page", "error")],
)
def test_an_error_status_is_never_ok_whatever_comes_with_it(night, name, verdict):
    assert night["first"][name]["verdict"] == verdict
    assert night["first"][name]["items"] == 0


def test_no_release_comes_from_a_failing_feed(night):
    assert night["market"].rows("SELECT count(*) AS n FROM release_fact")[0]["n"] == 2
