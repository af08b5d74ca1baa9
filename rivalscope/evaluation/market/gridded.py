"""Gridded layouts: plans side by side against features, in grids that are no tables, or several tables."""

from decimal import Decimal
from html import escape

from rivalscope.evaluation.market.facts import SIGNS, Cell, Offering, PlanFact
from rivalscope.evaluation.market.markup import RATES, Said, document, figure, groups, money, per, words

_TICK = "<svg aria-hidden=true viewBox='0 0 20 20'><path d='M5 10l3 3 7-7'/></svg>"


def utility(offering: Offering) -> Said:
    """Divs with utility classes alone: no heading, no table; ticks in words for screen readers; a copy for telephones."""
    cards = "".join(
        f"<div class='flex flex-col rounded-xl p-8'><div class='text-lg font-semibold'>{escape(plan.name)}</div>"
        f"<div class='mt-4 flex items-baseline'><span class='text-4xl'>{escape(_price(plan, offering.currency))}</span>"
        f"<span class='text-sm'>{escape(per(plan))}</span></div><a href=/go class='mt-6 block'>Buy</a></div>"
        for plan in offering.plans
    )
    width = len(offering.plans) + 1
    rows = [
        f"<div class='grid grid-cols-{width} sticky'><div></div>{''.join(f'<div>{escape(plan.name)}</div>' for plan in offering.plans)}</div>"
    ]
    for group, places in groups(offering).items():
        rows.append(f"<div class='col-span-{width} font-bold'>{escape(group)}</div>")
        for row in (offering.rows[place] for place in places):
            cells = "".join(f"<div class='px-4 text-center'>{_spoken(cell)}</div>" for cell in row.cells)
            rows.append(
                f"<div class='grid grid-cols-{width} border-t'><div class='px-4'>{escape(row.name)}</div>{cells}</div>"
            )
    copies = "".join(
        f"<section class='lg:hidden'><div class='text-lg'>{escape(plan.name)}</div>"
        + "".join(
            f"<div class='flex justify-between'><div>{escape(row.name)}</div><div>{_spoken(row.cells[place])}</div></div>"
            for row in offering.rows
        )
        + "</section>"
        for place, plan in enumerate(offering.plans)
    )
    body = f"<div class='text-5xl'>Pricing</div><div class='grid md:grid-cols-4 gap-8'>{cards}</div><div class='hidden lg:block'>{''.join(rows)}</div>{copies}"
    return Said(body=document(offering.product, body))


def aria(offering: Offering) -> Said:
    """Render a grid told by roles alone, prices with raised cents in its heads, icons by reference."""
    heads = "".join(
        f"<div role=columnheader><span class=nm>{escape(plan.name)}</span>{_raised(plan, offering.currency)}</div>"
        for plan in offering.plans
    )
    parts = [f"<div role=row><div role=columnheader>Compare</div>{heads}</div>"]
    for group, places in groups(offering).items():
        rows = "".join(
            f"<div role=row><div role=rowheader>{escape(row.name)}</div>"
            + "".join(f"<div role=cell>{_used(cell)}</div>" for cell in row.cells)
            + "</div>"
            for row in (offering.rows[place] for place in places)
        )
        parts.append(
            f"<div role=rowgroup><div role=row><div role=cell aria-colspan={len(offering.plans) + 1}>{escape(group)}</div></div>{rows}</div>"
        )
    return Said(
        body=document(
            offering.product,
            f"<h1>Plans and prices</h1><div role=table aria-label=Plans>{''.join(parts)}</div>",
        )
    )


def split(offering: Offering) -> Said:
    """Cards above, a table without heads for each group of features, equal neighbours in one cell, prices with a note."""
    cards = "".join(
        f"<article class=tier><header><h3>{escape(plan.name)}</h3></header><p class=tier-cost>{escape(_price(plan, offering.currency))}"
        f"{'*' if plan.price else ''} {escape(per(plan))}</p></article>"
        for plan in offering.plans
    )
    tables = []
    for group, places in groups(offering).items():
        rows = "".join(
            f"<tr><th scope=row>{escape(row.name)}</th>{_merged(row.cells)}</tr>"
            for row in (offering.rows[place] for place in places)
        )
        tables.append(f"<h3>{escape(group)}</h3><table><tbody>{rows}</tbody></table>")
    bar = "".join(f"<li>{escape(plan.name)}</li>" for plan in offering.plans)
    body = (
        f"<h1>Pricing</h1><div class=tiers>{cards}</div><h2>Compare in detail</h2><ul class=sticky-bar>{bar}</ul>"
        f"{''.join(tables)}<p class=note>* Billed annually. Taxes not included.</p>"
    )
    return Said(body=document(offering.product, body), billed="annually")


def currencies(offering: Offering) -> Said:
    """Prices in three currencies under a switcher, and a flat grid in which only order makes rows."""
    shown = tuple(RATES)
    cards = "".join(
        f"<div class=box><h2>{escape(plan.name)}</h2><div class=cost>{_in_all(plan, shown)}</div></div>"
        for plan in offering.plans
    )
    cells = ["<div class=hd></div>", *(f"<div class=hd>{escape(plan.name)}</div>" for plan in offering.plans)]
    for group, places in groups(offering).items():
        cells.append(f"<div class=grp>{escape(group)}</div>")
        for row in (offering.rows[place] for place in places):
            cells.append(f"<div class=lb>{escape(row.name)}</div>")
            cells += [f"<div class=cl>{_pictured(cell)}</div>" for cell in row.cells]
    switch = (
        "<select name=currency><option>USD $</option><option>EUR €</option><option>GBP £</option></select>"
    )
    body = f"<h1>Prices</h1>{switch}<div class=boxes>{cards}</div><div class=matrix>{''.join(cells)}</div>"
    return Said(body=document(offering.product, body), currencies=shown)


def columns(offering: Offering) -> Said:
    """One column a plan and one of names before them: rows are made by place alone; cents stand in a part of their own."""
    names = "".join(f"<div class=item>{escape(row.name)}</div>" for row in offering.rows)
    parts = [f"<div class=column><div class=top>All features</div>{names}</div>"]
    for place, plan in enumerate(offering.plans):
        cells = "".join(f"<div class=item>{_titled(row.cells[place])}</div>" for row in offering.rows)
        parts.append(
            f"<div class=column><div class=top><div class=title>{escape(plan.name)}</div>{_parted(plan, offering.currency)}</div>{cells}</div>"
        )
    return Said(
        body=document(offering.product, f"<h1>What it costs</h1><div class=columns>{''.join(parts)}</div>"),
        blank=True,
    )


def _price(plan: PlanFact, currency: str) -> str:
    return plan.words if plan.price is None else money(plan.price, currency)


def _raised(plan: PlanFact, currency: str) -> str:
    if plan.price is None:
        return f"<span class=pr>{escape(plan.words)}</span>"
    whole, _, cents = figure(plan.price).partition(".")
    raised = f"<sup>{cents}</sup>" if cents else ""
    return f"<div class=pr><sup>{SIGNS.get(currency, currency)}</sup>{whole}{raised} <small>{escape(per(plan, slash=False))}</small></div>"


def _parted(plan: PlanFact, currency: str) -> str:
    if plan.price is None:
        return f"<div class=price>{escape(plan.words)}</div>"
    whole, _, cents = figure(plan.price).partition(".")
    part = f"<span class=cents>{cents}</span>" if cents else ""
    return f"<div class=price><span class=sign>{SIGNS.get(currency, currency)}</span><span class=whole>{whole}</span>{part}<span class=per>{escape(per(plan))}</span></div>"


def _in_all(plan: PlanFact, shown: tuple[str, ...]) -> str:
    if plan.price is None:
        return escape(plan.words)
    if not plan.price:
        return "Free"
    spans = "".join(
        f"<span data-currency={code}{'' if place == 0 else ' hidden'}>{money((plan.price * RATES[code]).quantize(Decimal('0.01')), code)}</span>"
        for place, code in enumerate(shown)
    )
    return f"{spans}<em>{escape(per(plan))}</em>"


def _merged(cells: tuple[Cell, ...]) -> str:
    """Return cells of a row with equal neighbours in one."""
    found: list[tuple[Cell, int]] = []
    for cell in cells:
        if found and found[-1][0] == cell and cell is not None:
            found[-1] = (cell, found[-1][1] + 1)
        else:
            found.append((cell, 1))
    return "".join(
        f"<td{f' colspan={count}' if count > 1 else ''}>{_pictured(cell)}</td>" for cell, count in found
    )


def _spoken(cell: Cell) -> str:
    if cell is None:
        return ""
    told = "Included" if cell else "Not included"
    return words(cell) or f"{_TICK}<span class=sr-only>{told}</span>"


def _used(cell: Cell) -> str:
    if cell is None:
        return ""
    return words(cell) or f"<svg><use href='/sprite.svg#icon-{'check' if cell else 'cross'}'></use></svg>"


def _pictured(cell: Cell) -> str:
    if cell is None:
        return ""
    return (
        words(cell)
        or f"<img src='/img/{'a1' if cell else 'a2'}.svg' alt='{'Included' if cell else 'Not included'}'>"
    )


def _titled(cell: Cell) -> str:
    """Return a cell as an icon by its title; what a plan lacks is left empty, as many pages do."""
    return words(cell) or ("<span class=dot title=Included></span>" if cell else "")
