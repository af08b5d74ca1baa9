"""Prices made comparable: a month's money for one unit, and never across period, unit or currency."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from rivalscope.domain.fact import PriceFact
from rivalscope.domain.page import Billed, Period, PriceKind, Qualifier


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceLine:
    """One way to pay for a plan, over time: what may be drawn as one line."""

    product: str
    plan: str
    currency: str
    billed: Billed | None
    unit: str | None
    steps: tuple[tuple[datetime, datetime, Decimal], ...]
    """(from, until, a month's money) in order of time; steps do not overlap."""


def monthly(price: PriceFact) -> Decimal | None:
    """Return what a price comes to in a month, in its own currency and unit; None when the page leaves that open.

    A yearly amount is divided by twelve. Contact prices, prices for use and one-off prices have no month.
    """
    if price.kind is PriceKind.FREE:
        return Decimal(0)
    if price.kind is not PriceKind.PRICED or price.amount is None:
        return None
    if price.period is Period.MONTH:
        return price.amount
    return price.amount / 12 if price.period is Period.YEAR else None


def current(prices: Iterable[PriceFact], *, as_of: datetime) -> list[PriceFact]:
    """Return the prices that stood at an instant, in the order of product, first appearance and id."""
    standing = [p for p in prices if p.first_seen <= as_of and (p.ended is None or p.ended > as_of)]
    return sorted(standing, key=lambda price: (price.product, price.id))


def comparable(first: PriceFact, second: PriceFact) -> bool:
    """Whether two prices differ in their amount alone: same currency, period, billing, unit and qualifier."""
    return (first.currency, first.period, first.billed, first.unit, first.qualifier, first.kind) == (
        second.currency,
        second.period,
        second.billed,
        second.unit,
        second.qualifier,
        second.kind,
    )


def change_percent(before: PriceFact, after: PriceFact) -> Decimal | None:
    """Return by how many percent the amount changed; None when the two do not compare or there is nothing to divide."""
    if not comparable(before, after) or not before.amount or after.amount is None:
        return None
    return (after.amount - before.amount) / before.amount * 100


def lines(prices: Iterable[PriceFact], *, as_of: datetime) -> list[PriceLine]:
    """Return each plan's monthly money over time, one line for each currency, billing, period and unit.

    Prices that came back within five captures (`unstable`), `was` and `up to` prices are left out.
    """
    grouped: dict[tuple[str, str, str, Billed | None, Period | None, str | None], list[PriceFact]] = {}
    for price in prices:
        drawn = monthly(price) is not None and price.kind is PriceKind.PRICED and price.currency is not None
        if drawn and not price.unstable and price.qualifier not in (Qualifier.WAS, Qualifier.UP_TO):
            way = (price.product, price.plan, price.currency or "", price.billed, price.period, price.unit)
            grouped.setdefault(way, []).append(price)
    return [
        PriceLine(product=key[0], plan=key[1], currency=key[2], billed=key[3], unit=key[5], steps=steps)
        for key, group in sorted(grouped.items(), key=lambda item: tuple(str(part) for part in item[0]))
        if (steps := _steps(group, as_of=as_of))
    ]


def _steps(prices: Sequence[PriceFact], *, as_of: datetime) -> tuple[tuple[datetime, datetime, Decimal], ...]:
    found: list[tuple[datetime, datetime, Decimal]] = []
    for price in sorted(prices, key=lambda price: (price.first_seen, price.id)):
        value = monthly(price)
        until = min(price.ended or as_of, as_of)
        if value is None or price.first_seen > as_of:
            continue
        if found and found[-1][1] > price.first_seen:
            found[-1] = (found[-1][0], price.first_seen, found[-1][2])
        found.append((price.first_seen, until, value))
    return tuple(found)
