"""Sizes: rows and bytes of each table with its indexes, on either engine."""

from dataclasses import dataclass

from sqlalchemy import func, select, text

from storage.engine import Connection, Engine, reading
from storage.tables import metadata

_POSTGRESQL = "SELECT relname, pg_total_relation_size(oid) FROM pg_class WHERE relkind = 'r'"
# Pages of a table's own and of its indexes, each of which lies in a tree of its own.
_SQLITE = """SELECT m.tbl_name, SUM(d.pgsize) FROM dbstat('main', 1) d
JOIN sqlite_schema m ON m.name = d.name GROUP BY m.tbl_name"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSize:
    """What a table takes."""

    name: str
    rows: int
    bytes: int
    """With its indexes."""

    @property
    def row(self) -> float:
        """Bytes a row; 0 for an empty table."""
        return self.bytes / self.rows if self.rows else 0.0


def table_sizes(engine: Engine) -> list[TableSize]:
    """Return the tables that hold rows, the largest first."""
    with reading(engine) as connection:
        found = _bytes(connection)
        sizes = [
            TableSize(
                name=table.name,
                rows=connection.scalar(select(func.count()).select_from(table)) or 0,
                bytes=found.get(table.name, 0),
            )
            for table in metadata.sorted_tables
        ]
    return sorted((one for one in sizes if one.rows), key=lambda one: -one.bytes)


def _bytes(connection: Connection) -> dict[str, int]:
    query = _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL
    return {name: int(size) for name, size in connection.execute(text(query))}
