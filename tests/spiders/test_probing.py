"""Soft 404s: a page that a site shows at any address, told by one random address a night."""

import pytest

from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Page
from spiders.probing import alike

PLANS = (
    "<section><h2>Solo</h2><p>$5 per month</p><ul><li>Boards</li></ul></section>"
    "<section><h2>Crew</h2><p>$12 per user per month</p><ul><li>Charts</li></ul></section>"
)


@pytest.fixture(scope="module")
def night(open_site, open_market, made):
    """A night over sites that answer unknown addresses in different ways, each of one product."""
    page = made.html("About boards")

    def answers_all(shown):
        """A site that shows one page at every address but robots.txt."""
        return type(
            "Routes",
            (dict,),
            {"get": lambda self, key, default=None: dict.get(self, key, None) or shown(key)},
        )

    def catch_all(shown, **routes):
        site = open_site()
        site.routes = answers_all(shown)({"/robots.txt": (404, {}, ""), **routes})
        return site

    sites = {
        "honest": open_site({"/about": page, "/other": page}),
        "shows one page": catch_all(lambda _key: made.html("Welcome to Acme")),
        "quotes the address": catch_all(lambda key: made.html("Acme", f"<p>You came from {key} .</p>")),
        "shows one page but has plans": catch_all(lambda _key: made.html("Plans", PLANS)),
        "has a page of its own": catch_all(
            lambda _key: made.html("Welcome to Acme"), **{"/about": made.html("About", "<p>Ours.</p>" * 40)}
        ),
        "leads home": open_site({"/about": (302, {"Location": "/"}, ""), "/": made.html("Welcome")}),
        "is asked for its front page": catch_all(lambda _key: made.html("Welcome to Acme")),
    }
    paths = {"is asked for its front page": "/"}
    products = [
        made.product(f"p{n}", made.source(f"p{n}", "pricing", site.url(paths.get(name, "/about"))))
        for n, (name, site) in enumerate(sites.items())
    ]
    market = open_market(products, probe=True)
    market.crawl()
    captures = market.captures()
    return {name: captures[site.url(paths.get(name, "/about"))] for name, site in sites.items()}, sites


@pytest.mark.parametrize(
    ("name", "verdict", "reason"),
    [
        ("honest", "ok", ""),
        ("shows one page", "soft-404", "at an address that cannot exist"),
        ("quotes the address", "soft-404", "at an address that cannot exist"),
        ("shows one page but has plans", "ok", ""),
        ("has a page of its own", "ok", ""),
        ("leads home", "soft-404", "leads to the front page"),
        ("is asked for its front page", "ok", ""),
    ],
)
def test_a_page_shown_at_any_address_is_none(night, name, verdict, reason):
    captures, _ = night
    assert captures[name]["verdict"] == verdict
    assert reason in captures[name]["reason"]


def test_a_host_is_asked_for_one_random_address_and_only_when_in_doubt(night):
    _, sites = night
    strange = {
        name: [hit.path for hit in site.hits if hit.path not in ("/about", "/", "/robots.txt")]
        for name, site in sites.items()
    }
    assert {name: len(paths) for name, paths in strange.items()} == {
        "honest": 1,
        "shows one page": 1,
        "quotes the address": 1,
        "shows one page but has plans": 0,
        "has a page of its own": 1,
        "leads home": 0,
        "is asked for its front page": 0,
    }


def _page(text, url="https://made.example/about"):
    return Page(url=url, kind=SourceKind.HOME, verdict=Verdict.OK, text=text)


def test_two_pages_with_a_frame_in_common_are_two():
    frame = "Boards, charts and calendars for crews of every size. " * 4
    other = (
        frame + "We were founded in Berlin, and forty people work on boards today, from home and from there."
    )
    assert alike(_page(frame), _page(frame))
    assert not alike(_page(other), _page(frame))


def test_pages_without_words_are_never_alike():
    assert not alike(_page(""), _page(""))
