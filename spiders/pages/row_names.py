"""Row names: what the first cell of a row calls a feature, without what explains, marks or links it."""

import re

from bs4 import Tag

from spiders.pages.document import Document

LONGEST_NAME = 80
_MOST = 200
_HINT = re.compile(r"(?<=.)\s*[?ⓘℹ🛈]\ufe0f?$")
"""A sign after a name that shows an explanation when it is pointed at."""
_NOTE = re.compile(r"[\[(]?(?:\d{1,2}|[a-e]|[*†‡§]{1,3}|[¹²³⁴⁵⁶⁷⁸⁹])(?:, ?\d{1,2})*[\])]?")
_MARK = re.compile(r"(?<=[^\W\d_])\s?(?:[*†‡§]{1,3}|[¹²³⁴⁵⁶⁷⁸⁹]{1,2})$")
"""The mark of a footnote at the end of a name."""
_AFTER = re.compile(
    r"(?:per|pro|par|por|je|each|up to|in|incl\w*|monthly|yearly|gb|tb|mb)\b|[(/]", re.IGNORECASE
)
"""How a second line begins that belongs to the name: `per user`, `(GB)`."""
_EXPLAINS = 4
"""Words of a second line from which it explains the first."""
_FIRST_PARTS = 6
_JOINS = ",.:;)'’-–+®™*†‡"
"""Signs that may follow a name as part of it or of what is said of it."""
_SMALL = frozenset({"small", "em", "i", "p", "figcaption"})


def row_name(document: Document, cell: Tag) -> str:
    """Return the name of a row; where its cell explains it too, the first words that stand by themselves."""
    text = _without_note(document, cell, _HINT.sub("", _before_tips(document, cell)))
    first, *others = document.lines_of(cell)
    if others and text.startswith(first) and _explains(document, cell, first, others):
        text = _MARK.sub("", _HINT.sub("", first))
    if len(text) <= LONGEST_NAME:
        return text
    for inner in cell.find_all(True):
        words = document.text_of(inner)
        if 2 <= len(words) <= LONGEST_NAME:
            return words
    return text[:_MOST]


def leading_part(document: Document, cell: Tag) -> str:
    """Return the words of the first element of a cell that those after it touch, set apart by style alone; else nothing."""
    text = document.text_of(cell)
    for inner in cell.find_all(True, limit=_FIRST_PARTS):
        words = document.text_of(inner)
        if 2 <= len(words) < len(text) and text.startswith(words):
            after = text[len(words)]
            if words[-1].isalnum() and not after.isspace() and after not in _JOINS:
                return words
    return ""


def _before_tips(document: Document, cell: Tag) -> str:
    """Return the words of a cell before a button or a tip that explains them."""
    text = document.text_of(cell)
    for tip in cell.find_all(lambda tag: tag.name == "button" or tag.attrs.get("role") == "tooltip", limit=4):
        place = document.offset_of(tip, cell)
        if place and text[:place].strip():
            return text[:place].strip()
    return text


def _without_note(document: Document, cell: Tag, text: str) -> str:
    """Return a name without the mark of a footnote at its end."""
    for note in reversed(cell.find_all("sup", limit=3)):
        mark = document.text_of(note)
        if mark and text.endswith(mark) and len(mark) < len(text) and _NOTE.fullmatch(mark):
            text = text.removesuffix(mark).rstrip()
    return _MARK.sub("", text)


def _explains(document: Document, cell: Tag, first: str, others: list[str]) -> bool:
    """Tell whether the lines after the first explain it: a sentence, or small print."""
    rest = " ".join(others)
    if not re.search(r"[^\W\d_]{2}", first) or _AFTER.match(rest):
        return False
    if len(rest.split()) >= _EXPLAINS and (len(rest) > len(first) or rest.endswith(".")):
        return True
    return any(document.text_of(inner) == rest for inner in cell.find_all(_SMALL, limit=4))
