"""Sold cells: cells of a comparison that state what a plan pays on top for the feature of their row."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bs4 import Tag

from rivalscope.domain.page import ClaimStatus, Plan, Price, PriceKind
from spiders.pages.columns import PRICE_ROW, is_sum
from spiders.pages.currencies import Hints
from spiders.pages.document import Document, ancestors
from spiders.pages.grids import Grid, find_grids
from spiders.pages.indexes import gathered
from spiders.pages.money import find_money
from spiders.pages.passages import passage_at
from spiders.pages.statuses import Status, read_cell

_WORD = re.compile(r"[^\W\d_]{2}|[\u3040-\u30ff\u3400-\u9fff]")
_DIGIT = re.compile(r"\d")
_MARKED = re.compile(r"(?:not )?(?:included|available)\b|(?:yes|no)\b", re.IGNORECASE)
"""How words for screen readers beside a drawn mark begin: `Not included in Basic`."""
_LONGEST_CELL = 60
_HEIGHT = 5
_TELLING = (ClaimStatus.OFFERED, ClaimStatus.ABSENT)


def sold_cells(document: Document, *, hints: Hints) -> set[int]:
    """Return the ids of the cells of a page that hold one sum beside cells that say yes or no, found once.

    `✗ | $15 a month | ✓`: the second plan may have the feature for that. A column of sums is what plans cost.
    """
    return gathered(document, "sold cells", lambda: set(_find(document, hints)))


def is_sold(document: Document, block: Tag, *, hints: Hints) -> bool:
    """Tell whether a block stands in a cell that states what is paid on top for a feature."""
    known = sold_cells(document, hints=hints)
    around = zip(range(_HEIGHT), (block, *ancestors(block)), strict=False)
    return bool(known) and any(id(place) in known for _, place in around)


def as_sold(document: Document, cells: Sequence[Tag], told: list[Status], *, hints: Hints) -> list[Status]:
    """Return what cells say, with what is sold for a sum of its own as an add-on."""
    known = sold_cells(document, hints=hints)
    return [
        Status(status=ClaimStatus.ADD_ON, value=document.text_of(cell)) if id(cell) in known else status
        for cell, status in zip(cells, told, strict=True)
    ]


def read_sold(
    document: Document, plans: Sequence[Plan], *, hints: Hints
) -> Iterator[tuple[str, list[Price]]]:
    """Yield the add-ons that plans name with a sum, by the names of their rows, with that price."""
    for plan in plans:
        for claim in plan.features:
            if claim.status is ClaimStatus.ADD_ON and claim.value and _DIGIT.search(claim.value):
                found = find_money(claim.value.replace("+", " "), hints=hints)
                start = claim.passage.quote.find(claim.value)
                if len(found) == 1 and start >= 0 and claim.passage.selector.startswith("html"):
                    element = document.find(claim.passage.selector)
                    place = claim.passage.start + start
                    money = found[0]
                    price = Price(
                        raw=money.raw, kind=PriceKind.PRICED, amount=money.amount, currency=money.currency,
                        period=money.period, billed=money.billed, unit=money.unit, qualifier=money.qualifier,
                        passage=passage_at(document, element, place + money.start, place + money.end),
                    )  # fmt: skip
                    yield claim.name, [price]


def _find(document: Document, hints: Hints) -> Iterator[int]:
    for grid in find_grids(document):
        if len(grid.rows) < 2:
            continue
        told = [list(_sums(document, row.cells, hints)) for row in grid.rows]
        columns = Counter(place for places in told for place in places)
        if not columns or not _says_yes(document, grid):
            continue
        for row, places in zip(grid.rows, told, strict=True):
            others = [cell for place, cell in enumerate(row.cells) if place and place not in places]
            if any(_tells(document, cell) for cell in others):
                for place in places:
                    if columns[place] < 2 or 2 * columns[place] <= len(grid.rows):
                        yield id(row.cells[place])


def _sums(document: Document, cells: Sequence[Tag], hints: Hints) -> Iterator[int]:
    """Yield the places of the cells of a row that hold a sum; none where the row has no name, or is that of prices."""
    label = document.text_of(cells[0]) if cells else ""
    if not _WORD.search(label) or PRICE_ROW.fullmatch(label):
        return
    for place, cell in enumerate(cells[1:], start=1):
        text = document.text_of(cell)
        if len(text) <= _LONGEST_CELL and _DIGIT.search(text) and is_sum(text, hints):
            yield place


def _says_yes(document: Document, grid: Grid) -> bool:
    return any(
        read_cell(document, cell).status is ClaimStatus.OFFERED or _MARKED.match(document.text_of(cell))
        for row in grid.rows
        for cell in row.cells[1:]
    )


def _tells(document: Document, cell: Tag) -> bool:
    """Tell whether a cell says yes or no."""
    return _MARKED.match(document.text_of(cell)) is not None or read_cell(document, cell).status in _TELLING
