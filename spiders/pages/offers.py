"""Offers: plans and prices that a page states as schema.org data."""

import re
from dataclasses import replace
from decimal import Decimal

from rivalscope.domain.page import Billed, Period, Plan, Price, PriceKind
from spiders.pages.amounts import read_amount
from spiders.pages.currencies import Hints
from spiders.pages.jsonld import Node, escape
from spiders.pages.money import read_words
from spiders.pages.names import plan_name
from spiders.pages.passages import value_passage
from spiders.pages.terms import Terms, read_terms
from spiders.pages.text import plain_text

_PRODUCTS = frozenset({"Product", "SoftwareApplication", "WebApplication", "MobileApplication", "Service"})
_DURATIONS = {
    "P1M": Period.MONTH,
    "P1Y": Period.YEAR,
    "P12M": Period.YEAR,
    "MON": Period.MONTH,
    "ANN": Period.YEAR,
    "MONTH": Period.MONTH,
    "YEAR": Period.YEAR,
}


def read_offers(nodes: list[Node], *, hints: Hints) -> list[Plan]:
    """Return the plans that a page's JSON-LD offers, in order, each with the prices told for it.

    An offer's plan is its own name, the name of what it offers, or the name of the product that it
    stands in when the page has several; an aggregate of offers is none.
    """
    products = {node.text("name") for node in nodes if node.types & _PRODUCTS and "offers" in node.value}
    plans: dict[str, Plan] = {}
    for node in nodes:
        if "Offer" not in node.types:
            continue
        name = _name(node, several=len(products) > 1, hints=hints)
        price = _price(node, hints)
        if name and price is not None:
            known = plans.get(name, Plan(name=name))
            plans[name] = replace(known, prices=(*known.prices, price))
    return list(plans.values())


def _name(node: Node, *, several: bool, hints: Hints) -> str:
    """Return the name of the plan that an offer is for; empty when it has none."""
    item = node.value.get("itemOffered")
    given = [node.text("name"), item.get("name") if isinstance(item, dict) else None]
    parent = node.parent
    while several and parent is not None and not parent.types & _PRODUCTS:
        parent = parent.parent
    if several and parent is not None:
        given.append(parent.text("name"))
    return next(
        (
            name
            for text in given
            if isinstance(text, str) and (name := plan_name(plain_text(text), hints=hints))
        ),
        "",
    )


def _price(node: Node, hints: Hints) -> Price | None:
    """Return the price of an offer; None when it states none."""
    details = node.value.get("priceSpecification")
    path = f"{node.path}/price"
    if isinstance(details, list):
        details = next((part for part in details if isinstance(part, dict)), None)
    details = details if isinstance(details, dict) else {}
    value = node.value.get("price")
    if value is None and isinstance(details.get("price"), str):
        inner = (
            "priceSpecification"
            if isinstance(node.value.get("priceSpecification"), dict)
            else "priceSpecification/0"
        )
        value, path = details["price"], f"{node.path}/{inner}/{escape('price')}"
    if not isinstance(value, str):
        return None
    passage = value_passage(path, value)
    words = plain_text(value)
    amount = read_amount(words, language="en") if re.fullmatch(r"\d[\d.,' ]*", words) else None
    kind = PriceKind.UNKNOWN if amount is None else PriceKind.PRICED if amount else PriceKind.FREE
    if amount is None:
        kind = read_words(words) or PriceKind.UNKNOWN
    terms = _terms(details)
    given = node.value.get("priceCurrency") or details.get("priceCurrency")
    currency = given.upper() if isinstance(given, str) and re.fullmatch(r"[A-Za-z]{3}", given) else None
    return Price(
        raw=words, kind=kind, amount=Decimal(0) if kind is PriceKind.FREE else amount, currency=currency or hints.currency,
        period=terms.period, billed=terms.billed, unit=terms.unit, passage=passage,
    )  # fmt: skip


def _terms(details: dict[str, object]) -> Terms:
    """Return the terms that a price specification states."""
    text = details.get("unitText")
    terms = read_terms(f"/{text}", 0) if isinstance(text, str) and text.strip() else Terms(end=0)
    reference = details.get("referenceQuantity")
    code = details.get("unitCode") or (reference.get("unitCode") if isinstance(reference, dict) else None)
    period = _DURATIONS.get(str(code).upper()) or _DURATIONS.get(str(details.get("billingDuration")).upper())
    if terms.period is None and period is not None:
        terms.period = period
        terms.unit = terms.unit or "flat"
    cycle = _DURATIONS.get(str(details.get("billingDuration")).upper())
    if terms.period is Period.MONTH and cycle is not None:
        terms.billed = terms.billed or (Billed.MONTHLY if cycle is Period.MONTH else Billed.ANNUALLY)
    return terms
