"""Extra rows: what a page sells beside its plans in rows of a name and a price: entries of lists, tiles, boxes to tick."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from bs4 import Tag

from rivalscope.domain.page import Plan, Price
from spiders.pages.allowances import without_allowance
from spiders.pages.currencies import Hints
from spiders.pages.document import Document, ancestors, attribute
from spiders.pages.elsewhere import is_elsewhere
from spiders.pages.fee_words import HEADS, OTHER_MONEY
from spiders.pages.fees import clean_name, is_own_words, prices_of
from spiders.pages.indexes import HEADINGS, content_of
from spiders.pages.money import find_money
from spiders.pages.other_sums import is_other_sum

_ROWS = frozenset({"li", "div", "a", "label", "figure", "p", "article"})
_LONGEST_ROW, _LONGEST_NAME = 160, 70
_MOST_PRICES = 3
_LEAST = 2
_HIGHEST = 5
_NEAR = 25
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]{2}|[\u3040-\u30ff\u3400-\u9fff]")


def read_rows(
    document: Document, plans: Sequence[Plan], *, hints: Hints
) -> Iterator[tuple[str, list[Price], Tag]]:
    """Yield the name and the prices of each row, with its element; rows of a plan's own card are none.

    Rows stand side by side and are made alike, at least two of them and most of all with a price, which says what it
    pays for; bare amounts count below a heading that speaks of extras.
    """
    owners = _owners(document, plans)
    for family in _families(document):
        told = [(row, found) for row in family if (found := _prices(document, row, hints))]
        ticked = family[0].name == "label" and all(_is_ticked(row) for row in family)
        if len(told) < (1 if ticked else _LEAST) or 2 * len(told) < len(family):
            continue
        if any(_is_in_card(row, owners) for row, _ in told):
            continue
        titled = HEADS.search(_title(document, family[0])) is not None
        sure = sum(any(price.period or price.unit for price in found) for _, found in told)
        if not titled and 2 * sure <= len(told):
            continue
        for row, found in told:
            name = _name(document, row, hints)
            if name and not OTHER_MONEY.search(name):
                yield name, found, row


def _families(document: Document) -> Iterator[list[Tag]]:
    """Yield rows that stand side by side and have one make, each family once."""
    families: defaultdict[tuple[int, str, str], list[Tag]] = defaultdict(list)
    for element in content_of(document):
        if element.name in _ROWS and element.parent is not None:
            text = document.text_of(element)
            if 4 < len(text) <= _LONGEST_ROW:
                key = id(element.parent), element.name, attribute(element, "class")
                families[key].append(element)
    for family in families.values():
        if any(_DIGIT.search(document.text_of(row)) for row in family):
            yield family


def _prices(document: Document, row: Tag, hints: Hints) -> list[Price]:
    """Return the prices of a row that says little else; none where its words are of other money."""
    text = document.text_of(row)
    if (
        not _DIGIT.search(text)
        or text.endswith((".", "?", "。"))
        or "table" in (above.name for above in ancestors(row))
    ):
        return []
    found = find_money(text.replace("+", " "), hints=hints)
    if not 0 < len(found) <= _MOST_PRICES or not _WORD.search(text[: found[0].start]):
        return []
    near = text[max(0, found[0].start - _NEAR) : found[-1].end + _NEAR]
    if OTHER_MONEY.search(without_allowance(near)) or is_elsewhere(document, row) or is_other_sum(document, row) or not is_own_words(document, row):  # fmt: skip
        return []
    return prices_of(document, row, hints=hints)


def _name(document: Document, row: Tag, hints: Hints) -> str:
    """Return what a row is called: its heading or first part, or all that stands before its first amount."""
    text = document.text_of(row)
    found = find_money(text.replace("+", " "), hints=hints)
    before = text[: found[0].start] if found else text
    for part in row.find_all(True, limit=8):
        words = document.text_of(part)
        if words and before.startswith(words) and _WORD.search(words):
            before = words
            break
    name = clean_name(before)
    return name if len(name) <= _LONGEST_NAME else ""


def _owners(document: Document, plans: Sequence[Plan]) -> dict[int, set[str]]:
    """Return for each element around a plan's prices which plans those are of."""
    owners: defaultdict[int, set[str]] = defaultdict(set)
    for plan in plans:
        for selector in {price.passage.selector for price in plan.prices}:
            if selector.startswith("html"):
                place = document.find(selector)
                for above in (place, *ancestors(place)):
                    owners[id(above)].add(plan.name)
    return owners


def _is_in_card(row: Tag, owners: dict[int, set[str]]) -> bool:
    """Tell whether a row holds a plan's price or stands in the card of one: what is around it holds that plan's price alone."""
    if id(row) in owners:
        return True
    for _, above in zip(range(_HIGHEST), ancestors(row), strict=False):
        if above.name in ("body", "main", "html"):
            return False
        if id(above) in owners:
            return len(owners[id(above)]) == 1
    return False


def _is_ticked(row: Tag) -> bool:
    box = row.find("input") or row.find_previous_sibling("input")
    return isinstance(box, Tag) and attribute(box, "type") == "checkbox"


def _title(document: Document, place: Tag) -> str:
    heading = place.find_previous([*sorted(HEADINGS), "legend"])
    return document.text_of(heading) if isinstance(heading, Tag) else ""
