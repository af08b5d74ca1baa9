"""Queries of analysts: one SELECT over the views, answered by a child process that can do nothing else."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.engine import URL, make_url

from rivalscope.errors import StoreError, UsageError
from storage import views
from storage.roles import SETTING
from storage.views.columns import VIEW_COLUMNS

START_SECONDS = 5.0
"""What the child may take to start and to answer beyond the query's own time, on a machine under load."""

PRIVATE = ("alembic_version", "digest_delivery", "export_folder", "forgotten", "lease", "setting")
"""Tables that hold no knowledge of the market, addresses of recipients among them."""

_EXPLAINED = 3
"""Views of a query whose columns a message has room for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryResult:
    """The answer to a query; instants and dates are ISO 8601 text on both engines."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    truncated: bool = False
    """Whether there were more rows than asked for."""


def run_query(
    url: str,
    sql: str,
    *,
    limit_rows: int = 10_000,
    seconds: float = 2.0,
    parameters: Mapping[str, str | int | float] | None = None,
    at: datetime | None = None,
    known: datetime | None = None,
) -> QueryResult:
    """Return what one SELECT over the views yields, at most `limit_rows` rows.

    `parameters` are the values of its `:name`s. With `at` every view shows what stood at that instant, with `known` only
    what had been learnt by one: views of the same names lie before the store's own while it is answered. The query is
    stopped after `seconds`, by force if need be. Raises UsageError with the database's own words when it is wrong, refused
    or takes too long, StoreError when there is no database.
    """
    if not sql.strip():
        raise UsageError(
            'the query is empty; write for example: rivalscope query "SELECT * FROM current_prices"'
        )
    parsed = make_url(url)
    engine = parsed.get_backend_name()
    job = {
        "engine": engine,
        "uri": _sqlite_uri(parsed) if engine == "sqlite" else _postgresql_uri(parsed),
        "sql": sql,
        "parameters": dict(parameters or {}),
        "shadows": shadows(engine, at=at, known=known) if at or known else [],
        "views": list(views.NAMES),
        "private": list(PRIVATE),
        "role": SETTING,
        "limit": limit_rows,
        "seconds": seconds,
    }
    answer = _ask(job, seconds)
    if "error" in answer:
        told = f"the query was not answered: {' '.join(answer['error'].split())}"
        raise UsageError("; ".join([told, *_columns_of(sql, answer["error"])]))
    return QueryResult(
        columns=tuple(answer["columns"]),
        rows=[tuple(row) for row in answer["rows"]],
        truncated=answer["truncated"],
    )


def _columns_of(sql: str, error: str) -> list[str]:
    """Return what the columns of the views of a query are called, when one that it names is none."""
    if not re.search(r"no such column|column \S+ does not exist", error):
        return []
    named = dict.fromkeys(word for word in re.findall(r"\w+", sql.lower()) if word in VIEW_COLUMNS)
    if len(named) > _EXPLAINED:
        return ["docs/data-dictionary.md lists the columns of every view"]
    return [f"the columns of {view} are: {', '.join(VIEW_COLUMNS[view])}" for view in named]


def shadows(dialect: str, *, at: datetime | None = None, known: datetime | None = None) -> list[str]:
    """Return statements that make temporary views which stand before the store's own and show it as of an instant.

    Any client may run them on its own connection: the store itself is not touched, and with the connection they are gone.
    """
    found = views.definitions(dialect, at=at, known=known)
    return [f"CREATE TEMPORARY VIEW {name} AS\n{select}" for name, select in found.items()]


def _ask(job: dict[str, Any], seconds: float) -> dict[str, Any]:
    child = [sys.executable, "-I", str(Path(__file__).with_name("sandbox.py"))]
    try:
        done = subprocess.run(
            child,
            input=json.dumps(job),
            capture_output=True,
            text=True,
            timeout=seconds + START_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UsageError(f"the query took longer than {seconds:g} seconds and was stopped") from error
    if done.returncode < 0:
        raise UsageError(
            f"the query took longer than {seconds:g} seconds, or too much memory, and was stopped"
        )
    if done.returncode > 0:
        raise StoreError(
            f"the query could not be run: {(done.stderr.strip().splitlines() or ['no reason given'])[-1]}"
        )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _sqlite_uri(url: URL) -> str:
    if not url.database or not Path(url.database).is_file():
        raise StoreError(
            f"there is no database {url.database or '(in memory)'}: run `rivalscope crawl` first"
        )
    file = Path(url.database).resolve()
    # A file in WAL mode has a second one beside it while it is read; where no file can be made, nothing can change either.
    fixed = os.statvfs(file.parent).f_flag & os.ST_RDONLY and not file.with_name(f"{file.name}-wal").exists()
    return f"{file.as_uri()}?mode=ro{'&immutable=1' if fixed else ''}"


def _postgresql_uri(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)
