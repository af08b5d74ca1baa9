"""The analyst role: it reads the views on a real server, and nothing else, however it connects."""

from contextlib import contextmanager
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url, text

from rivalscope import cli
from rivalscope.errors import StoreError, UsageError
from storage import views
from storage.engine import open_engine, reading, writing
from storage.migrate import configuration
from storage.migrate import upgrade as bring_up
from storage.query import run_query
from storage.roles import drop_statements, role_statements, run

postgresql = pytest.mark.parametrize("database_kind", ["postgresql"])


@pytest.fixture
def analyst(engine, pricing, made):
    """A role of a store with a plan in it; taken away at the end, for roles outlive databases."""
    pricing.show(0, made.plan("Pro", made.price("15.90")))
    name = f"analyst_{uuid4().hex[:8]}"
    run(engine, role_statements(engine, name, seconds=30))
    yield name
    with reading(engine) as connection:
        left = connection.scalar(text("SELECT count(*) FROM pg_roles WHERE rolname = :name"), {"name": name})
    if left:
        run(engine, drop_statements(engine, name))


@contextmanager
def logged_in(url, name, *, writing=False):
    """A session of the role itself; with `writing` one that has turned off that it only reads."""
    plain = make_url(url).set(drivername="postgresql", username=name).render_as_string(hide_password=False)
    options = "-c default_transaction_read_only=off" if writing else ""
    with psycopg.connect(plain, autocommit=True, options=options) as session:
        yield session


REFUSED = {
    "a base table": "SELECT * FROM price_fact",
    "another session's settings of the store": "SELECT * FROM setting",
    "rows of recipients": "SELECT * FROM digest_delivery",
    "a base table by COPY": "COPY price_fact TO STDOUT",
    "INSERT": "INSERT INTO setting (name, value) VALUES ('a', 'b')",
    "INSERT into a view": "INSERT INTO products (product) VALUES ('evil')",
    "UPDATE": "UPDATE price_fact SET raw = ''",
    "DELETE": "DELETE FROM change",
    "TRUNCATE": "TRUNCATE change",
    "CREATE TABLE": "CREATE TABLE evil (a int)",
    "CREATE TEMP TABLE": "CREATE TEMP TABLE evil (a int)",
    "CREATE VIEW": "CREATE VIEW evil AS SELECT 1 AS a",
    "CREATE FUNCTION": "CREATE FUNCTION evil() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE SCHEMA": "CREATE SCHEMA evil",
    "DROP VIEW": "DROP VIEW products",
    "COPY TO a file": "COPY (SELECT 1) TO '/tmp/rivalscope-evil.csv'",
    "COPY TO a program": "COPY (SELECT 1) TO PROGRAM 'touch evil'",
    "a file of the server": "SELECT pg_read_file('postgresql.conf')",
    "a folder of the server": "SELECT pg_ls_dir('.')",
    "a large object of a file": "SELECT lo_import('/etc/passwd')",
    "another role": "SET ROLE postgres",
    "another role by a function": "SELECT set_config('role', 'postgres', false)",
    "another user": "SET SESSION AUTHORIZATION postgres",
    "a role of its own": "CREATE ROLE evil",
    "the grant of a table": "GRANT SELECT ON price_fact TO PUBLIC",
}


@postgresql
@pytest.mark.parametrize("writing", [False, True], ids=["as it is", "with writing turned on"])
def test_the_role_itself_reads_views_and_is_refused_all_else(migrated_url, analyst, engine, writing):
    with logged_in(migrated_url, analyst, writing=writing) as session:
        assert session.execute("SELECT plan, amount_text FROM current_prices").fetchall() == [
            ("Pro", "15.90")
        ]
        for view in views.NAMES:
            session.execute(sql.SQL("SELECT * FROM {} LIMIT 0").format(sql.Identifier(view)))
        done = []
        for what, statement in REFUSED.items():
            try:
                with session.transaction():
                    session.execute(statement)
                done.append(what)
            except (psycopg.errors.InsufficientPrivilege, psycopg.errors.ReadOnlySqlTransaction):
                continue
            except (
                psycopg.errors.ObjectNotInPrerequisiteState
            ):  # a view of several tables takes no rows from anybody
                continue
        assert done == []
    with reading(engine) as connection:
        left = "SELECT count(*) FROM pg_class WHERE relname = 'evil'"
        assert connection.scalar(text(left)) == 0
        assert connection.scalar(text("SELECT count(*) FROM pg_roles WHERE rolname = 'evil'")) == 0
        assert connection.scalar(text("SELECT count(*) FROM price_fact")) == 1


@postgresql
def test_its_transactions_only_read_and_its_statements_end_in_time(migrated_url, analyst):
    with logged_in(migrated_url, analyst) as session:
        shown = [
            session.execute(f"SHOW {name}").fetchone()[0]
            for name in ("default_transaction_read_only", "statement_timeout", "search_path")
        ]
    assert shown == ["on", "30s", "public"]


@postgresql
def test_a_query_is_asked_as_the_role_and_reaches_no_table(migrated_url, analyst):
    assert run_query(migrated_url, "SELECT current_user AS u").rows == [(analyst,)]
    assert run_query(migrated_url, "SELECT plan FROM current_prices").rows == [("Pro",)]
    hostile = [
        "SELECT * FROM price_fact",
        "SELECT * FROM capture",
        "WITH x AS (SELECT * FROM evidence_passage) SELECT * FROM x",
        "SELECT set_config('role', 'none', false)",
        "SELECT * FROM current_prices, (SELECT set_config('role', 'postgres', true)) x",
    ]
    for statement in hostile:
        with pytest.raises(UsageError):
            run_query(migrated_url, statement)
    with pytest.raises(UsageError, match="permission denied for table price_fact"):
        run_query(migrated_url, hostile[0])


@postgresql
def test_made_twice_it_is_the_same_and_gone_it_leaves_nothing_behind(migrated_url, analyst, engine):
    again = role_statements(engine, analyst, seconds=5)
    assert not any(statement.startswith("CREATE ROLE") for statement in again)
    run(engine, again)
    with logged_in(migrated_url, analyst) as session:
        assert session.execute("SHOW statement_timeout").fetchone() == ("5s",)
    run(engine, drop_statements(engine, analyst))
    with reading(engine) as connection:
        named = text("SELECT count(*) FROM pg_roles WHERE rolname = :name")
        assert connection.scalar(named, {"name": analyst}) == 0
        assert connection.scalar(text("SELECT count(*) FROM setting WHERE name = 'analyst role'")) == 0
    assert run_query(migrated_url, "SELECT COUNT(*) FROM price_fact").rows == [(1,)]


@postgresql
def test_views_that_are_made_anew_are_open_to_it(migrated_url, analyst, engine):
    from alembic import command

    command.downgrade(configuration(engine), "-1")
    bring_up(migrated_url, keeping=False)
    assert run_query(migrated_url, "SELECT current_user AS u, COUNT(*) AS n FROM products").rows == [
        (analyst, 2)
    ]


@postgresql
def test_a_role_that_was_made_elsewhere_is_never_altered(engine):
    name = f"other_{uuid4().hex[:8]}"
    with writing(engine) as connection:
        connection.exec_driver_sql(f"CREATE ROLE {name}")
    try:
        for statements in (
            lambda: role_statements(engine, name, seconds=5),
            lambda: drop_statements(engine, name),
        ):
            with pytest.raises(UsageError, match="not made by this command"):
                statements()
    finally:
        with writing(engine) as connection:
            connection.exec_driver_sql(f"DROP ROLE {name}")


@postgresql
@pytest.mark.parametrize(
    "name", ["pg_read_all_data", "public", "Analyst", 'a"; DROP TABLE change; --', "", "a" * 64]
)
def test_a_name_that_can_be_no_role_is_refused(engine, name):
    with pytest.raises(UsageError, match="can't be a role's name"):
        role_statements(engine, name, seconds=5)


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_a_sqlite_file_has_no_roles(engine):
    with pytest.raises(UsageError, match="a SQLite file has no roles and needs none"):
        role_statements(engine, "analyst", seconds=5)


@postgresql
def test_a_store_s_user_who_is_no_superuser_makes_it_too(migrated_url, engine):
    owner = f"owner_{uuid4().hex[:8]}"
    own = (
        "SELECT format('ALTER TABLE %I OWNER TO ' || :owner, relname) FROM pg_class"
        " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v')"
    )
    with writing(engine) as connection:
        connection.exec_driver_sql(f"CREATE ROLE {owner} LOGIN CREATEROLE")
        connection.exec_driver_sql(f"ALTER DATABASE {engine.url.database} OWNER TO {owner}")
        for statement in list(connection.scalars(text(own), {"owner": owner})):
            connection.exec_driver_sql(statement)
    url = make_url(migrated_url).set(username=owner).render_as_string(hide_password=False)
    theirs = open_engine(url)
    try:
        run(theirs, role_statements(theirs, f"{owner}_analyst", seconds=5))
        assert run_query(url, "SELECT current_user AS u").rows == [(f"{owner}_analyst",)]
        with pytest.raises(UsageError, match="permission denied for table price_fact"):
            run_query(url, "SELECT * FROM price_fact")
        run(theirs, drop_statements(theirs, f"{owner}_analyst"))
    finally:
        theirs.dispose()
        with writing(engine) as connection:
            connection.exec_driver_sql(f"REASSIGN OWNED BY {owner} TO postgres")
            connection.exec_driver_sql(f"DROP OWNED BY {owner}")
            connection.exec_driver_sql(f"DROP ROLE {owner}")


@postgresql
def test_a_user_who_may_not_make_roles_is_told_who_can(migrated_url, engine):
    name = f"weak_{uuid4().hex[:8]}"
    with writing(engine) as connection:
        connection.exec_driver_sql(f"CREATE ROLE {name} LOGIN")
    weak = open_engine(make_url(migrated_url).set(username=name).render_as_string(hide_password=False))
    try:
        with pytest.raises(StoreError, match=r"permission denied to create role.*what --sql prints"):
            run(weak, role_statements(weak, f"{name}_analyst", seconds=5))
    finally:
        weak.dispose()
        with writing(engine) as connection:
            connection.exec_driver_sql(f"DROP ROLE {name}")


@postgresql
def test_the_command_prints_or_runs_it(migrated_url, tmp_path, monkeypatch, capsys):
    market = '[market]\nname = "Made"\ncontact = "made@example.org"\n\n[[products]]\nname = "Ours"\nslug = "ours"\nours = true\n'
    (tmp_path / "market.toml").write_text(market)
    (tmp_path / "taxonomy.yml").write_text("features:\n  - name: Chat\n")
    monkeypatch.setenv("RIVALSCOPE_DATABASE_URL", migrated_url)
    monkeypatch.chdir(tmp_path)
    name = f"analyst_{uuid4().hex[:8]}"
    assert cli.run(["db", "role", name, "--sql"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(f'BEGIN;\nCREATE ROLE "{name}" LOGIN;\n')
    assert run_query(migrated_url, "SELECT current_user AS u").rows != [(name,)]
    plain = make_url(migrated_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as session:
        session.execute(printed)
    assert run_query(migrated_url, "SELECT current_user AS u").rows == [(name,)]
    assert cli.run(["db", "role", name]) == 0
    assert capsys.readouterr().err == f"the role {name} reads the views, and nothing else\n"
    assert cli.run(["db", "role", name, "--drop"]) == 0
    assert cli.run(["db", "role", name, "--drop"]) == 2
    assert f"there is no role {name}" in capsys.readouterr().err
