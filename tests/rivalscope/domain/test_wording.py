"""How much of a list is held, in words."""

from dataclasses import replace
from datetime import date

import pytest

from rivalscope.domain.capture import Ending, Verdict
from rivalscope.domain.coverage import SourceCoverage
from rivalscope.domain.market import SourceKind
from rivalscope.domain.wording import extent_text
from rivalscope.reports.standing import standings

ROW = SourceCoverage(
    product="app",
    source="app/reviews",
    kind=SourceKind.REVIEWS,
    url="https://shop.example/",
    night=date(2026, 11, 2),
    verdict=Verdict.OK,
    reason="",
    captures=10,
    items=312,
    last_ok=None,
)


@pytest.mark.parametrize(
    ("held", "stated", "ending", "said"),
    [
        (312, 1204, Ending.CAP, "312 of 1,204 stated reviews; the service gives no more"),
        (312, 1204, Ending.END, "312 of 1,204 stated reviews"),
        (312, 1204, Ending.KNOWN, "312 of 1,204 stated reviews"),
        (312, 1204, None, "312 of 1,204 stated reviews; the list was cut off by a failure"),
        (2500, None, Ending.LIMIT, "2,500 reviews; review_pages of market.toml ends the list there"),
        (500, None, Ending.CAP, "500 reviews; the service gives no more"),
        (199, None, Ending.LOOP, "199 reviews; its pages repeat themselves"),
        (34, 34, Ending.END, ""),
        (36, 34, Ending.END, ""),
        (34, None, Ending.END, ""),
        (None, None, None, ""),
    ],
)
def test_a_list_says_what_of_it_may_be_missing_and_nothing_when_nothing_is(held, stated, ending, said):
    assert extent_text(replace(ROW, held=held, stated=stated, ending=ending)) == said


def test_totals_of_what_is_no_list_of_reviews_are_not_compared_with_reviews():
    assert extent_text(replace(ROW, kind=SourceKind.FEED, held=0, stated=17, ending=Ending.END)) == ""


def test_a_night_that_asked_only_for_news_leaves_standing_why_the_last_walk_ended():
    walk = replace(ROW, held=500, ending=Ending.CAP)
    news = replace(ROW, night=date(2026, 11, 3), held=503, ending=Ending.KNOWN)
    (one,) = standings([walk, news], until=date(2026, 11, 3))
    assert one.extent == "503 reviews; the service gives no more"
    (one,) = standings([news], until=date(2026, 11, 3))
    assert one.extent == ""
