"""What the label of a row or column of prices says of each."""

from decimal import Decimal

import pytest

from rivalscope.domain.page import Passage, Period, Price, PriceKind
from spiders.pages.price_labels import labelled


def priced(period: Period | None = None, unit: str | None = None) -> Price:
    passage = Passage(quote="$9", selector="td", start=0, end=2)
    return Price(
        raw="$9",
        kind=PriceKind.PRICED,
        amount=Decimal(9),
        currency="USD",
        period=period,
        unit=unit,
        passage=passage,
    )


@pytest.mark.parametrize(
    ("label", "period", "told"),
    [
        ("年払い", Period.MONTH, ("month", "annually")),
        ("Billed annually", Period.MONTH, ("month", "annually")),
        ("Annual", None, ("year", "annually")),
        ("Monatlich", None, ("month", "monthly")),
        ("Mensal", Period.MONTH, ("month", "monthly")),
        ("Monthly price", None, ("month", None)),
        ("Preis jährlich", None, ("year", None)),
        ("Monthly or annual", None, (None, None)),
        ("Monthly", Period.YEAR, ("year", None)),
        ("Paid annually", None, (None, "annually")),
        ("Storage", Period.MONTH, ("month", None)),
    ],
)
def test_the_label_of_a_row_says_what_its_prices_pay_for(
    label: str, period: Period | None, told: tuple[str | None, str | None]
) -> None:
    price = labelled(priced(period), label)
    assert (price.period and str(price.period), price.billed and str(price.billed)) == told


def test_a_rate_is_not_made_a_monthly_price_by_its_label() -> None:
    assert labelled(priced(unit="gb"), "Monthly").period is None


def test_a_sentence_of_a_card_says_how_its_prices_are_charged(read_html):
    card = "<div class=c><h3>{}</h3><p class=d>{}</p><p><b>£42</b> <span>editor/mo</span></p></div>"
    page = read_html(
        f"<h1>Plans</h1>{card.format('A', 'For many teams. Billed annually.')}{card.format('B', 'Billed monthly or yearly.')}"
    )
    assert [plan.prices[0].billed for plan in page.plans] == ["annually", None]


def test_a_price_in_words_for_those_who_listen_says_nothing_of_billing(read_html):
    card = (
        "<div class=c><h3>{}</h3><h4 aria-label='$9 / month'><span>$9</span><span>/ month</span></h4></div>"
    )
    page = read_html(f"<h1>Plans</h1>{card.format('A')}{card.format('B')}")
    assert [plan.prices[0].billed for plan in page.plans] == [None, None]
