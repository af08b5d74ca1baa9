"""Flat grids: cells that stand in one block one after another, where only their order makes rows."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator

from bs4 import Tag

from rivalscope.domain.page import ClaimStatus
from spiders.pages.document import Document, attribute
from spiders.pages.grids import Row
from spiders.pages.statuses import read_cell

_LEAST, _MOST = 3, 12
"""Columns that a flat grid may have, the names of its rows included."""
_LOOKED_AT = 120
_MARKED = 0.3
"""Share of the cells beside the names that say yes or no, from which order alone makes rows."""

_TEMPLATE = re.compile(r"(?:grid-template-columns|--(?:cols?|columns))\s*:\s*([^;]+)")
_REPEAT = re.compile(r"repeat\(\s*(\d+)\s*,[^()]*(?:\([^()]*\))?[^()]*\)")
_CALL = re.compile(r"[\w-]+\([^()]*\)|\[[^\]]*\]")
_COUNTED = re.compile(r"(?:^|[\s:])(?:grid-)?(?:cols?|columns)-(\d{1,2})(?=$|\s)")
_TELLING = (ClaimStatus.OFFERED, ClaimStatus.ABSENT)


def split_named(cells: list[Tag], heads: list[bool]) -> list[Row]:
    """Return the rows of cells of which `heads` tells which name plans; none where those do not stand together.

    What stands between rows and has another make than the cells that name rows is a heading.
    """
    first = heads.index(True)
    width = next((place for place, head in enumerate(heads[first:]) if not head), 0)
    if width < 2 or len(cells) < 3 * width:
        return []
    head = Row(element=cells[first], cells=[cells[max(0, first - 1)], *cells[first : first + width]])
    rest = cells[first + width :]
    return [head, *_rows(rest, width + 1, _label_make(rest, width))]


def split_strange(document: Document, holder: Tag, cells: list[Tag], *, before: int) -> list[Row]:
    """Return the rows of cells of which none names a known plan; none where nothing tells how many make a row.

    The style or class of the block tells it, or the makes of its cells, or that the cells of some
    columns say yes and no. `before` is how many columns the last grid had, 0 for none.
    """
    for width in _widths(document, holder, cells, before):
        if not _LEAST <= width <= _MOST or 2 * width > len(cells):
            continue
        rest = cells[width:] if _opens(document, cells, width) else cells
        label = _label_make(rest, width - 1)
        rows = _rows(rest, width, label)
        if rows and len(rest) < len(cells):
            rows = [Row(element=cells[0], cells=cells[:width]), *rows]
        if len(rows) >= 2 and _fits(document, rows[1:]):
            return rows
    return []


def _widths(document: Document, holder: Tag, cells: list[Tag], before: int) -> Iterator[int]:
    """Yield how many cells may make a row, the surest and cheapest first."""
    yield _stated(holder)
    yield _by_makes(cells)
    yield _by_marks(document, cells, before)


def _rows(rest: list[Tag], width: int, label: tuple[str, str] | None) -> list[Row]:
    """Return rows of so many cells; where rows' names have a make of their own, what has none of it is a heading."""
    common = Counter(_make(cell) for cell in rest).most_common(1)
    rows, place = [], 0
    while place + width <= len(rest):
        make = _make(rest[place])
        if (label is not None and make != label) or (label is None and common and make != common[0][0]):
            place += 1
            continue
        rows.append(Row(element=rest[place], cells=rest[place : place + width]))
        place += width
    return rows


def _opens(document: Document, cells: list[Tag], width: int) -> bool:
    """Tell whether the first cells are a row of heads: they say neither yes nor no, and look otherwise than those below."""
    head, below = cells[:width], cells[width : 2 * width]
    if any(read_cell(document, cell).status in _TELLING for cell in head[1:]):
        return False
    if not document.text_of(head[0]) or not all(_make(cell) != _make(head[1]) for cell in below[1:]):
        return bool(document.text_of(head[1]))
    return any(read_cell(document, cell).status in _TELLING for cell in below[1:])


def _fits(document: Document, rows: list[Row]) -> bool:
    """Tell whether rows begin with words that are all different, and enough of their other cells say yes or no."""
    names = [document.text_of(row.cells[0]) for row in rows]
    if len(set(names)) < len(names) or not all(re.search(r"[^\W\d_]{2}", name) for name in names):
        return False
    said = [read_cell(document, cell).status for row in rows[:_LOOKED_AT] for cell in row.cells[1:]]
    return sum(status in _TELLING for status in said) >= _MARKED * len(said)


def _stated(holder: Tag) -> int:
    """Return how many columns the style or class of a block says that it has; 0 where they do not."""
    template = _TEMPLATE.search(attribute(holder, "style"))
    if template is None:
        counts = _COUNTED.findall(attribute(holder, "class"))
        return max((int(count) for count in counts), default=0)
    told = template[1].strip()
    if told.isdigit():
        return int(told)
    repeated = sum(int(count) for count in _REPEAT.findall(told))
    return repeated + len(_CALL.sub("x", _REPEAT.sub("", told)).split())


def _by_makes(cells: list[Tag]) -> int:
    """Return after how many cells one of the same make comes again, for the make that does so most evenly; else 0."""
    places: dict[tuple[str, str], list[int]] = {}
    for place, cell in enumerate(cells[:_LOOKED_AT]):
        places.setdefault(_make(cell), []).append(place)
    best, count = 0, 1
    for found in places.values():
        steps = Counter(after - at for at, after in itertools.pairwise(found))
        for step, times in steps.most_common(1):
            if step >= _LEAST and times > count and 2 * times >= sum(steps.values()):
                best, count = step, times
    return best


def _by_marks(document: Document, cells: list[Tag], before: int) -> int:
    """Return how many cells make a row where all are of one make: those at its begin never say yes or no, others do."""
    told = [read_cell(document, cell).status in _TELLING for cell in cells[:_LOOKED_AT]]
    if 4 * sum(told) < len(told):
        return 0
    widths: list[int] = [before, *range(_LEAST, _MOST + 1)]
    for width in widths:
        if (
            width >= _LEAST
            and len(cells) % width == 0
            and not any(told[::width])
            and all(any(told[place::width]) for place in range(1, width))
        ):
            return width
    return 0


def _label_make(rest: list[Tag], width: int) -> tuple[str, str] | None:
    """Return the make that the cells with the names of rows share; None when all cells are of one make."""
    for place, cell in enumerate(rest[: 3 * (width + 1)]):
        following = rest[place + 1 : place + width + 1]
        alike = {_make(other) for other in following}
        if _make(cell) in alike:
            continue
        after = rest[place + width + 1 : place + width + 2]
        count = sum(_make(other) == _make(cell) for other in rest)
        if len(alike) <= 2 and (not after or count * (width + 1) * 2 >= len(rest)):
            return _make(cell)
    return None


def _make(element: Tag) -> tuple[str, str]:
    return element.name, attribute(element, "class")
