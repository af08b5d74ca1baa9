"""The cookbook: the queries that analysts ask, read from the SQL files beside this module.

A query is one SELECT that runs unchanged on SQLite and PostgreSQL; its parameters are written `:name`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from rivalscope.errors import UsageError

CHAPTERS = ("prices", "features", "changes", "reviews", "rivals", "collection", "time")
"""Files of the cookbook in the order in which they are shown."""

_HEADER = re.compile(r"-- (?P<word>name|title|asks): (?P<said>.+)")
_PARAMETER = re.compile(
    r"-- param (?P<name>[a-z_]+) = (?:'(?P<text>[^']*)'|(?P<number>-?\d+)): (?P<meaning>.+)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One `:name` of a query."""

    name: str
    default: str | int
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """One query of the cookbook."""

    name: str
    """Small letters and hyphens, e.g. `prices-now`."""
    title: str
    question: str
    """What it answers, in a sentence."""
    chapter: str
    parameters: tuple[Parameter, ...]
    sql: str

    @property
    def defaults(self) -> dict[str, str | int]:
        """Return the value of each parameter that nobody gave."""
        return {parameter.name: parameter.default for parameter in self.parameters}


@cache
def recipes() -> tuple[Recipe, ...]:
    """Return every query, chapter by chapter."""
    folder = Path(__file__).parent
    return tuple(
        recipe for name in CHAPTERS for recipe in read((folder / f"{name}.sql").read_text(encoding="utf-8"))
    )


def recipe(name: str) -> Recipe:
    """Return the query of a name. Raises UsageError, with names like it, when there is none."""
    known = {one.name: one for one in recipes()}
    if name in known:
        return known[name]
    like = get_close_matches(name, known, n=3) or sorted(known)[:3]
    raise UsageError(
        f"the cookbook has no query {name!r}; there is {', '.join(like)}: `rivalscope query --list` shows all"
    )


def read(text: str) -> Iterator[Recipe]:
    """Yield the queries of one chapter's text: headers are comments, a query follows them."""
    first, *parts = re.split(r"(?m)^(?=-- name: )", text)
    chapter = first.partition(": ")[2].strip()
    for part in parts:
        headers: dict[str, str] = {}
        parameters = []
        lines = []
        for line in part.strip().splitlines():
            if header := _HEADER.fullmatch(line):
                headers[header["word"]] = header["said"]
            elif found := _PARAMETER.fullmatch(line):
                default = found["text"] if found["number"] is None else int(found["number"])
                parameters.append(Parameter(name=found["name"], default=default, meaning=found["meaning"]))
            else:
                lines.append(line)
        yield Recipe(
            name=headers["name"],
            title=headers["title"],
            question=headers["asks"],
            chapter=chapter,
            parameters=tuple(parameters),
            sql="\n".join(lines),
        )
