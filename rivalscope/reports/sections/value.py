"""Price for value: what teams pay, and the cheapest plan that has what they must have."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from rivalscope.analysis.plan_costs import CostState, PlanCost, TeamCost
from rivalscope.analysis.value import Bid, Offer, PlanValues, PlanWorth
from rivalscope.domain.page import Billed
from rivalscope.reports.charts_value import BILLINGS, value_chart
from rivalscope.reports.columns import NOTHING, said
from rivalscope.reports.content import Report
from rivalscope.reports.section import Cell, Section, Table
from rivalscope.reports.summary import Sentence
from rivalscope.reports.words import count, day, listed, money, percent

_GROUPS = 4
_ROWS = 40


def section(report: Report) -> Section | None:
    """Return the section of price for value; None when the report was assembled without it."""
    values = report.value
    if values is None:
        return None
    groups = values.groups[:_GROUPS]
    chart = value_chart(report, values)
    tables = [_cheapest(report, values, *group) for group in groups if values.must_have]
    tables += [_costs(report, values, *group) for group in groups]
    return Section(
        slug="price-for-value",
        title="Price for value",
        told=tuple(_told(report, values)),
        charts=(chart,) if chart else (),
        tables=tuple(tables),
        method=(
            f"value/1; prices as pages stated them on {day(report.as_of, report.timezone)}, a year’s divided by twelve; "
            "currencies and billings are never mixed or converted; “from” is a lower bound, no public price is not 0; a plan "
            "has a feature only where its pages say so of that plan, add-ons not counted. Covers: share of the importance "
            f"of {count(values.weighted, 'feature')} that people weighted or reviewers speak of, at least; a point is a "
            "hundredth of it (a ratio, secondary to the cheapest plan)."
        ),
    )


def _told(report: Report, values: PlanValues) -> Iterator[Sentence]:
    if not values.groups:
        yield Sentence(text="Not enough data: no page states a price with its currency.")
        return
    if values.must_have:
        yield from _winners(report, values)
    else:
        yield Sentence(
            text="The market file names no must-haves (must_have in [roadmap]), so plans are compared by price alone: "
            "the line of each product is its cheapest paid plan."
        )
    contact = sorted({(one.cost.product, one.cost.plan) for one in values.plans if _is_contact(one.cost)})
    if contact:
        named = listed(f"{report.names.get(product, product)} {plan}" for product, plan in contact)
        yield Sentence(
            text=f"No public price: {named}. What they cost is not known, and not 0.",
            evidence=tuple(one.cost.evidence[0] for one in values.plans if _is_contact(one.cost))[:6],
        )
    currencies = sorted({currency for currency, _ in values.groups})
    if len(currencies) > 1:
        yield Sentence(
            text=f"Prices stand in {listed(currencies)}; they are not converted, nor compared with each other."
        )
    if len(values.groups) > _GROUPS:
        yield Sentence(
            text=f"{count(len(values.groups) - _GROUPS, 'further currency or billing', 'further currencies or billings')} "
            "with fewer plans stand in report.json."
        )


def _winners(report: Report, values: PlanValues) -> Iterator[Sentence]:
    """Say for each currency and billing who is cheapest for the team in the middle, and what ours costs."""
    size = values.sizes[len(values.sizes) // 2]
    wanted = listed(values.must_have)
    for currency, billed in values.groups[:_GROUPS]:
        offers = [
            one for one in values.offers if (one.currency, one.billed, one.seats) == (currency, billed, size)
        ]
        sure = [(bid, one) for one in offers if (bid := one.cheapest) is not None]
        if not sure:
            yield Sentence(
                text=f"In {currency}, {BILLINGS[billed]}: no plan with a public price is said to have {wanted}."
            )
            continue
        bid, best = min(sure, key=lambda pair: (pair[0].total, pair[1].product))
        if sum(bool(values.within(currency, billed, product=one.product)) for one in offers) == 1:
            yield Sentence(
                text=f"Only {report.names.get(best.product, best.product)} has prices in {currency}, {BILLINGS[billed]}: "
                f"its {bid.plan} with {wanted} costs {count(size, 'seat')} {_sum(bid.state, bid.total)} a month.",
                evidence=bid.evidence[:3],
            )
            continue
        ours = next((one for one in offers if one.product == report.ours.slug), None)
        yield Sentence(
            text=f"For {count(size, 'seat')}, {BILLINGS[billed]}, the cheapest that surely has {wanted} is "
            f"{report.names.get(best.product, best.product)} {bid.plan} with {_sum(bid.state, bid.total)} {currency} a month"
            f"{_ours(report, ours, best)}.",
            evidence=bid.evidence[:3],
        )


def _ours(report: Report, ours: Offer | None, best: Offer) -> str:
    if best.product == report.ours.slug:
        return ", which is ours"
    if ours is not None and ours.cheapest is None and ours.contact:
        return f"; ours with it, {listed(ours.contact)}, has no public price"
    if ours is None or ours.cheapest is None:
        why = f" ({listed(ours.denied)} in no plan)" if ours is not None and ours.denied else ""
        return f"; {report.ours.name} has no such plan with a public price in this billing{why}"
    bid = ours.cheapest
    return f"; ours is {bid.plan} with {_sum(bid.state, bid.total)}"


def _is_contact(cost: PlanCost) -> bool:
    return any(team.state is CostState.CONTACT for team in cost.costs)


def _sum(state: CostState, total: Decimal) -> str:
    shown = money(total, None)
    return f"at least {shown}" if state is CostState.AT_LEAST else shown


def _cheapest(report: Report, values: PlanValues, currency: str, billed: Billed | None) -> Table:
    rows = []
    for product in report.products:
        if not values.within(currency, billed, product=product.slug):
            continue
        offers = [
            one
            for one in values.offers
            if (one.product, one.currency, one.billed) == (product.slug, currency, billed)
        ]
        rows.append((Cell(text=product.name), *map(_offer_cell, offers)))
    return Table(
        caption=f"Cheapest plan with {listed(values.must_have)}: a month’s {currency}, {BILLINGS[billed]}",
        head=("product", *(f"{size:,} seats" for size in values.sizes)),
        rows=tuple(rows),
    )


def _offer_cell(offer: Offer) -> Cell:
    """Tell what is sure first, then what pages leave open, then what has no price."""
    told = []
    bid = offer.cheapest
    if bid is not None:
        told.append(f"{bid.plan} {_sum(bid.state, bid.total)}")
    if offer.perhaps is not None:
        open_ones = listed(offer.perhaps.unstated)
        told.append(
            f"perhaps {offer.perhaps.plan} {_sum(offer.perhaps.state, offer.perhaps.total)}: {open_ones} not stated"
        )
    if offer.contact and bid is None:
        told.append(f"contact sales: {listed(offer.contact)}")
    if not told:
        told.append(
            f"no plan has {listed(offer.denied)}" if offer.denied else "no plan for this team has all of it"
        )
    shown: Bid | None = bid or offer.perhaps
    return Cell(
        text="; ".join(told),
        value=None if bid is None else float(bid.total),
        evidence=() if shown is None else shown.evidence[:3],
    )


def _costs(report: Report, values: PlanValues, currency: str, billed: Billed | None) -> Table:
    middle = values.sizes[len(values.sizes) // 2]
    rows = [
        _cost_row(report, values, plan, middle=middle)
        for product in report.products
        for plan in values.within(currency, billed, product=product.slug)
    ]
    head, shown = said(
        (
            "product",
            "plan",
            *(f"{size:,} seats" for size in values.sizes),
            "of note",
            "saved by the year",
            "features in, not, not stated",
            "covers",
            f"a point, {middle:,} seats",
        ),
        rows[:_ROWS],
    )
    return Table(
        caption=f"What teams pay a month, {currency}, {BILLINGS[billed]}",
        head=head,
        rows=shown,
        left=max(0, len(rows) - _ROWS),
    )


def _cost_row(report: Report, values: PlanValues, plan: PlanWorth, *, middle: int) -> tuple[Cell, ...]:
    cost = plan.cost
    saved = _saved(values.plans, cost, middle)
    total = cost.at(middle).total
    points = 100 * (plan.covered or 0.0)
    point = float(total) / points if total is not None and points else None
    return (
        Cell(text=report.names.get(cost.product, cost.product)),
        Cell(text=cost.plan, evidence=cost.evidence[:2]),
        *(_team_cell(team) for team in cost.costs),
        Cell(text=cost.note or NOTHING),
        Cell(text=NOTHING if saved is None else percent(saved), value=saved),
        Cell(text=f"{plan.included:,}, {plan.refused:,}, {plan.unstated:,}", value=plan.included),
        Cell(
            text=NOTHING
            if plan.covered is None
            else f"{percent(plan.covered)} or more"
            if plan.unstated
            else percent(plan.covered),
            value=plan.covered,
        ),
        Cell(text=NOTHING if point is None else f"{point:.2f}", value=point),
    )


def _team_cell(team: TeamCost) -> Cell:
    if team.total is None:
        return Cell(text=team.state.value)
    return Cell(text=_sum(team.state, team.total), value=float(team.total))


def _saved(plans: Sequence[PlanWorth], cost: PlanCost, size: int) -> float | None:
    """Return what paying by the year saves against paying by the month, as a share; None where it cannot be told."""
    if cost.billed is not Billed.ANNUALLY:
        return None
    key = (cost.product, cost.plan, cost.currency, Billed.MONTHLY)
    monthly = next(
        (
            one.cost.at(size)
            for one in plans
            if (one.cost.product, one.cost.plan, one.cost.currency, one.cost.billed) == key
        ),
        None,
    )
    yearly = cost.at(size)
    if monthly is None or {monthly.state, yearly.state} != {CostState.STATED}:
        return None
    if not monthly.total or yearly.total is None:
        return None
    return float(1 - yearly.total / monthly.total)
