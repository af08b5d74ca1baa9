"""`rivalscope query`: ask the store in SQL, read-only."""

import csv
import json
import sys
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rivalscope.commands.options import day_option, market_option
from rivalscope.errors import UsageError

if TYPE_CHECKING:
    from storage.query import QueryResult

WIDEST = 60
"""Columns of the screen that one value may take in a table."""


@click.command("query")
@click.argument("sql", required=False)
@click.option(
    "--named", metavar="NAME", help="Ask a query of the cookbook (docs/cookbook.md) in the place of SQL."
)
@click.option("--list", "listing", is_flag=True, help="List the queries of the cookbook.")
@click.option(
    "--param", "given", multiple=True, metavar="NAME=VALUE", help="Value of a :NAME of the query; repeatable."
)
@day_option("--as-of", help="Show every view as it stood at the end of this UTC date.")
@day_option("--known-on", help="Count only what had been learnt by the end of this UTC date.")
@click.option(
    "--sql", "printing", is_flag=True, help="Print what would be asked, for another client, and ask nothing."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="How rows are printed: a table for people, CSV, or a JSON array of objects.",
)
@click.option(
    "--limit",
    type=click.IntRange(1, 1_000_000),
    default=10_000,
    show_default=True,
    help="Most rows to print.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(0.1, 60),
    default=2.0,
    show_default=True,
    help="Time after which the query is stopped.",
)
@market_option
def command(
    *,
    sql: str | None,
    named: str | None,
    listing: bool,
    given: tuple[str, ...],
    as_of: date | None,
    known_on: date | None,
    printing: bool,
    form: str,
    limit: int,
    seconds: float,
    market_path: Path | None,
) -> int:
    """Answer one SELECT over the views of the store; docs/data-dictionary.md explains every column.

    \b
    rivalscope query "SELECT * FROM current_prices"
    rivalscope query --named price-history --param product=zoom
    rivalscope query --as-of 2026-10-01 "SELECT * FROM gaps"

    Nothing can be written, and a query that is wrong, refused or too slow exits 2 with one line that says why.
    """
    if listing:
        _list()
        return 0
    from flows.clock import end_of
    from rivalscope.config import find_market, load_market
    from storage.migrate import check
    from storage.query import run_query, shadows

    text, values = _asked(sql, named, given)
    at, known = (None if day is None else end_of(day) for day in (as_of, known_on))
    url = load_market(find_market(market_path)).database_url
    if printing:
        dialect = "sqlite" if url.startswith("sqlite") else "postgresql"
        for statement in (*(shadows(dialect, at=at, known=known) if at or known else ()), text):
            click.echo(f"{statement.rstrip().rstrip(';')};")
        return 0
    check(url)
    answer = run_query(url, text, limit_rows=limit, seconds=seconds, parameters=values, at=at, known=known)
    _print(answer, form)
    if answer.truncated:
        click.echo(f"there are more rows than {limit}: see --limit", err=True)
    if not answer.rows and (asked := min((day for day in (as_of, known_on) if day), default=None)):
        ((first,),) = run_query(url, "SELECT MIN(night) FROM coverage").rows
        if first and first > asked.isoformat():
            click.echo(f"of before {first}, the first night that is stored, nothing is known", err=True)
    return 0


def _asked(sql: str | None, named: str | None, given: tuple[str, ...]) -> tuple[str, dict[str, str | int]]:
    """Return the query and the values of its parameters. Raises UsageError when there is not exactly one query."""
    if (sql is None) == (named is None):
        raise UsageError(
            'give either a query, rivalscope query "SELECT * FROM current_prices", or --named NAME; --list shows the names'
        )
    values: dict[str, str | int] = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals or not name.isidentifier():
            raise UsageError(f"--param {one!r} names no value: write --param product=zoom")
        values[name] = value
    if named is None:
        return str(sql), values
    from rivalscope.cookbook import recipe

    found = recipe(named)
    if unknown := sorted(values.keys() - found.defaults.keys()):
        known = ", ".join(found.defaults) or "none"
        raise UsageError(f"{named} has no parameter {unknown[0]}; it has {known}")
    return found.sql, found.defaults | values


def _list() -> None:
    from rivalscope.cookbook import recipes

    chapter = ""
    for one in recipes():
        if one.chapter != chapter:
            chapter = one.chapter
            click.echo(chapter)
        told = "".join(f" {parameter.name}={parameter.default}" for parameter in one.parameters)
        click.echo(f"  {one.name:<24} {one.title}{f'  [{told.strip()}]' if told else ''}")


def _print(answer: "QueryResult", form: str) -> None:
    if form == "json":
        click.echo(json.dumps([_named(answer.columns, row) for row in answer.rows], ensure_ascii=False))
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(answer.columns)
        writer.writerows(answer.rows)
    else:
        for line in table(answer):
            click.echo(line)


def table(answer: "QueryResult") -> Iterator[str]:
    """Return the answer as lines of a table for people: numbers to the right, long texts cut, how many rows last."""
    cells = [[_shown(value) for value in row] for row in answer.rows]
    widths = [
        max([_width(name), *(_width(row[place]) for row in cells)])
        for place, name in enumerate(answer.columns)
    ]
    numeric = [
        any(isinstance(row[place], int | float) for row in answer.rows)
        for place in range(len(answer.columns))
    ]
    yield _line(answer.columns, widths, numeric)
    yield "  ".join("─" * width for width in widths)
    for row in cells:
        yield _line(row, widths, numeric)
    yield f"({len(cells)} row{'' if len(cells) == 1 else 's'})"


def _named(columns: tuple[str, ...], row: tuple[Any, ...]) -> dict[str, Any]:
    """Return a row as an object; of two columns with one name the second gets a number."""
    named: dict[str, Any] = {}
    for column, value in zip(columns, row, strict=True):
        name, number = column, 2
        while name in named:
            name, number = f"{column}_{number}", number + 1
        named[name] = value
    return named


def _shown(value: Any) -> str:
    if value is None:
        return ""
    # A page's text must not move the cursor or colour the screen.
    text = "".join(" " if unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp"} else c for c in str(value))
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…"


def _width(text: str) -> int:
    """Return the columns of the screen that a text takes: East Asian wide characters take two."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in {"W", "F"} else 1
        for c in text
    )


def _line(cells: Any, widths: list[int], numeric: list[bool]) -> str:
    padded = []
    for cell, width, right in zip(cells, widths, numeric, strict=True):
        blank = " " * (width - _width(cell))
        padded.append(blank + cell if right else cell + blank)
    return "  ".join(padded).rstrip()
