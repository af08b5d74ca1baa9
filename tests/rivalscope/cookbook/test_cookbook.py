"""The cookbook: queries that are whole, portable and refused nowhere; what they yield is tested with the demo."""

import re
from dataclasses import dataclass
from typing import Any

import pytest

from rivalscope.cookbook import CHAPTERS, read, recipe, recipes
from rivalscope.cookbook.document import hangs_on_requests, reads_reviews, render, section
from rivalscope.errors import UsageError
from storage import query, sandbox, views
from storage.query import run_query


@dataclass(frozen=True)
class Answered:
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def test_it_has_at_least_thirty_queries_with_names_of_their_own():
    names = [one.name for one in recipes()]
    assert len(names) == len(set(names)) >= 30
    assert all(re.fullmatch(r"[a-z-]+", name) for name in names)
    assert len({one.chapter for one in recipes()}) == len(CHAPTERS)


@pytest.mark.parametrize("one", recipes(), ids=lambda one: one.name)
def test_a_query_has_a_value_for_each_of_its_parameters_and_no_other(one):
    bare = re.sub(r"'[^']*'", "", one.sql)
    assert set(re.findall(r"(?<!:):([a-z_]+)", bare)) == one.defaults.keys()
    assert ";" not in one.sql
    assert "--" not in one.sql
    assert ":" not in "".join(re.findall(r"'[^']*'", one.sql))
    assert any(re.search(rf"\b{view}\b", one.sql) for view in views.NAMES)


def test_every_query_is_answered_by_an_empty_store_of_either_engine(migrated_url, monkeypatch):
    monkeypatch.setattr(query, "_ask", lambda job, _seconds: sandbox.answer(job))
    for one in recipes():
        assert run_query(migrated_url, one.sql, parameters=one.defaults).columns, one.name


def test_a_name_that_is_not_there_is_told_with_those_like_it():
    assert recipe("prices-now").title == "What everybody charges now"
    with pytest.raises(UsageError, match=r"no query 'price-now'; there is prices-now"):
        recipe("price-now")


def test_a_chapter_is_read_with_numbers_and_texts_as_defaults():
    text = """-- chapter: Made
-- name: made-one
-- title: Made
-- asks: What is made?
-- param weeks = 4: weeks back
-- param product = 'it is, so': a slug
SELECT 1
FROM products
"""
    (one,) = read(text)
    assert (one.chapter, one.name, one.question, one.sql) == (
        "Made",
        "made-one",
        "What is made?",
        "SELECT 1\nFROM products",
    )
    assert one.defaults == {"weeks": 4, "product": "it is, so"}


def test_the_document_masks_numbers_of_rows_and_cuts_what_is_long():
    one = recipe("prices-now")
    rows = [(None, 1.5, 19.0, "a|b\nc", 7, "x" * 90)] * 9
    told = section(one, Answered(("plan", "share", "amount", "raw", "evidence_id", "quote"), rows))
    assert f"|  | 1.5 | 19 | a\\|b c | … | {'x' * 69}… |" in told
    assert "9 rows in all." in told
    empty = render(lambda _one: Answered(("a",), []), model="made/1")
    assert empty.count("The demo market has none.") == len(recipes())
    assert "was read by `made/1`" in empty


def test_what_hangs_on_the_order_of_requests_is_told_too():
    assert [one.name for one in recipes() if hangs_on_requests(one)] == ["noise", "manners"]


def test_what_depends_on_the_reading_of_reviews_is_told_from_what_pages_state():
    assert [
        reads_reviews(recipe(name)) for name in ("gaps-now", "switch-graph", "prices-now", "we-lack")
    ] == [
        True,
        True,
        False,
        False,
    ]
