"""The extract for the analyst's page is brought up to date by a night, where the store is in PostgreSQL."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from flows import stages
from flows.analysis import analyse
from flows.forgetting import forget
from flows.opened import open_market
from rivalscope.domain.forgetting import Choice
from storage.extract import stale

MARKET = (
    '[market]\nname = "Made"\ntimezone = "UTC"\ncontact = "made@example.org"\ntaxonomy = "taxonomy.yml"\n'
)
OURS = (
    '[[products]]\nname = "Ours"\nslug = "ours"\nours = true\n[[products]]\nname = "Rival"\nslug = "rival"\n'
)


@pytest.fixture
def file(migrated_url, tmp_path, monkeypatch):
    monkeypatch.setenv("RIVALSCOPE_DATABASE_URL", migrated_url)
    (tmp_path / "taxonomy.yml").write_text("features:\n- name: Screen sharing\n")
    (tmp_path / "market.toml").write_text(MARKET + OURS)
    return tmp_path / "market.toml"


def test_only_a_store_in_postgresql_has_an_extract(file, database_kind):
    with open_market(file) as opened:
        analyse(opened, as_of=datetime(2026, 1, 1, 2, tzinfo=UTC))
        rows = stages.refresh_extract(opened)
        if database_kind == "sqlite":
            assert (rows, opened.market.extract.exists()) == (0, False)
        else:
            assert rows >= 2
            assert not stale(opened.engine, opened.market.extract)
            with closing(sqlite3.connect(opened.market.extract)) as connection:
                found = connection.execute("SELECT product FROM products ORDER BY 1").fetchall()
            assert found == [("ours",), ("rival",)]


@pytest.mark.skipif(not os.environ.get("RIVALSCOPE_EXHAUSTIVE"), reason="RIVALSCOPE_EXHAUSTIVE is not set")
@pytest.mark.parametrize("database_kind", ["postgresql"])
def test_a_night_leaves_an_extract_of_what_it_stored(small, migrated_url, monkeypatch):
    monkeypatch.setenv("RIVALSCOPE_DATABASE_URL", migrated_url)
    with open_market(small.file) as opened:
        night, clock = stages.clock_of(small.go(12))
        stages.run_night(opened, night=night, clock=clock)
        assert not stale(opened.engine, opened.market.extract)
        with closing(sqlite3.connect(opened.market.extract)) as connection:
            assert connection.execute("SELECT COUNT(*) FROM current_prices").fetchone()[0] > 3


@pytest.mark.parametrize("database_kind", ["postgresql"])
def test_what_is_forgotten_is_in_no_extract(file, database_kind):
    with open_market(file) as opened:
        analyse(opened, as_of=datetime(2026, 1, 1, 2, tzinfo=UTC))
        stages.refresh_extract(opened)
        forget(opened, Choice(products=("rival",)))
        assert not opened.market.extract.exists()
        assert stale(opened.engine, opened.market.extract)
