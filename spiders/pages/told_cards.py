"""Told cards: plans that a page without cards tells of in lines of text, each with its name in bold before what it costs."""

import re

from bs4 import Tag

from rivalscope.domain.page import PriceKind
from spiders.pages.cards import Card
from spiders.pages.currencies import Hints
from spiders.pages.document import Document, ancestors
from spiders.pages.elsewhere import is_elsewhere
from spiders.pages.fee_words import FEE, HEADS, MORE, OTHER_MONEY
from spiders.pages.indexes import HEADINGS
from spiders.pages.money import find_money, read_words
from spiders.pages.names import plan_name

_LINES = ("li", "p", "dd", "div")
_BOLD = ["b", "strong"]
_MOST = 400
_LONGEST = 300
_WORDS = 4
_LEAST = 2
_RANKS = sorted(HEADINGS)


def told_cards(document: Document, *, hints: Hints) -> list[Card]:
    """Return the plans of lines that stand side by side, each with a bold name first and then, in the same breath, a price.

    Two must stand together; lines below a heading of extras are none, nor those that name a fee or more of something.
    """
    found: dict[int, list[Card]] = {}
    for name in _BOLD:
        for bold in document.named[name][:_MOST]:
            line = next(
                (above for above, _ in zip(ancestors(bold), range(3), strict=False) if above.name in _LINES),
                None,
            )
            card = _card(document, line, bold, hints) if line is not None else None
            if card is not None and line is not None:
                found.setdefault(id(line.parent), []).append(card)
    cards = [card for together in found.values() if len(together) >= _LEAST for card in together]
    amounts = [card for card in cards if find_money(document.text_of(card.prices[0]), hints=hints)]
    return cards if len(amounts) >= _LEAST else []


def _card(document: Document, line: Tag, bold: Tag, hints: Hints) -> Card | None:
    """Return the plan that a line tells of; None where it tells of none."""
    text = document.text_of(line)
    if (
        not 2 <= len(text) <= _LONGEST
        or document.is_chrome(line)
        or not text.startswith(document.text_of(bold))
    ):
        return None
    if document.offset_of(bold, line) != 0 or is_elsewhere(document, line):
        return None
    said = document.text_of(bold)
    name = plan_name(said, hints=hints)
    money = find_money(text, hints=hints)
    named = name and len(name.split()) <= _WORDS and not find_money(said, hints=hints)
    if not named or MORE.search(name) or FEE.search(name) or _under_extras(document, line):
        return None
    if read_words(name) is PriceKind.FREE and not money:
        return Card(name=name, parts=[line], prices=[bold])
    between = text[len(said) : money[0].start] if money else ""
    if not money or re.search(r"[.!?]\s", between) or OTHER_MONEY.search(between):
        return None
    return Card(name=name, parts=[line], prices=[line])


def _under_extras(document: Document, line: Tag) -> bool:
    heading = line.find_previous(_RANKS)
    return isinstance(heading, Tag) and HEADS.search(document.text_of(heading)) is not None
