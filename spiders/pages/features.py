"""Features: what a product page says it offers, as headings with the text that explains them."""

import re

from bs4 import Tag

from rivalscope.domain.page import Claim, ClaimStatus, Passage
from spiders.pages.currencies import Hints
from spiders.pages.document import Document, ancestors
from spiders.pages.money import find_money, read_words
from spiders.pages.passages import passage_at, whole
from spiders.pages.rivals import Rivals
from spiders.pages.sentences import read_sentence
from spiders.pages.statuses import read_badge, struck_out

MOST_FEATURES = 1_000
"""Features that are read of one page."""

_HEADINGS = ("h2", "h3", "h4", "h5")
_ALL_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TEXT_BLOCKS = frozenset({"p", "dd", "span", "div", "blockquote", "figcaption"})
_ADD_ONS = re.compile(
    r"(?:optional |available |paid |our |popular )*add[- ]?ons?(?: (?:and|&) \w+)?(?: pricing)?|extras|optional extras",
    re.IGNORECASE,
)
_NOT_A_FEATURE = re.compile(
    r"faqs?\b|frequently asked|questions$|testimonials?\b|trusted by|loved by|what (?:our )?(?:customers|users|people) (?:say|are saying)"
    r"|get started|start (?:your|for|a|now)\b|try (?:it|for|now|us|\w+ (?:for )?free)|ready to|sign up|contact(?: us| sales)?$|newsletter|subscribe to"
    r"|related (?:features|articles|posts|products|resources|content)|resources$|learn more|more (?:from|features)|explore (?:more|our|all|the)"
    r"|see (?:how|it|all|what)\b|(?:our |latest |from the )?(?:blog|news)$|company$|legal$|about(?: us)?$|follow us|share this|privacy(?: policy)?$"
    r"|cookie|log in|(?:our )?customers?$|how it works|why (?:choose|us)|book a|request a|join (?:us|our|the|\d)|download (?:now|the app|our|for)"
    r"|compare plans|pricing$|integrates with$|support$|table of contents|awards$|case stud",
    re.IGNORECASE,
)
_LISTS_FEATURES = re.compile(r"\bfeatures?\b|\bincluded\b|\bcapabilities\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.?!…]$")


def read_features(document: Document, *, rivals: Rivals | None = None) -> tuple[Claim, ...]:
    """Return the features of a product page in reading order, each name once.

    A feature is a heading outside the chrome of the page that is followed by text of its own; one that is
    followed by another heading only names a group. A list right after a heading that calls it features
    gives one feature an item. Questions, calls to act and headings of other sections are none. What stands under a
    heading that names a rival is said of the rival, and is no claim of this product.
    """
    found: dict[str, Claim] = {claim.name.casefold(): claim for claim in (rivals.claims if rivals else ())}
    foreign = _foreign(document, rivals)
    for heading in (element for element in document.elements if element.name in _HEADINGS):
        if document.is_chrome(heading) or len(found) >= MOST_FEATURES or id(heading) in foreign:
            continue
        for claim in _claims_of(document, heading):
            found.setdefault(claim.name.casefold(), claim)
    return tuple(found.values())


def _foreign(document: Document, rivals: Rivals | None) -> set[int]:
    """Return the headings that speak of a rival, and those below one that speaks of a rival alone, by identity."""
    found: set[int] = set()
    under: str | None = None
    for heading in (element for element in document.elements if element.name in _ALL_HEADINGS):
        if rivals is None or not rivals.names:
            return found
        text = document.text_of(heading)
        if under is not None and heading.name <= under:
            under = None
        if rivals.concerns(text):
            found.add(id(heading))
            if under is None and heading.name != "h1" and not rivals.speaks_of_own(text):
                under = heading.name
        elif under is not None and not rivals.speaks_of_own(text):
            found.add(id(heading))
    return found


def read_add_ons(document: Document, *, hints: Hints) -> tuple[Claim, ...]:
    """Return the add-ons that a pricing page lists under a heading of that name, with their price as value."""
    found: dict[str, Claim] = {}
    for heading in (element for element in document.elements if element.name in _ALL_HEADINGS):
        if _ADD_ONS.fullmatch(document.text_of(heading)):
            for item in add_on_items(heading):
                claim = _add_on(document, item, hints)
                if claim is not None:
                    found.setdefault(claim.name.casefold(), claim)
    return tuple(found.values())


def add_on_items(heading: Tag) -> list[Tag]:
    """Return the list items and rows that stand under a heading of add-ons, up to the next heading of its rank."""
    items: list[Tag] = []
    for part in section_of(heading):
        items += [part] if part.name == "li" else part.find_all(["li", "tr"])
    return items


def is_add_on_heading(text: str) -> bool:
    """Tell whether a heading introduces add-ons."""
    return _ADD_ONS.fullmatch(text) is not None


def section_of(heading: Tag) -> list[Tag]:
    """Return the elements that follow a heading up to the next heading of its rank, climbing out of wrappers."""
    place = heading
    while True:
        parts: list[Tag] = []
        for sibling in place.next_siblings:
            if isinstance(sibling, Tag):
                if sibling.name in _ALL_HEADINGS and sibling.name <= heading.name:
                    return parts
                parts.append(sibling)
        parent = place.parent
        if parts or parent is None or parent.name in ("body", "main", "html", "[document]"):
            return parts
        place = parent


def _claims_of(document: Document, heading: Tag) -> list[Claim]:
    """Return what one heading claims: itself, or the items of a list that it introduces as features."""
    text = document.text_of(heading)
    words = _own_text(document, heading) if 2 <= len(text) <= 120 and not text.endswith("?") else None
    if words is None:
        return []
    if words.name in ("ul", "ol") and _LISTS_FEATURES.search(text):
        items = words.find_all("li", recursive=False)
        return [claim for item in items if (claim := _item_claim(document, item)) is not None]
    return [] if _NOT_A_FEATURE.match(text) else [_claim(document, heading, words, text)]


def _own_text(document: Document, heading: Tag) -> Tag | None:
    """Return the first block of text after a heading, before any other heading; None when there is none."""
    place: Tag | None = heading
    for _ in range(3):
        if place is None or place.name in ("body", "main"):
            return None
        for sibling in place.next_siblings:
            if not isinstance(sibling, Tag):
                continue
            if sibling.name in _ALL_HEADINGS:
                return None
            block = _first_block(document, sibling)
            if block is not None:
                return None if block.name in _ALL_HEADINGS else block
        place = place.parent
    return None


def _first_block(document: Document, element: Tag) -> Tag | None:
    """Return the first heading, list or block of at least three words in an element."""
    for inner in (element, *element.find_all(True, limit=60)):
        if inner.name in _ALL_HEADINGS or inner.name in ("ul", "ol"):
            return inner
        is_leaf = inner.name in _TEXT_BLOCKS and not inner.find(["p", "div", "ul", "ol", *_ALL_HEADINGS])
        if is_leaf and len(document.text_of(inner).split()) >= 3:
            return inner
    return None


def _claim(document: Document, heading: Tag, words: Tag, text: str) -> Claim:
    """Return the claim of a heading; its quote runs on to the end of the text after it where both stand together."""
    name, status = read_badge(text)
    told = read_sentence(document.text_of(words)) if status is ClaimStatus.OFFERED else None
    value = told.value if told else None
    status = told.status if told else status
    return Claim(name=name, status=status, value=value, passage=_quote(document, heading, words, text))


def _quote(document: Document, heading: Tag, words: Tag, text: str) -> Passage:
    """Return the passage of heading and text together, else of the heading alone."""
    both = f"{text} {document.text_of(words)}"
    if words.name not in ("ul", "ol") and len(both) <= 1_000:
        around = {id(above) for above in ancestors(words)}
        for above in ancestors(heading):
            if id(above) in around:
                start = document.text_of(above).find(both)
                return (
                    passage_at(document, above, start, start + len(both))
                    if start >= 0
                    else whole(document, heading)
                )
    return whole(document, heading)


def _item_claim(document: Document, item: Tag) -> Claim | None:
    """Return the claim of one item of a feature list: what stands before a colon or dash, else all of it."""
    text = document.text_of(item)
    parted = re.split(r":\s| [–—-] ", text, maxsplit=1)
    name, rest = parted[0], parted[1] if len(parted) > 1 else ""
    if not 2 <= len(name) <= 120 or _SENTENCE_END.search(name):
        return None
    name, status = read_badge(name)
    told = read_sentence(rest) if status is ClaimStatus.OFFERED and rest else None
    if struck_out(item):
        status, told = ClaimStatus.ABSENT, None
    return Claim(
        name=name,
        status=told.status if told else status,
        value=told.value if told else None,
        passage=whole(document, item),
    )


def _add_on(document: Document, item: Tag, hints: Hints) -> Claim | None:
    """Return the add-on that a list item or row states; None when it states none."""
    text = document.text_of(item)
    if not text or len(text) > 400:
        return None
    money = find_money(text, hints=hints)
    name, colon, rest = text.partition(": ")
    value = rest.strip() if colon else (text[money[0].start :].strip() if money else "")
    if not colon:
        name = text[: money[0].start] if money else text
    name = name.strip(" :–—-|·")
    if not 2 <= len(name) <= 120:
        return None
    if not money and value and read_words(value) is None and not colon:
        return None
    return Claim(name=name, status=ClaimStatus.ADD_ON, value=value or None, passage=whole(document, item))
