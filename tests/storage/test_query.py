"""Queries of analysts: answered alike on both engines, and unable to do anything but read."""

import os
import time
from contextlib import suppress
from datetime import date

import pytest
from sqlalchemy import inspect

from rivalscope.errors import StoreError, UsageError
from storage import query, reads, sandbox, views
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
        (
            "SELECT absent FROM price_history",
            "absent.*; the columns of price_history are: id, product, source, ",
        ),
        (
            "SELECT absent FROM plans, sources, changes, reviews",
            "absent.*; docs/data-dictionary.md lists the columns of every view",
        ),
        ("SELECT * FROM nowhere", "the views are: products, sources"),
    ],
)
def test_a_wrong_query_is_refused_in_one_line_of_the_databases_words(asked, sql, reason):
    with pytest.raises(UsageError, match=reason) as refused:
        run_query(asked, sql)
    assert "\n" not in str(refused.value)
    assert refused.value.exit_code == 2


WRITING = [
    "DELETE FROM price_fact",
    "UPDATE price_fact SET raw = ''",
    "INSERT INTO setting (name, value) VALUES ('a', 'b')",
    "DROP TABLE change",
    "DROP VIEW changes",
    "ALTER TABLE change ADD COLUMN evil TEXT",
    "CREATE TABLE evil (a TEXT)",
    "CREATE TEMP TABLE evil (a TEXT)",
    "CREATE VIEW evil AS SELECT 1",
    "CREATE INDEX evil ON change (id)",
    "SELECT 1; DROP TABLE change",
    "WITH gone AS (DELETE FROM change RETURNING *) SELECT * FROM gone",
    "BEGIN",
    "COMMIT",
    "SAVEPOINT evil",
    "SELECT * FROM lease",
    "SELECT recipient FROM digest_delivery",
    "WITH x AS (SELECT * FROM digest_delivery) SELECT * FROM x",
    "SELECT * FROM alembic_version",
    "SELECT value FROM setting",
]
"""What neither engine may do for a query."""

HOSTILE = {
    "sqlite": [
        *WRITING,
        "REPLACE INTO price_fact (id) VALUES (1)",
        "INSERT INTO change SELECT * FROM change",
        "CREATE TRIGGER evil AFTER INSERT ON change BEGIN SELECT 1; END",
        "CREATE VIRTUAL TABLE evil USING fts5(a)",
        "ATTACH 'evil.db' AS evil",
        "ATTACH ':memory:' AS evil",
        "DETACH main",
        "VACUUM",
        "VACUUM INTO 'evil.db'",
        "REINDEX",
        "ANALYZE",
        "PRAGMA query_only = OFF",
        "PRAGMA writable_schema = ON",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA temp_store_directory = '.'",
        "PRAGMA wal_checkpoint(TRUNCATE)",
        "SELECT * FROM pragma_database_list",
        "SELECT sql FROM sqlite_master",
        "SELECT sql FROM sqlite_schema",
        "SELECT sql FROM sqlite_temp_master",
        "SELECT * FROM sqlite_sequence",
        "SELECT * FROM dbstat",
        "SELECT load_extension('evil')",
        "SELECT readfile('/etc/passwd')",
        "SELECT writefile('evil.txt', 'x')",
        "SELECT edit('evil.txt')",
        "SELECT fts3_tokenizer('simple')",
        "SELECT zeroblob(2000000000)",
        "SELECT printf('%.*c', 900000000, 'x')",
        "SELECT format('%.*c', 900000000, 'x')",
        "SELECT randomblob(900000000)",
        "SELECT last_insert_rowid()",
        "EXPLAIN DELETE FROM change",
    ],
    "postgresql": [
        *WRITING,
        "COPY change TO '/tmp/evil.csv'",
        "COPY change TO PROGRAM 'touch evil'",
        "COPY (SELECT 1) TO PROGRAM 'touch evil'",
        "SET statement_timeout = 0",
        "SET default_transaction_read_only = off",
        "SET TRANSACTION READ WRITE",
        "RESET ROLE",
        "SELECT set_config('transaction_read_only', 'off', false)",
        "SELECT current_setting('data_directory')",
        "SELECT pg_sleep(60)",
        'SELECT "pg_sleep"(60)',
        'SELECT U&"pg\\005fsleep"(60)',
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT pg_ls_dir('.')",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity",
        "SELECT pg_cancel_backend(1)",
        "SELECT pg_reload_conf()",
        "SELECT pg_advisory_lock(1)",
        "SELECT rolpassword FROM pg_authid",
        "SELECT lo_create(1)",
        "SELECT lo_import('/etc/passwd')",
        "SELECT lo_export(1, 'evil.txt')",
        "SELECT nextval('change_id_seq')",
        "SELECT query_to_xml('DELETE FROM change', true, true, '')",
        "SELECT * FROM dblink('dbname=postgres', 'SELECT 1') AS t(a int)",
        "SELECT * INTO evil FROM change",
        "SELECT * FROM change FOR UPDATE",
        "LOCK TABLE change",
        "DO $$ BEGIN PERFORM 1; END $$",
        "CREATE FUNCTION evil() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE EXTENSION dblink",
        "CALL evil()",
        "LISTEN evil",
        "NOTIFY evil",
        "PREPARE evil AS SELECT 1",
        "EXPLAIN ANALYZE DELETE FROM change",
        "TRUNCATE change",
    ],
}


def left_behind(engine) -> dict[str, object]:
    """What a query could leave in a store: tables, views and, in PostgreSQL, every object, large object and lock."""
    with reading(engine) as connection:
        looked = inspect(connection)
        found: dict[str, object] = {"names": sorted(looked.get_table_names() + looked.get_view_names())}
        if engine.dialect.name == "postgresql":
            counts = {
                "objects": "pg_class",
                "functions": "pg_proc",
                "large": "pg_largeobject_metadata",
                "extensions": "pg_extension",
            }
            for name, table in counts.items():
                found[name] = connection.exec_driver_sql(f"SELECT COUNT(*) FROM {table}").scalar()
            held = "SELECT COUNT(*) FROM pg_locks WHERE pid <> pg_backend_pid() AND relation IS NOT NULL"
            others = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active'"
            found["locks"] = connection.exec_driver_sql(held).scalar()
            found["active"] = connection.exec_driver_sql(others).scalar()
    return found


def test_there_are_as_many_hostile_statements_as_were_asked_for():
    assert len(set(HOSTILE["sqlite"])) >= 40
    assert len(set(HOSTILE["postgresql"])) >= 25


def test_a_query_that_would_do_more_than_read_is_refused_in_time_and_leaves_nothing(
    asked, engine, database_kind, tmp_path, monkeypatch
):
    if not os.environ.get("RIVALSCOPE_EXHAUSTIVE"):  # to start a process for each takes most of a minute
        monkeypatch.setattr(query, "_ask", lambda job, _seconds: sandbox.answer(job))
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    files = sorted(path.name for path in (tmp_path / "store").glob("*"))
    before = left_behind(engine)
    answered, slow = [], []
    for sql in HOSTILE[database_kind]:
        began = time.monotonic()
        with suppress(UsageError):
            answered.append((sql, run_query(asked, sql)))
        if time.monotonic() - began > ENDED:
            slow.append(sql)
    assert (answered, slow) == ([], [])
    assert list(here.iterdir()) == []
    assert sorted(path.name for path in (tmp_path / "store").glob("*")) == files
    assert left_behind(engine) == before
    assert len(reads.prices(engine, history=True)) == 2
    assert len(reads.changes(engine, since=date(2026, 1, 1), until=date(2026, 2, 1))) == 1


ENDED = 2.5
"""Seconds in which a query ends, whatever it does; what a busy machine takes to start its process comes on top."""


@pytest.mark.parametrize(
    "sql", ["ATTACH 'evil.db' AS evil", "DROP TABLE change", "SELECT 1; DROP TABLE change"]
)
def test_a_process_of_its_own_refuses_as_well(asked, sql):
    with pytest.raises(UsageError, match="the query was not answered"):
        run_query(asked, sql)


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_a_function_that_does_not_let_itself_be_stopped_is_killed(asked):
    text = "'aaaaaaaaaa'"
    for _ in range(4):
        text = f"replace({text}, 'a', 'aaaaaaaaaa')"
    text = f"replace({text}, 'a', 'aaaaaaaaa')"
    began = time.monotonic()
    with pytest.raises(UsageError, match="took longer than 1 seconds"):
        run_query(asked, f"SELECT instr({text}, substr({text}, 1, 450000) || 'b')", seconds=1)
    assert time.monotonic() - began < ENDED


@pytest.mark.parametrize("database_kind", ["postgresql"])
def test_what_runs_on_in_the_server_is_ended_there_too(asked, engine):
    running = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active'"
    with pytest.raises(UsageError, match="took longer"):
        run_query(asked, "SELECT COUNT(*) FROM generate_series(1, 1000000000000)", seconds=0.5)
    with reading(engine) as connection:
        assert connection.exec_driver_sql(running).scalar() == 1


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
