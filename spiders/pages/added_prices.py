"""Added prices: what a plan costs on top of its price for each of something, where a line of its card begins with a plus."""

import re
from dataclasses import replace

from bs4 import Tag

from rivalscope.domain.page import Period, Price, PriceKind
from spiders.pages.currencies import Hints
from spiders.pages.document import Document
from spiders.pages.fees import prices_of

_PLUS = re.compile(
    r"(?:\+|(?:plus|then|and|zzgl\.?|zuzüglich|und|puis|et|ensuite|más|luego|y|più|poi|e|mais|en|daarna|dan|och|og|oraz)\s)[^\d.!?]{0,12}\d",
    re.IGNORECASE,
)
_LONGEST = 110
_MOST = 200
_MOST_PRICES = 4
_NOT_IN = frozenset({"li", "table", "dl", "select", "label", "button", "a", "details"})
_SPANS = frozenset({Period.MONTH, Period.YEAR, Period.USE})


def added_prices(document: Document, part: Tag, shown: list[Price], *, hints: Hints) -> list[Price]:
    """Return the prices for each of something that lines of a card add to the price that it shows: `+ $5 per user per month`.

    Lines of its list tell of single features. Amounts in several currencies share the terms behind the last of them.
    """
    if not any(price.kind is PriceKind.PRICED and price.amount for price in shown):
        return []
    known = {(price.amount, price.currency) for price in shown}
    raws = [price.raw for price in shown]
    found: list[Price] = []
    read: set[int] = set()
    for element in part.find_all(True, limit=_MOST):
        text = document.text_of(element)
        if not 0 < len(text) <= _LONGEST or not _PLUS.match(text):
            continue
        # A plan called Plus, with its own price below the name, adds nothing.
        if any(raw in text for raw in raws):
            continue
        inside = any(
            id(above) in read or above.name in _NOT_IN for above in element.parents if above is not part
        )
        if element.name in _NOT_IN or inside:
            continue
        read.add(id(element))
        prices = prices_of(document, element, hints=hints)
        if 0 < len(prices) <= _MOST_PRICES:
            found += [
                price
                for price in _like_the_last(prices)
                if _is_for_each(price) and (price.amount, price.currency) not in known
            ]
    return found


def _like_the_last(prices: list[Price]) -> list[Price]:
    """Return prices of which each but the last has no terms with those of the last, where each is in another currency."""
    last = prices[-1]
    if len({price.currency for price in prices}) < len(prices):
        return prices
    return [
        replace(price, period=last.period, unit=last.unit, billed=last.billed)
        if price.period is None
        else price
        for price in prices
    ]


def _is_for_each(price: Price) -> bool:
    """Tell whether a price is paid for each of something that is named."""
    return price.kind is PriceKind.PRICED and price.unit not in (None, "flat") and price.period in _SPANS
