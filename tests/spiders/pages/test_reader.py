import datetime as dt

import pytest

from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import SourceKind
from spiders.pages.reader import EXTRACTOR, read_page


def test_a_page_carries_its_address_kind_time_and_extractor(made):
    seen = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    page = read_page(made("cards.html"), url="https://made.example/pricing", seen_at=seen)
    assert (page.url, page.kind, page.seen_at, page.extractor) == (
        "https://made.example/pricing",
        SourceKind.PRICING,
        seen,
        EXTRACTOR,
    )
    assert page.text.startswith("Tidewell Features Pricing What's new Log in\nPlans for every tide")


def test_only_a_page_of_its_kind_is_asked_for_facts(read):
    assert read("cards.html", "blog").items == 0
    assert read("cards.html", "changelog").plans == ()


@pytest.mark.parametrize("kind", list(SourceKind))
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00" * 50,
        b"\xff\xfe\x00",
        b"<",
        b"</p",
        b"<html",
        b"%PDF-1.7 \x80\x81",
        b"{}",
        b"\xef\xbb\xbf",
        b"a,b\n1",
    ],
)
def test_no_bytes_are_too_broken_for_a_verdict(body, kind):
    page = read_page(body, url="https://made.example/x", kind=kind)
    assert page.verdict in Verdict
    assert page.items == 0


def test_data_is_kept_as_text():
    page = read_page(
        b'{"a": "b"}', url="https://made.example/api", content_type="application/json; charset=utf-8"
    )
    assert (page.verdict, page.kind, page.text) == (Verdict.OK, SourceKind.JSON, '{"a": "b"}')


def test_reading_twice_gives_the_same(made):
    assert read_page(made("merged.html"), url="https://made.example/pricing") == read_page(
        made("merged.html"), url="https://made.example/pricing"
    )


def test_a_page_carries_its_main_text_unless_it_is_compared_fact_by_fact(made):
    page = read_page(made("article.html"), url="https://made.example/x7", kind=SourceKind.BLOG)
    assert 0 < len(page.main_text) <= len(page.text)
    assert read_page(made("cards.html"), url="https://made.example/pricing").main_text == ""
