"""The child process that answers one query: `python sandbox.py` reads a job as JSON and writes the answer as JSON.

It runs without this project on its path, may only read, and is limited by the kernel: a query can cost its time and
memory, and nothing else. Only the standard library, and psycopg for PostgreSQL, are imported.
"""

import json
import re
import resource
import signal
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

GRACE = 0.4
"""Seconds beyond its time after which the kernel kills what does not let itself be stopped: a function that runs on."""

MEMORY = 512 * 1024 * 1024
"""Bytes of address space."""

LONGEST = 1_000_000
"""Characters of one value, and of the query: SQLite's own limit is a thousand times that."""

FUNCTIONS = frozenset(
    """
    abs avg ceil ceiling char coalesce concat concat_ws count cume_dist date datetime dense_rank exp first_value floor
    glob group_concat hex ifnull iif instr json json_array json_array_length json_each json_extract json_group_array
    json_group_object json_object json_quote json_tree json_type json_valid julianday lag last_value lead length like
    likelihood likely ln log log10 log2 lower ltrim max min mod nth_value ntile nullif percent_rank pi pow power quote
    radians rank replace round row_number rtrim sign sqrt strftime string_agg substr substring sum time total trim
    trunc typeof unicode unixepoch unlikely upper -> ->>
    """.split()  # noqa: SIM905 - eighty words read better as text than as eighty lines
)
"""Functions of SQLite that compute and do nothing else; printf is left out, for it runs on past any time limit."""

# What in PostgreSQL reaches beyond the query's own rows: files, other sessions, settings, other statements.
_FORBIDDEN = re.compile(
    r"\b(pg_\w+|lo_\w+|dblink\w*|set_config|current_setting|query_to_xml\w*|table_to_xml\w*|cursor_to_xml\w*"
    r"|schema_to_xml\w*|database_to_xml\w*|txid_\w+|nextval|setval|currval|information_schema)\b|\bU&",
    re.IGNORECASE,
)


class RefusedError(Exception):
    """Raised when a query is wrong or asks for what it may not have; the message is one line."""


Guard = Callable[[float], AbstractContextManager[None]]
"""Sees to it that what is done within takes no longer than some seconds."""


def unguarded(_seconds: float) -> AbstractContextManager[None]:
    """Leave a query alone: for a process that does other things too."""
    return nullcontext()


def answer(job: dict[str, Any], guard: Guard = unguarded) -> dict[str, Any]:
    """Return columns and rows of a job's query, or its error."""
    run = _sqlite if job["engine"] == "sqlite" else _postgresql
    try:
        return run(job, guard)
    except RefusedError as error:
        return {"error": str(error)}
    except MemoryError:
        return {
            "error": f"the query needs more than the {MEMORY // 1024 // 1024} MB of memory that it may have"
        }


@contextmanager
def _killed_after(seconds: float) -> Iterator[None]:
    """Let the kernel kill this process when what is done takes longer; nothing in it can put that off."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _sqlite(job: dict[str, Any], guard: Guard) -> dict[str, Any]:
    with closing(sqlite3.connect(job["uri"], uri=True, timeout=1, isolation_level=None)) as connection:
        connection.execute("PRAGMA temp_store = MEMORY")
        for shadow in job["shadows"]:
            connection.execute(shadow)
        connection.execute("PRAGMA query_only = ON")
        # Our own views call json_extract, which SQLite 3.40 does not let an untrusted schema do.
        connection.execute("PRAGMA trusted_schema = ON")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
        connection.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, LONGEST)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        connection.setlimit(sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 200)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200)
        connection.set_authorizer(_authorizer(frozenset(job["private"])))
        ends = time.monotonic() + job["seconds"]
        connection.set_progress_handler(lambda: int(time.monotonic() > ends), 1000)
        try:
            with guard(job["seconds"] + GRACE):
                cursor = connection.execute(job["sql"], job["parameters"])
                rows = cursor.fetchmany(job["limit"] + 1)
        except sqlite3.Error as error:
            raise RefusedError(_sqlite_message(str(error), job)) from error
        if cursor.description is None:
            raise RefusedError("only SELECT is answered")
        return _result([column[0] for column in cursor.description], rows, job)


def _authorizer(private: frozenset[str]) -> Callable[..., int]:
    """Return what says of each step of a query whether it may be taken: reading, computing, recursion.

    A view reads tables in the names of its own parts, and a query may give a part of its own any name: so the tables
    behind the views are open, and only those that hold no knowledge of the market are closed.
    """

    def authorize(action: int, first: str | None, second: str | None, *_where: str | None) -> int:
        table = (first or "").lower()
        allowed = (
            action in {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE}
            or (action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in FUNCTIONS)
            or (
                action == sqlite3.SQLITE_READ
                and table not in private
                and not table.startswith(("sqlite_", "pragma_"))
            )
        )
        return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY

    return authorize


def _sqlite_message(message: str, job: dict[str, Any]) -> str:
    if "interrupted" in message:
        return _too_long(job)
    if "did not supply a value for binding" in message or "Incorrect number of bindings" in message:
        return f"{message.rstrip('.')}; give each :name a value with --param NAME=VALUE"
    if "no such table" in message:
        return f"{message}; the views are: {', '.join(job['views'])}"
    if message in {"not authorized", "authorization denied"}:
        return "only SELECT is answered"
    return message


def _postgresql(job: dict[str, Any], guard: Guard) -> dict[str, Any]:
    import psycopg  # noqa: PLC0415 - a query of SQLite does without it

    sql = job["sql"]
    private = re.compile(rf"\b({'|'.join(job['private'])})\b", re.IGNORECASE)
    if found := _FORBIDDEN.search(sql) or private.search(sql):
        raise RefusedError(f"{found.group()} is not allowed in a query")
    milliseconds = int(job["seconds"] * 1000)
    options = (
        f"-c statement_timeout={milliseconds} -c lock_timeout=1000 -c default_transaction_read_only=on"
        " -c client_connection_check_interval=500 -c timezone=UTC -c search_path=public"
    )
    try:
        # Nothing is ever committed: temporary views are gone with the transaction.
        with closing(psycopg.connect(job["uri"], options=options, connect_timeout=10)) as connection:
            analyst = _analyst(connection, job["role"])
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ WRITE")
            for shadow in job["shadows"]:
                connection.execute(shadow.encode())
            if analyst is not None:
                for name in job["views"] if job["shadows"] else ():
                    connection.execute(f"GRANT SELECT ON pg_temp.{name} TO {analyst}".encode())
                connection.execute(f"SET ROLE {analyst}".encode())
            connection.execute("SET TRANSACTION READ ONLY")
            text, values = _numbered(sql, job["parameters"])
            # Whatever the query makes of the server's own timeout, it is cancelled from here.
            timer = threading.Timer(job["seconds"] + 0.2, connection.cancel)
            timer.daemon = True
            timer.start()
            try:
                with guard(job["seconds"] + GRACE):
                    # One statement, and one that yields rows: the extended protocol takes no second, a cursor no other.
                    declared = connection.pgconn.exec_params(
                        f"DECLARE answer NO SCROLL CURSOR FOR {text}".encode(),
                        [one.encode() for one in values],
                    )
                    if declared.status != psycopg.pq.ExecStatus.COMMAND_OK:
                        raise RefusedError(_postgresql_message(declared.error_message.decode(), job))
                    described = connection.execute("FETCH FORWARD 0 FROM answer").description or ()
                    # Asked by itself, though: PostgreSQL plans a cursor for its first rows and for one core.
                    connection.execute("CLOSE answer")
                    asked = psycopg.RawCursor(connection).stream(text.encode(), values)
                    rows = list(islice(asked, job["limit"] + 1))
            finally:
                timer.cancel()
            return _result([column.name for column in described], rows, job)
    except psycopg.Error as error:
        raise RefusedError(_postgresql_message(str(error), job)) from error


_PARAMETER = re.compile(
    r"""(?P<kept>'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|/\*.*?\*/|::)|:(?P<name>[A-Za-z_]\w*)""", re.DOTALL
)
"""A parameter; before it what may hold a colon and is none: texts, names, comments, casts."""


def _numbered(sql: str, parameters: dict[str, Any]) -> tuple[str, list[str]]:
    """Return a query with `$1`, `$2`… for its `:name`s as PostgreSQL wants it, and their values."""
    if not parameters:
        return sql, []
    places: dict[str, int] = {}

    def numbered(found: re.Match[str]) -> str:
        name = found["name"]
        if name is None:
            return found[0]
        if name not in parameters:
            raise RefusedError(f"there is no value for :{name}; give one with --param {name}=VALUE")
        return f"${places.setdefault(name, len(places) + 1)}"

    text = _PARAMETER.sub(numbered, sql)
    return text, [str(parameters[name]) for name in places]


def _analyst(connection: Any, setting: str) -> str | None:
    """Return the role that may only read the views, quoted, where the store has one (storage.roles)."""
    readable = connection.execute(
        "SELECT has_table_privilege(c.oid, 'SELECT') FROM pg_class c WHERE c.oid = to_regclass('setting')"
    ).fetchone()
    found = None
    if readable is not None and readable[0]:
        found = connection.execute(
            "SELECT quote_ident(rolname) FROM setting JOIN pg_roles ON rolname = value WHERE name = %s",
            [setting],
        ).fetchone()
    connection.rollback()
    return None if found is None else str(found[0])


def _postgresql_message(message: str, job: dict[str, Any]) -> str:
    line = message.strip().splitlines()[0].removeprefix("ERROR:").strip()
    if "canceling statement" in line:
        return _too_long(job)
    if "does not exist" in line and line.startswith("relation"):
        return f"{line}; the views are: {', '.join(job['views'])}"
    return line


def _too_long(job: dict[str, Any]) -> str:
    mend = "narrow it by product, feature or date, or allow it more with --seconds"
    return f"the query took longer than {job['seconds']:g} seconds and was stopped: {mend}"


def _result(columns: list[str], rows: list[Any], job: dict[str, Any]) -> dict[str, Any]:
    return {
        "columns": columns,
        "rows": [[plain(value) for value in row] for row in rows[: job["limit"]]],
        "truncated": len(rows) > job["limit"],
    }


def plain(value: Any) -> Any:
    """Return a value as both engines give it: SQLite knows numbers and text only."""
    plain = value
    if isinstance(value, bool):
        plain = int(value)
    elif isinstance(value, Decimal):
        plain = int(value) if value.as_tuple().exponent == 0 else float(value)
    elif isinstance(value, datetime):
        plain = value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    elif isinstance(value, date):
        plain = value.isoformat()
    elif isinstance(value, bytes | memoryview):
        plain = bytes(value).hex()
    elif isinstance(value, list | dict):
        plain = json.dumps(value, ensure_ascii=False)
    return plain if plain is None or isinstance(plain, int | float | str) else str(plain)


def main() -> None:
    """Answer the job on standard input."""
    job = json.load(sys.stdin)
    seconds = int(job["seconds"]) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    json.dump(answer(job, _killed_after), sys.stdout)


if __name__ == "__main__":
    main()
