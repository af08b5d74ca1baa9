"""Erasing: what was deleted is taken out of the database's own files too, not only out of its tables."""

from collections.abc import Iterable

from sqlalchemy import text

from rivalscope.errors import StoreError
from storage.engine import Engine
from storage.tables import metadata


def erase_deleted(engine: Engine, tables: Iterable[str]) -> None:
    """Rewrite the database's files without what was deleted from some tables.

    SQLite's file is made anew and its log emptied; PostgreSQL makes the tables anew, while nobody can use them. What
    PostgreSQL archives of its log, and backups of either, are beyond reach. Raises StoreError, with the mend, when
    another program is in the way.
    """
    place = engine.url.render_as_string(hide_password=True)
    if engine.dialect.name == "sqlite":
        _rewrite_file(engine, place)
        return
    known = [name for name in tables if name in metadata.tables]
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for name in known:
            connection.execute(text(f'VACUUM FULL "{name}"'))


def _rewrite_file(engine: Engine, place: str) -> None:
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("VACUUM")
        busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone() or (1,)
        cursor.close()
    finally:
        raw.close()
    if busy:
        raise StoreError(
            f"{place}: what was forgotten is out of the tables, and still in the log of a file that another program reads: "
            "end it and run the same command again"
        )
