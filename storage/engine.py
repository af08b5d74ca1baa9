"""The engine: one way to open a database, to read from it and to write to it, on SQLite and PostgreSQL alike."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, OperationalError, StatementError

from rivalscope.errors import StoreError

__all__ = ["Connection", "Engine", "address", "open_engine", "reading", "writing"]

BUSY_SECONDS = 30
"""How long a writer waits for another before it gives up."""

CACHE_KIB = 65_536
"""Pages of SQLite that a connection keeps: with its own 2 MiB a large transaction is written out twice."""

CHECKPOINT_PAGES = 4000
"""Pages in SQLite's log, 16 MiB, before they move into the file: fewer moves of the same page in a large load."""

_WRITES = "rivalscope_writes"


def open_engine(url: str) -> Engine:
    """Return an engine for a SQLAlchemy URL; nothing is opened until it is used.

    `postgresql://` and `postgres://` mean psycopg 3. Raises StoreError for a URL of another kind of database.
    """
    parsed = _parsed(url)
    dumps = partial(json.dumps, ensure_ascii=False)
    if parsed.get_backend_name() == "postgresql":
        options = "-c timezone=UTC -c idle_in_transaction_session_timeout=600000"
        return create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            json_serializer=dumps,
            connect_args={"options": options, "connect_timeout": 10},
        )
    engine = create_engine(parsed, json_serializer=dumps, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(
            url.replace("postgres://", "postgresql://", 1) if url.startswith("postgres://") else url
        )
    except ArgumentError as error:
        raise StoreError(
            f"{url!r} is no database URL; write sqlite:///FILE or postgresql://USER@HOST/DATABASE"
        ) from error
    if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
        raise StoreError(f"{address(url)} is neither SQLite nor PostgreSQL; the store speaks those two")
    return parsed


def address(url: str) -> str:
    """Return a URL for messages and logs: its password is never shown."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return repr(url)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own transactions begin too late (DDL and SELECT run outside them) and never IMMEDIATE, so it is put
    # into autocommit mode and `_begin_sqlite` begins each transaction.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    cursor.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later fails at once when another has written in between, whatever the
    # timeout; one that begins IMMEDIATE waits for its turn instead.
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that will write: committed at the end, rolled back on any error.

    Raises StoreError with the mend when the database cannot be reached, is locked for longer than BUSY_SECONDS, or is
    full.
    """
    with _plain_errors(engine), engine.connect() as plain:
        connection = plain.execution_options(**{_WRITES: True})
        with connection.begin():
            yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that only reads and sees one state of the database throughout."""
    with _plain_errors(engine), engine.connect() as plain:
        connection = plain
        if engine.dialect.name == "postgresql":
            connection = plain.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


@contextmanager
def _plain_errors(engine: Engine) -> Iterator[None]:
    place = engine.url.render_as_string(hide_password=True)
    try:
        yield
    except StatementError as error:
        if isinstance(error.orig, StoreError):  # a value that no column can hold: storage.values says which
            raise error.orig from error
        mend = _mend(str(error.orig), database=isinstance(error, OperationalError))
        raise StoreError("; ".join(filter(None, [f"{place}: {_first_line(error)}", mend]))) from error


def _first_line(error: StatementError) -> str:
    return str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__


_MENDS = {
    "locked": "another program has held it for {seconds} seconds: wait for it or end it",
    "disk is full": "free some disk space and run again: what was stored before is intact",
    "No space left": "free some disk space and run again: what was stored before is intact",
    "disk I/O error": (
        "the file could not be written or read: free some disk space, lift the limit on the size of files (ulimit -f) or "
        "look after the disk, and run again: what was stored before is intact"
    ),
    "readonly database": (
        "the file, its folder or the file system may only be read: make it writable, or name another database in "
        "RIVALSCOPE_DATABASE_URL; nothing was changed"
    ),
    "read-only transaction": "the server or the role only reads: name the server that may be written to",
    "malformed": (
        "the file is damaged: keep it, copy the newest backup to its place and run `rivalscope db check` "
        "(backups end in .bak and lie beside it)"
    ),
    "not a database": "the file is damaged or of another program: copy the newest backup (.bak) to its place",
    "unable to open": "check that the folder exists and may be written to",
}
"""What a database's own words call for."""


def _mend(message: str, *, database: bool) -> str:
    """Return what to do about an error; empty for one that is no fault of the database's surroundings."""
    known = next((mend for words, mend in _MENDS.items() if words in message), None)
    if known is not None:
        return known.format(seconds=BUSY_SECONDS)
    return "check that the database can be reached" if database else ""
