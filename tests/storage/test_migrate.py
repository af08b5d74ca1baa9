"""Migrations: an empty database is set up, a wrong one is refused with the mend, a full one is copied first."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from rivalscope.errors import SchemaError, StoreError
from storage import migrate
from storage.backup import database_file
from storage.engine import open_engine, reading, writing

ROOT = Path(migrate.__file__).resolve().parents[1]


def set_revision(engine, revision):
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


def test_an_empty_database_is_set_up_silently_and_then_fits(store_url):
    said = "is empty: run `rivalscope db upgrade`|there is no database .* run `rivalscope nightly`"
    with pytest.raises(SchemaError, match=said):
        migrate.check(store_url)
    migrate.ready(store_url).dispose()
    migrate.check(store_url)
    migrate.upgrade(store_url)


def test_a_newer_database_is_refused_by_every_door(engine, migrated_url):
    set_revision(engine, "20990101")
    for door in (migrate.check, migrate.ready, migrate.upgrade):
        with pytest.raises(
            SchemaError, match=r"was written by a newer rivalscope \(revision 20990101\); upgrade the"
        ):
            door(migrated_url)


def test_an_older_database_is_refused_with_the_mend(engine, migrated_url, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(migrate, "head", lambda: "20270101")
        for door in (migrate.check, migrate.ready):
            with pytest.raises(
                SchemaError, match=r"is of an older rivalscope .*: run `rivalscope db upgrade`"
            ):
                door(migrated_url)


def test_a_database_of_another_program_is_left_alone(store_url):
    engine = open_engine(store_url)
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE recipes (name TEXT)"))
    engine.dispose()
    for door in (migrate.check, migrate.ready, migrate.upgrade):
        with pytest.raises(SchemaError, match=r"holds tables of another program \(recipes\)"):
            door(store_url)


def test_a_file_that_is_no_database_is_named(tmp_path):
    file = tmp_path / "rivalscope.db"
    file.write_bytes(b"this is no database at all, only some text " * 50)
    with pytest.raises(StoreError, match=r"rivalscope\.db: file is not a database"):
        migrate.ready(f"sqlite:///{file}")


def test_a_folder_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(
        StoreError, match=r"nowhere/rivalscope\.db: unable to open database file; check that the folder"
    ):
        migrate.ready(f"sqlite:///{tmp_path}/nowhere/rivalscope.db")


def test_a_server_that_does_not_answer_is_named_without_its_password():
    with pytest.raises(StoreError, match="check that the database can be reached") as refused:
        migrate.ready("postgresql://analyst:secret@127.0.0.1:1/market")
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("url", ["mysql://localhost/x", "not a url", "rivalscope.db"])
def test_a_url_of_another_kind_is_refused(url):
    with pytest.raises(StoreError, match=r"neither SQLite nor PostgreSQL|is no database URL"):
        migrate.ready(url)


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_rows_that_name_missing_ones_are_found(migrated_url):
    with sqlite3.connect(database_file(migrated_url)) as connection:
        connection.execute("INSERT INTO feature_alias (key, name, feature_id) VALUES ('a', 'a', 99)")
    connection.close()
    with pytest.raises(
        StoreError, match=r"a row of feature_alias names a missing feature\): restore a backup"
    ):
        migrate.integrity(migrated_url)


def test_sqlite_waits_for_its_turn_keeps_its_promises_and_checks_references(migrated_sqlite):
    with reading(open_engine(f"sqlite:///{migrated_sqlite}")) as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}


def test_a_migration_that_fails_leaves_the_database_as_it_was(store_url, monkeypatch):
    def broken():
        raise RuntimeError("broken half way")

    engine = open_engine(store_url)
    config = migrate.configuration(engine)
    from alembic import command
    from alembic.operations import Operations

    real = Operations.create_index
    made = []

    def create_index(self, *arguments, **options):
        made.append(arguments)
        if len(made) == 5:
            broken()
        return real(self, *arguments, **options)

    monkeypatch.setattr(Operations, "create_index", create_index)
    with pytest.raises(RuntimeError, match="broken half way"):
        command.upgrade(config, "head")
    assert migrate.current(engine) is None
    monkeypatch.undo()
    migrate.upgrade(store_url)
    migrate.check(store_url)
    engine.dispose()


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_the_alembic_command_works_from_the_checkout(store_url):
    environment = os.environ | {"RIVALSCOPE_DATABASE_URL": store_url}
    for arguments in (["upgrade", "head"], ["check"]):
        done = subprocess.run(
            [sys.executable, "-m", "alembic", *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert "No new upgrade operations detected" in done.stdout
    migrate.check(store_url)


def test_the_migrations_are_found_beside_the_package_when_they_are_packaged(tmp_path, monkeypatch):
    package = tmp_path / "storage"
    package.mkdir()
    shutil.copytree(ROOT / "alembic", package / "migrations")
    monkeypatch.setattr(migrate, "__file__", str(package / "migrate.py"))
    assert migrate.scripts() == package / "migrations"
    url = f"sqlite:///{tmp_path}/packaged.db"
    migrate.ready(url).dispose()
    migrate.check(url)
