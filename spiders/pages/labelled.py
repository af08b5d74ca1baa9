"""Labelled prices: rows of amounts in a card, each with a label, that would else be taken for a plan each."""

from collections import Counter, defaultdict

from bs4 import Tag

from spiders.pages.currencies import Hints
from spiders.pages.document import Document, ancestors, attribute
from spiders.pages.indexes import holds
from spiders.pages.names import name_key, plan_name

_HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
_ROWS = frozenset({"dd", "dt", "dl", "label"})
_LABELS = frozenset({"label"})
_HOLDERS = frozenset({"li", "div", "section", "article"})
_HIGHEST = 6
_LEAST = 2


def owners_of(document: Document, blocks: list[Tag], *, hints: Hints) -> dict[int, tuple[str, Tag]]:
    """Return the plans whose parts hold labelled prices, by the identity of the price's block: name and part.

    Blocks in definition lists and in labels of a form are such when their parts stand side by side, alike,
    each below a heading of its own, and a label of one part is that of another too.
    """
    parts: dict[tuple[int, str, str], dict[int, tuple[Tag, list[Tag]]]] = defaultdict(dict)
    for block in blocks:
        if _is_row(document, block):
            part = _part_of(document, block)
            if part is not None:
                family = (id(part.parent), part.name, attribute(part, "class"))
                parts[family].setdefault(id(part), (part, []))[1].append(block)
    owners: dict[int, tuple[str, Tag]] = {}
    for alike in parts.values():
        told = [{_label(document, block) for block in held} for _, held in alike.values()]
        labels = Counter(label for each in told for label in each)
        several = sum(len(each) > 1 for each in told)
        if len(alike) < _LEAST or max(labels.values()) < _LEAST or 2 * several < len(alike):
            continue
        for part, held in alike.values():
            heading = part.find(_HEADINGS)
            name = plan_name(document.text_of(heading), hints=hints) if isinstance(heading, Tag) else ""
            if name:
                owners |= {id(block): (name, part) for block in held}
    return owners


def _is_row(document: Document, block: Tag) -> bool:
    """Tell whether a price stands in a definition list or in a label of a form, or around one."""
    near = any(above.name in _ROWS for above in _near(block))
    return near or block.name in _ROWS or holds(document, block, _LABELS)


def _near(block: Tag) -> list[Tag]:
    return [above for _, above in zip(range(3), ancestors(block), strict=False)]


def _part_of(document: Document, block: Tag) -> Tag | None:
    """Return the nearest element around a row that holds a heading before it; None when that heads several such."""
    for _, above in zip(range(_HIGHEST), ancestors(block), strict=False):
        if above.name in ("body", "main", "html"):
            return None
        if above.name in _HOLDERS and holds(document, above, _HEADINGS):
            return above if len(above.find_all(_HEADINGS, limit=2)) == 1 else None
    return None


def _label(document: Document, block: Tag) -> str:
    """Return what labels a price: the term before it, or the words of its row without figures."""
    term = block.find_previous("dt") if block.name == "dd" or block.find_parent("dd") is not None else None
    text = document.text_of(term if isinstance(term, Tag) else block)
    return name_key("".join(sign for sign in text if not sign.isdigit()))
