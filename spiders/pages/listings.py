"""Listings: names with values beside them, one list for each plan or one for each feature."""

import re
from collections.abc import Callable, Iterator, Sequence

from bs4 import Tag

from rivalscope.domain.page import ClaimStatus
from spiders.pages.badges import read_badge
from spiders.pages.columns import Column, claim_of
from spiders.pages.currencies import Hints
from spiders.pages.document import Document, ancestors
from spiders.pages.grids import children_of
from spiders.pages.indexes import content_of
from spiders.pages.money import find_money
from spiders.pages.names import name_key, plan_name
from spiders.pages.passages import whole
from spiders.pages.quantities import limit_of, read_quantity
from spiders.pages.statuses import read_cell_of, read_value
from spiders.pages.toggles import panels_of

MOST_LISTS = 1_000
LONGEST_NAME = 100
LONGEST_VALUE = 160
_ICONS = frozenset({"img", "svg", "i"})
_TELLING = (ClaimStatus.OFFERED, ClaimStatus.ABSENT)
_NO_PAIR = ["a", "button", "ul", "ol", "dl", "table"]
LEAST_PAIRS = 3
"""Pairs of blocks that stand together before they are a list; a definition list says itself that it is one."""

_LETTERS = re.compile(r"[^\W\d_]{2}")
_SENTENCE = re.compile(r"(?:\S+\s+){5,}\S+[.!?。]$")
_HIGHEST = 6
_FARTHEST = 4
_FIRST_PARTS = 12
_LONGEST_HEAD = 400

Pair = tuple[Tag, Tag, Tag]
"""What holds a name and its value, the name, the value."""


class Listings:
    """Reads the lists of one page with the names of its plans."""

    def __init__(self, document: Document, *, hints: Hints, names: Sequence[str]) -> None:
        self._document = document
        self._hints = hints
        self._names = {name_key(name): name for name in names if name}
        self.pairs: set[int] = set()
        """Elements that were read as a name with its value."""

    def read(self) -> list[Column]:
        """Return what the lists of a page say of its plans: a list in the part of one plan, or plans under a feature."""
        columns: list[Column] = []
        for place, pairs in enumerate(_lists(self._document) if self._names else ()):
            if place >= MOST_LISTS:
                break
            labels = [self._plan(self._document.text_of(label)) for _, label, _ in pairs]
            known = {label for label in labels if label}
            if len(known) >= min(2, len(self._names)) and 2 * len(known) >= len(pairs):
                columns += self._of_feature(pairs, labels)
            elif not known:
                columns += self._of_plan(pairs)
        return columns

    def _plan(self, text: str) -> str:
        """Return the known plan that a text names; empty when it names none."""
        if not 0 < len(text) <= LONGEST_NAME:
            return ""
        known = self._names.get(name_key(text))
        return known or self._names.get(name_key(plan_name(text, hints=self._hints)), "")

    def _of_plan(self, pairs: list[Pair]) -> Iterator[Column]:
        """Yield what a list in the part of one plan says of it."""
        owner = self._owner(pairs[0][0], self._plan)
        if owner:
            column = Column(name=owner)
            for holder, label, value in pairs:
                self._add(column, self._document.text_of(label), value, holder)
            yield column

    def _of_feature(self, pairs: list[Pair], labels: list[str]) -> Iterator[Column]:
        """Yield what a list of plans under the name of a feature says of each."""
        feature = self._owner(pairs[0][0], self._feature)
        for (holder, _, value), plan in zip(pairs, labels, strict=True):
            if feature and plan:
                column = Column(name=plan)
                self._add(column, feature, value, holder)
                yield column

    def _feature(self, text: str) -> str:
        """Return a text that may name a feature; empty for others, and for prices."""
        good = (
            2 <= len(text) <= LONGEST_NAME
            and _LETTERS.search(text)
            and not find_money(text, hints=self._hints)
            and not _SENTENCE.search(text)
        )
        return text if good and not self._plan(text) else ""

    def _owner(self, place: Tag, told: Callable[[str], str]) -> str:
        """Return what the nearest words before or around a list name."""
        document = self._document
        for above in (place, *_first(ancestors(place), _HIGHEST)):
            if above.name in ("body", "main", "html"):
                return ""
            label = panels_of(document).label_of(above)
            if label and (name := told(label)):
                return name
            for before in _first(
                (sibling for sibling in above.previous_siblings if isinstance(sibling, Tag)), _FARTHEST
            ):
                found = self._named_in(before, told)
                if found:
                    return found.pop() if len(found) == 1 else ""
        return ""

    def _named_in(self, element: Tag, told: Callable[[str], str]) -> set[str]:
        """Return what an element, or else the first few in it, name; nothing for one that says much more."""
        text = self._document.text_of(element)
        if len(text) > _LONGEST_HEAD:
            return set()
        name = told(text)
        if name:
            return {name}
        inner = (self._document.text_of(part) for part in element.find_all(True, limit=_FIRST_PARTS))
        return {name for words in inner if words and (name := told(words))}

    def _add(self, column: Column, name: str, value: Tag, holder: Tag) -> None:
        """Add what a name and its value say; a price is none of it."""
        document = self._document
        text = document.text_of(value)
        if not 2 <= len(name) <= LONGEST_NAME or len(text) > LONGEST_VALUE:
            return
        told = read_cell_of(document, value, plan=column.name, feature=name)
        if told.status is ClaimStatus.UNKNOWN or (told.value and find_money(told.value, hints=self._hints)):
            return
        self.pairs.add(id(holder))
        name, badge = read_badge(name)
        passage = whole(document, holder)
        column.claims.append(claim_of(name, badge, told, passage))
        limit = limit_of(name, told.value, passage) if told.value and read_quantity(told.value) else None
        column.limits += [limit] if limit else []


def _lists(document: Document) -> Iterator[list[Pair]]:
    """Yield the lists of a page: definition lists, and siblings of which each holds a name and a value."""
    seen: set[int] = set()
    for element in content_of(document):
        if id(element) in seen:
            continue
        if element.name == "dl":
            pairs = list(_definitions(element))
            if pairs:
                yield pairs
        elif (
            element.name in ("div", "li", "tr", "p", "section")
            and element.parent is not None
            and element.parent.name != "dl"
        ):
            alike = [
                sibling
                for sibling in element.parent.contents
                if isinstance(sibling, Tag) and sibling.name == element.name
            ]
            seen |= {id(sibling) for sibling in alike}
            pairs = [pair for sibling in alike if (pair := _pair(document, sibling)) is not None]
            if len(pairs) >= LEAST_PAIRS and 2 * len(pairs) >= len(alike):
                yield pairs


def _pair(document: Document, element: Tag) -> Pair | None:
    """Return the name and value that an element holds and nothing else; None when it is not so."""
    parts = children_of(element)
    if len(parts) != 2 or any(part.name in _NO_PAIR or part.find(_NO_PAIR) for part in parts):
        return None
    label, value = parts
    if label.name in _ICONS or read_value(document.text_of(label)).status in _TELLING:
        return None  # a tick before the words of a line
    name, words = document.text_of(label), document.text_of(value)
    if not 2 <= len(name) <= LONGEST_NAME or len(words) > LONGEST_VALUE or not _LETTERS.search(name):
        return None
    whole_text = document.text_of(element)
    return (element, label, value) if len(whole_text) <= len(name) + len(words) + 2 else None


def _definitions(element: Tag) -> Iterator[Pair]:
    """Yield the terms of a definition list with what is said of each."""
    label: Tag | None = None
    for part in element.find_all(["dt", "dd"]):
        if part.name == "dt":
            label = part
        elif label is not None:
            parent = part.parent
            alone = parent is not None and parent is not element and len(parent.find_all("dt")) == 1
            yield (
                (parent if alone and parent is not None else part if part.get_text().strip() else label),
                label,
                part,
            )
            label = None


def _first(elements: Iterator[Tag], most: int) -> Iterator[Tag]:
    for place, element in enumerate(elements):
        if place >= most:
            return
        yield element
