"""Comparisons: grids of plans against features, with what each cell says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bs4 import Tag

from rivalscope.domain.page import ClaimStatus
from spiders.pages.columns import (
    Column,
    add_claims,
    column_at,
    is_price_row,
    is_tier_row,
    row_name,
)
from spiders.pages.comparing import compares, has_head, is_of_others, marks_with_crosses
from spiders.pages.currencies import Hints
from spiders.pages.document import Document, attribute
from spiders.pages.grids import MOST_COLUMNS, Grid, Row, find_grids, split_flat
from spiders.pages.indexes import holds
from spiders.pages.names import name_key, plan_name
from spiders.pages.passages import whole
from spiders.pages.plan_rows import read_plan_rows
from spiders.pages.prices import prices_in
from spiders.pages.quantities import read_quantity
from spiders.pages.statuses import Status, read_cell_of, read_icons

_CORNER = re.compile(
    r"(?:\W|compare|all|the|our|plans?|features?|pricing|what|you|get|included|in|detail)*", re.IGNORECASE
)
_LOOSE = 9
"""Cells in one block from which they may be several rows."""
_LONGEST_HEAD = 200
_LONG_ROW = 1_000
"""Characters of a row whose whole text is quoted."""
_HEADS = 3
"""Rows of a table that are looked at for the plans' names."""
_ITEMS = frozenset({"li"})
_TELLING = (ClaimStatus.OFFERED, ClaimStatus.ABSENT)


@dataclass(slots=True, kw_only=True)
class _Reading:
    """What is carried from grid to grid on the way down a page."""

    document: Document
    hints: Hints
    names: dict[str, str]
    """Plans known from elsewhere on the page, by key, in reading order."""
    plans: tuple[str, ...] = ()
    """Names over the columns of the last grid that was read."""
    crossed: bool = False
    """Whether the grid at hand marks with the letter `x` what a plan has, and leaves the rest empty."""
    keys: dict[int, str] = field(default_factory=dict)
    """What cells name, by identity."""
    makes: set[tuple[str, str]] = field(default_factory=set)
    """Names and classes of rows that were read under those columns."""


def read_comparisons(document: Document, *, hints: Hints, names: Sequence[str]) -> list[Column]:
    """Return the plans that the grids of a page compare, in reading order.

    `names` are plans known from elsewhere on the page. A grid compares plans when its head names one of
    those, or prices, or when most of its cells are ticks and the like. A grid without a head of its own
    has the columns of the one before it, or those of the page's cards, when it is as wide and says yes
    and no.
    """
    known = {name_key(name): name for name in names if name}
    reading = _Reading(document=document, hints=hints, names=known)
    columns: list[Column] = []
    for grid in find_grids(document):
        columns += _read_grid(reading, grid)
    return columns


def _read_grid(reading: _Reading, grid: Grid) -> list[Column]:
    """Return the columns of one grid; none when it compares no plans."""
    rows = _upright(reading, grid.rows, declared=grid.declared) if reading.names else grid.rows
    place = _known_head(reading, rows)
    if place is not None:
        return _read_headed(reading, rows, place)
    carried = _carried(reading, rows, declared=grid.declared)
    if carried:
        reading.plans = carried
        columns = [Column(name=name) for name in carried]
        _read_rows(reading, rows, columns)
        return [column for column in columns if column.name]
    return _read_strange(reading, rows, declared=grid.declared)


def _upright(reading: _Reading, rows: list[Row], *, declared: bool) -> list[Row]:
    """Return rows as features below plans: plans that stand below each other change places, loose cells make rows."""
    if len(rows) == 1 and len(rows[0].cells) >= _LOOSE:
        cells = rows[0].cells
        heads = [_key(reading, cell) in reading.names for cell in cells]
        width = 0
        if True in heads:
            first = heads.index(True)
            while first + width < len(cells) and heads[first + width]:
                width += 1
        return split_flat(cells, heads, width) if width >= 2 and len(cells) >= 3 * width else rows
    if not declared and any(holds(reading.document, cell, _ITEMS) for row in rows for cell in row.cells):
        return rows  # cards side by side, each with a list of its own
    if len(rows) < 3 or len(rows) > MOST_COLUMNS or len({len(row.cells) for row in rows}) != 1:
        return rows
    across = sum(_key(reading, cell) in reading.names for cell in rows[0].cells[1:])
    down = sum(_key(reading, row.cells[0]) in reading.names for row in rows[1:])
    if down < 2 or across >= 2 or 2 * down < len(rows) - 1:
        return rows
    turned = zip(*(row.cells for row in rows), strict=True)
    return [Row(element=cells[0], cells=list(cells)) for cells in turned]


def _known_head(reading: _Reading, rows: list[Row]) -> int | None:
    """Return the place of the first row of which two cells name known plans; one is enough where only one is known."""
    enough = min(2, len(reading.names))
    if not enough:
        return None
    for place, row in enumerate(rows[:4]):
        known = {_key(reading, cell) for cell in row.cells} & reading.names.keys()
        if len(known) >= enough and 2 * len(known) >= len({id(cell) for cell in row.cells}) - 1:
            return place
    return None


def _key(reading: _Reading, cell: Tag) -> str:
    """Return the key of the plan that a cell names, in all its words or in its first line; empty when it is long."""
    if id(cell) not in reading.keys:
        reading.keys[id(cell)] = _key_of(reading, cell)
    return reading.keys[id(cell)]


def _key_of(reading: _Reading, cell: Tag) -> str:
    document = reading.document
    text = document.text_of(cell)
    if not 0 < len(text) <= _LONGEST_HEAD or text.endswith(":"):
        return ""
    key = name_key(plan_name(text, hints=reading.hints))
    if key in reading.names:
        # A tick beside the plan's name is the cell of a plan on small screens, and no head.
        return "" if read_icons(cell).status in _TELLING else key
    first = name_key(plan_name(document.lines_of(cell)[0], hints=reading.hints))
    return first if first in reading.names else key


def _read_headed(reading: _Reading, rows: list[Row], place: int) -> list[Column]:
    """Read a grid with the plans' names in a row of it; a head that stands alone is only remembered."""
    rows = _features_first(reading, rows, place)
    head, below = rows[place], rows[place + 1 :]
    width = max((len(row.cells) for row in below), default=0)
    heads = head.cells
    if width > 1 and len(heads) >= width - 1:
        heads = heads[-(width - 1) :]
    elif _key(reading, heads[0]) not in reading.names and len(heads) > 1:
        heads = heads[1:]
    heads = _without_corner(reading, head, heads)
    columns = [column_at(reading.document, cell, hints=reading.hints, names=reading.names) for cell in heads]
    reading.plans = tuple(column.name for column in columns)
    _read_rows(reading, below, columns)
    # Without rows below, what stands beside known plans and is made otherwise may be anything.
    makes = {_made(cell) for cell in heads if _key(reading, cell) in reading.names}
    return [
        column
        for cell, column in zip(heads, columns, strict=True)
        if column.name and (below or _made(cell) in makes)
    ]


def _features_first(reading: _Reading, rows: list[Row], place: int) -> list[Row]:
    """Return rows with the column of the features' names before those of the plans; it may stand between them or behind a group."""
    cells, document = rows[place].cells, reading.document
    named = [
        at
        for at, cell in enumerate(cells)
        if (text := document.text_of(cell))
        and _CORNER.fullmatch(text)
        and _key(reading, cell) not in reading.names
    ]
    plans = [at for at, cell in enumerate(cells) if _key(reading, cell) in reading.names]
    if not named or not plans or (named == [0] and plans[0] == 1):
        return rows
    order = [named[-1], *(at for at in range(len(cells)) if at > named[-1] or at in plans)]
    order = list(dict.fromkeys([named[-1], *sorted(order[1:])]))
    return [
        Row(element=row.element, cells=[row.cells[at] for at in order])
        if len(row.cells) == len(cells)
        else row
        for row in rows
    ]


def _without_corner(reading: _Reading, head: Row, heads: list[Tag]) -> list[Tag]:
    """Return the cells of a head that stand over plans: the corner may reach over several columns of names."""
    corner = head.cells[0]
    if _key(reading, corner) in reading.names:
        return heads
    return [
        cell
        for place, cell in enumerate(heads)
        if cell is not corner and any(reading.document.text_of(other) for other in heads[: place + 1])
    ]


def _carried(reading: _Reading, rows: list[Row], *, declared: bool) -> tuple[str, ...]:
    """Return the plans over a grid without heads; none when nothing says that it compares them."""
    widths = [len(row.cells) for row in rows if len({id(cell) for cell in row.cells}) > 1]
    if not widths or has_head(reading.document, rows[0]):
        return ()
    width = max(set(widths), key=widths.count)
    cards = tuple(reading.names.values())
    plans = next((plans for plans in (reading.plans, cards) if len(plans) == width - 1), ())
    if not plans or width < 3:
        return ()
    document = reading.document
    told = [
        read_cell_of(document, cell, plan=plan, feature="")
        for row in rows[:60]
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


def _read_strange(reading: _Reading, rows: list[Row], *, declared: bool) -> list[Column]:
    """Read a grid of which nothing is known from elsewhere."""
    if len(rows) < (2 if declared else 4):
        return []
    document = reading.document
    if is_of_others(document, rows[0].element):
        return []
    for place, head in enumerate(rows[:_HEADS]):
        if len(head.cells) >= 2 and any(document.text_of(cell) for cell in head.cells):
            columns = _read_below(reading, head, rows[place + 1 :], declared=declared)
            if columns or not declared:
                return columns
    return []


def _read_below(reading: _Reading, head: Row, below: list[Row], *, declared: bool) -> list[Column]:
    """Read a grid with unknown names in a row of it."""
    document = reading.document
    width = max((len(row.cells) for row in below), default=0)
    heads = head.cells[-(width - 1) :] if width > 1 and len(head.cells) >= width - 1 else head.cells[1:]
    columns = [
        column_at(reading.document, cell, hints=reading.hints, names=reading.names)
        for cell in _without_corner(reading, head, heads)
    ]
    if not declared and not _CORNER.fullmatch(document.text_of(head.cells[0])):
        return []
    listed = read_plan_rows(reading.document, head, below, hints=reading.hints, names=reading.names)
    if listed or not compares(reading.document, columns, below, hints=reading.hints):
        return listed
    reading.plans = tuple(column.name for column in columns)
    _read_rows(reading, below, columns)
    return [column for column in columns if column.name]


def _read_rows(reading: _Reading, rows: list[Row], columns: list[Column]) -> None:
    """Add what rows say to each column; a row that repeats the plans' names says nothing."""
    reading.crossed = marks_with_crosses(reading.document, rows)
    for row in rows:
        if len(row.cells) > 1:
            reading.makes.add(_make(row))
            _read_row(reading, row, columns)


def _make(row: Row) -> tuple[str, str]:
    return _made(row.element)


def _made(element: Tag) -> tuple[str, str]:
    return element.name, attribute(element, "class")


def _read_row(reading: _Reading, row: Row, columns: list[Column]) -> None:
    """Add what one row says to each column."""
    document = reading.document
    cells = row.cells[-len(columns) :] if len(row.cells) > len(columns) else row.cells[1:]
    if len(cells) != len(columns) or len({id(cell) for cell in row.cells}) == 1:
        return
    label = row.cells[-len(columns) - 1] if len(row.cells) > len(columns) else row.cells[0]
    name = row_name(document, label) if len(row.cells) > len(columns) else ""
    if is_price_row(document, row) or is_tier_row(document, row, hints=reading.hints) or not name:
        for cell, column in zip(cells, columns, strict=True):
            column.prices += prices_in(document, cell, hints=reading.hints) if document.text_of(cell) else []
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
    again = sum(_key(reading, cell) in reading.names for cell in cells) >= 2  # the plans' names once more
    if all(status.status is ClaimStatus.UNKNOWN for status in told) or again:
        return
    quoted = row.element if len(document.text_of(row.element)) <= _LONG_ROW else label
    add_claims(columns, name, told, whole(document, quoted))
