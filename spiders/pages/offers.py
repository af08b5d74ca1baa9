"""Offers: plans and prices that a page states as schema.org data."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from rivalscope.domain.page import Billed, Period, Plan, Price, PriceKind, Qualifier
from spiders.pages.amounts import read_amount
from spiders.pages.currencies import Hints
from spiders.pages.jsonld import Node
from spiders.pages.money import read_words
from spiders.pages.names import plan_name
from spiders.pages.passages import value_passage
from spiders.pages.terms import Terms, read_terms
from spiders.pages.text import plain_text

PRODUCTS = frozenset(
    {
        "Product",
        "ProductGroup",
        "ProductModel",
        "SoftwareApplication",
        "WebApplication",
        "MobileApplication",
        "Service",
    }
)
_OLD_PRICES = frozenset({"ListPrice", "StrikethroughPrice", "MSRP", "SRP"})
_MOST_SPECIFICATIONS = 12
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
    products = {node.text("name") for node in nodes if node.types & PRODUCTS and "offers" in node.value}
    plans: dict[str, Plan] = {}
    for node in nodes:
        if "Offer" not in node.types:
            continue
        name = _name(node, several=len(products) > 1, hints=hints)
        prices = offered_prices(node, hints=hints)
        if name and prices:
            known = plans.get(name, Plan(name=name))
            plans[name] = replace(known, prices=(*known.prices, *prices))
    return list(plans.values())


def _name(node: Node, *, several: bool, hints: Hints) -> str:
    """Return the name of the plan that an offer is for; empty when it has none."""
    item = node.value.get("itemOffered")
    given = [node.text("name"), item.get("name") if isinstance(item, dict) else None]
    parent = node.parent
    while several and parent is not None and not parent.types & PRODUCTS:
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


def offered_prices(node: Node, *, hints: Hints) -> list[Price]:
    """Return the prices that an offer states: its own, else one for each of its price specifications."""
    value, details = node.value.get("price"), node.value.get("priceSpecification")
    several = details if isinstance(details, list) else [details]
    parts = [part if isinstance(part, dict) else {} for part in several]
    if isinstance(value, str):
        return [stated_price(value, {**node.value, **parts[0]}, path=f"{node.path}/price", hints=hints)]
    return [
        stated_price(
            part["price"],
            {**node.value, **part},
            path=f"{node.path}/priceSpecification{f'/{place}' if isinstance(details, list) else ''}/price",
            hints=hints,
        )
        for place, part in enumerate(parts[:_MOST_SPECIFICATIONS])
        if isinstance(part.get("price"), str)
    ]


def stated_price(value: str, details: dict[str, Any], *, path: str, hints: Hints) -> Price:
    """Return the price that a value of structured data states, with what its specification says of it."""
    words = plain_text(value)
    amount = read_amount(words, language="en") if re.fullmatch(r"\d[\d.,' ]*", words) else None
    kind = PriceKind.UNKNOWN if amount is None else PriceKind.PRICED if amount else PriceKind.FREE
    if amount is None:
        kind = read_words(words) or PriceKind.UNKNOWN
    terms = _terms(details)
    given = details.get("priceCurrency")
    currency = given.upper() if isinstance(given, str) and re.fullmatch(r"[A-Za-z]{3}", given) else None
    sort = str(details.get("priceType") or "").rsplit("/", 1)[-1]
    return Price(
        raw=words, kind=kind, amount=Decimal(0) if kind is PriceKind.FREE else amount, currency=currency or hints.currency,
        period=terms.period, billed=terms.billed, unit=terms.unit, qualifier=Qualifier.WAS if sort in _OLD_PRICES else None,
        passage=value_passage(path, value),
    )  # fmt: skip


def _terms(details: dict[str, Any]) -> Terms:
    """Return the terms that a price specification states (schema.org UnitPriceSpecification)."""
    text = details.get("unitText")
    reference = details.get("referenceQuantity")
    reference = reference if isinstance(reference, dict) else {}
    eligible = details.get("eligibleQuantity")
    text = (
        text
        or reference.get("unitText")
        or (eligible.get("unitText") if isinstance(eligible, dict) else None)
    )
    terms = read_terms(f"/{text}", 0) if isinstance(text, str) and text.strip() else Terms(end=0)
    cycle = _duration(details.get("billingDuration"), details.get("unitCode"))
    period = (
        _duration(reference.get("value") or "1", reference.get("unitCode"))
        or _duration("1", details.get("unitCode"))
        or cycle
    )
    if terms.period is None and period is not None:
        terms.period = period
        terms.unit = terms.unit or "flat"
    if terms.period is Period.MONTH and cycle is not None:
        terms.billed = terms.billed or (Billed.MONTHLY if cycle is Period.MONTH else Billed.ANNUALLY)
    return terms


def _duration(value: object, code: object) -> Period | None:
    """Return the period of a duration: ISO 8601 (`P1M`), or a number of months or years (UN/CEFACT `MON`, `ANN`)."""
    if isinstance(value, dict):
        return _duration(str(value.get("value")), value.get("unitCode") or code)
    written = _DURATIONS.get(str(value).upper())
    if written is not None:
        return written
    unit = _DURATIONS.get(str(code).upper())
    if unit is Period.MONTH and str(value) == "12":
        return Period.YEAR
    return unit if str(value) in ("1", "1.0") else None
