"""Cycles: how the prices of one plan are charged, told by what each of them is beside the others."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from rivalscope.domain.page import Billed, Period, Price, PriceKind, Qualifier

_ROUNDED = Decimal("0.5")
"""What a yearly sum may differ from twelve monthly prices that were rounded."""
_LEAST_MONTHS, _MOST_MONTHS = Decimal(6), Decimal("11.95")
"""How many monthly prices the price of a year comes to, where one may pay either; at twelve it may only be their sum."""
_MOST_SPAN = Decimal("12.5")
_LEAST_SHARE = Decimal("0.5")
"""What part of a monthly price that of one who pays for a year is at least."""


def without_sums(prices: list[Price]) -> list[Price]:
    """Return prices without yearly sums of monthly ones; `$120 billed annually` says how the $10 before it is charged."""
    kept = list(prices)
    for total in prices:
        if (
            total.amount is None
            or total.kind is not PriceKind.PRICED
            or total.period not in (None, Period.YEAR)
        ):
            continue
        first = next(place for place, price in enumerate(kept) if price is total)
        for place, price in enumerate(kept[:first]):
            by_year = price.billed is Billed.ANNUALLY or (
                price.billed is None and total.billed is Billed.ANNUALLY
            )
            if (
                price.period is Period.MONTH
                and by_year
                and price.amount
                and abs(12 * price.amount - total.amount) < _ROUNDED
            ):
                kept[place] = replace(price, billed=Billed.ANNUALLY)
                kept = [other for other in kept if other is not total]
                break
    return kept


def by_cycle(prices: Sequence[Price], *, switched: bool) -> list[Price]:
    """Return the prices of a plan with how each is charged where the others tell it.

    `$120 a year` beside `$12 a month` is charged annually; beside `$10 a month, billed annually`, $12 is
    charged monthly. Of two prices a month that nothing else tells apart the lower is that of those who pay for a year
    where the page has a switch for it (`switched`).
    """
    kept = [_over_its_span(price, prices) for price in prices]
    for place, price in enumerate(kept):
        if price.period is Period.YEAR and price.billed in (None, Billed.ANNUALLY) and _is_asked(price):
            months = [index for index, other in enumerate(kept) if _is_month_of(other, price)]
            if months:
                kept[place] = replace(price, billed=Billed.ANNUALLY)
                if switched:
                    kept[months[0]] = replace(kept[months[0]], billed=Billed.MONTHLY)
    for place, price in enumerate(kept):
        if price.period is not Period.MONTH or price.billed is not None or not _is_asked(price):
            continue
        others = [other for other in kept if other is not price and _is_alike(other, price)]
        if len(others) == 1 and (cycle := _beside(price, others[0], switched=switched)) is not None:
            kept[place] = replace(price, billed=cycle)
    return kept


def _over_its_span(price: Price, prices: Sequence[Price]) -> Price:
    """Return a price with the span that it pays for, where how it is charged tells it.

    What is charged monthly pays for a month. What is charged annually and comes to many of the monthly price pays for a
    year, whatever stands behind both; what is about as high as that pays for a month.
    """
    if price.billed is None or not _is_asked(price) or price.unit not in (None, "flat", "seat"):
        return price
    if price.billed is Billed.MONTHLY:
        return price if price.period else replace(price, period=Period.MONTH, unit=price.unit or "flat")
    months = [
        other
        for other in prices
        if other.billed is Billed.MONTHLY and _is_asked(other) and other.currency == price.currency
    ]
    if len(months) != 1 or price.period not in (None, Period.MONTH):
        return price
    times = (price.amount or 0) / (months[0].amount or 1)
    unit = price.unit or months[0].unit or "flat"
    if _LEAST_MONTHS <= times <= _MOST_SPAN:
        return replace(price, period=Period.YEAR, unit=unit)
    if price.period is None and _LEAST_SHARE <= times <= 1:
        return replace(price, period=Period.MONTH, unit=unit)
    return price


def _is_asked(price: Price) -> bool:
    return price.kind is PriceKind.PRICED and bool(price.amount) and price.qualifier is not Qualifier.WAS


def _is_alike(price: Price, other: Price) -> bool:
    """Tell whether two prices pay for the same span and thing in one currency."""
    return (
        _is_asked(price)
        and (price.period, price.currency, price.unit) == (other.period, other.currency, other.unit)
        and price.qualifier is other.qualifier
    )


def _is_month_of(price: Price, year: Price) -> bool:
    """Tell whether a price is what one who doesn't pay for a year pays each month."""
    return (
        price.period is Period.MONTH
        and price.billed in (None, Billed.MONTHLY)
        and _is_asked(price)
        and price.currency == year.currency
        and (price.unit == year.unit or "flat" in (price.unit, year.unit))
        and _LEAST_MONTHS <= (year.amount or 0) / (price.amount or 1) <= _MOST_MONTHS
    )


def _beside(price: Price, other: Price, *, switched: bool) -> Billed | None:
    """Return how a price is charged beside the only other one like it; None where that says nothing."""
    mine, theirs = price.amount or Decimal(0), other.amount or Decimal(0)
    if not _LEAST_SHARE <= min(mine, theirs) / max(mine, theirs) < 1:
        return None
    lower = mine < theirs
    if other.billed is None:
        return (Billed.ANNUALLY if lower else Billed.MONTHLY) if switched else None
    if (other.billed is Billed.MONTHLY) is not lower:
        return None
    return Billed.ANNUALLY if lower else Billed.MONTHLY
