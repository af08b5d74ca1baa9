"""Price labels: what the label of a row or column of prices says of each: `Annual billing`, `Monatlich`, `年払い`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bs4 import Tag

from rivalscope.domain.page import Billed, Period, Price, PriceKind
from spiders.pages.document import Document
from spiders.pages.term_words import ABROAD, BILLED
from spiders.pages.toggles import cycles_said

_LONGEST = 60
_LONGEST_LINE = 120
_CHARGED = re.compile(
    r"\b(?:billed|billing|paid|paying|payments?|charged|invoiced|commitment|contract|term|subscription)\b|払い|契約|付费|付$|按|결제",
    re.IGNORECASE,
)
_SUM = re.compile(
    r"\b(?:prices?|pricing|fees?|rates?|costs?|preise?|prix|tarifs?|precios?|prezz[oi]|preços?|prijs|cena|pris)\b",
    re.IGNORECASE,
)
"""Words that make a label the name of a sum, which says what it pays for and not how it is charged."""


def labelled(price: Price, label: str) -> Price:
    """Return a price with the span and the way to be charged that the label of its row or column states and it leaves open.

    `Monthly` or `Billed annually` beside a price says how it is charged; `Monthly price` only what it pays for.
    """
    cycle = _cycle_of(label) if 0 < len(label) <= _LONGEST else None
    if (
        cycle is None
        or price.kind is not PriceKind.PRICED
        or price.period not in (None, Period.MONTH, Period.YEAR)
    ):
        return price
    if price.unit not in (None, "flat", "seat") and price.period is None:
        return price
    by_year = cycle is Billed.ANNUALLY
    charged = _CHARGED.search(label) is not None
    if price.period is None and not (charged and by_year):
        price = replace(price, period=Period.YEAR if by_year else Period.MONTH, unit=price.unit or "flat")
    told = charged or not _SUM.search(label)
    against = price.period is Period.YEAR and not by_year
    return replace(price, billed=cycle) if told and price.billed is None and not against else price


def charged_as_said(document: Document, parts: Sequence[Tag], prices: list[Price]) -> list[Price]:
    """Return the prices of a card as a sentence of its own, such as `Billed annually.`, says that they are charged, where none of them tells."""
    if not prices or any(price.billed is not None for price in prices):
        return prices
    if not any(price.period is Period.MONTH and price.amount for price in prices):
        return prices
    said = {cycle for part in parts for cycle in _said_in(document, part)}
    if len(said) != 1:
        return prices
    cycle = said.pop()
    return [replace(price, billed=cycle) if price.period is Period.MONTH else price for price in prices]


def _said_in(document: Document, part: Tag) -> Iterator[Billed]:
    """Yield the ways to be charged that sentences of an element name and say nothing else of."""
    for line in document.lines_of(part):
        for sentence in re.split(r"[.;]\s*|\s[·|]\s", line) if len(line) <= _LONGEST_LINE else ():
            words = sentence.strip(" *†‡()")
            told = BILLED.fullmatch(words)
            if (told is not None and told["cycle"]) or ABROAD.fullmatch(words) is not None:
                monthly = Billed.MONTHLY in cycles_said(words) or "month" in words.lower()
                yield Billed.MONTHLY if monthly else Billed.ANNUALLY


def _cycle_of(label: str) -> Billed | None:
    """Return how the words of a label say that one is charged; None where they name neither way, or both."""
    found = cycles_said(label)
    if not found and (match := ABROAD.match(label)) is not None:
        monthly = any(match[f"monthly{index}"] for index in (1, 2, 3))
        found = {Billed.MONTHLY if monthly else Billed.ANNUALLY}
    return found.pop() if len(found) == 1 else None
