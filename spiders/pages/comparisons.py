"""Comparisons: grids of plans against features, with what each cell says."""

import re
from collections.abc import Sequence

from bs4 import Tag

from rivalscope.domain.page import ClaimStatus
from spiders.pages.carried import Carried
from spiders.pages.columns import (
    Column,
    add_claims,
    add_rates,
    column_at,
    is_price_row,
    is_sum_row,
    is_tier_row,
)
from spiders.pages.comparing import (
    compares,
    counts_only,
    has_head,
    is_of_others,
    marks_with_crosses,
    names_plans,
)
from spiders.pages.currencies import Hints
from spiders.pages.document import Document, attribute
from spiders.pages.grid_heads import (
    CORNER,
    PLANS,
    features_first,
    known_head,
    turned,
    upright,
    without_corner,
    without_groups,
)
from spiders.pages.grids import MOST_COLUMNS, Grid, Row, find_grids
from spiders.pages.names import name_key
from spiders.pages.passages import whole
from spiders.pages.plan_keys import PlanKeys
from spiders.pages.plan_rows import read_plan_rows
from spiders.pages.price_labels import labelled
from spiders.pages.prices import prices_in
from spiders.pages.quantities import read_quantity
from spiders.pages.row_names import row_name
from spiders.pages.sold_cells import as_sold
from spiders.pages.statuses import Status, read_cell, read_cell_of

_LONG_ROW = 1_000
"""Characters of a row whose whole text is quoted."""
_LOOKED_AT = 60
_STRIPS = 3
_HEADS = 3
"""Rows of a table that are looked at for the plans' names."""
_TELLING = (ClaimStatus.OFFERED, ClaimStatus.ABSENT)


def read_comparisons(document: Document, *, hints: Hints, names: Sequence[str]) -> list[Column]:
    """Return the plans that the grids of a page compare, in reading order.

    `names` are plans known from elsewhere on the page. A grid compares plans when its head names one of
    those, or prices, or when most of its cells are ticks and the like. A grid without a head of its own
    has the columns of the one before it, or those of the page's cards, when it is as wide and says yes
    and no.
    """
    keys = PlanKeys(document, hints=hints, names=names)
    reading = Carried(document=document, hints=hints, keys=keys)
    columns: list[Column] = []
    for grid in find_grids(document):
        columns += _read_grid(reading, grid)
    return columns


def _read_grid(reading: Carried, grid: Grid) -> list[Column]:
    """Return the columns of one grid; none when it compares no plans."""
    before = len(reading.plans) + 1 if reading.plans else 0
    rows = upright(reading.keys, grid.rows, declared=grid.declared, before=before)
    if not rows:
        return []
    place = known_head(reading.keys, rows)
    if place is not None:
        return _read_headed(reading, rows, place)
    alone = len(rows) == 1 or (not grid.declared and _make(rows[0]) != _make(rows[1]))
    if alone and len(rows[0].cells) <= MOST_COLUMNS:
        _note_strip(reading, rows[0])
    cards = tuple(reading.keys.names.values())
    carried = _carried(reading, rows, (reading.plans, cards), declared=grid.declared)
    if carried:
        return _read_carried(reading, rows, [Column(name=name) for name in carried])
    columns = _read_strange(reading, rows, declared=grid.declared)
    strip = [] if columns or len(rows) == 1 else _strip(reading, rows)
    if strip and _carried(reading, rows, (_named(strip),), declared=False):
        return _read_carried(reading, rows, strip)
    return columns


def _read_carried(reading: Carried, rows: list[Row], columns: list[Column]) -> list[Column]:
    """Read a grid without heads below columns that are known."""
    reading.plans = _named(columns)
    _read_rows(reading, rows, columns)
    return [column for column in columns if column.name]


def _named(columns: list[Column]) -> tuple[str, ...]:
    return tuple(column.name for column in columns)


def _note_strip(reading: Carried, row: Row) -> None:
    """Keep the cells of a row that may head what follows, as one that stays in sight does: alike but for its corner."""
    document = reading.document
    corner = CORNER.fullmatch(document.text_of(row.cells[0])) is not None
    cells = row.cells[1:] if corner else row.cells
    if len(cells) > 1 and len({_made(cell) for cell in cells}) == 1 and not document.is_chrome(row.element):
        reading.strips = [*reading.strips[-_STRIPS:], cells]


def _strip(reading: Carried, rows: list[Row]) -> list[Column]:
    """Return the columns of the last row by itself that names plans and is as wide as a grid needs; none when none does."""
    for cells in reversed(reading.strips):
        if any(len(row.cells) == len(cells) + 1 for row in rows):
            columns = [
                column_at(reading.document, cell, hints=reading.hints, names=reading.keys.names)
                for cell in cells
            ]
            if names_plans(columns):
                return columns
    return []


def _read_headed(reading: Carried, rows: list[Row], place: int) -> list[Column]:
    """Read a grid with the plans' names in a row of it; a head that stands alone is only remembered."""
    rows = features_first(reading.keys, rows, place)
    head, below = rows[place], rows[place + 1 :]
    width = max((len(row.cells) for row in below), default=0)
    heads = head.cells
    if width > 1 and len(heads) >= width - 1:
        heads = heads[-(width - 1) :]
    elif not reading.keys.knows(heads[0]) and len(heads) > 1:
        heads = heads[1:]
    heads = without_corner(reading.keys, head, heads)
    columns = [
        column_at(reading.document, cell, hints=reading.hints, names=reading.keys.names) for cell in heads
    ]
    reading.plans = tuple(column.name for column in columns)
    _read_rows(reading, below, columns)
    # Without rows below, what stands beside known plans and is made otherwise may be anything.
    makes = {_made(cell) for cell in heads if reading.keys.knows(cell)}
    return [
        column
        for cell, column in zip(heads, columns, strict=True)
        if column.name and (below or (_made(cell) in makes and not reading.keys.encloses(column.name)))
    ]


def _carried(
    reading: Carried, rows: list[Row], carriers: tuple[tuple[str, ...], ...], *, declared: bool
) -> tuple[str, ...]:
    """Return the plans over a grid without heads; none when nothing says that it compares them."""
    widths = [len(row.cells) for row in rows if len({id(cell) for cell in row.cells}) > 1]
    if not widths or has_head(reading.document, rows[0]):
        return ()
    width = max(set(widths), key=widths.count)
    plans = next((plans for plans in carriers if len(plans) == width - 1), ())
    if not plans or width < 3:
        return ()
    document = reading.document
    told = [
        read_cell_of(document, cell, plan=plan, feature="")
        for row in rows[:_LOOKED_AT]
        if len(row.cells) == width
        for plan, cell in zip(plans, row.cells[1:], strict=True)
    ]
    labels = [document.text_of(row.cells[0]) for row in rows if len(row.cells) == width]
    named = sum(bool(re.search(r"[^\W\d_]{2}", label)) for label in labels)
    marks = sum(status.status in _TELLING for status in told)
    values = sum(bool(status.value and read_quantity(status.value)) for status in told)
    alike = plans == reading.plans and any(_make(row) in reading.makes for row in rows)
    if len(rows) == 1 and not (declared or alike):
        return ()  # one list of a card has no rows to compare
    good = declared or alike or marks + values >= 0.5 * len(told)
    telling = marks + values or alike
    return plans if good and telling and named >= 0.8 * len(labels) else ()


def _read_strange(reading: Carried, rows: list[Row], *, declared: bool) -> list[Column]:
    """Read a grid of which nothing is known from elsewhere."""
    if len(rows) < (2 if declared else 4):
        return []
    document = reading.document
    if is_of_others(document, rows[0].element):
        return []
    listed = (
        read_plan_rows(document, rows[0], rows[1:], hints=reading.hints, names=reading.keys.names)
        if declared
        else []
    )
    if listed:
        return listed
    rows = turned(document, without_groups(rows)) if declared else rows
    for place, head in enumerate(rows[:_HEADS]):
        if len(head.cells) >= 2 and any(document.text_of(cell) for cell in head.cells):
            columns = _read_below(reading, head, rows[place + 1 :], declared=declared)
            if columns or not declared:
                return columns
    return []


def _read_below(reading: Carried, head: Row, below: list[Row], *, declared: bool) -> list[Column]:
    """Read a grid with unknown names in a row of it."""
    document = reading.document
    width = max((len(row.cells) for row in below), default=0)
    heads = head.cells[-(width - 1) :] if width > 1 and len(head.cells) >= width - 1 else head.cells[1:]
    columns = [
        column_at(reading.document, cell, hints=reading.hints, names=reading.keys.names)
        for cell in without_corner(reading.keys, head, heads)
    ]
    if not declared and not CORNER.fullmatch(document.text_of(head.cells[0])):
        return []
    listed = read_plan_rows(reading.document, head, below, hints=reading.hints, names=reading.keys.names)
    corner = PLANS.fullmatch(document.text_of(head.cells[0])) is not None
    again = bool(columns) and _named(columns) == reading.plans
    if listed or not (
        again or compares(reading.document, columns, below, hints=reading.hints, corner=corner)
    ):
        return listed
    reading.plans = tuple(column.name for column in columns)
    _read_rows(reading, below, columns)
    return [column for column in columns if column.name]


def _read_rows(reading: Carried, rows: list[Row], columns: list[Column]) -> None:
    """Add what rows say to each column; a row that repeats the plans' names says nothing."""
    reading.crossed = marks_with_crosses(reading.document, rows)
    known = sum(name_key(column.name) in reading.keys.names for column in columns)
    reading.paid = known > 1 or any(
        read_cell(reading.document, cell).status is ClaimStatus.OFFERED
        for row in rows[:_LOOKED_AT]
        for cell in row.cells[1:]
    )
    for row in rows:
        if len(row.cells) > 1:
            reading.makes.add(_make(row))
            _read_row(reading, row, columns)


def _make(row: Row) -> tuple[str, str]:
    return _made(row.element)


def _made(element: Tag) -> tuple[str, str]:
    return element.name, attribute(element, "class")


def _read_row(reading: Carried, row: Row, columns: list[Column]) -> None:
    """Add what one row says to each column."""
    document = reading.document
    cells = row.cells[-len(columns) :] if len(row.cells) > len(columns) else row.cells[1:]
    if len(cells) != len(columns) or len({id(cell) for cell in row.cells}) == 1:
        return
    label = row.cells[-len(columns) - 1] if len(row.cells) > len(columns) else row.cells[0]
    name = row_name(document, label) if len(row.cells) > len(columns) else ""
    priced = is_price_row(document, row) and not (name and counts_only(document, cells))
    if priced or is_tier_row(document, row, hints=reading.hints) or not name:
        _add_prices(reading, cells, columns, name)
        return
    if reading.paid and is_sum_row(document, cells, hints=reading.hints):
        _add_prices(reading, cells, columns, name)
        return
    told = [
        read_cell_of(document, cell, plan=column.name, feature=name)
        for cell, column in zip(cells, columns, strict=True)
    ]
    if reading.crossed:
        told = [
            Status(status=ClaimStatus.OFFERED) if document.text_of(cell) in ("x", "X") else status
            for cell, status in zip(cells, told, strict=True)
        ]
    told = as_sold(document, cells, told, hints=reading.hints)
    if reading.paid:
        add_rates(document, cells, columns, hints=reading.hints)
    again = sum(reading.keys.knows(cell) for cell in cells) >= 2  # the plans' names once more
    if all(status.status is ClaimStatus.UNKNOWN for status in told) or again:
        return
    quoted = row.element if len(document.text_of(row.element)) <= _LONG_ROW else label
    add_claims(columns, name, told, whole(document, quoted))


def _add_prices(reading: Carried, cells: list[Tag], columns: list[Column], label: str) -> None:
    """Add the prices of a row to its columns, with what its label says of them."""
    for cell, column in zip(cells, columns, strict=True):
        if reading.document.text_of(cell):
            column.prices += [
                labelled(price, label) for price in prices_in(reading.document, cell, hints=reading.hints)
            ]
