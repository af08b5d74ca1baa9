"""Card names: what a plan is called in the element that tells of it."""

import re
from collections import Counter

from bs4 import Tag

from rivalscope.domain.page import PriceKind
from spiders.pages.blocks import NAME_CLASS
from spiders.pages.currencies import Hints
from spiders.pages.document import INLINE, Document, ancestors, attribute
from spiders.pages.indexes import HEADINGS
from spiders.pages.loose_names import bold_or_linked, name_after
from spiders.pages.money import find_money, read_words
from spiders.pages.names import is_no_name, plan_name
from spiders.pages.price_words import read_call, said_after
from spiders.pages.toggles import panels_of

_FEW_WORDS = 3
_SEVERAL = 2
_FOR = re.compile(r"(?:for|für|pour|para|per|voor|dla|för|til)\b", re.IGNORECASE)
_NAMES_OF_CARDS = re.compile(
    r"(?:total|extra|unlimited|recommended|popular|limited|free trial|trial|perfect|ideal|more|special|regular|current|new)(?: [A-Z][\w&-]*){0,2}",
    re.IGNORECASE,
)
"""Words that name a plan where they head a card beside others, and elsewhere only label a sum or a badge."""
_MANY_WORDS, _LONGEST_TITLE = 8, 200
_PRICE_CLASS = re.compile(r"pric(?:e|ing)(?!.*(?:name|title|head))", re.IGNORECASE)


def name_in(document: Document, place: Tag, block: Tag, hints: Hints) -> str:
    """Return the name of the plan that an element tells of; empty when it has none.

    A heading is preferred to an element that is called a name or title, and that to the first short
    text before the price.
    """
    term = place.find_previous_sibling("dt") if place.name == "dd" else None
    if term is not None:
        return plan_name(document.text_of(term), hints=hints)
    inside = [place, *place.find_all(True, limit=400)]
    around = {id(above) for above in (block, *ancestors(block))}
    heads = [element for element in inside if element.name in HEADINGS]
    named = [element for element in inside if NAME_CLASS.search(attribute(element, "class"))]
    holding = {id(above) for element in (*named, *heads) for above in ancestors(element)}
    named = [
        element
        for element in named
        if id(element) not in holding
        and (id(element) not in around or (element is block and read_words(document.text_of(block))))
    ]
    # A heading that is called a price comes after what is called a name.
    if heads and _PRICE_CLASS.search(attribute(heads[0], "class")):
        heads, named = named, heads
    titled = _titled(document, inside, hints)
    for element in (*_by_rank(document, heads, block, around), *(() if titled else named)):
        name = plan_name(_parted(document, element), hints=hints)
        if not name and _NAMES_OF_CARDS.fullmatch(document.text_of(element)) and _is_beside(place, element):
            name = document.text_of(element)
        told = read_words(document.text_of(element)) is PriceKind.CONTACT
        # A heading that reads as words for a price is a name where such words follow it.
        if name and (not told or (id(element) not in around and read_words(document.text_of(block)))):
            return name
    if titled:
        return titled
    label = plan_name(panels_of(document).label_of(place) or "", hints=hints)
    return (
        label
        or _first_text(document, place, block, hints)
        or _linked(document, inside, hints)
        or bold_or_linked(document, place, block, hints)
        or name_after(document, place, block, hints)
    )


def _by_rank(document: Document, heads: list[Tag], block: Tag, around: set[int]) -> list[Tag]:
    """Return headings with the one first that names a card: a kicker above it, as `For teams` or one much smaller, comes last."""
    start, _ = document.span_of(block)
    early = [head for head in heads if document.span_of(head)[0] < start and id(head) not in around]
    if len(early) < _SEVERAL:
        return heads
    highest = min(early, key=lambda head: head.name)
    kicker = early[0].name >= f"h{int(highest.name[1]) + _SEVERAL}" or _FOR.match(document.text_of(early[0]))
    return [highest, *heads] if highest is not early[0] and kicker else heads


def _is_beside(place: Tag, heading: Tag) -> bool:
    """Tell whether a heading heads a card that stands beside others with a heading of its rank."""
    beside = (
        *place.find_previous_siblings(place.name, limit=2),
        *place.find_next_siblings(place.name, limit=2),
    )
    return any(other.find(heading.name) is not None for other in beside)


def _first_text(document: Document, place: Tag, block: Tag, hints: Hints) -> str:
    """Return the first short text in a card before its price that can be a name, or what stands beside the price."""
    inside = [place, *place.find_all(True, limit=400)]
    around = {id(above) for above in (block, *ancestors(block))}
    flagged = ""
    for element in inside:
        if element is block:
            return flagged or _name_beside(document, block, hints) or _pictured(inside, hints)
        if element.find(True) is None or all(inner.name in INLINE for inner in element.find_all(True)):
            if element.name in ("a", "button", "label", "input", "meta", "img", "svg") or (
                element.name in INLINE and element.parent is not place
            ):
                continue
            text = document.text_of(element)
            if element.name == "li" and element is not place and text[:1].isdigit():
                continue  # a point of the card: `5 projects`
            offset = document.offset_of(block, element) if id(element) in around else None
            name = plan_name(_parted(document, element) if offset is None else text[:offset], hints=hints)
            if name and len(name) <= 40:
                if not _is_flag(place, element):
                    return name
                flagged = flagged or name
    return ""


def _is_flag(place: Tag, element: Tag) -> bool:
    """Tell whether an element of some class stands in a card alone of all beside it, as a flag on one of them does."""
    made = attribute(element, "class")
    if not made or element is place:
        return False
    beside = (
        *place.find_previous_siblings(place.name, limit=3),
        *place.find_next_siblings(place.name, limit=3),
    )
    alike = [other for other in beside if len(other.find_all(True, limit=3)) > 1]
    return len(alike) > 1 and not any(
        attribute(inner, "class") == made
        for other in alike
        for inner in other.find_all(element.name, limit=40)
    )


def _titled(document: Document, inside: list[Tag], hints: Hints) -> str:
    """Return the title of the one thing that a card shows and leads to, as shops have it: longer than a plan's name; else empty.

    It is what the card calls its heading or title where that stands in a link or holds one, or else what a link says
    that the card says again.
    """
    leaves = [element for element in inside if element.find(True) is None]
    said = [document.text_of(element) for element in leaves if element.name != "img"]
    said += [attribute(element, "alt") for element in leaves if element.name == "img"]
    titles = [element for element in inside if document.text_of(element).count(" ") + 1 >= _MANY_WORDS]
    heads = [one for one in titles if one.name in HEADINGS]
    heads += [one for one in titles if one.find("img") is None and NAME_CLASS.search(attribute(one, "class"))]
    linked = [one for one in heads if one.find("a") is not None or one.find_parent("a") is not None]
    linked += [one for one in titles if one.name == "a" and said.count(document.text_of(one)) > 1]
    for element in linked:
        text = document.text_of(element)
        if len(text) <= _LONGEST_TITLE and not is_no_name(text) and not find_money(text, hints=hints):
            return text
    return ""


def _linked(document: Document, inside: list[Tag], hints: Hints) -> str:
    """Return what a link of a card says that its picture says too, or another link to the same place; empty where none does."""
    links = [element for element in inside if element.name == "a" and attribute(element, "href")]
    pictured = {attribute(element, "alt").strip() for element in inside if element.name == "img"}
    places = Counter(attribute(link, "href") for link in links)
    for link in links:
        text = document.text_of(link)
        name = plan_name(text, hints=hints) if link.find("img") is None else ""
        if name and read_call(text) is None and (text in pictured or places[attribute(link, "href")] > 1):
            return name
    return ""


def _pictured(inside: list[Tag], hints: Hints) -> str:
    """Return the name that the picture of a card says in a few words; empty when none does."""
    said = [attribute(element, "alt").strip() for element in inside if element.name == "img"]
    names = [plan_name(words, hints=hints) for words in said if words and len(words.split()) <= _FEW_WORDS]
    return names[0] if len(names) == 1 else ""


def _parted(document: Document, element: Tag) -> str:
    """Return the text of a name with its badge set apart: `<b>Pro</b><em>Most popular</em>` has no space between."""
    text = document.text_of(element)
    for child in element.find_all(True, limit=8):
        place = document.offset_of(child, element)
        if (
            place
            and text[place - 1].isalnum()
            and text[place : place + 1].isupper()
            and text[place - 1].islower()
        ):
            return f"{text[:place]} {text[place:]}"
    return text


def _name_beside(document: Document, block: Tag, hints: Hints) -> str:
    """Return the name that stands in one line with its price, as in the bar of an accordion; empty when none does."""
    first = next(
        (child for child in block.contents if isinstance(child, Tag) and document.text_of(child)), None
    )
    text = document.text_of(block)
    stated = find_money(text, hints=hints)
    text = text[: stated[0].start] if stated else text
    if block.name not in ("summary", "dt", "button", "label", "legend", "li", "header") and first is None:
        return ""
    for words in (document.text_of(first) if first is not None else "", text):
        rest = text.removeprefix(words).strip() if words != text else text
        name = plan_name(words, hints=hints) if words in text else ""
        if name and len(name) <= 40 and (stated or read_words(rest) or read_words(said_after(text))):
            return name
    return ""
