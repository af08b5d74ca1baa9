"""Moving: every row of a store into an empty one of either engine, in one transaction."""

from collections.abc import Callable

from sqlalchemy import Table, func, insert, select

from rivalscope.errors import StoreError
from storage.engine import Connection, Engine, address, open_engine, reading, writing
from storage.migrate import ready
from storage.tables import LeaseRow, metadata

AT_ONCE = 2_000
"""Rows that are on their way at a time."""

Progress = Callable[[str, int], None]
"""Told the table and how many of its rows are copied."""


def copy_store(engine: Engine, url: str, *, progress: Progress | None = None) -> dict[str, int]:
    """Copy every table of a store into the database at a URL, which is set up when it is empty; returns rows by table.

    Numbers stay as they are, so that evidence stays what it is. Who holds a lease is not copied. Raises StoreError when
    the other store holds anything, or is this one; SchemaError when it is of another schema.
    """
    if open_engine(url).url == engine.url:
        raise StoreError(f"{address(url)} is the store itself: name another database")
    target = ready(url)
    try:
        with reading(engine) as source, writing(target) as connection:
            tables = [table for table in metadata.sorted_tables if table.name != LeaseRow.__tablename__]
            filled = [table.name for table in tables if _count(connection, table)]
            if filled:
                raise StoreError(
                    f"{address(url)} holds rows already ({', '.join(filled[:3])}): name an empty database"
                )
            copied = {table.name: _copy(source, connection, table, progress) for table in tables}
            for table in tables:
                if (there := _count(connection, table)) != copied[table.name]:
                    raise StoreError(
                        f"{there} of {copied[table.name]} rows of {table.name} arrived: nothing was copied"
                    )
    finally:
        target.dispose()
    return copied


def _copy(source: Connection, target: Connection, table: Table, progress: Progress | None) -> int:
    copied = 0
    query = select(table).order_by(table.c.id).execution_options(yield_per=AT_ONCE)
    for rows in source.execute(query).mappings().partitions(AT_ONCE):
        target.execute(insert(table), [dict(row) for row in rows])
        copied += len(rows)
        if progress is not None:
            progress(table.name, copied)
    if copied and target.dialect.name == "postgresql":
        number = select(func.max(table.c.id)).scalar_subquery()
        target.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), number)))
    return copied


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0
