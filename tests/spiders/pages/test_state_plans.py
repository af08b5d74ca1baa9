"""Plans that only a page's embedded state tells in full; the pages are of our own making."""

import json
from decimal import Decimal

import pytest

from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Billed, Period
from spiders.pages.passages import confirm
from spiders.pages.reader import read_page

CARDS = (
    "<div class=plans><section class=plan><h3>Solo</h3><p>$10 per month</p></section>"
    "<section class=plan><h3>Team</h3><p>$25 per month</p></section></div>"
)


def read(state, *, cards=CARDS, form="<script>window.__STATE__ = {};</script>"):
    script = form.replace("{}", json.dumps(state))
    body = f"<!doctype html><html lang=en><body><main>{cards}</main>{script}</body></html>".encode()
    page = read_page(body, url="https://made.example/pricing", kind=SourceKind.PRICING)
    assert all(confirm(body, price.passage) for plan in page.plans for price in plan.prices)
    return {
        plan.name: {(price.amount, price.currency, price.period, price.billed) for price in plan.prices}
        for plan in page.plans
    }


SHOWN = {
    "Solo": {(Decimal(10), "USD", Period.MONTH, None)},
    "Team": {(Decimal(25), "USD", Period.MONTH, None)},
}
BOTH = {
    "Solo": {
        (Decimal(10), "USD", Period.MONTH, Billed.MONTHLY),
        (Decimal(8), "USD", Period.MONTH, Billed.ANNUALLY),
    },
    "Team": {
        (Decimal(25), "USD", Period.MONTH, Billed.MONTHLY),
        (Decimal(20), "USD", Period.MONTH, Billed.ANNUALLY),
    },
}


@pytest.mark.parametrize(
    "plans",
    [
        [{"name": "Solo", "monthlyPrice": 10, "annualPrice": 8}, {"name": "Team", "monthlyPrice": 25, "annualPrice": 20}],
        [{"title": "Solo", "price": {"monthly": 10, "yearly": 8}}, {"title": "Team", "price": {"monthly": 25, "yearly": 20}}],
        [{"name": "Solo", "prices": {"USD": {"month": "10", "annual": "8"}}}, {"name": "Team", "prices": {"USD": {"month": "25", "annual": "20"}}}],
        [{"name": "Solo", "price_month": "$10", "price_year": "$8/mo billed annually"}, {"name": "Team", "price_month": "$25", "price_year": "$20/mo billed annually"}],
        [{"name": "Solo", "monthlyPriceInCents": 1000, "annualPriceInCents": 800}, {"name": "Team", "monthlyPriceInCents": 2500, "annualPriceInCents": 2000}],
        [{"name": "Solo", "monthlyPrice": 1000, "annualPrice": 800}, {"name": "Team", "monthlyPrice": 2500, "annualPrice": 2000}],
        [{"name": "Solo", "prices": [{"unit_amount": 1000, "currency": "usd", "recurring": {"interval": "month"}}], "pricePerMonthBilledAnnually": 8},
         {"name": "Team", "prices": [{"unit_amount": 2500, "currency": "usd", "recurring": {"interval": "month"}}], "pricePerMonthBilledAnnually": 20}],
    ],
)  # fmt: skip
def test_the_price_of_the_year_is_filled_in_where_the_month_agrees_with_the_page(plans):
    assert read({"plans": plans}) == BOTH


def test_a_years_sum_is_a_years_price():
    plans = [
        {"name": "Solo", "monthly_price": 10, "annual_price": 96},
        {"name": "Team", "monthly_price": 25, "annual_price": 250},
    ]
    assert read({"plans": plans})["Team"] == {
        *SHOWN["Team"],
        (Decimal(250), "USD", Period.YEAR, Billed.ANNUALLY),
    }


@pytest.mark.parametrize(
    "plans",
    [
        [{"name": "Solo", "monthlyPrice": 11, "annualPrice": 8}, {"name": "Team", "monthlyPrice": 26, "annualPrice": 20}],
        [{"name": "Solo", "annualPrice": 8}, {"name": "Team", "annualPrice": 20}],
        [{"name": "Solo", "monthlyPrice": 10, "annualPrice": 30}, {"name": "Team", "monthlyPrice": 25, "annualPrice": 90}],
        [{"name": "Solo", "monthlyPrice": 10, "originalPrice": 99, "priceId": 7, "savings": 3, "setupPrice": 5},
         {"name": "Team", "monthlyPrice": 25, "compareAtPrice": 99, "amountSaved": 5, "extraUserPrice": 4}],
        [{"name": "Mug", "price": 10}, {"name": "Shirt", "price": 25}],
        [{"name": "Solo", "price": 10, "currency": "EUR", "annualPrice": 8}, {"name": "Team", "price": 25, "currency": "EUR", "annualPrice": 20}],
        [{"name": "Solo", "price": True}, {"name": "Team", "price": None}],
        [{"name": "Solo", "monthlyPrice": 10, "yearlyPrice": 0}, {"name": "Team", "monthlyPrice": 25, "yearlyPrice": -1}],
    ],
)  # fmt: skip
def test_state_that_the_page_does_not_bear_out_adds_nothing(plans):
    assert read({"plans": plans}) == SHOWN


def test_a_plan_that_the_page_does_not_name_is_not_added():
    plans = [
        {"name": "Solo", "monthlyPrice": 10},
        {"name": "Team", "monthlyPrice": 25},
        {"name": "Legacy", "monthlyPrice": 7},
    ]
    assert read({"plans": plans}) == SHOWN


def sealed(value):
    """Wrap a value as Astro does."""
    if isinstance(value, list):
        return [1, [sealed(item) for item in value]]
    return [0, {key: sealed(inner) for key, inner in value.items()} if isinstance(value, dict) else value]


PLANS = [
    {"name": "Solo", "monthlyPrice": 10, "annualPrice": 8},
    {"name": "Team", "monthlyPrice": 25, "annualPrice": 20},
]


def test_props_of_an_astro_island_are_unwrapped():
    island = "<astro-island props='{}'></astro-island>"
    assert read({"plans": sealed(PLANS)}, form=island) == BOTH


def test_a_nuxt_payload_is_followed_by_its_places():
    flat = [["ShallowReactive", 1], {"data": 2}, {"plans": 3, "self": 1}, [4, 8], {"name": 5, "monthlyPrice": 6, "annualPrice": 7},
            "Solo", 10, 8, {"name": 9, "monthlyPrice": 10, "annualPrice": 11}, "Team", 25, 20]  # fmt: skip
    form = '<script type="application/json" id="__NUXT_DATA__">{}</script>'
    assert read(flat, form=form) == BOTH


EMPTY = "<h1>Pricing</h1><p>Choose Solo or Team.</p>"


def test_a_page_that_shows_no_price_has_those_of_its_plans_with_currency_and_period():
    plans = [
        {"name": name, "price": amount, "currency": "USD", "interval": "month", "features": ["x"]}
        for name, amount in (("Solo", 10), ("Team", 25))
    ]
    assert read({"plans": plans}, cards=EMPTY) == SHOWN


@pytest.mark.parametrize("missing", ["currency", "interval", "features", "plans"])
def test_on_a_page_that_shows_no_price_nothing_is_guessed(missing):
    plans = [
        {"name": name, "price": amount, "currency": "USD", "interval": "month", "features": ["x"]}
        for name, amount in (("Solo", 10), ("Team", 25))
    ]
    for plan in plans:
        plan.pop(missing, None)
    assert read({"orders" if missing == "plans" else "plans": plans}, cards=EMPTY) == {}


def test_words_in_the_state_are_no_price_where_the_page_shows_another():
    plans = [{"name": "Solo", "price": "Contact us"}, {"name": "Team", "price": "Free"}]
    assert read({"plans": plans}) == SHOWN


def test_a_page_that_shows_the_yearly_side_has_the_month_of_its_state():
    plans = [
        {"name": "Solo", "price": {"monthly": 13, "annually": 10}},
        {"name": "Team", "price": {"monthly": 30, "annually": 25}},
    ]
    assert read({"plans": plans})["Team"] == {
        (Decimal(25), "USD", Period.MONTH, Billed.ANNUALLY),
        (Decimal(30), "USD", Period.MONTH, Billed.MONTHLY),
    }
