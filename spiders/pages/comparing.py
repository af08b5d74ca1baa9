"""Comparing: whether a grid compares plans of one maker, and how it marks what they have."""

import re

from bs4 import Tag

from rivalscope.domain.page import ClaimStatus
from spiders.pages.columns import Column, is_price_row, is_tier_row
from spiders.pages.currencies import Hints
from spiders.pages.document import Document, attribute
from spiders.pages.grids import Row
from spiders.pages.names import name_key
from spiders.pages.quantities import read_quantity
from spiders.pages.statuses import Status, read_cell, read_value

_OTHERS = re.compile(
    r"how (?:we|it) compares?\b|\b(?:vs|versus)\b|\bcompared (?:to|with)\b|competit|\balternatives?\b|\bthe (?:others|rest|competition)\b|\bim vergleich (?:zu|mit)\b|\bface (?:à|aux)\b",
    re.IGNORECASE,
)
_SAYING = 2
"""Heads that say yes or no, from which none names a plan; one alone may be called `Full`."""
_TELLING = (ClaimStatus.OFFERED, ClaimStatus.ABSENT)


def is_of_others(document: Document, row: Tag) -> bool:
    """Tell whether the heading before a grid says that it sets the product beside those of other makers."""
    heading = row.find_previous(["h1", "h2", "h3", "h4"])
    return isinstance(heading, Tag) and _OTHERS.search(document.text_of(heading)) is not None


def has_head(document: Document, row: Row) -> bool:
    """Tell whether a row is marked as the head of a table and has a name in each of its cells."""
    return len({id(cell) for cell in row.cells}) > 1 and all(
        (cell.name == "th" or attribute(cell, "role") == "columnheader") and document.text_of(cell)
        for cell in row.cells
    )


def compares(
    document: Document, columns: list[Column], below: list[Row], *, hints: Hints, corner: bool = False
) -> bool:
    """Tell whether a grid with these heads, none of them known, compares plans; `corner` tells that its corner says so."""
    named = [column for column in columns if column.name]
    if not named or not names_plans(named):
        return False
    if any(column.prices for column in named):
        return True
    cells = [read_cell(document, cell) for row in below[:60] for cell in row.cells[1:]]
    marks = sum(cell.status in _TELLING for cell in cells)
    priced = any(is_price_row(document, row) or is_tier_row(document, row, hints=hints) for row in below)
    told = marks >= 0.3 * len(cells) or priced or (corner and marks + _quantities(cells) >= 0.6 * len(cells))
    return len(named) >= 2 and bool(cells) and told


def _quantities(cells: list[Status]) -> int:
    return sum(bool(cell.value and read_quantity(cell.value)) for cell in cells)


def names_plans(columns: list[Column]) -> bool:
    """Tell whether heads may name plans: each has a name of its own, and none is a quantity or a yes or no."""
    names = [column.name for column in columns]
    return (
        all(names)
        and len({name_key(name) for name in names}) == len(names)
        and not any(map(read_quantity, names))
        and sum(read_value(name).status in _TELLING for name in names) < _SAYING
    )


def marks_with_crosses(document: Document, rows: list[Row]) -> bool:
    """Tell whether the cells of a grid hold an `x` or nothing: with no other mark it says yes."""
    said = [document.text_of(cell) for row in rows for cell in row.cells[1:]]
    return {"x"} == {text.lower() for text in said if text and len(text) < 4} and "" in said


def counts_only(document: Document, cells: list[Tag]) -> bool:
    """Tell whether cells say how much of something there is, and name no currency: `Rate` may be messages a second."""
    return all(read_quantity(text) is not None for cell in cells if (text := document.text_of(cell)))
