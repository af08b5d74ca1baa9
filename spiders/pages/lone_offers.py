"""Lone offers: the one thing that a page sells, told by its main heading, a price under it and what sells it."""

import re

from bs4 import Tag

from rivalscope.domain.page import Plan, PriceKind
from spiders.pages.blocks import is_detail, price_blocks
from spiders.pages.currencies import Hints
from spiders.pages.document import Document, ancestors, attribute
from spiders.pages.indexes import HEADINGS
from spiders.pages.names import is_no_name
from spiders.pages.other_sums import is_other_sum
from spiders.pages.prices import prices_in

_LONGEST_NAME = 120
_MOST_BLOCKS = 6
_MOST_CONTROLS = 600
_CONTROLS = ("a", "button", "input", "span", "p")
_SOLD = re.compile(
    r"(?:add(?: \w+){0,2} to (?:cart|basket|bag|trolley)|(?:buy|order|book|enrol|enroll|register|apply|subscribe|pre-?order|reserve)(?: now| online| today| here)?"
    r"|(?:buy|get) it now|purchase(?: now)?|sold out|(?:currently )?out of stock|notify me.{0,30}|checkout|in den warenkorb|ajouter au panier|añadir al carrito|aggiungi al carrello)[!.]?",
    re.IGNORECASE,
)
_PRICE_CLASS = re.compile(r"pric(?:e|ing)", re.IGNORECASE)
_PRICE_HEAD = re.compile(
    r"\b(?:pric(?:es?|ing)|fees?|tuition|costs?|total amount|buy|order|enrol)\b", re.IGNORECASE
)


def read_lone_offer(document: Document, *, hints: Hints) -> list[Plan]:
    """Return the one thing that a page sells; nothing where no heading, no price or no sign of a sale is found.

    The price must stand under the main heading with no other heading between, but one that speaks of
    prices, and be the only one of the page or bear a sign of a sale; what comes after the next heading is another thing, such as what else a shop sells.
    """
    for heading in document.named["h1"]:
        name = document.text_of(heading).strip(" -–—:|·•*")
        if document.is_chrome(heading) or not name:
            continue
        if len(name) > _LONGEST_NAME or is_no_name(name):
            return []
        every = price_blocks(document, hints)
        blocks = _under(document, heading, every)
        if not blocks or not (len(every) == 1 or _is_sold(document, blocks)):
            return []
        prices = [
            price
            for block in blocks
            for price in prices_in(document, block, hints=hints, around=block.parent)
            if price.kind is PriceKind.PRICED
        ]
        return [Plan(name=name, prices=tuple(prices))] if prices else []
    return []


def _under(document: Document, heading: Tag, every: list[Tag]) -> list[Tag]:
    """Return the blocks of price that follow a heading before another one that is not about prices."""
    blocks = {
        id(block): block
        for block in every
        if not is_detail(document, block) and not is_other_sum(document, block)
    }
    found: list[Tag] = []
    _, start = document.span_of(heading)
    for element in document.elements:
        if document.span_of(element)[0] < start:
            continue
        said = document.text_of(element) if element.name in HEADINGS else ""
        if said and not document.is_chrome(element) and (found or not _PRICE_HEAD.search(said)):
            break
        if id(element) in blocks:
            found.append(element)
    return found[:_MOST_BLOCKS]


def _is_sold(document: Document, blocks: list[Tag]) -> bool:
    """Tell whether a price is what something is sold for: its class says so, or a control of the page sells it."""
    first = blocks[0]
    inside = [first, *first.find_all(True)]
    around = [place for place, _ in zip(ancestors(first), range(2), strict=False)]
    if any(_PRICE_CLASS.search(attribute(place, "class")) for place in (*inside, *around)):
        return True
    return any(
        not document.is_chrome(control)
        and _SOLD.fullmatch(document.text_of(control) or attribute(control, "value").strip())
        for name in _CONTROLS
        for control in document.named[name][:_MOST_CONTROLS]
    )
