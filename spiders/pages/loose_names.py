"""Loose names: what a plan is called in a card where neither a heading nor a class says which words are its name.

What every card repeats, as its button, its terms or its badge, names none of them.
"""

import re
from collections.abc import Iterable

from bs4 import Tag
from bs4.element import NavigableString

from spiders.pages.currencies import Hints
from spiders.pages.document import INLINE, Document, ancestors, attribute
from spiders.pages.indexes import HEADINGS, holds
from spiders.pages.names import plan_name
from spiders.pages.terms import read_terms

_BUTTON = re.compile(r"btn|button|cta|badge|tag|pill", re.IGNORECASE)
_BLOCKS = frozenset({"p", "div", "li"})
_FEW_WORDS, _LONGEST = 3, 40
_MOST_AFTER = 5
"""Texts after a price of which the first may be terms, before a name must come."""
_MOST_BESIDE = 6


def bold_or_linked(document: Document, place: Tag, block: Tag, hints: Hints) -> str:
    """Return the name that stands before the price of a card in bold or as a link, alone in its line; empty when none does."""
    start, _ = document.span_of(block)
    for element in place.find_all(["b", "strong", "a"], limit=20):
        if document.span_of(element)[0] >= start:
            break
        if _stands_alone(element) and (name := _name_of(document, place, element, hints)):
            return name
    return ""


def name_after(document: Document, place: Tag, block: Tag, hints: Hints) -> str:
    """Return the name that stands right after the price of a card which has no words before it; empty when none does."""
    text, offset = document.text_of(place), document.offset_of(block, place)
    if offset is None or re.search(r"[^\W\d_]", text[:offset]) or _is_headed(place):
        return ""
    _, end = document.span_of(block)
    tried = 0
    for element in place.find_all(True, limit=60):
        if document.span_of(element)[0] < end or element.name in INLINE or not document.text_of(element):
            continue
        if element.name in ("ul", "ol", "dl", "a", "button", "label", "form") or tried >= _MOST_AFTER:
            break
        if holds(document, element, _BLOCKS):
            continue
        tried += 1
        if name := _name_of(document, place, element, hints):
            return name
    return ""


def _name_of(document: Document, place: Tag, element: Tag, hints: Hints) -> str:
    """Return the name that an element is: few words, no terms, and no other card has the same."""
    text = document.text_of(element)
    if not 0 < len(text) <= _LONGEST or len(text.split()) > _FEW_WORDS or _BUTTON.search(_classes(element)):
        return ""
    name = plan_name(text, hints=hints)
    if not name or read_terms(text, 0).end > 0 or text[:1].islower() or text[:1].isdigit():
        return ""
    beside = _cards_beside(place)
    return name if beside and not _is_repeated(document, beside, element) else ""


def _classes(element: Tag) -> str:
    inner = element.find(True) if element.name == "p" else None
    return f"{attribute(element, 'class')} {attribute(inner, 'class') if isinstance(inner, Tag) else ''}"


def _cards_beside(place: Tag) -> list[Tag]:
    """Return the elements of the same name that stand beside a card."""
    return [
        *place.find_previous_siblings(place.name, limit=_MOST_BESIDE),
        *place.find_next_siblings(place.name, limit=_MOST_BESIDE),
    ]


def _is_repeated(document: Document, beside: Iterable[Tag], element: Tag) -> bool:
    """Tell whether another card says the very same in an element of that kind."""
    text = document.text_of(element)
    return any(
        document.text_of(other) == text for card in beside for other in card.find_all(element.name, limit=60)
    )


def _is_headed(place: Tag) -> bool:
    """Tell whether a heading stands right before an element: then it is named from outside."""
    for above in (place, *ancestors(place)):
        before = above.find_previous_sibling()
        if isinstance(before, Tag):
            return before.name in HEADINGS
        if above.find_next_sibling() is not None or above.name in (
            "section",
            "article",
            "li",
            "main",
            "body",
        ):
            return False
    return False


def _stands_alone(element: Tag) -> bool:
    """Tell whether no words stand loose beside an inline element, as they do in a sentence."""
    parent = element.parent
    return parent is not None and not any(
        type(beside) is NavigableString and beside.strip() for beside in parent.contents
    )
