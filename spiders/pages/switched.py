"""Switched: amounts that a page keeps in data attributes until a switch shows them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from bs4 import Tag

from rivalscope.domain.page import Billed, Period, Price, PriceKind
from spiders.pages.amounts import FIGURE, read_amount
from spiders.pages.currencies import CODES, Hints
from spiders.pages.document import Document, attribute
from spiders.pages.money import find_money
from spiders.pages.passages import attribute_passage
from spiders.pages.toggles import SHOWN_TEXT, cycle_in, sides_of

_FIGURE = re.compile(FIGURE)
_WORD = re.compile(r"[a-z]+")
_NO_PRICE = re.compile(
    r"sav(?:e|ing)|discount|percent|total|seats?|users?|id|index|plan-|duration|trial|days", re.IGNORECASE
)
_SIGNED = re.compile(r"(?:[$€£¥₹]|[A-Z]{2,3}[$ ])\s?\d[\d.,]*.{0,20}|\d[\d.,]*\s?(?:€|kr|zł|[A-Z]{3}).{0,20}")
LEAST_SIDES = 2
"""Attributes of one element that are prices of the same thing."""
_YEARFUL = Decimal(6)
"""How many monthly prices an amount must come to before it pays for a year."""


def switched_prices(document: Document, element: Tag, prices: list[Price], *, hints: Hints) -> list[Price]:
    """Return the prices of a block with those that its data attributes hold for other choices of a switch.

    `data-monthly=12 data-annual=10` on an element that shows 12: what it shows is charged monthly, and
    the price by the year is 10 a month. An amount that comes to months of the other pays for the year.
    Only beside a price that is shown are they read, since that says what they are amounts of.
    """
    for holder in (element, *element.find_all(True, limit=60)):
        told = list(_amounts(holder, hints))
        if len(told) < 2:
            continue
        shown = next(
            (
                place
                for place, price in enumerate(prices)
                if any(price.amount == amount for _, _, _, amount in told)
            ),
            None,
        )
        if shown is None or prices[shown].kind is not PriceKind.PRICED:
            continue
        others = [_price(document, holder, name, told, prices[shown]) for name, *_ in told]
        return [*prices[:shown], *others, *prices[shown + 1 :]]
    return prices


def unshown_prices(document: Document, element: Tag, *, hints: Hints) -> list[Price]:
    """Return the prices that an element without words holds in its data for a script to show: `data-monthly="$5"`."""
    told = list(_amounts(element, hints)) if holds_prices(element) else []
    if len(told) < LEAST_SIDES:
        return []
    stated = [money for name, *_ in told for money in find_money(attribute(element, name), hints=hints)]
    if len(stated) != len(told):
        return []
    name, billed, _, amount = told[0]
    first = Price(
        raw=attribute(element, name), kind=PriceKind.PRICED, amount=amount, currency=stated[0].currency, period=stated[0].period,
        billed=billed, unit=stated[0].unit, passage=attribute_passage(document, element, name),
    )  # fmt: skip
    prices = [_price(document, element, name, told, first) for name, *_ in told]
    return [replace(prices[0], passage=first.passage, raw=first.raw), *prices[1:]]


def holds_prices(element: Tag) -> bool:
    """Tell whether the data of an element names prices for two cycles, each with its currency."""
    sides = [
        name
        for name, value in element.attrs.items()
        if name.startswith("data-")
        and isinstance(value, str)
        and _SIGNED.fullmatch(value.strip())
        and cycle_in(name.removeprefix("data-"))
    ]
    return len(sides) >= LEAST_SIDES


def _amounts(holder: Tag, hints: Hints) -> Iterator[tuple[str, Billed | None, str | None, Decimal]]:
    """Yield the data attributes of an element that are amounts, with the billing or currency that their names say."""
    for name, value in holder.attrs.items():
        if name in SHOWN_TEXT and isinstance(value, str):
            for billed, words in sides_of(value):
                amount = _amount(words.strip(), hints)
                if amount is not None:
                    yield f"{name} {billed.value}", billed, None, amount
        if not name.startswith("data-") or _NO_PRICE.search(name) or not isinstance(value, str):
            continue
        cycles = cycle_in(name.removeprefix("data-"))
        codes = {word.upper() for word in _WORD.findall(name)} & CODES
        amount = _amount(value.strip(), hints)
        if amount is not None and len(cycles) + len(codes) >= 1 and len(cycles) <= 1 and len(codes) <= 1:
            yield name, next(iter(cycles), None), next(iter(codes), None), amount


def _amount(value: str, hints: Hints) -> Decimal | None:
    """Return the amount that an attribute holds: a bare figure, or a price."""
    if _FIGURE.fullmatch(value):
        return read_amount(value, language=hints.tongue)
    found = find_money(value, hints=hints) if len(value) <= 40 else []
    return found[0].amount if len(found) == 1 else None


def _price(
    document: Document,
    holder: Tag,
    name: str,
    told: list[tuple[str, Billed | None, str | None, Decimal]],
    shown: Price,
) -> Price:
    """Return the price that one attribute holds, with all else as the price that is shown says."""
    billed, code, amount = next((cycle, code, amount) for other, cycle, code, amount in told if other == name)
    months = [value for _, cycle, mark, value in told if cycle is Billed.MONTHLY and mark == code]
    period = shown.period
    if billed is Billed.ANNUALLY and months and months[0] and amount >= _YEARFUL * months[0]:
        period = Period.YEAR
    elif billed is not None and (period is None or period is Period.YEAR):
        period = Period.MONTH
    full = replace(
        shown, amount=amount, billed=billed or shown.billed, currency=code or shown.currency, period=period,
        unit=shown.unit or "flat", kind=PriceKind.PRICED if amount else PriceKind.FREE,
    )  # fmt: skip
    if amount == shown.amount and (code is None or code == shown.currency):
        return full
    name = name.partition(" ")[0]
    passage = attribute_passage(document, holder, name)
    return replace(full, raw=attribute(holder, name).strip(), passage=passage)
