"""Grids: rows and cells side by side, whatever they are made of: tables, roles, or blocks that repeat."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import Tag
from bs4.element import NavigableString

from spiders.pages.document import INLINE, UNSEEN, Document, ancestors, attribute
from spiders.pages.indexes import HEADINGS, content_of, gathered, holds

MOST_COLUMNS = 30
MOST_ROWS = 2_000
MOST_CELLS = 1_500
"""Children of one block that are looked at as cells."""
LOOSE = 9
"""Cells in one block from which they may be several rows."""
LONGEST_CELL = 200
_FEW = 3
"""Characters of a block that may be a cell."""

_CURRENCY = re.compile(r"[$€£¥₹₩₽₪₺]|\b[A-Z]{3}\b")
_ROLES = frozenset({"table", "grid", "treegrid"})
_CELL_ROLES = frozenset({"cell", "gridcell", "columnheader", "rowheader"})
_NO_CELLS = UNSEEN | {"br", "hr", "input", "select", "wbr", "col", "colgroup", "option", "noscript"}
_NO_ROWS = frozenset(
    ["html", "body", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "nav", "form", "select", "p", "a",
     "button", "summary", "svg", "h1", "h2", "h3", "h4", "h5", "h6", "dl", "dt", "dd", "label", "picture"]
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row as it stands on the page."""

    element: Tag
    """What holds the row, or the cell that names it where nothing holds it."""
    cells: list[Tag]
    """A cell for each column; one that spans several stands in each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Rows that stand together."""

    rows: list[Row]
    declared: bool
    """Whether the page itself calls it a table."""


def find_grids(document: Document) -> list[Grid]:
    """Return the grids of a page outside its chrome, in reading order.

    A grid is a table that stands in no other, an element with the role of one, or the children of one
    element that have the same number of short children. A row of blocks that has no like beside it is
    a grid of one row: it may be the head of grids that follow, or hold all cells of one.
    """
    return gathered(document, "grids", lambda: _grids(document))


def _grids(document: Document) -> list[Grid]:
    blocks, layout = _block_rows(document), _layout(document)
    found: list[Grid] = []
    taken: set[int] = set()
    for element in content_of(document):
        if element.name == "table":
            if id(element) not in layout and not any(
                above.name == "table" and id(above) not in layout for above in ancestors(element)
            ):
                found.append(Grid(rows=[row for row in _table_rows(element) if row.cells], declared=True))
        elif element.attrs.get("role") in _ROLES:
            found.append(Grid(rows=[row for row in _role_rows(element) if row.cells], declared=True))
        elif id(element) in blocks and id(element) not in taken:
            width, parent = len(blocks[id(element)]), element.parent
            alike = [
                sibling
                for sibling in (parent.contents if parent is not None else [])
                if isinstance(sibling, Tag) and len(blocks.get(id(sibling), ())) == width
            ]
            taken |= {id(sibling) for sibling in alike}
            rows = [Row(element=row, cells=blocks[id(row)]) for row in alike[:MOST_ROWS]]
            found.append(Grid(rows=rows, declared=False))
    return found


def _layout(document: Document) -> set[int]:
    """Return the tables that only lay out a page: a cell of theirs holds a table and much else.

    Each table is asked for the cell around it, and never a cell for its tables: pages nest them by the thousand.
    """
    found: set[int] = set()
    for table in document.named["table"]:
        cell = table.find_parent("td")
        around = cell.find_parent("table") if cell is not None else None
        if cell is None or around is None or id(around) in found:
            continue
        if len(document.text_of(cell)) > LONGEST_CELL:
            found.add(id(around))
    return found


def children_of(element: Tag) -> list[Tag]:
    """Return the elements right within an element that a visitor may see."""
    return [child for child in element.contents if isinstance(child, Tag) and child.name not in _NO_CELLS]


def _table_rows(table: Tag) -> Iterator[Row]:
    """Yield the rows of a table; cells that span rows or columns stand in each, and tables within it are not its own."""
    hanging: dict[int, tuple[Tag, int]] = {}
    for place, row in enumerate(table.find_all("tr")):
        if place >= MOST_ROWS:
            return
        if row.find_parent("table") is not table:
            continue
        cells: list[Tag] = []
        for cell in row.find_all(["td", "th"], recursive=False):
            _hang(cells, hanging)
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            for _ in range(across):
                if down > 1:
                    hanging[len(cells)] = (cell, down - 1)
                cells.append(cell)
        _hang(cells, hanging)
        yield Row(element=row, cells=cells[:MOST_COLUMNS])


def _hang(cells: list[Tag], hanging: dict[int, tuple[Tag, int]]) -> None:
    """Add to a row the cells of rows above that reach down to its next place."""
    while len(cells) in hanging:
        place = len(cells)
        cell, left = hanging.pop(place)
        if left > 1:
            hanging[-place - 1] = (cell, left - 1)
        cells.append(cell)
    for key in [key for key in hanging if key < 0 and -key - 1 < len(cells)]:
        hanging[-key - 1] = hanging.pop(key)


def _span(cell: Tag, name: str) -> int:
    """Return over how many rows or columns a cell says that it reaches."""
    span = attribute(cell, name)
    return max(1, min(int(span), MOST_COLUMNS)) if span.isascii() and span.isdigit() else 1


def _role_rows(table: Tag) -> Iterator[Row]:
    """Yield the rows of an element that is a table by its role."""
    for place, row in enumerate(table.find_all(True, attrs={"role": "row"})):
        if place >= MOST_ROWS:
            return
        cells: list[Tag] = []
        for cell in row.find_all(True, limit=400):
            if attribute(cell, "role") in _CELL_ROLES:
                cells += [cell] * _span(cell, "aria-colspan")
        yield Row(element=row, cells=cells[:MOST_COLUMNS])


def _block_rows(document: Document) -> dict[int, list[Tag]]:
    """Return the blocks that look like rows, by identity, with their cells.

    Where a block and those within it look alike, the inner ones are the rows, unless they are only the
    words of a cell.
    """
    rows: dict[int, list[Tag]] = {}
    worded: set[int] = set()
    wrapped: dict[int, tuple[Tag, list[Tag]]] = {}
    declared = {
        id(inner)
        for table in document.elements
        if table.attrs.get("role") in _ROLES
        for inner in table.find_all(True)
    }
    for element in reversed(content_of(document)):
        if element.name in _NO_ROWS or id(element) in declared:
            continue
        cells = children_of(element)
        if len(cells) == 2 and (inner := _wrapped(document, cells, rows)):
            rows.pop(id(cells[1]), None)
            wrapped[id(element)] = (cells[1], inner)
            cells = [cells[0], *inner]
        elif any(id(cell) in rows and id(cell) not in worded for cell in cells):
            continue
        if not 3 <= len(cells) <= MOST_CELLS or not _is_row(document, element, cells):
            continue
        lines = [cell for cell in cells if id(cell) in worded and id(cell) in rows]
        if (
            len(lines) >= 2
            and len({len(rows[id(line)]) for line in lines}) == 1
            and 2 * len(lines) >= len(cells)
        ):
            continue
        for line in lines:
            rows.pop(id(line), None)
        rows[id(element)] = cells
        if all(cell.name in INLINE for cell in cells):
            worded.add(id(element))
    _unwrap(document, rows, wrapped)
    return rows


def _unwrap(
    document: Document, rows: dict[int, list[Tag]], wrapped: dict[int, tuple[Tag, list[Tag]]]
) -> None:
    """Undo the rows that were only a heading above the one row of its group: their like stands elsewhere by itself."""
    kept = {place: part for place, part in wrapped.items() if place in rows}
    makes = Counter((*_make(holder), len(inner)) for holder, inner in kept.values())
    alone = {len(cells) for place, cells in rows.items() if place not in kept}
    for place, (holder, inner) in kept.items():
        if len(inner) in alone and (
            makes[*_make(holder), len(inner)] < _FEW or _heads_group(document, inner)
        ):
            del rows[place]
            if len(inner) >= 3 and _is_row(document, holder, inner):
                rows[id(holder)] = inner


def _heads_group(document: Document, inner: list[Tag]) -> bool:
    """Tell whether the cells within a holder begin with the name of a row: no other is as long."""
    lengths = [len(document.text_of(cell)) for cell in inner]
    return lengths[0] > max(lengths[1:])


def _wrapped(document: Document, cells: list[Tag], rows: dict[int, list[Tag]]) -> list[Tag]:
    """Return the cells in the second of two blocks, where the first is a name and the second holds nothing but cells."""
    label, holder = cells
    if id(label) in rows or holder.name in _NO_ROWS - {"dl"}:
        return []
    inner = children_of(holder)
    if label.name in HEADINGS and len(inner) >= LOOSE:
        return []  # a heading above loose cells that make several rows
    if not 2 <= len(inner) <= MOST_CELLS or _own_words(holder) or _is_price(document, holder, inner):
        return []
    if any(cell.name in HEADINGS or holds(document, cell, HEADINGS) for cell in inner):
        return []  # the parts of a card, of which one is its heading
    return inner


def _is_price(document: Document, element: Tag, cells: list[Tag]) -> bool:
    """Tell whether a block with these children is one price in parts: sign, whole, cents, terms."""
    if any(cell.name not in INLINE and cell.name != "sup" for cell in cells):
        return False
    text = document.text_of(element)
    return len(text) <= LONGEST_CELL and len(_CURRENCY.findall(text)) == 1


def _own_words(element: Tag) -> bool:
    """Tell whether an element holds words of its own beside its children."""
    return any(type(child) is NavigableString and child.strip() for child in element.contents)


def _is_row(document: Document, element: Tag, cells: list[Tag]) -> bool:
    """Tell whether the children of a block can be cells: short, and not all empty."""
    if _own_words(element) or _is_price(document, element, cells):
        return False
    heads = [place for place, cell in enumerate(cells) if cell.name in HEADINGS]
    if heads and heads[-1] - heads[0] >= len(heads):
        return False  # a text in parts, each below a heading of its own
    filled = 0
    for cell in cells:
        if cell.name in ("table", "form", "nav", "section", "article", "footer") and len(cells) < 3:
            return False
        text = document.text_of(cell)
        if len(text) > LONGEST_CELL:
            return False
        filled += bool(text)
    return filled >= 1


def _make(element: Tag) -> tuple[str, str]:
    return element.name, attribute(element, "class")
