"""Price labels: what the label of a row or column of prices says of each: `Annual billing`, `Monatlich`, `年払い`."""

import re
from dataclasses import replace

from rivalscope.domain.page import Billed, Period, Price, PriceKind
from spiders.pages.term_words import ABROAD
from spiders.pages.toggles import cycle_in
from spiders.pages.tongues import MONTHLY, YEARLY

_LONGEST = 60
_MONTHS, _YEARS = (
    re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)|{more}", re.IGNORECASE)
    for words, more in (
        (MONTHLY, "月(?:額|払い|契約)|月付|按月|월간|월 결제"),
        (YEARLY, "年(?:額|払い|契約)|年付|按年|연간|연 결제"),
    )
)
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


def _cycle_of(label: str) -> Billed | None:
    """Return how the words of a label say that one is charged; None where they name neither way, or both."""
    found = cycle_in(label)
    found |= {Billed.MONTHLY} if _MONTHS.search(label) else set()
    found |= {Billed.ANNUALLY} if _YEARS.search(label) else set()
    if not found and (match := ABROAD.match(label)) is not None:
        monthly = any(match[f"monthly{index}"] for index in (1, 2, 3))
        found = {Billed.MONTHLY if monthly else Billed.ANNUALLY}
    return found.pop() if len(found) == 1 else None
