"""Clauses: the passages of terms, documentation and articles, each under its heading, so that a change can be told."""

import re
from collections.abc import Iterator

from bs4 import Tag

from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Statement, StatementKind
from spiders.pages.articles import is_article, is_discussion, is_prose
from spiders.pages.document import INLINE, Document
from spiders.pages.indexes import HEADINGS
from spiders.pages.passages import whole

MOST = 600
"""Passages of a page that are kept; the longest of the recorded terms of 2026 have some 480."""

_LEAST = 20
"""Characters below which a block is a label, no passage."""

_KINDS = {
    SourceKind.LEGAL: StatementKind.CLAUSE,
    SourceKind.DOCS: StatementKind.PASSAGE,
    SourceKind.BLOG: StatementKind.ARTICLE,
}
_BELIEVED = 0.6
"""Share of the passages outside the chrome that a main text holds at least; one that holds less has lost some."""
_SIGNS = re.compile(r"[\W_]+")


def read_clauses(document: Document, *, kind: SourceKind, main_text: str) -> tuple[Statement, ...]:
    """Return the passages of terms, of a guide or of one article that stand in its main text, in reading order.

    None of a page of another kind, and none of a page that lists articles: its entries come and go.
    """
    said = _KINDS.get(kind)
    if said is None or (said is StatementKind.ARTICLE and not _is_one_article(document)):
        return ()
    return tuple(_statements(document, said, main_text))


def _is_one_article(document: Document) -> bool:
    return (is_article(document) or is_prose(document)) and not is_discussion(document)


def _statements(document: Document, kind: StatementKind, main_text: str) -> Iterator[Statement]:
    named = list(_passages(document))
    held = _held([document.text_of(element) for _, element in named], main_text)
    own = [one for one, within in zip(named, held, strict=True) if within]
    for heading, element in own[:MOST]:
        passage = whole(document, element)
        yield Statement(kind=kind, subject=heading or kind.value, value=passage.quote, passage=passage)


def _passages(document: Document) -> Iterator[tuple[str, Tag]]:
    """Yield each passage outside the chrome with the heading above it."""
    heading = ""
    for element in document.elements:
        if element.name in HEADINGS:
            heading = document.text_of(element)[:120]
        elif _is_passage(document, element):
            yield heading, element


def _held(passages: list[str], main_text: str) -> list[bool]:
    """Tell which passages stand in a main text; all do where it holds too little of them to be believed."""
    lines = main_text.split("\n")
    known, words = set(map(_words, lines)), _words(main_text)
    held = [(own := _words(passage)) in known or own in words for passage in passages]
    within = sum(len(passage) for passage, inside in zip(passages, held, strict=True) if inside)
    return held if within >= _BELIEVED * sum(map(len, passages)) else [True] * len(passages)


def _words(text: str) -> str:
    """Return the words of a text between single spaces: extractors set signs and line ends each in their own way."""
    return f" {_SIGNS.sub(' ', text).strip()} "


def _is_passage(document: Document, element: Tag) -> bool:
    """Tell whether an element is a block of its own words, with no further block in it, outside the chrome."""
    if element.name in INLINE or document.is_chrome(element) or not element.contents:
        return False
    if any(
        isinstance(child, Tag) and child.name not in INLINE and child.name != "br"
        for child in element.contents
    ):
        return False
    return len(document.text_of(element)) >= _LEAST
