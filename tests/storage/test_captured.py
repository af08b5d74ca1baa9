"""Captures one by one: in order, of the nights and products that are asked for, with the body that they repeat."""

from datetime import date

from rivalscope.domain.capture import Verdict
from storage.holdings import newest
from storage.reads.captured import captured, count_captures


def test_captures_come_in_order_with_the_one_whose_body_they_repeat(site):
    first = site.show(0, 0)
    site.show(1, verdict=Verdict.NOT_MODIFIED, snapshot=first, status=304)
    site.show(2, 2)
    site.show(3, verdict=Verdict.ERROR)
    every = list(captured(site.engine, since=None, until=None, products=()))
    assert [one.capture.night.day for one, _ in every] == [1, 2, 3, 4]
    assert [one.capture.verdict for one, _ in every] == ["ok", "not-modified", "ok", "error"]
    assert [None if origin is None else origin.capture.night.day for _, origin in every] == [
        None,
        1,
        None,
        None,
    ]
    assert {one.product for one, _ in every} == {"rival"}
    assert every[0][0].extractor == "pages/1"


def test_nights_and_products_choose(site):
    for night in range(4):
        site.show(night, night)
    chosen = {"since": date(2026, 1, 2), "until": date(2026, 1, 3), "products": ["rival"]}
    assert count_captures(site.engine, **chosen) == 2
    assert [one.capture.night.day for one, _ in captured(site.engine, **chosen)] == [2, 3]
    assert count_captures(site.engine, since=None, until=None, products=["ours"]) == 0


def test_the_newest_ok_version_of_a_url_is_what_the_next_is_built_on(site):
    url = site.made.urls["pricing"]
    assert newest(site.engine, url) is None
    site.show(0, 0)
    second = site.show(1, 1)
    site.show(2, verdict=Verdict.BLOCKED, body=b"a wall")
    assert newest(site.engine, url) == second
