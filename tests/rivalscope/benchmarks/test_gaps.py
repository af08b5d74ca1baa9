"""The suite `gaps`: its market's files are read again, and commands are measured."""

import json
import os

import pytest

from rivalscope.benchmarks import filling, gaps
from rivalscope.benchmarks.made_market import MadeMarket
from rivalscope.benchmarks.made_reviews import names
from rivalscope.benchmarks.market_folder import write_folder
from rivalscope.config import load_market
from rivalscope.errors import RivalscopeError
from storage.migrate import ready

SMALL = 2000


def test_the_folder_of_a_made_market_is_read_again(tmp_path):
    market = MadeMarket(mentions=SMALL, features=gaps.FEATURES)
    loaded = load_market(write_folder(tmp_path, market.products, market.taxonomy))
    assert [one.slug for one in loaded.products] == [one.slug for one in market.products]
    assert [one.sources for one in loaded.products] == [one.sources for one in market.products]
    assert [one.name for one in loaded.taxonomy.features] == [one.name for one in market.taxonomy.features]


def test_two_hundred_features_have_two_hundred_names():
    assert len(set(names(gaps.FEATURES))) == gaps.FEATURES


def test_a_command_that_fails_is_told_with_its_last_words(tmp_path):
    with pytest.raises(RivalscopeError, match=r"rivalscope gaps failed \(\d\): \S+"):
        gaps.run("gaps", tmp_path, database=f"sqlite:///{tmp_path}/store.db", aim=60)


def test_a_run_falls_short_by_time_or_by_memory():
    kept = gaps.Run(command="gaps", wall=10, cpu=9, memory=500, aim=60)
    slow = gaps.Run(command="gaps", wall=61, cpu=9, memory=500, aim=60)
    wide = gaps.Run(command="gaps", wall=10, cpu=9, memory=2500, aim=60)
    assert [one.kept for one in (kept, slow, wide)] == [True, False, False]
    told = gaps.render(filling.Filled(mentions=10, reviews=1), [kept, slow, wide])
    assert told.count("FALLS SHORT") == 2
    assert json.loads(json.dumps(gaps.data(filling.Filled(), [slow])))["runs"][0]["kept"] is False


@pytest.mark.skipif(
    not os.environ.get("RIVALSCOPE_EXHAUSTIVE"), reason="takes ten seconds: RIVALSCOPE_EXHAUSTIVE=1 runs it"
)
def test_gaps_and_report_are_measured_on_a_filled_store(tmp_path):
    url = f"sqlite:///{tmp_path}/rivalscope.db"
    market = MadeMarket(mentions=SMALL, features=gaps.FEATURES, years=gaps.YEARS)
    engine = ready(url)
    filling.fill(engine, market)
    engine.dispose()
    write_folder(tmp_path, market.products, market.taxonomy)
    runs = list(gaps.measure(tmp_path, database=url))
    assert [one.command for one in runs] == ["gaps", "report"]
    assert all(one.cpu > 0 and one.memory > 10 for one in runs)
    assert (tmp_path / "report" / "report.html").exists()
