from datetime import date

import pytest

from rivalscope.config import load_market
from rivalscope.demo.folder import prepare, write_files, written_for
from rivalscope.demo.products import PRODUCTS
from rivalscope.errors import UsageError

UNTIL = date(2026, 11, 22)


def test_the_market_file_is_one_that_rivalscope_reads(tmp_path):
    market = load_market(
        write_files(tmp_path, PRODUCTS, base="http://127.0.0.1:8123", until=UNTIL), environment={}
    )
    assert market.ours.slug == "quillemar"
    assert [len(product.sources) for product in market.products] == [3, 3, 3, 3]
    assert market.crawl.allow_private
    assert {feature.name for feature in market.taxonomy.features} >= {"time tracking", "offline mode"}


def test_a_folder_of_somebody_elses_is_refused_and_left_alone(tmp_path):
    (tmp_path / "letters.txt").write_text("dear")
    with pytest.raises(UsageError, match="not a demo"):
        prepare(tmp_path)
    assert (tmp_path / "letters.txt").read_text() == "dear"


def test_a_real_market_is_never_taken_for_a_demo(tmp_path):
    (tmp_path / "market.toml").write_text("[market]\n")
    (tmp_path / "rivalscope.db").write_text("years of nights")
    with pytest.raises(UsageError, match="not a demo"):
        prepare(tmp_path)
    assert (tmp_path / "rivalscope.db").exists()


def test_a_former_demo_is_cleared_but_for_what_somebody_added(tmp_path):
    write_files(tmp_path, PRODUCTS, base="http://127.0.0.1:8123", until=UNTIL)
    (tmp_path / "rivalscope.db").touch()
    (tmp_path / "archive").mkdir()
    (tmp_path / "notes.md").touch()
    prepare(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.md"]


def test_a_file_in_the_way_is_an_error(tmp_path):
    (tmp_path / "demo").touch()
    with pytest.raises(UsageError, match="not a folder"):
        prepare(tmp_path / "demo")


def test_a_demo_knows_when_it_ended_and_where_it_was_served(tmp_path):
    write_files(tmp_path, PRODUCTS, base="http://127.0.0.1:8123", until=UNTIL)
    assert written_for(tmp_path) == (UNTIL, 8123)
    with pytest.raises(UsageError, match="no demo"):
        written_for(tmp_path / "elsewhere")
