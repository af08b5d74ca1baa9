"""Pages of our own making with sums that no one pays for a plan."""

import pytest

PLANS = "<div class=c><h3>Basic</h3><p>$5/mo</p></div><div class=c><h3>Pro</h3><p>$9/mo</p></div>"


def amounts(page):
    return sorted(str(price.amount) for plan in page.plans for price in plan.prices)


@pytest.mark.parametrize(
    "beside",
    [
        "<h2>Preguntas frecuentes</h2><h3>¿Cuánto?</h3><p>El taller cuesta 65 $.</p>",
        "<h2>In the press</h2><article><a href=#>We raised $6</a></article>",
        "<h2>Work out your bill</h2><p>You pay: <output>$405.00</output> a month</p>",
        "<h2>More apps like this</h2><div class=x><a>Trackadoo</a><span>$7.99/month</span></div>",
        "<details><summary>What if I pay $300 a term?</summary><p>Then you may enter it.</p></details>",
        "<h2>Customers</h2><blockquote>$86 in one day</blockquote>",
    ],
)
def test_sums_in_questions_news_stories_and_calculators_are_no_prices(read_html, beside):
    page = read_html(PLANS + beside)
    assert [plan.name for plan in page.plans] == ["Basic", "Pro"]
    assert amounts(page) == ["5", "9"]


def test_a_plan_may_be_called_press(read_html):
    page = read_html(PLANS.replace("Pro<", "Press<"))
    assert [plan.name for plan in page.plans] == ["Basic", "Press"]
