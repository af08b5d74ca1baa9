"""Comparisons: tables of plans against features, with what each cell says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from bs4 import Tag

from rivalscope.domain.page import Claim, ClaimStatus, Limit, Passage, Price, PriceKind
from spiders.pages.currencies import Hints
from spiders.pages.document import Document, ancestors
from spiders.pages.money import find_money, read_words
from spiders.pages.names import name_key, plan_name
from spiders.pages.passages import passage_at, whole
from spiders.pages.prices import prices_in
from spiders.pages.quantities import limit_of, read_quantity
from spiders.pages.statuses import Status, read_badge, read_cell

MOST_COLUMNS = 30
MOST_ROWS = 2_000

_PRICE_ROW = re.compile(
    r"(?:(?:monthly|annual|yearly|starting|base|list|plan|subscription)\s+)*(?:price|pricing|cost|fee|rate)s?\b.{0,40}|(?:billed |paid |per )?(?:monthly|annually|yearly|month|year)(?: price| billing| plan)?",
    re.IGNORECASE,
)
_LONG_NAME = 80


@dataclass(slots=True, kw_only=True)
class Column:
    """One plan of a comparison and what the table says of it."""

    name: str
    prices: list[Price] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    limits: list[Limit] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One row as read: its element, its name, and the cells under each plan."""

    element: Tag
    cells: list[Tag]


def read_comparisons(document: Document, *, hints: Hints, names: frozenset[str]) -> list[Column]:
    """Return the plans that the tables of a page compare, in reading order.

    `names` are the keys of plans known from elsewhere on the page. A table compares plans when its head
    names one of those, or prices, or when most of its cells are ticks and the like.
    """
    columns: list[Column] = []
    for table in document.named["table"]:
        if not document.is_chrome(table) and not any(above.name == "table" for above in ancestors(table)):
            columns += _read_table(document, table, hints, names)
    return columns


def _read_table(document: Document, table: Tag, hints: Hints, names: frozenset[str]) -> list[Column]:
    rows = list(_rows(table))
    if len(rows) < 2:
        return []
    head = next(
        (
            row
            for row in rows[:3]
            if len(row.cells) >= 2 and sum(bool(document.text_of(cell)) for cell in row.cells) >= 1
        ),
        None,
    )
    if head is None:
        return []
    below = rows[rows.index(head) + 1 :]
    width = max((len(row.cells) for row in below), default=0)
    heads = head.cells[-(width - 1) :] if width > 1 and len(head.cells) >= width - 1 else head.cells[1:]
    columns = [_column(document, cell, hints) for cell in heads]
    if not _compares(document, columns, below, names):
        return _read_list(document, head, below, hints, names)
    for row in below:
        if len(row.cells) > 1:
            _read_row(document, row, columns, hints)
    return [column for column in columns if column.name]


def _rows(table: Tag) -> Iterator[_Row]:
    """Yield the rows of a table with a cell for each column; rows of tables within it are not its own."""
    for place, row in enumerate(table.find_all("tr")):
        if place >= MOST_ROWS:
            return
        if row.find_parent("table") is not table:
            continue
        cells: list[Tag] = []
        for cell in row.find_all(["td", "th"], recursive=False):
            span = str(cell.attrs.get("colspan", "1"))
            cells += [cell] * min(int(span) if span.isdigit() and int(span) > 0 else 1, MOST_COLUMNS)
        yield _Row(element=row, cells=cells[:MOST_COLUMNS])


def _column(document: Document, cell: Tag, hints: Hints) -> Column:
    """Return the column that a head cell opens, with the prices in it; one without a name is no plan."""
    first, *others = document.lines_of(cell)
    name = plan_name(document.text_of(cell), hints=hints)
    if others and any(read_words(line) for line in others):
        name = plan_name(first, hints=hints)
    prices = prices_in(document, cell, hints=hints)
    if not find_money(document.text_of(cell), hints=hints):
        # A cell that only says "Free" gives the name as well as the price.
        prices = prices if name and prices else _worded(document, cell, name)
    return Column(name=name, prices=prices)


def _worded(document: Document, cell: Tag, name: str) -> list[Price]:
    """Return the price in words that follows a plan's name in a head cell, such as `Contact Sales`."""
    text = document.text_of(cell)
    start = len(name) if text.startswith(name) else 0
    words = text[start:].strip(" -–—:|·")
    kind = read_words(words) if name else None
    if kind is None:
        return []
    place = text.find(words, start)
    amount = Decimal(0) if kind is PriceKind.FREE else None
    passage = passage_at(document, cell, place, place + len(words))
    return [Price(raw=words, kind=kind, amount=amount, passage=passage)]


def _compares(document: Document, columns: list[Column], below: list[_Row], names: frozenset[str]) -> bool:
    """Tell whether a table with these heads compares plans."""
    named = [column for column in columns if column.name]
    if not named:
        return False
    if (
        any(name_key(column.name) in names for column in named)
        or sum(bool(column.prices) for column in named) >= 1
    ):
        return True
    cells = [read_cell(document, cell) for row in below[:60] for cell in row.cells[1:]]
    marks = sum(cell.status in (ClaimStatus.OFFERED, ClaimStatus.ABSENT) for cell in cells)
    priced = any(_is_price_row(document, row) for row in below)
    return len(named) >= 2 and bool(cells) and (marks >= 0.3 * len(cells) or priced)


def _read_row(document: Document, row: _Row, columns: list[Column], hints: Hints) -> None:
    """Add what one row says to each column."""
    cells = row.cells[-len(columns) :] if len(row.cells) > len(columns) else row.cells[1:]
    if len(cells) != len(columns) or (len({id(cell) for cell in row.cells}) == 1):
        return
    name = _row_name(document, row.cells[0]) if len(row.cells) > len(columns) else ""
    if _is_price_row(document, row) or not name:
        for cell, column in zip(cells, columns, strict=True):
            column.prices += prices_in(document, cell, hints=hints) if document.text_of(cell) else []
        return
    told = [read_cell(document, cell) for cell in cells]
    if all(status.status is ClaimStatus.UNKNOWN for status in told):
        return
    passage = whole(document, row.element)
    badge_name, badge = read_badge(name)
    quantities = sum(bool(status.value and read_quantity(status.value)) for status in told)
    for status, column in zip(told, columns, strict=True):
        column.claims.append(_claim(badge_name, badge, status, passage))
        limit = (
            limit_of(badge_name, status.value, passage)
            if status.value and 2 * quantities >= len(told)
            else None
        )
        if limit is not None:
            column.limits.append(limit)


def _claim(name: str, badge: ClaimStatus, status: Status, passage: Passage) -> Claim:
    """Return the claim of one cell; a badge on the row's name holds where the cell says yes."""
    told = (
        badge if status.status is ClaimStatus.OFFERED and badge is not ClaimStatus.OFFERED else status.status
    )
    return Claim(name=name, status=told, value=status.value, passage=passage)


def _row_name(document: Document, cell: Tag) -> str:
    """Return the name of a row; where its cell explains it too, the first words that stand by themselves."""
    text = document.text_of(cell)
    if len(text) <= _LONG_NAME:
        return text
    for inner in cell.find_all(True):
        words = document.text_of(inner)
        if 2 <= len(words) <= _LONG_NAME:
            return words
    return text[:200]


def _is_price_row(document: Document, row: _Row) -> bool:
    """Tell whether a row states the prices of the plans."""
    if len(row.cells) < 2:
        return False
    text = document.text_of(row.cells[0])
    return _PRICE_ROW.fullmatch(text) is not None and any(
        re.search(r"[$€£]|\d", document.text_of(cell)) or read_words(document.text_of(cell))
        for cell in row.cells[1:]
    )


def _read_list(
    document: Document, head: _Row, below: list[_Row], hints: Hints, names: frozenset[str]
) -> list[Column]:
    """Read a table that lists one plan a row, under heads of which one is the price."""
    labels = [document.text_of(cell) for cell in head.cells]
    priced = [place for place, label in enumerate(labels) if place and _PRICE_ROW.fullmatch(label)]
    if not priced:
        return []
    columns = []
    for row in below:
        if len(row.cells) != len(head.cells):
            continue
        name = plan_name(document.text_of(row.cells[0]), hints=hints)
        prices = [price for place in priced for price in prices_in(document, row.cells[place], hints=hints)]
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
