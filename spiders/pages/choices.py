"""Choices: what each step of a list to choose from costs, where the card of a plan holds such a list."""

from dataclasses import replace

from bs4 import Tag

from rivalscope.domain.page import Period, Price, PriceKind
from spiders.pages.currencies import Hints
from spiders.pages.document import Document
from spiders.pages.money import find_money
from spiders.pages.prices import prices_in

_MOST = 40
_LEAST = 2


def chosen_prices(document: Document, part: Tag, shown: list[Price], *, hints: Hints) -> list[Price]:
    """Return the prices of the options of a list in a card, with the terms of the price that the card shows where an option states none.

    Each option but one must state one amount: a list of currencies or of modes of payment states none.
    """
    found: list[Price] = []
    for select in part.find_all("select", limit=3):
        options = [one for one in select.find_all("option", limit=_MOST) if document.text_of(one)]
        stated = [one for one in options if len(find_money(document.text_of(one), hints=hints)) == 1]
        if len(stated) >= max(_LEAST, len(options) - 1):
            found += [price for one in stated for price in prices_in(document, one, hints=hints)]
    return [_like(price, shown) for price in found]


def _like(price: Price, shown: list[Price]) -> Price:
    """Return the price of an option with the terms of the first price that its card shows."""
    first = next((one for one in shown if one.kind is PriceKind.PRICED and one.period is not None), None)
    if first is None or price.kind is not PriceKind.PRICED or price.period not in (None, Period.USE):
        return price
    return replace(price, period=first.period, unit=first.unit, billed=price.billed or first.billed)
