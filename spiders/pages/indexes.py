"""Indexes: what readers look for on every page, gathered once a page: the content beside the chrome, headings, words, nesting."""

from bisect import bisect_right
from collections.abc import Callable
from typing import TypeVar, cast

from bs4 import Tag
from bs4.element import NavigableString

from spiders.pages.document import Document

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SHORT_NAMES = HEADINGS | {"p", "span", "div"}
_PIECES = 12
"""Pieces of text of a short block."""
_LONGEST_SHORT = 120

_Index = TypeVar("_Index")


def content_of(document: Document) -> list[Tag]:
    """Return every element outside the chrome of a page, in document order."""
    return gathered(
        document, "content", lambda: [one for one in document.elements if not document.is_chrome(one)]
    )


def headings_of(document: Document) -> list[Tag]:
    """Return every heading of a page, in document order."""
    return gathered(document, "headings", lambda: [one for one in document.elements if one.name in HEADINGS])


def words_of(document: Document) -> dict[int, list[str]]:
    """Return what the elements outside the chrome say right within them, by identity; those that say nothing are left out."""
    return gathered(document, "words", lambda: _words(document))


def shorts_of(document: Document) -> list[tuple[Tag, int, int]]:
    """Return headings and blocks of a few words outside the chrome of a page, with their spans."""
    return gathered(document, "shorts", lambda: _shorts(document))


def holds(document: Document, element: Tag, names: frozenset[str]) -> bool:
    """Tell whether an element has one of these names within it, scripts and the like included."""
    if not element.contents:
        return False
    nest = gathered(document, "nest", lambda: _Nest(document))
    return nest.holds(element, names)


def gathered(document: Document, name: str, gather: Callable[[], _Index]) -> _Index:
    """Return what is gathered of a page under a name, the first time by a call."""
    if name not in document.gathered:
        document.gathered[name] = gather()
    return cast("_Index", document.gathered[name])


def _words(document: Document) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for element in content_of(document):
        words: list[str] = [
            child for child in element.contents if type(child) is NavigableString and not child.isspace()
        ]
        if words:
            found[id(element)] = words
    return found


def _shorts(document: Document) -> list[tuple[Tag, int, int]]:
    found: list[tuple[Tag, int, int]] = []
    for element in content_of(document):
        if element.name in _SHORT_NAMES:
            start, end = document.span_of(element)
            if end - start <= _PIECES and 0 < len(document.text_of(element)) <= _LONGEST_SHORT:
                found.append((element, start, end))
    return found


class _Nest:
    """Where each element of a page begins and ends, counted in elements."""

    def __init__(self, document: Document) -> None:
        every = [one for one in document.soup.descendants if isinstance(one, Tag)]
        self._begins = {id(one): place for place, one in enumerate(every)}
        self._ends = list(range(1, len(every) + 1))
        self._every = every
        self._places: dict[frozenset[str], list[int]] = {}
        for place in range(len(every) - 1, -1, -1):
            above = self._begins.get(id(every[place].parent))
            if above is not None and self._ends[above] < self._ends[place]:
                self._ends[above] = self._ends[place]

    def holds(self, element: Tag, names: frozenset[str]) -> bool:
        places = self._places.get(names)
        if places is None:
            places = self._places[names] = [n for n, one in enumerate(self._every) if one.name in names]
        begin = self._begins[id(element)]
        following = bisect_right(places, begin)
        return following < len(places) and places[following] < self._ends[begin]
