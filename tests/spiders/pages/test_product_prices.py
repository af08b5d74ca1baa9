"""Pages of our own making that sell one thing."""

import json
from decimal import Decimal

import pytest

from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Period, Qualifier
from spiders.pages.passages import confirm
from spiders.pages.reader import read_page


def read(body: str, head: str = ""):
    page = f"<!doctype html><html lang=en><head>{head}</head><body><main>{body}</main></body></html>".encode()
    plans = read_page(page, url="https://made.example/pricing", kind=SourceKind.PRICING).plans
    assert all(confirm(page, price.passage) for plan in plans for price in plan.prices)
    return [(plan.name, [(price.amount, price.currency, price.period, price.qualifier) for price in plan.prices]) for plan in plans]  # fmt: skip


def jsonld(value) -> str:
    return f"<script type='application/ld+json'>{json.dumps(value)}</script>"


SEEN = (
    "<h1>Kettle</h1><div><span>Only</span> $29.50 today, whatever you have been told elsewhere about it</div>"
)
OFFER = {
    "@type": "Product",
    "name": "Kettle",
    "offers": {"@type": "Offer", "price": 29.5, "priceCurrency": "USD"},
}
SAID = [("Kettle", [(Decimal("29.5"), "USD", None, None)])]


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (SEEN + jsonld(OFFER), ""),
        (SEEN + jsonld({"@graph": [OFFER]}), ""),
        (SEEN + "<div itemscope itemtype='https://schema.org/Product'><meta itemprop=name content=Kettle><div itemprop=offers itemscope itemtype='https://schema.org/Offer'>"
         "<meta itemprop=price content=29.50><meta itemprop=priceCurrency content=USD></div></div>", ""),
        (SEEN + "<div vocab='https://schema.org/' typeof=Product><meta property=name content=Kettle><div property=offers typeof=Offer>"
         "<meta property=price content=29.50><meta property=priceCurrency content=USD></div></div>", ""),
        (SEEN, "<meta property='og:title' content='Kettle | Made Shop'><meta property='product:price:amount' content='29.50'><meta property='product:price:currency' content=USD>"),
        (SEEN, "<meta property='og:title' content=Kettle><meta property='og:price:amount' content='29.50'>"),
    ],
)  # fmt: skip
def test_the_price_of_the_one_product_of_a_page_is_read_from_any_kind_of_data(body, head):
    assert read(body, head) == SAID


@pytest.mark.parametrize(
    "data",
    [
        {**OFFER, "offers": {"@type": "Offer", "price": 31, "priceCurrency": "USD"}},
        {**OFFER, "offers": {"@type": "Offer", "price": 29.5, "priceCurrency": "EUR"}},
        {**OFFER, "offers": {"@type": "Offer", "price": "see shop"}},
        {**OFFER, "name": "x" * 200},
    ],
)
def test_data_that_the_page_does_not_show_is_no_price(data):
    assert read(SEEN + jsonld(data)) == []


def test_an_aggregate_says_from_and_up_to():
    data = {
        "@type": "SoftwareApplication",
        "name": "Editor",
        "offers": {"@type": "AggregateOffer", "lowPrice": "5", "highPrice": "9", "priceCurrency": "USD"},
    }
    seen = "<h1>Editor</h1><div>It costs from $5 a month to $9 a month, depending on what you need of it, and on when</div>"
    assert read(seen + jsonld(data)) == [
        (
            "Editor",
            [
                (Decimal(5), "USD", Period.MONTH, Qualifier.FROM),
                (Decimal(9), "USD", Period.MONTH, Qualifier.UP_TO),
            ],
        )
    ]


def test_every_price_of_an_array_of_specifications_is_read_with_its_terms():
    parts = [
        {"@type": "UnitPriceSpecification", "price": "12", "priceCurrency": "USD", "billingDuration": 1, "unitCode": "MON"},
        {"@type": "UnitPriceSpecification", "price": "10", "priceCurrency": "USD", "referenceQuantity": {"value": 1, "unitCode": "MON"}, "billingDuration": "P1Y"},
        {"@type": "UnitPriceSpecification", "price": "15", "priceCurrency": "USD", "unitCode": "MON", "priceType": "https://schema.org/ListPrice"},
    ]  # fmt: skip
    product = {
        "@type": "Product",
        "name": "Desk",
        "offers": [{"@type": "Offer", "name": "Pro", "priceSpecification": parts}],
    }
    body = f"<!doctype html><html lang=en><body><p>x</p>{jsonld(product)}</body></html>".encode()
    (plan,) = read_page(body, url="https://made.example/pricing", kind=SourceKind.PRICING).plans
    assert all(confirm(body, price.passage) for price in plan.prices)
    assert [(price.amount, price.period, price.billed, price.qualifier) for price in plan.prices] == [
        (Decimal(12), Period.MONTH, "monthly", None),
        (Decimal(10), Period.MONTH, "annually", None),
        (Decimal(15), Period.MONTH, None, Qualifier.WAS),
    ]


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        ({"billingDuration": {"value": 12, "unitCode": "MON"}}, (Period.YEAR, "flat")),
        ({"referenceQuantity": {"value": 12, "unitCode": "MON"}}, (Period.YEAR, "flat")),
        ({"referenceQuantity": {"value": 3, "unitCode": "MON"}}, (None, None)),
        ({"unitText": "user per month"}, (Period.MONTH, "seat")),
        ({"unitCode": "MON", "eligibleQuantity": {"unitText": "user"}}, (Period.MONTH, "seat")),
        ({"unitCode": "C62"}, (None, None)),
    ],
)
def test_durations_and_quantities_are_terms(details, expected):
    product = {
        "@type": "Product",
        "name": "Desk",
        "offers": [
            {
                "@type": "Offer",
                "name": "Pro",
                "priceSpecification": {"price": "12", "priceCurrency": "USD", **details},
            }
        ],
    }
    body = f"<!doctype html><html lang=en><body><p>x</p>{jsonld(product)}</body></html>".encode()
    (plan,) = read_page(body, url="https://made.example/pricing", kind=SourceKind.PRICING).plans
    assert (plan.prices[0].period, plan.prices[0].unit) == expected


def test_variants_of_a_group_are_plans():
    group = {"@type": "ProductGroup", "name": "Desk", "hasVariant": [
        {"@type": "Product", "name": name, "offers": {"@type": "Offer", "price": price, "priceCurrency": "EUR"}} for name, price in (("Basic", 9), ("Max", 19))
    ]}  # fmt: skip
    assert read("<p>x</p>" + jsonld(group)) == [
        ("Basic", [(Decimal(9), "EUR", None, None)]),
        ("Max", [(Decimal(19), "EUR", None, None)]),
    ]
