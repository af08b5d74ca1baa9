from types import SimpleNamespace

import pytest

from pipelines.judge import JudgePipeline
from rivalscope.domain.capture import Verdict


def _judge(item, before=None):
    return JudgePipeline(SimpleNamespace(earlier_items=lambda _url: before or 0)).process_item(item)


def test_a_page_with_fewer_items_than_expected_is_partial_and_says_so(made):
    judged = _judge(made.fetched(expect=3, reviews=(made.review(),)))
    assert judged.capture.verdict is judged.page.verdict is Verdict.PARTIAL
    assert judged.capture.reason == judged.page.reason == "it yields 1 items and should yield at least 3"


def test_a_page_with_as_many_items_as_expected_is_ok(made):
    item = made.fetched(expect=1, reviews=(made.review(),))
    assert _judge(item) == item


def test_a_page_with_more_items_than_it_should_have_is_partial_and_says_so(made):
    reviews = tuple(made.review(key=str(number)) for number in range(3))
    judged = _judge(made.fetched(most=2, reviews=reviews))
    assert judged.capture.verdict is Verdict.PARTIAL
    assert judged.capture.reason == "it yields 3 items and should yield at most 2"
    assert _judge(made.fetched(most=3, reviews=reviews)).capture.verdict is Verdict.OK


def test_a_page_that_yields_nothing_where_it_had_something_is_partial(made):
    judged = _judge(made.fetched(), before=4)
    assert judged.capture.verdict is Verdict.PARTIAL
    assert "4 items before" in judged.capture.reason


@pytest.mark.parametrize("before", [None, 0])
def test_a_page_that_never_had_anything_may_have_nothing(made, before):
    assert _judge(made.fetched(), before=before).capture.verdict is Verdict.OK


def test_a_later_page_of_a_list_is_not_held_to_the_source_s_count(made):
    item = made.fetched(url="https://example.com/pricing?page=9", expect=20, reviews=(made.review(),))
    assert _judge(item, before=20).capture.verdict is Verdict.OK


def test_a_wall_keeps_its_verdict(made):
    item = made.fetched(verdict=Verdict.LOGIN, expect=3)
    assert _judge(item, before=4) == item


def test_an_answer_without_a_page_passes(made):
    item = made.bare(made.fetched(expect=3))
    assert _judge(item) == item
