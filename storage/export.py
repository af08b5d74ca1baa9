"""Export: the rows of views, streamed from one state of the database, in an order that both engines share."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Text, delete, insert, inspect, select, text

from storage.engine import Connection, Engine, reading, writing
from storage.tables import ExportRow
from storage.views import NAMES, definitions
from storage.views.columns import VIEW_COLUMNS

AT_ONCE = 2_000
"""Rows fetched from the database at a time."""

Rows = Callable[[str], Iterator[Sequence[Sequence[Any]]]]
"""Yields the rows of a view by name, `AT_ONCE` at a time, in the order of its columns in the data dictionary."""


@contextmanager
def view_rows(engine: Engine, *, as_of: datetime | None = None) -> Iterator[Rows]:
    """Open one state of the database from which the rows of any number of views are read, as they stand or stood."""
    with reading(engine) as connection:

        def rows(view: str) -> Iterator[Sequence[Sequence[Any]]]:
            query = text(_query(connection, view, as_of)).execution_options(yield_per=AT_ONCE)
            yield from connection.execute(query).partitions(AT_ONCE)

        yield rows


def _query(connection: Connection, view: str, as_of: datetime | None) -> str:
    """Return the query of a view: by number where rows have one, else by every column, letters as bytes."""
    listed = ", ".join(f'"{name}"' for name in VIEW_COLUMNS[view])
    if "id" in VIEW_COLUMNS[view]:
        order = '"id"'
    elif connection.dialect.name == "sqlite":
        order = listed
    else:
        order = ", ".join(_ordered(connection, view))
    # The names are of the data dictionary; no value of a user is among them.
    query = f"SELECT {listed} FROM {view} ORDER BY {order}"  # noqa: S608
    return (_as_of(connection, view, as_of) + query).replace(":", "\\:")


def _as_of(connection: Connection, view: str, as_of: datetime | None) -> str:
    """Return what goes before a query so that a view, and those that it reads, show what stood at an instant."""
    if as_of is None:
        return ""
    found = definitions(connection.dialect.name, at=as_of)
    needed = NAMES[: NAMES.index(view) + 1]
    return "WITH " + ",\n".join(f"{name} AS (\n{found[name]}\n)" for name in needed) + "\n"


def _ordered(connection: Connection, view: str) -> Iterator[str]:
    """Yield the columns of a view of PostgreSQL, in the order in which SQLite puts their values."""
    kinds = {column["name"]: column["type"] for column in inspect(connection).get_columns(view)}
    for name in VIEW_COLUMNS[view]:
        collated = f'"{name}" COLLATE "C"' if isinstance(kinds[name], Text) else f'"{name}"'
        yield f"{collated} NULLS FIRST"


def note_export(engine: Engine, folder: Path) -> None:
    """Remember a folder into which views are exported, so that what is forgotten is found in it too."""
    path = str(folder.resolve())
    with writing(engine) as connection:
        connection.execute(delete(ExportRow).where(ExportRow.path == path))
        connection.execute(insert(ExportRow).values(path=path, written_at=datetime.now(UTC)))


def export_folders(engine: Engine) -> list[Path]:
    """Return the folders into which views were exported, whether they are still there or not."""
    with reading(engine) as connection:
        return [Path(path) for path in connection.scalars(select(ExportRow.path).order_by(ExportRow.path))]
