"""Clauses: the passages of terms and documentation, each under its heading, so that a change of one can be told."""

from collections.abc import Iterator

from bs4 import Tag

from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Statement, StatementKind
from spiders.pages.document import INLINE, Document
from spiders.pages.passages import whole

MOST = 600
"""Passages of a page that are kept; the longest of the recorded terms of 2026 have some 480."""

_LEAST = 20
"""Characters below which a block is a label, no passage."""

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_KINDS = {SourceKind.LEGAL: StatementKind.CLAUSE, SourceKind.DOCS: StatementKind.PASSAGE}


def read_clauses(document: Document, *, kind: SourceKind) -> tuple[Statement, ...]:
    """Return the passages of a legal or documentation page in reading order; none of a page of another kind."""
    said = _KINDS.get(kind)
    if said is None:
        return ()
    return tuple(_statements(document, said))


def _statements(document: Document, kind: StatementKind) -> Iterator[Statement]:
    heading, found = "", 0
    for element in document.elements:
        if element.name in _HEADINGS:
            heading = document.text_of(element)[:120]
        elif found < MOST and _is_passage(document, element):
            found += 1
            passage = whole(document, element)
            yield Statement(kind=kind, subject=heading or kind.value, value=passage.quote, passage=passage)


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
