"""Rows written by the drivers alone, with nothing of ours around them: what our loads are measured against."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any

import psycopg
from sqlalchemy import text

from storage.backup import database_file
from storage.engine import Engine, writing
from storage.tables import metadata

Rows = list[tuple[Any, ...]]

PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON")
"""The promises that our own connections give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Rows of a table as its driver gives them."""

    table: str
    columns: tuple[str, ...]
    rows: Rows


def take(engine: Engine, table: str, *, after: int = 0) -> Taken:
    """Return the rows of a table whose numbers are greater than one."""
    with engine.connect() as connection:
        found = connection.exec_driver_sql(f"SELECT * FROM {table} WHERE id > {after:d} ORDER BY id")  # noqa: S608 - our own tables
        return Taken(table=table, columns=tuple(found.keys()), rows=[tuple(row) for row in found])


def packages(taken: Sequence[Taken], column: str) -> list[list[Taken]]:
    """Return rows of several tables in packages of one value of a column that all of them have, in their order."""
    places = [one.columns.index(column) for one in taken]
    values = dict.fromkeys(row[place] for one, place in zip(taken, places, strict=True) for row in one.rows)
    found = {value: [replace(one, rows=[]) for one in taken] for value in values}
    for number, (one, place) in enumerate(zip(taken, places, strict=True)):
        for row in one.rows:
            found[row[place]][number].rows.append(row)
    return list(found.values())


def write(engine: Engine, loads: Sequence[Sequence[Taken]]) -> float:
    """Write packages of rows, each in a transaction, by sqlite3's executemany or psycopg's COPY; returns seconds."""
    if engine.dialect.name == "sqlite":
        return _executemany(engine, loads)
    return _copy(engine, loads)


def empty(engine: Engine) -> None:
    """Remove every row of a store and give the space back."""
    names = [table.name for table in reversed(metadata.sorted_tables)]
    if engine.dialect.name == "postgresql":
        with writing(engine) as connection:
            connection.execute(text(f"TRUNCATE {', '.join(names)} RESTART IDENTITY CASCADE"))
        return
    with writing(engine) as connection:
        for name in names:
            connection.execute(text(f"DELETE FROM {name}"))  # noqa: S608 - our own tables
    with closing(sqlite3.connect(_file(engine))) as plain:
        plain.execute("VACUUM")


def _file(engine: Engine) -> str:
    return str(database_file(engine.url.render_as_string(hide_password=False)))


def _executemany(engine: Engine, loads: Sequence[Sequence[Taken]]) -> float:
    with closing(sqlite3.connect(_file(engine), isolation_level=None)) as plain:
        for pragma in PRAGMAS:
            plain.execute(f"PRAGMA {pragma}")
        began = perf_counter()
        for taken in loads:
            plain.execute("BEGIN IMMEDIATE")
            for one in taken:
                marks = ", ".join("?" * len(one.columns))
                plain.executemany(f"INSERT INTO {one.table} ({_listed(one)}) VALUES ({marks})", one.rows)  # noqa: S608
            plain.execute("COMMIT")
        return perf_counter() - began


def _copy(engine: Engine, loads: Sequence[Sequence[Taken]]) -> float:
    url = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url) as plain, plain.cursor() as cursor:
        began = perf_counter()
        for taken in loads:
            for one in taken:
                with cursor.copy(f"COPY {one.table} ({_listed(one)}) FROM STDIN") as copy:
                    for row in one.rows:
                        copy.write_row(row)
            plain.commit()
        return perf_counter() - began


def _listed(taken: Taken) -> str:
    return ", ".join(f'"{name}"' for name in taken.columns)
