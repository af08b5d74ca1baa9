"""Plan costs: what a plan comes to in a month for a team, in its own currency, annual and monthly billing apart."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from rivalscope.analysis.prices import current, monthly
from rivalscope.analysis.seats import Seats, plan_key
from rivalscope.domain.fact import PriceFact
from rivalscope.domain.page import Billed, Period, PriceKind, Qualifier

_CENT = Decimal("0.01")


class CostState(StrEnum):
    """What is known of a cost."""

    STATED = "stated"
    AT_LEAST = "at least"
    """A lower bound: the page says `from`, names several prices, or leaves open per what the price is."""
    CONTACT = "contact sales"
    USE = "by use"
    """Priced for something else than seats and months."""
    TOO_SMALL = "too small"
    """It is not sold for so many seats."""
    OPEN = "not stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamCost:
    """What a plan costs one team."""

    seats: int
    state: CostState
    total: Decimal | None
    """A month's money for the whole team; None unless it is stated or bounded, and never 0 for want of a price."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCost:
    """One way to pay for a plan, priced for teams."""

    product: str
    plan: str
    currency: str | None
    """None for a free plan or one without a public price."""
    billed: Billed | None
    """None when the page does not say, and for plans without a price."""
    unit: str | None
    seats: Seats
    free: bool
    costs: tuple[TeamCost, ...]
    """One for each team size, smallest first."""
    note: str
    """What makes it less than a plain price, in words; empty when nothing does."""
    evidence: tuple[int, ...]

    def at(self, size: int) -> TeamCost:
        """Return what a team of one of the sizes pays; KeyError for another size."""
        return {cost.seats: cost for cost in self.costs}[size]


def plan_costs(
    prices: Iterable[PriceFact],
    bounds: Mapping[tuple[str, str], Seats],
    *,
    sizes: Sequence[int],
    as_of: datetime,
) -> tuple[PlanCost, ...]:
    """Return each standing way to pay for each plan, in the order of products and pages.

    Nothing is converted: a currency, a billing and a unit stand each for itself. A year's price is billed annually and
    divided by twelve. Prices of the past (`was`) are left out. `bounds` gives seats by product and `plan_key`.
    """
    ways: dict[tuple[str, str, str | None, Billed | None], list[PriceFact]] = {}
    for price in current(prices, as_of=as_of):
        if price.qualifier is not Qualifier.WAS:
            ways.setdefault(
                (price.product, plan_key(price.plan), _currency(price), _billed(price)), []
            ).append(price)
    return tuple(
        _plan_cost(group, bounds.get(key[:2], Seats()), sizes=sizes, billed=key[3])
        for key, group in ways.items()
    )


def _currency(price: PriceFact) -> str | None:
    return price.currency if price.kind is PriceKind.PRICED else None


def _billed(price: PriceFact) -> Billed | None:
    if price.kind is not PriceKind.PRICED:
        return None
    return Billed.ANNUALLY if price.billed is None and price.period is Period.YEAR else price.billed


def _plan_cost(
    group: Sequence[PriceFact], bounds: Seats, *, sizes: Sequence[int], billed: Billed | None
) -> PlanCost:
    """Price one plan; of several prices the least is a lower bound."""
    ways = {(price.kind, monthly(price), price.unit, price.qualifier) for price in group}
    price = min(group, key=lambda one: (monthly(one) is None, monthly(one) or Decimal(0), one.id))
    several = len(ways) > 1
    return PlanCost(
        product=price.product,
        plan=price.plan,
        currency=_currency(price),
        billed=billed,
        unit=price.unit,
        seats=bounds,
        free=price.kind is PriceKind.FREE,
        costs=tuple(_team_cost(price, bounds, size=size, several=several) for size in sorted(sizes)),
        note=_note(price, bounds, several=several),
        evidence=tuple(dict.fromkeys([*(one.evidence for one in group), *bounds.evidence])),
    )


def _team_cost(price: PriceFact, bounds: Seats, *, size: int, several: bool) -> TeamCost:
    if bounds.most is not None and size > bounds.most:
        return TeamCost(seats=size, state=CostState.TOO_SMALL, total=None)
    if price.kind is PriceKind.FREE:
        return TeamCost(seats=size, state=CostState.STATED, total=Decimal(0))
    if price.kind is PriceKind.CONTACT:
        return TeamCost(seats=size, state=CostState.CONTACT, total=None)
    month = monthly(price)
    if month is None or price.currency is None or price.qualifier is Qualifier.UP_TO:
        used = price.period in (Period.USE, Period.ONCE)
        return TeamCost(seats=size, state=CostState.USE if used else CostState.OPEN, total=None)
    if price.unit not in (None, "seat", "flat"):
        return TeamCost(seats=size, state=CostState.USE, total=None)
    total = month * max(size, bounds.least) if price.unit == "seat" else month
    bounded = several or price.unit is None or price.qualifier is Qualifier.FROM
    state = CostState.AT_LEAST if bounded else CostState.STATED
    return TeamCost(seats=size, state=state, total=total.quantize(_CENT))


def _note(price: PriceFact, bounds: Seats, *, several: bool) -> str:
    said = []
    if price.kind is PriceKind.PRICED:
        if price.qualifier in (Qualifier.FROM, Qualifier.UP_TO):
            said.append(f"the page says “{price.qualifier.value}”")
        if several:
            said.append("several prices, the least counts")
        if price.unit is None:
            said.append("per what is not stated")
        elif price.unit not in ("seat", "flat"):
            said.append(f"per {price.unit}")
    if bounds.least > 1:
        said.append(f"{bounds.least} seats at least")
    if bounds.most is not None:
        said.append(f"{bounds.most} seats at most")
    return "; ".join(said)
