"""docs/cookbook.md: every query of the cookbook with what it yields on the demo market."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any, Protocol

from rivalscope.cookbook import Recipe, recipes

SHOWN = 8
"""Rows of an answer that are shown."""
_WIDEST = 70
_MASKED = re.compile(r"(\w+_)?evidence_id|learnt_at|cluster")
"""Numbers of rows and the clock of the machine: they differ from one demo to the next."""
_READINGS = re.compile(
    r"\b(mentions|requests|comparisons|switches|feature_scores|feature_sentiment_weekly|gaps|gap_history|score_history"
    r"|roadmap|polarity|passages)\b"
)

_HEAD = """# Cookbook

Queries that analysts ask, each with what it yields on the demo market (`rivalscope demo`). Every one runs unchanged on
SQLite and PostgreSQL:

    rivalscope query --list
    rivalscope query --named price-history --param product=zoom
    rivalscope query --named prices-now --as-of 2026-10-01 --format csv
    rivalscope query --named gaps-now --sql

`--sql` prints a query instead of running it. `…` stands for numbers of rows, which differ from one demo to the next;
`evidence_id` leads to the words (`evidence-of`). [as-of.md](as-of.md) explains the two times of facts. What reviews say
was read by `{model}`. This file is written by `python -m rivalscope.cookbook`.
"""

_REQUESTS = re.compile(r"\b(noise_by_kind|host_ledger)\b")


class Answer(Protocol):
    """What a query yields."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""

    @property
    def rows(self) -> list[tuple[Any, ...]]:
        """The rows."""


def render(ask: Callable[[Recipe], Answer], *, model: str) -> str:
    """Return the cookbook as Markdown; `ask` answers a query, and `model` is what read the reviews."""
    parts = [_HEAD.format(model=model)]
    for chapter, found in groupby(recipes(), key=lambda recipe: recipe.chapter):
        parts.append(f"\n## {chapter}\n")
        parts += [section(recipe, ask(recipe)) for recipe in found]
    return "".join(parts)


def section(recipe: Recipe, answer: Answer) -> str:
    """Return one query with its answer."""
    lines = ["", f"### {recipe.title}", "", f"`{recipe.name}`: {recipe.question}", ""]
    lines += [f"- `{one.name}`: {one.meaning}; `{one.default}` unless given" for one in recipe.parameters]
    if recipe.parameters:
        lines.append("")
    lines += ["```sql", recipe.sql, "```", "", *_table(answer.columns, answer.rows)]
    return "\n".join(lines) + "\n"


def reads_reviews(recipe: Recipe) -> bool:
    """Tell whether an answer depends on what reads the reviews, and not on what pages state alone."""
    return _READINGS.search(recipe.sql) is not None


def hangs_on_requests(recipe: Recipe) -> bool:
    """Tell whether an answer hangs on the order in which pages were asked for: the demo's pages count their visitors."""
    return _REQUESTS.search(recipe.sql) is not None


def _table(columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> Iterator[str]:
    if not rows:
        yield "The demo market has none."
        return
    yield "| " + " | ".join(columns) + " |"
    yield "|" + " --- |" * len(columns)
    for row in rows[:SHOWN]:
        yield "| " + " | ".join(_cell(name, value) for name, value in zip(columns, row, strict=True)) + " |"
    if len(rows) > SHOWN:
        yield f"\n{len(rows)} rows in all."


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if _MASKED.fullmatch(name):
        return "…"
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    text = " ".join(str(value).split()).replace("|", "\\|")
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"
