"""Queries of analysts: answered alike on both engines, and unable to do anything but read."""

import time
from datetime import date

import pytest
from sqlalchemy import inspect

from rivalscope.errors import StoreError, UsageError
from storage import reads, views
from storage.engine import reading
from storage.query import run_query
from storage.views.columns import VIEW_COLUMNS


@pytest.fixture
def asked(pricing, made, migrated_url):
    pricing.show(0, made.plan("Pro", made.price("15.90"), features=[made.claim("Chat")]))
    pricing.show(1, made.plan("Pro", made.price("13"), features=[made.claim("Chat")]))
    return migrated_url


def test_rows_come_with_their_columns_and_the_same_values_from_both_engines(asked):
    sql = "SELECT plan, amount, amount_text, first_seen, unstable, ended FROM price_history ORDER BY id"
    answer = run_query(asked, sql)
    assert answer.columns == ("plan", "amount", "amount_text", "first_seen", "unstable", "ended")
    assert answer.rows == [
        ("Pro", 15.9, "15.90", "2026-01-01T02:00:00Z", 0, "2026-01-02T02:00:00Z"),
        ("Pro", 13, "13", "2026-01-02T02:00:00Z", 0, None),
    ]
    assert not answer.truncated


def test_sums_groups_joins_and_parts_are_answered(asked):
    sql = """
        WITH cheap AS (SELECT product, amount, evidence_id FROM price_history WHERE amount < 100)
        SELECT c.product, COUNT(*) AS n, SUM(c.amount) AS total, MIN(e.quote) AS quote
        FROM cheap c JOIN evidence e ON e.id = c.evidence_id GROUP BY c.product
    """
    assert run_query(asked, sql).rows == [("rival", 2, pytest.approx(28.9), "$13")]
    assert run_query(asked, "SELECT night FROM changes;").rows == [("2026-01-02",)]


def test_rows_beyond_the_limit_are_said_to_be_left_out(asked):
    answer = run_query(asked, "SELECT id FROM price_history", limit_rows=1)
    assert (len(answer.rows), answer.truncated) == (1, True)


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("", "the query is empty"),
        ("SELEC plan FROM price_history", "syntax error"),
        ("SELECT nothing FROM price_history", "nothing"),
        ("SELECT * FROM nowhere", "the views are: products, sources"),
    ],
)
def test_a_wrong_query_is_refused_in_one_line_of_the_databases_words(asked, sql, reason):
    with pytest.raises(UsageError, match=reason) as refused:
        run_query(asked, sql)
    assert "\n" not in str(refused.value)
    assert refused.value.exit_code == 2


HOSTILE = [
    "DELETE FROM price_fact",
    "UPDATE price_fact SET raw = ''",
    "INSERT INTO setting (name, value) VALUES ('a', 'b')",
    "DROP TABLE change",
    "DROP VIEW changes",
    "CREATE TABLE evil (a TEXT)",
    "CREATE TEMP TABLE evil (a TEXT)",
    "CREATE VIEW evil AS SELECT 1",
    "SELECT 1; DROP TABLE change",
    "WITH gone AS (DELETE FROM change RETURNING *) SELECT * FROM gone",
    "BEGIN",
    "COMMIT",
    "SELECT * FROM lease",
    "SELECT recipient FROM digest_delivery",
    "WITH x AS (SELECT * FROM digest_delivery) SELECT * FROM x",
    "SELECT * FROM alembic_version",
    # SQLite
    "ATTACH 'evil.db' AS evil",
    "VACUUM INTO 'evil.db'",
    "PRAGMA query_only = OFF",
    "PRAGMA writable_schema = ON",
    "SELECT * FROM pragma_database_list",
    "SELECT sql FROM sqlite_master",
    "SELECT sql FROM sqlite_schema",
    "SELECT load_extension('evil')",
    "SELECT readfile('/etc/passwd')",
    "SELECT writefile('evil.txt', 'x')",
    "SELECT zeroblob(2000000000)",
    "SELECT printf('%.*c', 900000000, 'x')",
    "SELECT randomblob(900000000)",
    # PostgreSQL
    "COPY change TO '/tmp/evil.csv'",
    "COPY change TO PROGRAM 'touch evil'",
    "SET statement_timeout = 0",
    "SET default_transaction_read_only = off",
    "SELECT set_config('transaction_read_only', 'off', false)",
    "SELECT pg_sleep(60)",
    'SELECT "pg_sleep"(60)',
    'SELECT U&"pg\\005fsleep"(60)',
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity",
    "SELECT pg_advisory_lock(1)",
    "SELECT lo_create(1)",
    "SELECT query_to_xml('DELETE FROM change', true, true, '')",
    "DO $$ BEGIN PERFORM 1; END $$",
    "CALL evil()",
    "LISTEN evil",
    "EXPLAIN ANALYZE DELETE FROM change",
]


def test_a_query_that_would_do_more_than_read_is_refused_and_does_nothing(
    asked, engine, tmp_path, monkeypatch
):
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    answered = []
    for sql in HOSTILE:
        try:
            answered.append((sql, run_query(asked, sql)))
        except UsageError:
            continue
    assert answered == []
    assert list(here.iterdir()) == []
    with reading(engine) as connection:
        assert "evil" not in (inspect(connection).get_table_names() + inspect(connection).get_view_names())
    assert len(reads.prices(engine, history=True)) == 2
    assert len(reads.changes(engine, since=date(2026, 1, 1), until=date(2026, 2, 1))) == 1


ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT COUNT(*) FROM c"


def test_a_query_that_never_ends_is_stopped_in_time(asked):
    began = time.monotonic()
    with pytest.raises(UsageError, match=r"the query took longer than 0\.5 seconds and was stopped"):
        run_query(asked, ENDLESS, seconds=0.5)
    assert time.monotonic() - began < 10


def test_a_query_that_wants_all_memory_is_stopped(asked):
    wide = ", ".join(f"replace(hex(x), '3', '{'y' * 50}') AS c{n}" for n in range(3))
    greedy = f"WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 3000000) SELECT {wide} FROM c"
    if asked.startswith("postgresql"):
        greedy = "SELECT repeat('x', 900000000) AS a"
    with pytest.raises(UsageError, match=r"memory|took longer"):
        run_query(asked, greedy, limit_rows=10_000_000, seconds=2)


def test_there_is_nothing_to_ask_without_a_database(tmp_path):
    with pytest.raises(StoreError, match="there is no database"):
        run_query(f"sqlite:///{tmp_path}/none.db", "SELECT 1")


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_a_query_is_answered_while_a_run_is_writing(asked, engine):
    from storage.engine import writing

    with writing(engine):
        assert run_query(asked, "SELECT COUNT(*) FROM price_history").rows == [(2,)]


@pytest.mark.parametrize("view", views.NAMES)
def test_every_view_answers_with_its_documented_columns(migrated_url, view):
    assert run_query(migrated_url, f"select * from {view}").columns == tuple(VIEW_COLUMNS[view])
