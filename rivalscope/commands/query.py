"""`rivalscope query`: ask the store in SQL, read-only."""

import csv
import json
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rivalscope.commands.options import market_option

if TYPE_CHECKING:
    from storage.query import QueryResult

WIDEST = 60
"""Columns of the screen that one value may take in a table."""


@click.command("query")
@click.argument("sql")
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
def command(*, sql: str, form: str, limit: int, seconds: float, market_path: Path | None) -> int:
    """Answer one SELECT over the views of the store; docs/data-dictionary.md explains every column.

    Nothing can be written, and a query that is wrong, refused or too slow exits 2 with one line that says why.
    """
    from rivalscope.config import find_market, load_market
    from storage.migrate import check
    from storage.query import run_query

    url = load_market(find_market(market_path)).database_url
    check(url)
    answer = run_query(url, sql, limit_rows=limit, seconds=seconds)
    if form == "json":
        click.echo(json.dumps([_named(answer.columns, row) for row in answer.rows], ensure_ascii=False))
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(answer.columns)
        writer.writerows(answer.rows)
    else:
        for line in table(answer):
            click.echo(line)
    if answer.truncated:
        click.echo(f"there are more rows than {limit}: see --limit", err=True)
    return 0


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
