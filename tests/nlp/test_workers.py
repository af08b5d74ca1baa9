import os

import pytest

from nlp.build import build
from nlp.read import read_texts
from nlp.workers import PORTION, _take, alone, available, portions, workers
from rivalscope.domain.market import Feature, Product, Taxonomy
from rivalscope.domain.settings import Tier
from rivalscope.errors import ModelError

TAXONOMY = Taxonomy(features=(Feature(name="Search"),))
PRODUCTS = (Product(slug="zoom", name="Zoom", ours=True), Product(slug="slack", name="Slack"))
LONG = os.environ.get("RIVALSCOPE_EXHAUSTIVE") == "1"
TEXTS = ["The search is slow.", "", "We moved from Zoom to Slack.", "Search!", "I love the search"]


def test_other_processes_read_what_this_one_does_in_the_same_order(monkeypatch):
    monkeypatch.setattr("nlp.workers.PORTION", 2)
    expected = list(read_texts(build(taxonomy=TAXONOMY, products=PRODUCTS), TEXTS))
    with workers(TAXONOMY, PRODUCTS, tier=Tier.LITE, processes=2 if LONG else 1) as start:
        first, second, none = start(TEXTS), start(TEXTS[-2:]), start([])
        assert first() == expected
        assert second() == expected[-2:]
        assert none() == []


def test_a_process_that_dies_is_named_with_a_mend():
    from collections import deque
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        dead = pool.submit(os._exit, 1)
        with pytest.raises(ModelError, match="processes = 1"):
            _take(deque([dead]))


def test_texts_read_in_this_process_are_read_when_they_are_taken():
    take = alone(build(taxonomy=TAXONOMY))(["The search is slow."])
    assert [one.aspects[0].feature for one in take()] == ["Search"]


def test_a_portion_is_bounded_in_texts_and_in_characters():
    sizes = [len(portion) for portion in portions(["a"] * (PORTION + 3))]
    assert sizes == [PORTION, 3]
    assert [len(portion) for portion in portions(["a" * 300_000] * 5)] == [2, 2, 1]
    assert list(portions([])) == []


def test_as_many_cores_are_counted_as_may_be_used():
    assert 1 <= available() <= (os.cpu_count() or 1)
