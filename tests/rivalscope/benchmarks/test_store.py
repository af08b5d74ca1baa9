"""The made market is the same each time, and what the suite `store` fills is a store like any other."""

import json

import pytest

from rivalscope.benchmarks import filling, loading, store
from rivalscope.benchmarks.made_market import MadeMarket
from rivalscope.benchmarks.made_reviews import Voices, reading_of
from rivalscope.errors import UsageError
from storage import migrate, reads
from storage.sizes import table_sizes

SMALL = 2000


def test_the_same_seed_makes_the_same_market():
    one, other = ([*MadeMarket(mentions=SMALL, seed=7).nights()] for _ in range(2))
    assert one == other
    assert one != [*MadeMarket(mentions=SMALL, seed=8).nights()]


def test_a_made_review_says_what_its_reading_says():
    from datetime import date

    voices = Voices(1, ["Rival"])
    mentions = 0
    for number in range(300):
        text = voices.review(number, 0, after=date(2026, 1, 1), until=date(2026, 2, 1)).text
        reading = reading_of(text, "made-01")
        mentions += len(reading.aspects)
        assert all(text[aspect.start : aspect.end] == aspect.text for aspect in reading.aspects)
        assert len(reading.aspects) + len(reading.comparisons) == text.count(".")
    assert 8 <= mentions / 300 <= 12


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_loads_are_measured_and_the_store_is_filled_and_asked(engine, migrated_url):
    loads = list(loading.measure(engine, mentions=SMALL))
    assert [one.what for one in loads] == ["reviews", "readings"]
    assert all(one.rows and one.ratio > 0 for one in loads)
    filled = filling.fill(engine, MadeMarket(mentions=SMALL))
    assert filled.reviews == reads_count(engine, "review")
    assert filled.mentions == reads_count(engine, "mention")
    assert {
        row.verdict
        for row in reads.coverage(engine, since=reads.nights(engine)[0], until=reads.nights(engine)[-1])
    }
    migrate.integrity(migrated_url)
    asked = [store.ask_one(migrated_url, recipe) for recipe in store.recipes()[::12]]
    report = store.Report(loads=loads, filled=filled, sizes=table_sizes(engine), asked=asked)
    assert not [one.stopped for one in asked if one.stopped]
    assert json.loads(json.dumps(report.data()))["mentions"] == filled.mentions
    assert "queries take longer than 2 s" in store.render(report)
    with pytest.raises(UsageError, match="holds a market already"):
        filling.must_be_empty(engine)


def reads_count(engine, table):
    return next(one.rows for one in table_sizes(engine) if one.name == table)
