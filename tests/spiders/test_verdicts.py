"""One night over sites that fail in every way: what each capture is called, and that its neighbours do not suffer."""

import gzip
import socket
import time

import pytest

LIMIT = 200_000
LONG = "/long" * 500
"""A path beyond the 2,083 characters that browsers once took, and Scrapy's own middleware does."""


def _gone(handler, hit):
    handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True


def _cut_short(handler, hit):
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b"<!doctype html><title>Half</title><body><p>Half a")
    handler.wfile.flush()
    _gone(handler, hit)


def _slow(handler, hit):
    time.sleep(4)
    return 200, {}, "late"


def _moved(where):
    return lambda handler, hit: (302, {"Location": where}, "")


@pytest.fixture(scope="module")
def night(open_site, open_market, made):
    page = made.html("Plans")
    closed = socket.socket()
    closed.bind(("127.0.0.1", 0))
    port = closed.getsockname()[1]
    closed.close()
    routes = {
        "/fine": page,
        LONG: page,
        "/zipped": lambda h, hit: (200, {"Content-Encoding": "gzip"}, gzip.compress(page.encode())),
        "/bomb": lambda h, hit: (200, {"Content-Encoding": "gzip"}, gzip.compress(b" " * (LIMIT * 5))),
        "/large": "<p>" + "x" * (LIMIT + 1),
        "/missing": (404, {}, made.html("Nothing here")),
        "/broken": (500, {}, "oops"),
        "/forbidden": (403, {}, "no"),
        "/captcha": "<!doctype html><title>Just a moment...</title><h1>Checking your browser before accessing</h1>"
        "<div id=challenge-form></div>",
        "/login": "<!doctype html><title>Sign in</title><h1>Sign in to continue</h1>"
        "<form method=post><input name=email><input type=password name=p><button>Sign in</button></form>",
        "/half": _cut_short,
        "/dead": _gone,
        "/slow": _slow,
        "/round": _moved("/round"),
        "/ping": _moved("/pong"),
        "/pong": _moved("/ping"),
        **{f"/hop/{n}": _moved(f"/hop/{n + 1}") for n in range(9)},
        "/file": _moved("file:///etc/passwd"),
        "/moved": _moved("/fine"),
        "/robots.txt": (200, {"Content-Type": "text/plain"}, "User-agent: *\nDisallow: /secret\n"),
        "/secret": page,
        "/to-secret": _moved("/secret"),
    }
    site = open_site(routes)
    unreachable = {
        f"robots{status}": open_site({"/robots.txt": (status, {}, "<html>"), "/x": page})
        for status in (503, 429)
    }
    absent = open_site({"/x": page})
    circling = open_site({"/x": page, "/robots.txt": _moved("/robots.txt")})
    moved_rules = open_site(
        {"/x": page, "/robots.txt": _moved("/rules"), "/rules": "User-agent: *\nDisallow: /x\n"}
    )
    others = {**unreachable, "absent": absent, "circling": circling, "moved rules": moved_rules}
    other = open_site({"/busy": lambda h, hit: (429, {"Retry-After": "3600"}, ""), "/after": page})
    paths = [path for path in routes if path not in ("/robots.txt", "/pong") and "/hop/" not in path] + [
        "/hop/0"
    ]
    products = [
        made.product(f"p{n}", made.source(f"p{n}", "pricing", site.url(path))) for n, path in enumerate(paths)
    ]
    products += [
        made.product(name.split()[0], made.source(name.split()[0], "pricing", server.url("/x")))
        for name, server in others.items()
    ]
    products.append(made.product("down", made.source("down", "pricing", f"http://127.0.0.1:{port}/x")))
    # Another name of the same machine: a host of its own, whose night may end without ours.
    products.append(
        made.product("busy", made.source("busy", "pricing", other.url("/busy", host="localhost")))
    )
    # Lists of reviews are asked for when all pages are done.
    products.append(
        made.product("calm", made.source("calm", "reviews", other.url("/after", host="localhost")))
    )
    market = open_market(products, timeout=2.0, max_bytes=LIMIT)
    summary = market.crawl()
    names = {site.url(path): path for path in paths}
    names |= {server.url("/x"): name for name, server in others.items()}
    names |= {f"http://127.0.0.1:{port}/x": "down"}
    names |= {other.url(path, host="localhost"): path for path in ("/busy", "/after")}
    captures = {names[url]: row for url, row in market.captures().items()}
    return {
        "captures": captures,
        "summary": summary,
        "site": site,
        "other": other,
        "market": market,
        **unreachable,
    }


@pytest.mark.parametrize(
    ("page", "verdict", "reason"),
    [
        ("/fine", "ok", ""),
        (LONG, "ok", ""),
        ("/zipped", "ok", ""),
        ("/moved", "ok", ""),
        ("absent", "ok", ""),
        ("circling", "ok", ""),
        ("moved rules", "disallowed", "robots.txt"),
        ("/bomb", "too-large", "once decompressed"),
        ("/large", "too-large", "larger than the limit"),
        ("/missing", "error", "404"),
        ("/broken", "error", "500"),
        ("/forbidden", "blocked", "403"),
        ("/captcha", "blocked", "challenge"),
        ("/login", "login", "login form"),
        ("/half", "truncated", "broke off"),
        ("/dead", "error", "connection broke"),
        ("/slow", "error", "within the time allowed"),
        ("/round", "redirect-loop", "back to"),
        ("/ping", "redirect-loop", "back to"),
        ("/hop/0", "redirect-loop", "more than 5"),
        ("/secret", "disallowed", "robots.txt"),
        ("/to-secret", "disallowed", "robots.txt"),
        ("robots503", "robots-unreachable", "503"),
        ("robots429", "robots-unreachable", "429"),
        ("down", "robots-unreachable", "refused"),
        ("/busy", "blocked", "429"),
        ("/after", "blocked", "3600 seconds"),
    ],
)
def test_every_failure_has_its_verdict_and_a_plain_reason(night, page, verdict, reason):
    capture = night["captures"][page]
    assert (capture["verdict"], reason in capture["reason"]) == (verdict, True), capture["reason"]
    assert bool(capture["reason"]) is (verdict != "ok")


def test_a_redirect_to_another_scheme_is_not_followed(night):
    assert night["captures"]["/file"]["verdict"] == "refused-address"
    assert not any("root:" in str(value) for value in night["captures"]["/file"].values())


def test_what_robots_txt_disallows_is_never_asked_for(night):
    assert "/secret" not in night["site"].paths()
    for name in ("robots503", "robots429"):
        assert set(night[name].paths()) == {"/robots.txt"}


def test_a_host_that_asks_to_be_left_alone_is_not_asked_again(night):
    assert night["other"].pages() == ["/busy"]


def test_only_what_may_pass_is_tried_again(night):
    tries = {
        path: night["site"].paths().count(path)
        for path in ("/broken", "/dead", "/slow", "/forbidden", "/missing", "/fine")
    }
    assert tries["/broken"] == tries["/dead"] == 2
    assert tries["/forbidden"] == tries["/missing"] == tries["/slow"] == 1
    assert tries["/fine"] == 2  # for itself, and as the target of a redirect


def test_robots_txt_is_asked_for_once_a_night(night):
    assert night["site"].paths().count("/robots.txt") == 1


def test_captures_keep_the_decoded_bytes_and_what_describes_them(night, made):
    zipped = night["captures"]["/zipped"]
    from storage.archive import Archive

    body = Archive(night["market"].folder / "archive").get(zipped["snapshot"])
    assert body == made.html("Plans").encode()
    assert zipped["size"] == len(body)
    assert zipped["content_type"] == "text/html; charset=utf-8"
    assert zipped["status"] == 200


def test_nothing_but_ok_pages_leaves_facts(night):
    blocked = [row["url"] for row in night["market"].captures().values() if row["verdict"] != "ok"]
    seen = {
        row["url"]
        for row in night["market"].rows(
            "SELECT url FROM evidence_passage JOIN location ON location.id = location_id"
        )
    }
    assert not seen & set(blocked)


def test_the_summary_and_the_progress_count_every_capture(night):
    summary = night["summary"]
    assert summary.captures == len(night["captures"]) == len(night["market"].lines)
    assert sum(count for _, count in summary.verdicts) == summary.captures
    sent = len(night["site"].hits) + len(night["other"].hits) + len(night["robots503"].hits)
    assert summary.requests >= sent


def test_we_say_who_we_are_and_nothing_else(night):
    for hit in night["site"].hits:
        assert hit.headers["User-Agent"].startswith("rivalscope/")
        assert "(+https://example.com/contact)" in hit.headers["User-Agent"]
        assert not {"Cookie", "Referer", "Authorization"} & set(hit.headers)
