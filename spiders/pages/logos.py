"""Logos: rows of pictures that name companies or products, and the words above each row."""

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice

from bs4 import Tag

from spiders.pages.document import Document, ancestors, attribute
from spiders.pages.indexes import HEADINGS, holds

MOST_PICTURES = 600
"""Pictures of one page that are looked at."""

_FEWEST = 4
"""Pictures of a row."""
_LEVELS = 6
"""Elements around a picture among which its row is looked for."""
_PIECES = 12
"""Pieces of text of words above a row."""
_FAR = 10
"""Pieces of text between words and the row that they stand above."""
_MARK = re.compile(
    r"(?<![a-z])(?:logos?|logotypes?|wordmark|customers?|clients?|brands?|trusted)(?![a-z])", re.IGNORECASE
)
_HEADS = HEADINGS | {"p", "span", "div"}
_PICTURES = frozenset({"img", "svg"})
_LONGEST_HEAD = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Pictures that stand together and little else."""

    pictures: tuple[Tag, ...]
    head: str
    """The nearest words above; empty when there are none near."""
    marked: bool
    """Whether most of the pictures are called logos, or the row is by its class."""


def find_rows(document: Document) -> list[Row]:
    """Return the rows of named pictures outside the chrome of a page, in reading order."""
    pictures = [
        one
        for one in islice((e for e in document.elements if e.name in ("img", "svg")), MOST_PICTURES)
        if not document.is_chrome(one) and document.text_of(one)
    ]
    held: defaultdict[int, list[Tag]] = defaultdict(list)
    for picture in pictures:
        for block in islice(ancestors(picture), _LEVELS):
            held[id(block)].append(picture)
    heads: list[tuple[int, str]] | None = None
    found: list[Row] = []
    taken: set[int] = set()
    for picture in (one for one in pictures if id(one) not in taken):
        for block in islice(ancestors(picture), _LEVELS):
            row = held[id(block)]
            if block.name in ("body", "main", "html") or not _is_row(document, block, row):
                continue
            taken |= {id(one) for one in row}
            heads = _heads(document) if heads is None else heads
            found.append(
                Row(
                    pictures=tuple(row), head=_head_of(document, heads, row[0]), marked=_is_marked(block, row)
                )
            )
            break
    return found


def _is_row(document: Document, block: Tag, row: list[Tag]) -> bool:
    if len(row) < _FEWEST:
        return False
    said = len(document.text_of(block)) - sum(len(document.text_of(one)) + 1 for one in row)
    return said <= 40 + 6 * len(row)


def _is_marked(block: Tag, row: list[Tag]) -> bool:
    called = sum(
        _MARK.search(
            f"{attribute(one, 'alt')} {attribute(one, 'src').rsplit('/', 1)[-1]} {attribute(one, 'class')}"
        )
        is not None
        for one in row
    )
    around = " ".join(attribute(one, "class") for one in (block, *islice(ancestors(block), 2)))
    return 2 * called >= len(row) or _MARK.search(around) is not None


def _heads(document: Document) -> list[tuple[int, str]]:
    """Return the short texts of a page that hold no picture, with the place at which each ends."""
    return [
        (document.span_of(one)[1], text)
        for one in document.elements
        if one.name in _HEADS
        and document.span_of(one)[1] - document.span_of(one)[0] <= _PIECES
        and 0 < len(text := document.text_of(one)) <= _LONGEST_HEAD
        and not holds(document, one, _PICTURES)
    ]


def _head_of(document: Document, heads: list[tuple[int, str]], picture: Tag) -> str:
    """Return the texts that end shortly before a picture, the nearest last."""
    start = document.span_of(picture)[0]
    return " ¶ ".join(dict.fromkeys(text for end, text in heads if start - _FAR <= end <= start))
