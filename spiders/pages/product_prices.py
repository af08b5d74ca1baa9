"""Product prices: what a page that sells one thing states of it in structured data and shows to its visitors.

JSON-LD, microdata, RDFa Lite and Open Graph are read in this order; the first that states an amount
which the page shows counts. An amount that no visitor sees is none: shops leave old ones behind.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from bs4 import Tag

from rivalscope.domain.page import Passage, Plan, Price, PriceKind, Qualifier
from spiders.pages.currencies import Hints
from spiders.pages.document import Document, ancestors, attribute
from spiders.pages.jsonld import Node
from spiders.pages.microdata import MICRODATA, RDFA, Item, items_of, value_of
from spiders.pages.money import Money, find_money
from spiders.pages.offers import PRODUCTS, offered_prices, stated_price
from spiders.pages.passages import attribute_passage, whole
from spiders.pages.text import plain_text

_FAR = 200_000
_LONGEST_NAME = 120
_MOST_SHOWN = 300
_SITE = re.compile(r"\s+[|–—·]\s+[^|–—·]*$")


def read_product_prices(document: Document, nodes: list[Node], *, hints: Hints) -> list[Plan]:
    """Return the one product that a page sells, with the prices that data and visible text agree on; else nothing."""
    shown: list[Money] | None = None
    for plan in _candidates(document, nodes, hints):
        if shown is None:
            shown = find_money(document.text[:_FAR], hints=hints)[:_MOST_SHOWN]
        prices = [agreed for price in plan.prices if (agreed := _agreed(price, shown)) is not None]
        if prices:
            return [replace(plan, prices=tuple(prices))]
    return []


def _candidates(document: Document, nodes: list[Node], hints: Hints) -> Iterator[Plan]:
    """Yield what each kind of data says of the one product of a page; several products make it a list, not one."""
    products = [node for node in nodes if node.types & PRODUCTS and "offers" in node.value]
    names = {name for node in products if (name := node.text("name"))}
    if len(names) == 1:
        name = _named(names.pop())
        prices = [price for node in nodes if _sells(node, products) for price in _node_prices(node, hints)]
        yield from _plans(name, prices)
    for syntax in (MICRODATA, RDFA):
        yield from _marked(document, items_of(document, syntax=syntax), hints)
    yield from _open_graph(document, hints)


def _plans(name: str, prices: list[Price]) -> Iterator[Plan]:
    priced = [price for price in prices if price.amount]
    if name and priced:
        yield Plan(name=name, prices=tuple(priced[:12]))


def _named(text: str) -> str:
    """Return a product's name; empty when it is as long as a sentence."""
    name = plain_text(text)
    return name if len(name) <= _LONGEST_NAME else ""


def _sells(node: Node, products: list[Node]) -> bool:
    """Tell whether a node is an offer of one of the products."""
    return bool(node.types & {"Offer", "AggregateOffer"}) and any(
        node.path.startswith(f"{each.path}/offers") for each in products
    )


def _node_prices(node: Node, hints: Hints) -> list[Price]:
    """Return the prices of an offer, or the two ends of an aggregate."""
    if "AggregateOffer" not in node.types:
        return offered_prices(node, hints=hints)
    low, high = node.value.get("lowPrice"), node.value.get("highPrice")
    found = []
    for key, value, qualifier in (("lowPrice", low, Qualifier.FROM), ("highPrice", high, Qualifier.UP_TO)):
        if isinstance(value, str):
            price = stated_price(value, node.value, path=f"{node.path}/{key}", hints=hints)
            found.append(price if low == high else replace(price, qualifier=qualifier))
    return found[:1] if low == high else found


def _marked(document: Document, items: list[Item], hints: Hints) -> Iterator[Plan]:
    """Yield the product of the items of markup, when they are of one product alone."""
    products = [item for item in items if item.types & PRODUCTS and "name" in item.properties]
    names = {_named(value_of(document, item.properties["name"])) for item in products}
    if len(names) != 1:
        return
    around = {id(item.element) for item in products}
    prices = []
    for item in items:
        inside = any(id(above) in around for above in ancestors(item.element))
        if item.types & {"Offer", "UnitPriceSpecification"} and inside and "price" in item.properties:
            prices.append(_marked_price(document, item, hints))
    yield from _plans(names.pop(), prices)


def _marked_price(document: Document, item: Item, hints: Hints) -> Price:
    element = item.properties["price"]
    currency = item.properties.get("priceCurrency")
    details = {"priceCurrency": value_of(document, currency)} if currency is not None else {}
    return _at(document, element, value_of(document, element), details, hints)


def _at(document: Document, element: Tag, value: str, details: dict[str, str], hints: Hints) -> Price:
    """Return the price of a value that an element holds as an attribute or as its text."""
    passage: Passage = whole(document, element)
    if "content" in element.attrs:
        passage = attribute_passage(document, element, "content")
    elif not passage.quote and "value" in element.attrs:
        passage = attribute_passage(document, element, "value")
    price = stated_price(value, details, path="", hints=hints)
    if price.amount is None and (found := find_money(value, hints=hints)):
        price = replace(
            price, kind=found[0].kind, amount=found[0].amount, currency=price.currency or found[0].currency
        )
    return replace(price, raw=passage.quote or price.raw, passage=passage)


def _open_graph(document: Document, hints: Hints) -> Iterator[Plan]:
    """Yield the product of a page's Open Graph tags (`product:price:amount`, or `og:price:amount` as shops write it)."""
    tags: dict[str, Tag] = {}
    for meta in document.named["meta"]:
        name = attribute(meta, "property") or attribute(meta, "name")
        tags.setdefault(name.removeprefix("product:").removeprefix("og:"), meta)
    amount, title = tags.get("price:amount"), tags.get("title")
    if amount is None or title is None:
        return
    currency = tags.get("price:currency")
    details = {"priceCurrency": attribute(currency, "content")} if currency is not None else {}
    name = _named(_SITE.sub("", attribute(title, "content")))
    yield from _plans(name, [_at(document, amount, attribute(amount, "content"), details, hints)])


def _agreed(price: Price, shown: list[Money]) -> Price | None:
    """Return a price with what the words beside the same visible amount add; None when no visitor reads the amount."""
    for money in shown:
        if money.amount == price.amount and money.kind is PriceKind.PRICED and not money.total:
            if price.currency is not None and money.currency not in (None, price.currency):
                continue
            return replace(
                price,
                currency=price.currency or money.currency,
                period=price.period or money.period,
                billed=price.billed or money.billed,
                unit=price.unit or money.unit,
                qualifier=price.qualifier or money.qualifier,
            )
    return None
