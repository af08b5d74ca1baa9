"""How the prices of one plan are charged, told by what stands beside them (all pages are made up)."""

from decimal import Decimal

from rivalscope.domain.page import Billed, Period, Price
from spiders.pages.reader import read_page

_END = "<ul><li>Boards</li><li>Guests</li></ul></section>"


def _prices(cards: str, head: str = "", language: str = "en") -> dict[str, list[Price]]:
    body = f"<html lang={language}><!-- made --><body><main><h1>Pricing</h1>{head}<div>{cards}</div></main></body></html>"
    read = read_page(body.encode(), url="https://made.example/pricing")
    return {plan.name: list(plan.prices) for plan in read.plans}


def _terms(prices: list[Price]) -> list[tuple[Decimal | None, Period | None, Billed | None]]:
    return [(price.amount, price.period, price.billed) for price in prices]


def _cards(*prices: str) -> str:
    names = ("Basic", "Plus")
    return "".join(
        f"<section><h2>{name}</h2>{price}{_END}" for name, price in zip(names, prices, strict=False)
    )


def test_the_price_of_a_year_beside_one_of_a_month_is_charged_annually():
    found = _prices(_cards("<p>$12 / month</p><p>$120 / year</p>", "<p>$30 / month</p><p>$300 / year</p>"))
    assert _terms(found["Basic"]) == [
        (Decimal(12), Period.MONTH, None),
        (Decimal(120), Period.YEAR, Billed.ANNUALLY),
    ]


def test_the_higher_price_beside_one_billed_by_the_year_is_charged_monthly():
    price = "<p><span class=m>${}<small> per month</small></span> <span class=y>${} <small>per month, billed ${} yearly</small></span></p>"
    found = _prices(_cards(price.format(12, 10, 120), price.format(36, 30, 360)))
    assert [(price.amount, price.billed) for price in found["Plus"]] == [
        (Decimal(36), Billed.MONTHLY),
        (Decimal(30), Billed.ANNUALLY),
    ]


def test_what_is_shown_on_the_yearly_side_of_a_switch_and_comes_to_many_months_pays_for_a_year():
    price = "<div><h3 data-cycle=monthly>${}</h3><h3 data-cycle=yearly>${}</h3><h4 data-cycle=monthly>/mo</h4><h4 data-cycle=yearly>/yr</h4></div>"
    found = _prices(_cards(price.format(60, 600), price.format(140, "1,400")))
    assert _terms(found["Basic"]) == [
        (Decimal(60), Period.MONTH, Billed.MONTHLY),
        (Decimal(600), Period.YEAR, Billed.ANNUALLY),
    ]


def test_a_sum_charged_once_a_year_says_how_the_price_before_it_is_charged():
    price = "<p>{} € HT <span>/ mois</span></p><p>soit {} € HT facturés une fois par an</p>"
    found = _prices(_cards(price.format(15, 180), price.format("32,50", 390)), language="fr")
    assert _terms(found["Basic"]) == [(Decimal(15), Period.MONTH, Billed.ANNUALLY)]


def test_the_lower_of_two_prices_a_month_is_that_of_the_year_only_where_the_page_has_a_switch():
    cards = _cards("<p>$12 / month</p><p>$10 / month</p>", "<p>$36 / month</p><p>$30 / month</p>")
    switch = "<p><button>Monthly</button><button>Yearly</button></p>"
    assert {price.billed for price in _prices(cards)["Basic"]} == {None}
    assert [price.billed for price in _prices(cards, switch)["Basic"]] == [Billed.MONTHLY, Billed.ANNUALLY]


def test_a_price_for_each_person_takes_the_span_that_the_page_says_of_all_prices():
    found = _prices(_cards("<p>$20/developer</p>", "<p>$40/developer</p>"), "<p>Prices per month.</p>")
    assert [(price.period, price.unit) for price in found["Basic"]] == [(Period.MONTH, "seat")]
