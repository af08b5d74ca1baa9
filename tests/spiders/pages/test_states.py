"""Pages of our own making that carry data for their own scripts."""

import json

import pytest

from spiders.pages.document import Document
from spiders.pages.passages import select
from spiders.pages.states import MOST_LITERALS, literals_of, priced_states


def page(*parts: str) -> bytes:
    return f"<!doctype html><html><head></head><body><p>x</p>{''.join(parts)}</body></html>".encode()


def pushed(text: str) -> str:
    return f"<script>self.__next_f.push({json.dumps([1, text])})</script>"


PLANS = json.dumps({"plans": [{"name": "Pro", "price": 29}]})


@pytest.mark.parametrize(
    ("part", "selector"),
    [
        (f'<script id="__NEXT_DATA__" type="application/json">{PLANS}</script>', "script:0/0/plans/0/price"),
        (f"<script>window.__INITIAL_STATE__ = {PLANS};</script>", "script:0/0/plans/0/price"),
        (f"<script>var a = [1]; const b={PLANS}\nrun(b)</script>", "script:0/1/plans/0/price"),
        (f"<script>window.s = JSON.parse({json.dumps(PLANS)})</script>", "script:0/0/plans/0/price"),
        (f"<div data-page='{PLANS}'></div>", "attr:data-page html > body > div#/plans/0/price"),
        (pushed("5:" + PLANS[:20]) + pushed(PLANS[20:] + "\n"),
         "flight:0/plans/0/price"),
    ],
)  # fmt: skip
def test_a_value_of_the_state_is_found_again_by_its_selector(part, selector):
    body = page(part)
    assert select(body, selector) == "29"
    root = selector.partition("/plans")[0].rstrip("#")
    assert root in [state.selector.rstrip("#") for state in priced_states(Document(body))]


@pytest.mark.parametrize(
    "selector",
    [
        "script:0/9/plans",
        "script:9/0",
        "script:x",
        "script:",
        "flight:3/a",
        "flight:x",
        "attr:data-none html > body > p",
        "attr:data-page html > body > div#/none",
        "attr:x",
    ],
)
def test_a_selector_into_state_that_is_not_there_is_a_lookup_error(selector):
    with pytest.raises(LookupError):
        select(page(f"<div data-page='{PLANS}'></div>", "<script>x = {}</script>"), selector)


def test_an_attribute_is_found_again_by_name_and_path():
    body = b'<html><head><title>x</title><meta property="product:price:amount" content="12.50"></head><body>x</body></html>'
    assert select(body, "attr:content html > head > meta") == "12.50"


def test_nothing_is_executed_and_what_is_no_json_is_passed_over():
    script = """window.a = {price: 5, get b() { return 1 }}; window.c = [new Plan("price")]; window.d = {"price": "7"};"""
    assert literals_of(script) == [{"price": "7"}]


def test_state_that_names_no_price_is_not_parsed():
    assert priced_states(Document(page('<script>window.a = {"b": [1, 2]};</script>'))) == []


def test_a_script_full_of_assignments_is_not_searched_for_ever():
    assert len(literals_of('a={"price":1};' * (MOST_LITERALS * 3))) == MOST_LITERALS


@pytest.mark.parametrize("depth", [5_000, 200_000])
def test_state_as_deep_as_it_likes_is_nothing(depth):
    assert priced_states(Document(page(f'<script>a = {{"price": {"[" * depth}</script>'))) == []
