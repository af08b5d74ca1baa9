"""The suite `store`: loads against the drivers alone, a store filled to size, and the cookbook's queries upon it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from rivalscope.benchmarks.filling import Filled
from rivalscope.benchmarks.loading import Loaded
from rivalscope.cookbook import Recipe, recipes
from rivalscope.errors import UsageError
from storage.query import run_query
from storage.sizes import TableSize

LIMIT = 60.0
"""Seconds after which a query is stopped."""
AIM = 2.0
"""Seconds that a query may take."""

MEANT: dict[str, str] = {"product": "made-01", "rival": "made-02", "feature": "Screen sharing"}
"""Values of the cookbook's parameters that the made market knows; the others have their defaults."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One query of the cookbook upon the filled store."""

    name: str
    seconds: float | None
    """With the process that answers it started; None when it was stopped, for time or for memory."""
    rows: int
    stopped: str | None = None
    """Why it was stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the suite came to."""

    loads: Sequence[Loaded]
    filled: Filled
    sizes: Sequence[TableSize]
    asked: Sequence[Asked]

    @property
    def slow(self) -> list[Asked]:
        """Queries that took longer than AIM."""
        return [one for one in self.asked if one.seconds is None or one.seconds > AIM]

    def data(self) -> dict[str, Any]:
        """Return the report as JSON values."""
        whole = sum(one.bytes for one in self.sizes)
        return {
            "suite": "store",
            "loads": [one.data() for one in self.loads],
            "captures": self.filled.captures,
            "reviews": self.filled.reviews,
            "mentions": self.filled.mentions,
            "load_seconds": round(self.filled.seconds, 1),
            "storing_seconds": round(self.filled.storing, 1),
            "bytes": whole,
            "bytes_per_mention": round(whole / max(1, self.filled.mentions)),
            "tables": [
                {"table": one.name, "rows": one.rows, "bytes": one.bytes, "bytes_per_row": round(one.row)}
                for one in self.sizes
            ],
            "queries": [
                {"name": one.name, "seconds": None if one.seconds is None else round(one.seconds, 3), "rows": one.rows,
                 "stopped": one.stopped}
                for one in self.asked
            ],
            "slower_than_aim": [one.name for one in self.slow],
        }  # fmt: skip


def ask(url: str) -> Iterator[Asked]:
    """Ask the store at a URL every query of the cookbook, each once, and yield what it took."""
    yield from (ask_one(url, recipe) for recipe in recipes())


def ask_one(url: str, recipe: Recipe) -> Asked:
    """Ask one query and return what it took."""
    began = perf_counter()
    try:
        answer = run_query(url, recipe.sql, parameters=_parameters(recipe), seconds=LIMIT)
    except UsageError as error:
        return Asked(name=recipe.name, seconds=None, rows=0, stopped=str(error))
    return Asked(name=recipe.name, seconds=perf_counter() - began, rows=len(answer.rows))


def _parameters(recipe: Recipe) -> dict[str, str | int]:
    return {name: MEANT.get(name, value) for name, value in recipe.defaults.items()}


def render(report: Report) -> str:
    """Return the report as text."""
    filled, whole = report.filled, sum(one.bytes for one in report.sizes)
    lines = [
        f"{one.what:<10} {one.rows:>9} rows  {one.rows / one.ours:>9.0f} a second, {one.peer} "
        f"{one.rows / one.alone:.0f}: {one.ratio:.2f}"
        for one in report.loads
    ]
    lines += [
        "",
        (
            f"{filled.mentions} mentions, {filled.reviews} reviews, {filled.captures} captures: loaded in "
            f"{filled.seconds:.0f} s, {whole / 1e6:.0f} MB, {whole / max(1, filled.mentions):.0f} bytes a mention"
        ),
        *(f"{one.name:<20} {one.rows:>10} rows {one.row:>7.0f} bytes a row" for one in report.sizes[:8]),
        "",
    ]
    for one in sorted(report.asked, key=lambda asked: -(asked.seconds or LIMIT)):
        took = "stopped" if one.seconds is None else f"{one.seconds:7.2f}"
        lines.append(f"{took} s {one.rows:>7} rows  {one.name} {one.stopped or ''}".rstrip())
    lines.append(f"{len(report.slow)} of {len(report.asked)} queries take longer than {AIM:g} s")
    return "\n".join(lines)
