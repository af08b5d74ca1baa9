"""The extract of a store in PostgreSQL: its views in one SQLite file, read-only, for the analyst's page.

The file is made beside its place and then named, so that whoever reads it has the former one or the new one, whole. Each
view is a view there too, over a table `stored_NAME` that nothing else is asked of.
"""

import os
import re
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import func, select, text

from rivalscope.errors import StoreError
from storage import views
from storage.engine import Connection, Engine, reading
from storage.sandbox import plain
from storage.tables import AnalysisRow, CaptureRow, ForgottenRow
from storage.views.columns import VIEW_COLUMNS

LOOKED_UP = ("id", "evidence_id", "product", "feature", "review", "night")
"""Columns by which rows are looked up; each has an index where a view has it."""

_PORTION = 2000
_DECIMAL = re.compile(r"CAST\([^()]+ AS REAL\) AS (\w+)")
_INTEGERS = frozenset({16, 20, 21, 23})
_FLOATS = frozenset({700, 701})
"""Types by PostgreSQL's own numbers (pg_type.oid)."""


def extract(engine: Engine, file: Path, *, made_at: datetime) -> int:
    """Write the views of a store, all of one instant, to a SQLite file; returns how many rows they have.

    Raises StoreError when the store can't be read or the file can't be written; a former file then stands.
    """
    temporary = file.with_name(f".{file.name}.{uuid4().hex}")
    try:
        with reading(engine) as connection, closing(_made(temporary)) as target:
            rows = sum(_copied(connection, target, view) for view in views.NAMES)
            target.execute("CREATE TABLE extract (made_at TEXT NOT NULL, state TEXT NOT NULL)")
            target.execute("INSERT INTO extract VALUES (?, ?)", (plain(made_at), _state(connection)))
            target.commit()
        _settled(temporary, file)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(
            f"the extract {file} could not be written: {error}; the former one stands"
        ) from error
    finally:
        temporary.unlink(missing_ok=True)
    return rows


def made_at(file: Path) -> str | None:
    """Return when an extract was made, as ISO 8601; None when there is none that can be read."""
    marked = _mark(file)
    return marked[0] if marked else None


def stale(engine: Engine, file: Path) -> bool:
    """Tell whether an extract is missing, or the store was loaded, analysed, migrated or made to forget since."""
    marked = _mark(file)
    with reading(engine) as connection:
        return marked is None or marked[1] != _state(connection)


def discard(file: Path) -> bool:
    """Remove an extract, which holds what the store held; tells whether there was one."""
    try:
        file.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise StoreError(f"the extract {file} could not be removed: {error.strerror or error}") from error
    return True


def _made(file: Path) -> sqlite3.Connection:
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600))
    target = sqlite3.connect(file)
    # What is cut off is never named, so nothing needs to be undone.
    target.execute("PRAGMA journal_mode = OFF")
    target.execute("PRAGMA synchronous = OFF")
    return target


def _copied(connection: Connection, target: sqlite3.Connection, view: str) -> int:
    order = " ORDER BY id" if "id" in VIEW_COLUMNS[view] else ""
    streamed = connection.execution_options(yield_per=_PORTION)
    answer = streamed.execute(text(f"SELECT * FROM {view}{order}"))  # noqa: S608 - a view's name
    described: Sequence[Any] = answer.cursor.description if answer.cursor is not None else ()
    decimals = set(_DECIMAL.findall(views.definitions("sqlite")[view]))
    columns = [(one[0], _affinity(one[0], one[1], decimals)) for one in described]
    declared = ", ".join(f'"{name}" {affinity}'.rstrip() for name, affinity in columns)
    target.execute(f"CREATE TABLE stored_{view} ({declared})")
    places = ", ".join("?" * len(columns))
    count = 0
    for portion in answer.partitions():
        rows = [tuple(plain(value) for value in row) for row in portion]
        target.executemany(f"INSERT INTO stored_{view} VALUES ({places})", rows)  # noqa: S608 - as above
        count += len(rows)
    for name in _looked_up(name for name, _ in columns):
        target.execute(f'CREATE INDEX "stored_{view}_{name}" ON stored_{view} ("{name}")')
    target.execute(f"CREATE VIEW {view} AS SELECT * FROM stored_{view}")  # noqa: S608 - as above
    return count


def _affinity(name: str, number: int, decimals: set[str]) -> str:
    """Return the type that makes a column's values those that the view of a SQLite store gives."""
    if name in decimals or number in _FLOATS:
        return "REAL"
    return "INTEGER" if number in _INTEGERS else ""


def _looked_up(columns: Iterable[str]) -> list[str]:
    return [name for name in columns if name in LOOKED_UP]


def _state(connection: Connection) -> str:
    """Return what differs when the store has other rows: its newest capture and analysis, what it forgot, its schema."""
    parts = (
        connection.scalar(select(func.max(CaptureRow.id))),
        connection.scalar(select(func.max(AnalysisRow.learnt_at))),
        connection.scalar(select(func.count()).select_from(ForgottenRow)),
        connection.scalar(select(func.max(ForgottenRow.forgotten_at))),
        connection.scalar(text("SELECT version_num FROM alembic_version")),
    )
    return " ".join(str(plain(part)) for part in parts)


def _mark(file: Path) -> tuple[str, str] | None:
    if not file.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            found = connection.execute("SELECT made_at, state FROM extract").fetchone()
    except sqlite3.Error:
        return None
    return None if found is None else (str(found[0]), str(found[1]))


def _settled(temporary: Path, file: Path) -> None:
    """Give a whole file its name, once its bytes are on the disk."""
    handle = os.open(temporary, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    temporary.replace(file)
