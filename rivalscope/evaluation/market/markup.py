"""Markup: the pieces that made pricing pages are put together from."""

from dataclasses import dataclass
from decimal import Decimal
from html import escape

from rivalscope.evaluation.market.facts import SIGNS, Cell, Offering, PlanFact

ANNUAL = Decimal("0.8")
"""What a yearly payer pays of the monthly price, on pages that show both."""
RATES = {"USD": Decimal(1), "EUR": Decimal("0.9"), "GBP": Decimal("0.75")}
"""What the made currency switcher multiplies prices by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A made page, and what it says beyond the facts."""

    body: str
    annual: bool = False
    """Whether it shows what a yearly payer pays beside the monthly price."""
    billed: str | None = None
    """How all its monthly prices are charged, where a note says so."""
    currencies: tuple[str, ...] = ()
    """Currencies that it shows, where there are several."""
    blank: bool = False
    """Whether what a plan lacks is an empty cell, which says nothing."""


def document(title: str, body: str, *, head: str = "") -> str:
    """Return a whole page with the chrome that real ones have around their prices."""
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>Pricing | {escape(title)}</title>{head}</head><body>"
        f"<header><nav><a href=/>{escape(title)}</a> <a href=/product>Product</a> <a href=/pricing>Pricing</a> <a href=/login>Log in</a></nav></header>"
        f"<main>{body}</main>"
        "<section class=faq><h2>Frequently asked questions</h2><div><h3>Can I change my plan?</h3><p>Yes. A yearly payer saves $24 on average.</p></div>"
        "<div><h3>What does an invoice by post cost?</h3><p>We charge $5 for each.</p></div></section>"
        f"<footer><div><h4>Company</h4><ul><li><a href=/about>About</a></li></ul></div><p>© {escape(title)}</p></footer></body></html>"
    )


def figure(amount: Decimal) -> str:
    """Return an amount as pages print it: groups of three, cents unless there are none."""
    return f"{amount:,.2f}".removesuffix(".00")


def money(amount: Decimal, currency: str) -> str:
    """Return an amount with its sign."""
    return f"{SIGNS.get(currency, currency + ' ')}{figure(amount)}"


def annual(plan: PlanFact) -> Decimal:
    """Return what a plan costs a month when it is paid by the year."""
    return ((plan.price or Decimal(0)) * ANNUAL).quantize(Decimal("0.01"))


def per(plan: PlanFact, *, slash: bool = True) -> str:
    """Return the terms after an amount, such as `/user/month` or `per user per month`; none for what is free."""
    if not plan.price:
        return ""
    parts = [plan.unit, plan.period] if plan.unit else [plan.period]
    return "".join(f"/{part}" for part in parts) if slash else " ".join(f"per {part}" for part in parts)


def words(cell: Cell) -> str | None:
    """Return the words of a cell, escaped; None for a plain yes, no or nothing."""
    return escape(cell) if isinstance(cell, str) else None


def groups(offering: Offering) -> dict[str, list[int]]:
    """Return the places of the rows under each heading, in order of first mention."""
    found: dict[str, list[int]] = {}
    for place, row in enumerate(offering.rows):
        found.setdefault(row.group, []).append(place)
    return found
