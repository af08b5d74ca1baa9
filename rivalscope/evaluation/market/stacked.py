"""Stacked layouts: plans one after the other, each with its own list, behind accordions, tabs and switches."""

from decimal import Decimal
from html import escape

from rivalscope.evaluation.market.facts import Cell, Offering, PlanFact
from rivalscope.evaluation.market.markup import Said, annual, document, figure, groups, money, per, words


def accordion(offering: Offering) -> Said:
    """Plans as `details` with name and price in the summary and a definition list of features."""
    parts = []
    for place, plan in enumerate(offering.plans):
        price = (
            plan.words
            if plan.price is None
            else "Free"
            if not plan.price
            else money(plan.price, offering.currency)
        )
        pairs = "".join(
            f"<div class=pair><dt>{escape(row.name)}</dt><dd>{_sign(row.cells[place])}</dd></div>"
            for row in offering.rows
        )
        parts.append(
            f"<details class=acc__item><summary class=acc__bar><span class=acc__t>{escape(plan.name)}</span> "
            f"<span class=acc__v>{escape(price)}</span> <span class=acc__u>{escape(per(plan, slash=False))}</span></summary>"
            f"<div class=acc__body><p>For work that suits you.</p><dl>{pairs}</dl><a href=/signup>Choose</a></div></details>"
        )
    return Said(
        body=document(offering.product, f"<h1>Choose what fits</h1><div class=acc>{''.join(parts)}</div>")
    )


def toggle(offering: Offering) -> Said:
    """Cards whose amounts stand in data attributes for a switch, above a table with icons by class."""
    cards = "".join(
        f"<div class='pricing-col'><h3 class=pricing-col__name>{escape(plan.name)}</h3>{_switched(plan, offering)}<a class=btn href=/go>Start</a></div>"
        for plan in offering.plans
    )
    head = "".join(f"<th>{escape(plan.name)}</th>" for plan in offering.plans)
    rows = []
    for group, places in groups(offering).items():
        rows.append(f"<tr class=group><th colspan={len(offering.plans) + 1}>{escape(group)}</th></tr>")
        for row in (offering.rows[place] for place in places):
            cells = "".join(f"<td>{_icon(cell)}</td>" for cell in row.cells)
            rows.append(f"<tr><td>{escape(row.name)}</td>{cells}</tr>")
    switch = "<div class=switch><label>Monthly</label><input type=checkbox id=cycle><label>Annual <em>save 20%</em></label></div>"
    body = f"<h1>Plans</h1>{switch}<div class=row>{cards}</div><table class=cmp><thead><tr><th></th>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    return Said(body=document(offering.product, body), annual=True)


def panels(offering: Offering) -> Said:
    """Two lists of plans in tab panels that only their tabs tell apart, and a list of plans under each feature."""
    lists = "".join(
        f"<div role=tabpanel id=p{place} aria-labelledby=t{place}{' hidden' * place}><ul class=offers>"
        + "".join(_panel_card(plan, offering, yearly=bool(place)) for plan in offering.plans)
        + "</ul></div>"
        for place in (0, 1)
    )
    tabs = "<div role=tablist><button role=tab id=t0 aria-controls=p0>Monthly</button><button role=tab id=t1 aria-controls=p1>Yearly <span>-20%</span></button></div>"
    features = "".join(
        f"<section class=f><h3>{escape(row.name)}</h3><dl>"
        + "".join(
            f"<dt>{escape(plan.name)}</dt><dd>{_sign(cell)}</dd>"
            for plan, cell in zip(offering.plans, row.cells, strict=True)
        )
        + "</dl></section>"
        for row in offering.rows
    )
    body = f"<h1>Pricing</h1>{tabs}{lists}<h2>All features</h2>{features}"
    return Said(body=document(offering.product, body), annual=True)


def _panel_card(plan: PlanFact, offering: Offering, *, yearly: bool) -> str:
    if plan.price is None:
        price = f"<p>{escape(plan.words)}</p>"
    elif not plan.price:
        price = "<p>Free</p>"
    else:
        amount = annual(plan) if yearly and plan.period == "month" else plan.price
        price = f"<p><b>{money(amount, offering.currency)}</b> <small>{escape(per(plan, slash=False))}</small></p>"
    return f"<li><h2>{escape(plan.name)}</h2>{price}</li>"


def _switched(plan: PlanFact, offering: Offering) -> str:
    if plan.price is None:
        return f"<div class=amount>{escape(plan.words)}</div>"
    if not plan.price:
        return f"<div class=amount>{money(Decimal(0), offering.currency)}</div>"
    sign = money(Decimal(0), offering.currency).removesuffix("0")
    if plan.period != "month":
        return f"<div class=amount>{sign}{figure(plan.price)}<span>{escape(per(plan))}</span></div>"
    return (
        f"<div class=amount>{sign}<span class=js-amount data-monthly='{figure(plan.price)}' data-annual='{figure(annual(plan))}'>"
        f"{figure(plan.price)}</span><span>{escape(per(plan))}</span></div>"
    )


def _sign(cell: Cell) -> str:
    """Return a cell as a sign or words."""
    if cell is None:
        return ""
    return words(cell) or ("Yes" if cell else "No")


def _icon(cell: Cell) -> str:
    """Return a cell as an icon that only its class tells."""
    if cell is None:
        return ""
    return words(cell) or f"<i class='fa-solid {'fa-check' if cell else 'fa-xmark'}'></i>"
