"""Columns of a section's table in which nothing is said are left out."""

from collections.abc import Sequence

from rivalscope.reports.section import Cell

NOTHING = "–"
"""What a cell says that has nothing to say."""


def said(
    head: Sequence[str], rows: Sequence[tuple[Cell, ...]]
) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    """Return head and rows without the columns in which every cell says NOTHING."""
    kept = [
        place for place in range(len(head)) if not rows or any(row[place].text != NOTHING for row in rows)
    ]
    return tuple(head[place] for place in kept), tuple(tuple(row[place] for place in kept) for row in rows)
