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
        gaps.run("gaps", tmp_path, database=f"sqlite:///{tmp_path}/store.db", engine="sqlite", aim=60)


def run(command="gaps", *, engine="sqlite", wall=10.0, memory=500.0):
    return gaps.Run(engine=engine, command=command, wall=wall, cpu=9, memory=memory, aim=60)


def measured(*runs):
    return gaps.Measured(filled=filling.Filled(mentions=10, reviews=1), runs=runs)


def test_a_run_falls_short_by_time_or_by_memory():
    kept, slow, wide = run(), run(wall=61), run(memory=2500)
    assert [one.kept for one in (kept, slow, wide)] == [True, False, False]
    assert gaps.render([measured(kept, slow, wide)]).count("FALLS SHORT") == 2
    assert json.loads(json.dumps(gaps.data([measured(slow)])))["runs"][0]["kept"] is False


def test_each_command_is_set_against_itself_on_the_other_engine():
    here = measured(run(), run("report", wall=20))
    there = measured(run(engine="postgresql", wall=15), run("report", engine="postgresql", wall=25))
    assert gaps.ratios([here]) == {}
    assert gaps.data([here, there])["postgresql_to_sqlite"] == {"gaps": 1.5, "report": 1.25}
    assert "gaps on PostgreSQL over SQLite: 1.50" in gaps.render([here, there])


@pytest.mark.skipif(
    not os.environ.get("RIVALSCOPE_EXHAUSTIVE"), reason="takes ten seconds: RIVALSCOPE_EXHAUSTIVE=1 runs it"
)
def test_gaps_and_report_are_measured_on_a_store_that_is_filled_for_it(store_url, database_kind, tmp_path):
    folder = tmp_path / "market"
    folder.mkdir()
    found = gaps.measure(folder, database=store_url, mentions=SMALL)
    assert [(one.engine, one.command) for one in found.runs] == [
        (database_kind, "gaps"),
        (database_kind, "report"),
    ]
    assert all(one.cpu > 0 and one.memory > 10 for one in found.runs)
    assert (folder / "report" / "report.html").exists()
