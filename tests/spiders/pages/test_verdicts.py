import pytest

from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import SourceKind
from spiders.pages.reader import read_page

KINDS = [SourceKind.PRICING, SourceKind.FEATURES, SourceKind.REVIEWS, SourceKind.CHANGELOG]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("name", "verdict"),
    [("challenge", "blocked"), ("hold", "blocked"), ("captcha", "blocked"), ("login", "login"), ("consent", "consent"), ("soft404", "soft-404"),
     ("shell", "empty"), ("empty", "empty")],
)  # fmt: skip
def test_a_wall_with_a_good_answer_is_named(made, name, verdict, kind):
    page = read_page(made(f"walls/{name}.html"), url="https://made.example/x", kind=kind)
    assert (page.verdict, page.items) == (verdict, 0)
    assert page.reason


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (403, "blocked"),
        (429, "blocked"),
        (401, "login"),
        (404, "error"),
        (410, "error"),
        (500, "error"),
        (503, "error"),
        (304, "not-modified"),
    ],
)
def test_the_status_decides_over_content(made, status, verdict):
    page = read_page(made("cards.html"), url="https://made.example/pricing", status=status)
    assert (page.verdict, page.items) == (verdict, 0)


@pytest.mark.parametrize("headers", [{"CF-Mitigated": "challenge"}, {"x-amzn-waf-action": "captcha"}])
def test_a_guards_header_is_a_challenge(made, headers):
    assert (
        read_page(made("cards.html"), url="https://made.example/pricing", headers=headers).verdict
        is Verdict.BLOCKED
    )


@pytest.mark.parametrize(
    "name", ["cards.html", "grid.html", "toggle.html", "table.html", "features.html", "changelog.html"]
)
@pytest.mark.parametrize("share", [0.35, 0.5, 0.65, 0.8])
def test_a_page_that_was_cut_off_is_never_ok(made, name, share):
    body = made(name)
    page = read_page(
        body[: int(len(body) * share)], url="https://made.example/pricing", kind=SourceKind.PRICING
    )
    assert page.verdict is Verdict.TRUNCATED
    assert page.items == 0


def test_fewer_bytes_than_promised_are_a_cut(made):
    body = made("cards.html")
    headers = {"Content-Length": str(len(body) + 1)}
    assert read_page(body, url="https://made.example/", headers=headers).verdict is Verdict.TRUNCATED
    assert (
        read_page(body, url="https://made.example/", headers=headers | {"Content-Encoding": "br"}).verdict
        is Verdict.OK
    )


def test_optional_end_tags_may_be_missing():
    page = read_page(
        b"<!doctype html><title>Pro</title><h1>Our plans</h1><p>All you need<p>and more",
        url="https://made.example/",
    )
    assert page.verdict is Verdict.OK


@pytest.mark.parametrize(
    "extra",
    ["<form><input type=password><button>Log in</button></form>", "<div class=g-recaptcha></div>", "<div><h2>We value your privacy</h2><p>cookies</p><button>Accept all</button></div>",
     "<p>404 errors are logged</p>", "<a href=/login>Sign in</a>"],
)  # fmt: skip
def test_a_full_page_with_a_form_a_banner_or_a_captcha_is_no_wall(made, extra):
    text = "<p>" + "Boards, charts and calendars for crews of every size. " * 60 + "</p>"
    body = made("cards.html").replace(b"</main>", (text + extra + "</main>").encode())
    assert read_page(body, url="https://made.example/pricing").verdict is Verdict.OK


def test_structured_data_is_something_to_read_where_there_is_nothing_to_see():
    body = b"""<html><head><script type="application/ld+json">{"@type": "Review", "reviewBody": "Good"}</script></head><body></body></html>"""
    page = read_page(body, url="https://made.example/reviews")
    assert (page.verdict, len(page.reviews)) == (Verdict.OK, 1)


def test_nesting_that_no_parser_reads_is_said_so():
    page = read_page(b"<div>" * 10_000 + b"x", url="https://made.example/")
    assert page.verdict is Verdict.TOO_LARGE
