"""A connection that reads the views and nothing else: what a page over the store is given to ask with."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlalchemy.engine import make_url

from rivalscope.errors import StoreError
from storage import views
from storage.query import PRIVATE
from storage.sandbox import FUNCTIONS, LONGEST

_CATALOGUE = ("sqlite_master", "sqlite_schema", "json_each", "json_tree")
_PRAGMAS = frozenset(
    {"database_list", "foreign_key_list", "index_info", "index_list", "index_xinfo", "query_only", "schema_version",
     "table_info", "table_list", "table_xinfo"}
)  # fmt: skip
"""Pragmas that tell of the schema and change nothing."""


def sqlite_file(url: str) -> Path | None:
    """Return the file of a store in SQLite; None for one in PostgreSQL. StoreError when there is no file."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return None
    if not parsed.database or not Path(parsed.database).is_file():
        raise StoreError(
            f"there is no database {parsed.database or '(in memory)'}: run `rivalscope crawl` first"
        )
    return Path(parsed.database)


def restrict(connection: sqlite3.Connection) -> None:
    """Let a SQLite connection from now on read the views, and compute; whatever else it is asked for it refuses.

    A table behind the views is read by a view only. That holds for statements whose words are ours or the program's: one
    that a stranger writes may call a part of itself as a view does, and is for `storage.query`.
    """
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    # Our own views call json_extract, which SQLite 3.40 does not let an untrusted schema do.
    connection.execute("PRAGMA trusted_schema = ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    connection.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, LONGEST)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200)
    connection.set_authorizer(_authorizer(frozenset(views.NAMES), frozenset(PRIVATE)))


def _authorizer(shown: frozenset[str], private: frozenset[str]) -> Callable[..., int]:
    """Return what says of each step of a statement whether it may be taken."""

    def authorize(
        action: int, first: str | None, second: str | None, _database: str | None, part: str | None
    ) -> int:
        name = (first or "").lower()
        if action == sqlite3.SQLITE_READ:
            # SQLite names no part where a view joins a table of which it needs no column: such a step reads no value.
            within = (
                (part is not None or not second) and name not in private and not name.startswith("sqlite_")
            )
            allowed = within or name in shown or name in _CATALOGUE or name.startswith("pragma_")
        elif action == sqlite3.SQLITE_FUNCTION:
            allowed = (second or "").lower() in FUNCTIONS
        elif action == sqlite3.SQLITE_PRAGMA:
            allowed = name in _PRAGMAS and (name != "query_only" or second is None)
        else:
            allowed = action in {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE}
        return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY

    return authorize
