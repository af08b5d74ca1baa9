"""What Datasette is told of the views and queries: descriptions, meanings of columns, and what may be counted by."""

from collections.abc import Iterable, Mapping
from typing import Any

from rivalscope.cookbook import Recipe
from rivalscope.explore.gate import DATABASE
from storage.views import COMMENTS
from storage.views.columns import VIEW_COLUMNS, ViewColumn

_COUNTED = frozenset(
    """
    active billed burst counted currency expect_met extra feature host kind language mode night ok ours period plan
    polarity product ranked relation source status thin type unit unstable verdict week
    """.split()  # noqa: SIM905 - a list of words reads better as text
)
"""Columns with few enough values that a count of each says something."""

ABOUT = {view: comment.replace("`", "") for view, comment in COMMENTS.items()}
"""What each view holds: its comment without the marks of Markdown."""


def metadata(market: str, questions: Mapping[str, Recipe]) -> dict[str, Any]:
    """Return Datasette's metadata: each view with its sentence and its columns, each query of the cookbook."""
    return {
        "title": market,
        "databases": {
            DATABASE: {
                "tables": {
                    view: {
                        "description": ABOUT[view],
                        "columns": {name: meaning(column) for name, column in columns.items()},
                    }
                    for view, columns in VIEW_COLUMNS.items()
                },
                "queries": {
                    name: {
                        "sql": recipe.sql,
                        "title": recipe.title,
                        "description": recipe.question,
                        "params": [one.name for one in recipe.parameters],
                    }
                    for name, recipe in questions.items()
                },
            }
        },
    }


def named(recipes: Iterable[Recipe]) -> dict[str, Recipe]:
    """Return the queries of the cookbook by the name under which each is asked: a view may be called as one is."""
    return {f"ask-{recipe.name}": recipe for recipe in recipes}


def meaning(column: ViewColumn) -> str:
    """Return what a column means with its unit, as one sentence."""
    said = column.meaning.replace("`", "")
    return f"{said} Unit: {column.unit}." if column.unit else said


def counted(view: str) -> list[str]:
    """Return the columns of a view by whose values its rows may be counted."""
    return [name for name in VIEW_COLUMNS.get(view, {}) if name in _COUNTED]
