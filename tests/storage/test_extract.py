"""The extract of a store in PostgreSQL: the same answers from one SQLite file, whole or not at all."""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from rivalscope.domain.page import PriceKind
from rivalscope.errors import StoreError
from storage import views
from storage.engine import open_engine, writing
from storage.extract import LOOKED_UP, discard, extract, made_at, stale
from storage.market import sync_market

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


pytestmark = pytest.mark.parametrize("database_kind", ["postgresql"])


@pytest.fixture
def nights(market, made):
    """Two nights in a store in PostgreSQL."""
    fill(market, made)
    return market


def fill(engine, made):
    show(made.nights(engine), made, 0, "12.50")
    show(made.nights(engine), made, 1, "15")


def show(nights, made, number, amount):
    plans = [
        made.plan("Pro", made.price(amount), features=[made.claim("Recording", value="10 GB")]),
        made.plan("Free", made.price("0", kind=PriceKind.FREE)),
        made.plan("Big", made.price(None, kind=PriceKind.CONTACT)),
    ]
    nights.show(number, *plans)


def rows(file, view):
    with closing(sqlite3.connect(file)) as connection:
        answer = connection.execute(f"SELECT * FROM {view}")
        columns = [column[0] for column in answer.description]
        kept = [place for place, name in enumerate(columns) if "learnt_at" not in name and name != "selector"]
        return [columns[place] for place in kept], sorted(
            (tuple((type(row[place]), row[place]) for place in kept) for row in answer), key=repr
        )


def test_an_extract_answers_as_the_store_in_sqlite_does(nights, made, migrated_sqlite, tmp_path):
    file, store = tmp_path / "explore.db", tmp_path / "same.db"
    count = extract(nights, file, made_at=NOW)
    shutil.copy(migrated_sqlite, store)
    same = open_engine(f"sqlite:///{store}")
    sync_market(same, made.products(), made.taxonomy)
    fill(same, made)
    same.dispose()
    total = 0
    for view in views.NAMES:
        columns, found = rows(file, view)
        assert (columns, found) == rows(store, view), view
        total += len(found)
    assert count == total > 20
    assert made_at(file) == "2026-01-02T03:04:05Z"
    assert file.stat().st_mode & 0o077 == 0


def test_what_is_looked_up_has_an_index(nights, tmp_path):
    file = tmp_path / "explore.db"
    extract(nights, file, made_at=NOW)
    with closing(sqlite3.connect(file)) as connection:
        for view, column in (("evidence", "id"), ("mentions", "evidence_id"), ("feature_matrix", "feature")):
            assert column in LOOKED_UP
            plan = connection.execute(
                f"EXPLAIN QUERY PLAN SELECT * FROM {view} WHERE {column} = 1"
            ).fetchall()
            assert "USING INDEX" in plan[0][-1], plan


def test_an_extract_is_stale_when_the_store_was_loaded_or_made_to_forget_since(nights, made, tmp_path):
    engine, file = nights, tmp_path / "explore.db"
    assert stale(engine, file)
    extract(engine, file, made_at=NOW)
    assert not stale(engine, file)
    show(made.nights(engine), made, 2, "18")
    assert stale(engine, file)
    extract(engine, file, made_at=NOW)
    with writing(engine) as connection:
        connection.execute(
            text(
                "INSERT INTO forgotten (kind, mark, forgotten_at, reviews) VALUES ('author', 'x', '2026-01-01T00:00:00Z', 1)"
            )
        )
    assert stale(engine, file)


def test_a_reader_has_the_former_extract_whole_until_the_new_one_is(nights, made, tmp_path):
    engine, file = nights, tmp_path / "explore.db"
    extract(engine, file, made_at=NOW)
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as reader:
        before = reader.execute("SELECT COUNT(*) FROM price_history").fetchone()
        show(made.nights(engine), made, 2, "18")
        extract(engine, file, made_at=NOW)
        assert reader.execute("SELECT COUNT(*) FROM price_history").fetchone() == before
    assert len(rows(file, "price_history")[1]) == before[0] + 1


def test_an_extract_that_cannot_be_written_leaves_the_former_one(nights, tmp_path, monkeypatch):
    engine, file = nights, tmp_path / "explore.db"
    extract(engine, file, made_at=NOW)

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="No space left on device; the former one stands"):
        extract(engine, file, made_at=datetime(2026, 1, 3, tzinfo=UTC))
    assert made_at(file) == "2026-01-02T03:04:05Z"
    assert [one.name for one in tmp_path.iterdir() if "explore" in one.name] == ["explore.db"]


def test_a_file_that_is_no_extract_is_stale_and_made_anew(nights, tmp_path):
    file = tmp_path / "explore.db"
    file.write_bytes(b"no database" * 100)
    assert made_at(file) is None
    assert stale(nights, file)
    extract(nights, file, made_at=NOW)
    assert made_at(file) is not None
    assert (discard(file), discard(file)) == (True, False)
