"""Crawls with a browser: a source that is rendered gives what its scripts show, with the manners of every crawl."""

import json
import os
import shutil
from datetime import date

import pytest

from storage.archive import Archive

pytestmark = pytest.mark.browser

APP = """document.addEventListener('DOMContentLoaded', async () => {
  const plans = await (await fetch('/api/plans')).json();
  document.querySelector('main').innerHTML += plans.map(p => `<section><h2>${p.name}</h2>
    <p>$${p.price} per user per month</p><ul>${p.features.map(f => `<li>${f}</li>`).join('')}</ul></section>`).join('');
});"""
PLANS = [
    {"name": "Basic", "price": "5.99", "features": ["Chat", "Search"]},
    {"name": "Pro", "price": "15.99", "features": ["Chat", "Search", "Recording"]},
    {"name": "Business", "price": "21.99", "features": ["Chat", "Recording", "Single sign-on"]},
]


def shell(script, made):
    return made.html("Pricing of Acme", "<main></main>", f"<script src='{script}'></script>")


@pytest.fixture(scope="module")
def chromium():
    if shutil.which("chromium") is None:
        if os.environ.get("RIVALSCOPE_REQUIRE_BROWSER"):
            pytest.fail("chromium is not installed and `make check` needs it: apt install chromium")
        pytest.skip("Debian's chromium is not installed")


@pytest.fixture(scope="module")
def night(chromium, open_site, open_market, made):
    elsewhere = open_site({"/steal": "secret"})
    site = open_site()
    site.routes |= {
        "/robots.txt": (200, {"Content-Type": "text/plain"}, "User-agent: *\nDisallow: /private/\n"),
        "/rendered": (200, {"ETag": '"1"'}, shell("/app.js", made)),
        "/plain": shell("/app.js", made),
        "/moved": (302, {"Location": "/rendered"}, ""),
        "/shy": shell("/private/app.js", made),
        "/hangs": made.html("Hangs", "<script>for (;;) {}</script>"),
        "/curious": made.html(
            "Curious", f"<script>fetch('{elsewhere.url('/steal')}').catch(() => 0)</script>"
        ),
        "/app.js": (200, {"Content-Type": "text/javascript", "Set-Cookie": "a=1"}, APP),
        "/private/app.js": (200, {"Content-Type": "text/javascript"}, APP),
        "/api/plans": (200, {"Content-Type": "application/json"}, json.dumps(PLANS)),
    }
    paths = ("rendered", "plain", "moved", "shy", "hangs", "curious")
    sources = [
        made.source(f"acme-{path}", "pricing", site.url(f"/{path}"), render=path != "plain") for path in paths
    ]
    products = [made.product(one.product, one) for one in sources]
    market = open_market(products)
    market.crawl()
    first = {url.rpartition("/")[2]: row for url, row in market.captures().items()}
    plans = market.rows("SELECT product, plan, amount FROM current_prices ORDER BY product, amount")
    before = len(site.hits)
    market.products = tuple(products[:1])
    market.crawl(date(2026, 11, 3))
    second = {url.rpartition("/")[2]: row for url, row in market.captures().items()}
    return {
        "market": market, "site": site, "elsewhere": elsewhere, "first": first, "second": second, "plans": plans,
        "again": site.hits[before:],
    }  # fmt: skip


def test_a_rendered_source_gives_the_plans_that_its_scripts_show(night):
    shown = [(row["plan"], row["amount"]) for row in night["plans"] if row["product"] == "acme-rendered"]
    assert sorted(shown) == [("Basic", 5.99), ("Business", 21.99), ("Pro", 15.99)]
    assert night["first"]["rendered"]["verdict"] == "ok"
    assert {row["product"] for row in night["plans"]} == {"acme-rendered", "acme-moved"}


def test_the_archive_holds_the_page_as_the_browser_had_it(night):
    body = Archive(night["market"].folder / "archive").get(night["first"]["rendered"]["snapshot"]).decode()
    assert "<h2>Business</h2>" in body
    assert night["first"]["rendered"]["content_type"] == "text/html; charset=utf-8"
    assert night["first"]["rendered"]["etag"] is None


def test_a_redirect_is_followed_before_the_page_is_rendered(night):
    assert night["first"]["moved"]["verdict"] == "ok"


def test_a_script_that_robots_txt_disallows_is_not_asked_for(night):
    assert "/private/app.js" not in night["site"].paths()


def test_a_page_whose_script_never_ends_is_an_error_and_the_others_are_read(night):
    assert night["first"]["hangs"]["verdict"] == "error"
    assert "never come to rest" in night["first"]["hangs"]["reason"]


def test_another_address_is_never_asked_for(night):
    assert night["elsewhere"].hits == []


def test_what_scripts_ask_for_takes_its_turn_and_goes_by_our_name(night):
    hits = [hit for hit in night["site"].hits if hit.path in ("/app.js", "/api/plans")]
    assert hits
    for hit in hits:
        assert hit.headers["User-Agent"].startswith("rivalscope/")
        assert not {"Cookie", "Referer"} & hit.headers.keys()


def test_a_page_that_comes_out_the_same_is_not_modified_and_was_asked_for_without_conditions(night):
    assert night["second"]["rendered"]["verdict"] == "not-modified"
    asked = [hit for hit in night["again"] if hit.path == "/rendered"]
    assert asked
    assert not any("If-None-Match" in hit.headers for hit in asked)


def test_without_chromium_the_capture_says_what_is_missing(
    open_site, open_market, made, monkeypatch, tmp_path
):
    site = open_site({"/p": shell("/app.js", made)})
    market = open_market([made.product("acme", made.source("acme", "pricing", site.url("/p"), render=True))])
    monkeypatch.setenv("PATH", str(tmp_path))
    market.crawl()
    (row,) = market.captures().values()
    assert (row["verdict"], row["reason"]) == ("error", "rendering needs Chromium: apt install chromium")
