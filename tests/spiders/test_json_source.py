"""JSON sources: paginated, conditional, limited and judged like every other source."""

import gzip
import json
import socket
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

LIMIT = 100_000
OPTIONS = (("items", "data"), ("text", "body"), ("id", "id"), ("rating", "stars"), ("next", "next"))


def _api(pages):
    def answer(handler, hit):
        number = int(parse_qs(urlsplit(hit.path).query).get("page", ["1"])[0])
        if hit.headers.get("If-None-Match") == f'"{number}"':
            return 304, {"ETag": f'"{number}"', "Content-Length": "0"}, b""
        data = [
            {"id": f"{number}-{n}", "body": f"Review {n} on page {number}.", "stars": 3} for n in range(4)
        ]
        document = {"data": data, "next": f"/api?page={number + 1}" if number < pages else None}
        headers = {"Content-Type": "application/json", "ETag": f'"{number}"'}
        return 200, headers, json.dumps(document)

    return answer


def _json(document, **headers):
    return 200, {"Content-Type": "application/json", **headers}, json.dumps(document)


def _gone(handler, hit):
    handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True


@pytest.fixture(scope="module")
def night(open_site, open_market, made):
    packed = gzip.compress(json.dumps({"data": [{"body": "Zipped, yet readable."}]}).encode())
    site = open_site(
        {
            "/robots.txt": "User-agent: *\nDisallow: /private\n",
            "/api": _api(4),
            "/zipped": lambda h, hit: (
                200,
                {"Content-Type": "application/json", "Content-Encoding": "gzip"},
                packed,
            ),
            "/bomb": lambda h, hit: (200, {"Content-Encoding": "gzip"}, gzip.compress(b" " * (LIMIT * 3))),
            "/large": _json({"data": ["x" * LIMIT]}),
            "/moved": (301, {"Location": "/zipped"}, ""),
            "/round": (302, {"Location": "/round"}, ""),
            "/private": _json({"data": [{"body": "Not for us."}]}),
            "/to-private": (302, {"Location": "/private"}, ""),
            "/forbidden": (403, {"Content-Type": "application/json"}, "{}"),
            "/html": made.html("An error page"),
            "/failing": (503, {}, "{}"),
            "/dead": _gone,
            "/changed": _json({"reviews": []}),
        }
    )
    paths = [path for path in site.routes if path != "/robots.txt"]
    products = [
        made.product(f"p{n}", made.source(f"p{n}", "json", site.url(path), options=OPTIONS))
        for n, path in enumerate(paths)
    ]
    market = open_market(products, max_bytes=LIMIT)
    market.crawl(date(2026, 11, 2))
    captures = {url.removeprefix(site.url("")): row for url, row in market.captures().items()}
    return {"market": market, "site": site, "captures": captures}


@pytest.mark.parametrize(
    ("path", "verdict"),
    [
        ("/api", "ok"),
        ("/api?page=4", "ok"),
        ("/zipped", "ok"),
        ("/moved", "ok"),
        ("/bomb", "too-large"),
        ("/large", "too-large"),
        ("/round", "redirect-loop"),
        ("/private", "disallowed"),
        ("/to-private", "disallowed"),
        ("/forbidden", "blocked"),
        ("/html", "error"),
        ("/failing", "error"),
        ("/dead", "error"),
        ("/changed", "partial"),
    ],
)
def test_every_answer_has_its_verdict(night, path, verdict):
    assert night["captures"][path]["verdict"] == verdict, night["captures"][path]["reason"]


def test_only_what_may_pass_is_tried_again(night):
    tries = {path: night["site"].paths().count(path) for path in ("/failing", "/dead", "/forbidden", "/html")}
    assert tries == {"/failing": 2, "/dead": 2, "/forbidden": 1, "/html": 1}


def test_every_page_of_a_list_is_read(night):
    assert night["market"].rows(
        "SELECT count(*) AS n FROM review JOIN source ON source.id = source_id WHERE source.key = 'p0/json'"
    ) == [{"n": 16}]


def test_what_robots_txt_disallows_is_never_asked_for(night):
    assert "/private" not in night["site"].paths()
    assert night["site"].paths().count("/robots.txt") == 1


def test_the_agent_is_the_same_as_that_of_every_other_spider(night):
    assert all(hit.headers["User-Agent"].startswith("rivalscope/") for hit in night["site"].hits)


def test_an_unchanged_list_is_answered_304_on_every_page(night):
    before = len(night["site"].hits)
    night["market"].crawl(date(2026, 11, 3))
    hits = [hit for hit in night["site"].hits[before:] if hit.path.startswith("/api")]
    assert [hit.status for hit in hits] == [304] * 4
