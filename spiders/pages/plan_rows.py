"""Plan rows: tables that list one plan a row, under heads of which some are prices."""

import re
from collections.abc import Collection

from rivalscope.domain.page import Claim
from spiders.pages.columns import PER_HEAD, PRICE_ROW, Column, with_head
from spiders.pages.currencies import Hints
from spiders.pages.document import Document
from spiders.pages.grid_heads import PLANS
from spiders.pages.grids import Row
from spiders.pages.money import find_money
from spiders.pages.names import name_key, plan_name
from spiders.pages.passages import whole
from spiders.pages.prices import prices_in
from spiders.pages.quantities import limit_of
from spiders.pages.statuses import read_cell

_ON_AVERAGE = re.compile(r"(?:average|avg\.?|mean|median|typical|estimated|est\.)\s", re.IGNORECASE)
"""How the name of a column begins that tells what others paid or are thought to pay."""

PRICED_ABROAD = re.compile(
    r"preise?\b|kosten\b|gebühr|\bprix\b|\btarifs?\b|\bcoût|\bprecios?\b|\bcoste|\bprezz[oi]\b|\bcosto|\bpreços?\b|\bcusto|prijs|prijzen|\bcen[ay]\b|\bpris(?:er)?\b|料金|価格|价格|費用|费用|가격|요금",
    re.IGNORECASE,
)
"""Heads of columns of prices, in languages other than English."""


def _is_priced(document: Document, below: list[Row], place: int, hints: Hints) -> bool:
    """Tell whether most cells of a column state a price."""
    cells = [document.text_of(row.cells[place]) for row in below if place < len(row.cells)]
    return 2 * sum(bool(find_money(cell, hints=hints)) for cell in cells) > len(cells)


def read_plan_rows(
    document: Document, head: Row, below: list[Row], *, hints: Hints, names: Collection[str]
) -> list[Column]:
    """Read a grid that lists one plan a row, under heads of which one is the price."""
    labels = [document.text_of(cell) for cell in head.cells]
    sums = [
        place
        for place, label in enumerate(labels)
        if place and not _ON_AVERAGE.match(label) and _is_priced(document, below, place, hints)
    ]
    priced = [
        place
        for place, label in enumerate(labels)
        if place
        and not _ON_AVERAGE.match(label)
        and (PRICE_ROW.fullmatch(label) or (PER_HEAD.search(label) and place in sums))
    ]
    if not priced and PLANS.fullmatch(labels[0]):
        priced = [place for place in sums if PRICED_ABROAD.search(labels[place])] or sums
    if not priced:
        return []
    columns = []
    for row in below:
        if len(row.cells) != len(head.cells):
            continue
        name = plan_name(document.text_of(row.cells[0]), hints=hints)
        prices = [
            with_head(price, labels[place])
            for place in priced
            for price in prices_in(document, row.cells[place], hints=hints)
        ]
        if not name or not (prices or name_key(name) in names):
            continue
        column = Column(name=name, prices=prices)
        passage = whole(document, row.element)
        for place, label in enumerate(labels):
            if place and place not in priced and label:
                status = read_cell(document, row.cells[place])
                column.claims.append(
                    Claim(name=label, status=status.status, value=status.value, passage=passage)
                )
                limit = limit_of(label, status.value, passage) if status.value else None
                column.limits += [limit] if limit else []
        columns.append(column)
    return columns if sum(bool(column.prices) for column in columns) >= 2 else []
