"""State prices: the ways to pay that one object of embedded state tells of, by the shape of its keys."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from rivalscope.domain.page import Billed, Period, Price, PriceKind
from spiders.pages.amounts import read_amount
from spiders.pages.currencies import CODES, Hints
from spiders.pages.money import find_money, read_words
from spiders.pages.passages import value_passage
from spiders.pages.price_keys import PriceKey, period_of, price_key
from spiders.pages.state_trees import Place
from spiders.pages.text import plain_text

_FIGURE = re.compile(r"\d{1,7}(?:[.,]\d{1,3})*")
_INTERVAL_KEYS = (
    "interval",
    "period",
    "billingPeriod",
    "billing_period",
    "billingCycle",
    "billing_cycle",
    "cycle",
    "frequency",
)
_CURRENCY_KEYS = ("currency", "currencyCode", "currency_code", "priceCurrency")
_MOST_KEYS = 80
_LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What the objects around a value say of it."""

    key: PriceKey
    currency: str | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatePrice:
    """A price of the state; its amount may still be in cents, and its year a month paid for yearly."""

    price: Price
    bare: bool
    """Whether the amount stands without a word, so that the page must tell what it means."""


def state_prices(item: Place, *, hints: Hints) -> list[StatePrice]:
    """Return the prices that an object states under keys that name a price."""
    members = item.members()
    if len(members) > _MOST_KEYS:
        return []
    around = _around(members, _Around(key=PriceKey()))
    found: list[StatePrice] = []
    for key, place in members.items():
        read = price_key(key)
        if read is not None:
            found += _read(place, _joined(around, read), hints, depth=0)
    return _without_guesses(found)


def _read(place: Place, around: _Around, hints: Hints, *, depth: int) -> list[StatePrice]:
    """Read a value under a price's key: a figure, words, an object of periods or currencies, an array of prices."""
    if place.text is not None:
        price = _price(place, around, hints)
        return [] if price is None else [price]
    if depth >= 3:
        return []
    found = []
    members = place.members()
    inside = _around(members, around)
    for key, member in members.items():
        if key.upper() in CODES:
            found += _read(member, replace(inside, currency=key.upper()), hints, depth=depth + 1)
        elif (read := price_key(key, under=True)) is not None:
            found += _read(member, _joined(inside, read), hints, depth=depth + 1)
    for member in place.items()[:12]:
        if member.members():
            found += _read(member, around, hints, depth=depth + 1)
    return found


def _around(members: dict[str, Place], outer: _Around) -> _Around:
    """Return what an object's own keys say of the amounts in it."""
    words = {key: place.text for key, place in members.items() if place.text is not None}
    currency = next((words[key].upper() for key in _CURRENCY_KEYS if key in words), None)
    period = next((period_of(words[key]) for key in _INTERVAL_KEYS if key in words), None)
    recurring = members.get("recurring")
    if period is None and recurring is not None and "interval" in recurring.members():
        period = period_of(recurring.members()["interval"].text)
    return replace(
        outer, currency=currency if currency in CODES else outer.currency, period=period or outer.period
    )


def _joined(around: _Around, key: PriceKey) -> _Around:
    """Return what holds for a key within another: `prices: {annual: {monthly: 8}}` is both."""
    outer = around.key
    return replace(
        around,
        key=PriceKey(
            month=outer.month or key.month,
            year=outer.year or key.year,
            seat=outer.seat or key.seat,
            cents=outer.cents or key.cents,
        ),
    )


def _price(place: Place, around: _Around, hints: Hints) -> StatePrice | None:
    """Read one value; None when it is no price as a whole."""
    raw = plain_text(place.text or "")
    if not raw or len(raw) > _LONGEST:
        return None
    passage = value_passage(place.selector, place.value)
    words = read_words(raw)
    if words is not None:
        amount = Decimal(0) if words is PriceKind.FREE else None
        return StatePrice(price=Price(raw=raw, kind=words, amount=amount, passage=passage), bare=False)
    terms = _terms(around)
    if _FIGURE.fullmatch(raw):
        amount = read_amount(raw, language="en")
        if amount is None:
            return None
        scaled = amount / 100 if around.key.cents else amount
        price = Price(
            raw=raw, kind=PriceKind.PRICED if amount else PriceKind.FREE, amount=scaled, currency=around.currency,
            period=terms[0], billed=terms[1], unit=_unit(around, terms[0]), passage=passage,
        )  # fmt: skip
        return StatePrice(price=price, bare=True)
    found = find_money(raw, hints=hints)
    if len(found) != 1 or found[0].amount is None or found[0].total or found[0].start > 12:
        return None
    money = found[0]
    period = money.period or terms[0]
    price = Price(
        raw=raw, kind=money.kind, amount=money.amount, currency=around.currency or money.currency, period=period,
        billed=money.billed or terms[1], unit=money.unit or _unit(around, period), qualifier=money.qualifier, passage=passage,
    )  # fmt: skip
    return StatePrice(price=price, bare=False)


def _terms(around: _Around) -> tuple[Period | None, Billed | None]:
    """Return the period and the billing that keys state: both words together are a month paid for yearly."""
    if around.key.month and around.key.year:
        return Period.MONTH, Billed.ANNUALLY
    period = around.key.period or around.period
    return period, None


def _unit(around: _Around, period: Period | None) -> str | None:
    return "seat" if around.key.seat else "flat" if period is not None else None


def _without_guesses(found: list[StatePrice]) -> list[StatePrice]:
    """Settle what a bare yearly figure means by the monthly one beside it; without one it is left out.

    `annual: 24` beside `monthly: 29` is a month's price when one pays for the year; beside `monthly: 2`
    it is a year's.
    """
    monthly = [
        each.price.amount
        for each in found
        if each.price.period is Period.MONTH and each.price.billed is None and each.price.amount
    ]
    settled = []
    for each in found:
        price, amount = each.price, each.price.amount
        if each.bare and price.period is Period.YEAR and amount:
            if not monthly:
                continue
            if monthly[0] / 2 <= amount <= monthly[0]:
                price = replace(price, period=Period.MONTH, billed=Billed.ANNUALLY)
            elif not 6 * monthly[0] <= amount <= 12 * monthly[0]:
                continue
        settled.append(replace(each, price=price))
    return settled
