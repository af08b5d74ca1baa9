"""Positioning: how a page of a product introduces it: title, hero heading, the tagline beside it, description."""

import re
from collections.abc import Iterator
from itertools import islice

from bs4 import Tag

from rivalscope.domain.page import Statement, StatementKind
from spiders.pages.document import Document, ancestors, attribute
from spiders.pages.passages import passage_at, whole

LONGEST = 400
"""Characters of a title, hero, tagline or description; what is longer is no such thing."""

_BESIDE = 16
"""Elements after the hero heading among which the tagline is looked for."""
_TAGLINES = frozenset({"p", "h2", "h3", "h4", "div", "span"})
_LEAST_WORDS = 4
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_PRICE = re.compile(r"[$€£¥]\s?\d|\d\s?[€£¥]")


def read_positioning(document: Document) -> tuple[Statement, ...]:
    """Return title, hero, tagline and positioning of a page, each where it stands; those that it has not are left out."""
    hero = _hero(document)
    found = (
        (StatementKind.TITLE, _title(document)),
        (StatementKind.HERO, hero),
        (StatementKind.TAGLINE, None if hero is None else _tagline(document, hero)),
        (StatementKind.POSITIONING, _description(document)),
    )
    return tuple(_statement(document, kind, element) for kind, element in found if element is not None)


def _statement(document: Document, kind: StatementKind, element: Tag) -> Statement:
    passage = whole(document, element)
    return Statement(
        kind=kind,
        subject=kind.value,
        value=passage.quote[:LONGEST],
        passage=passage_at(document, element, 0, min(LONGEST, len(passage.quote))),
    )


def _title(document: Document) -> Tag | None:
    for element in document.named["title"]:
        if element.parent is not None and element.parent.name != "svg" and document.text_of(element):
            return element
    return None


def _hero(document: Document) -> Tag | None:
    heads = [head for head in document.named["h1"] if not document.is_chrome(head)]
    # A logo is a heading by its markup alone.
    heads = [head for head in heads if head.get_text(strip=True)] or heads
    return next((head for head in heads if 0 < len(document.text_of(head)) <= LONGEST), None)


def _tagline(document: Document, hero: Tag) -> Tag | None:
    """Return the first sentence-like block right after the hero heading; None where a list of things begins there."""
    _, end = document.span_of(hero)
    head: Tag | None = None
    place = next(place for place, element in enumerate(document.elements) if element is hero)
    later = (one for one in document.elements[place + 1 :] if document.span_of(one)[0] >= end)
    for element in islice((one for one in later if not document.is_chrome(one)), _BESIDE):
        text = document.text_of(element)
        if element.name in ("h1", "form", "table", "ul", "ol", "dl"):
            return None
        leaf = element.name in ("p", "h2", "h3", "h4") or not any(
            isinstance(child, Tag) and child.name in _TAGLINES for child in element.contents
        )
        fits = len(text) <= LONGEST and len(text.split()) >= _LEAST_WORDS
        if element.name in _TAGLINES and leaf and fits and not _is_aside(element, text):
            return None if _is_of_a_row(element, hero) or (head and _is_repeated(head)) else element
        if element.name in _HEADINGS and text:
            head = element
    return None


def _is_of_a_row(element: Tag, hero: Tag) -> bool:
    """Tell whether a block stands in one of several boxes of one make: it speaks of a thing on the list, not of the page."""
    above_hero = {id(above) for above in ancestors(hero)}
    for box in ancestors(element):
        if id(box) in above_hero:
            return False
        several = len(box.find_all(limit=2)) > 1
        if several and any(_make(other) == _make(box) for other in _later(box)):
            return True
    return False


def _is_repeated(head: Tag) -> bool:
    """Tell whether a heading is followed by others of its rank beside it, as those of a list without boxes are."""
    return any(other.name == head.name for other in _later(head))


def _later(element: Tag) -> Iterator[Tag]:
    return (other for other in element.next_siblings if isinstance(other, Tag))


def _make(box: Tag) -> tuple[str, str, tuple[str, ...]]:
    """Return what boxes of one make have in common: name, classes, and the names of what stands right in them."""
    return box.name, attribute(box, "class"), tuple(c.name for c in box.children if isinstance(c, Tag))


def _is_aside(element: Tag, text: str) -> bool:
    """Tell whether a block is a price, or a customer's words: neither is how a page introduces its product."""
    return bool(_PRICE.search(text)) or any(above.name in ("blockquote", "q") for above in ancestors(element))


def _description(document: Document) -> Tag | None:
    for wanted in ("description", "og:description"):
        for meta in document.named["meta"]:
            name = attribute(meta, "name") or attribute(meta, "property")
            if name.lower() == wanted and document.text_of(meta):
                return meta
    return None
