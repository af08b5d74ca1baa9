"""Cards that are called `Monthly` and `Annual`; the pages are of our own making."""

import pytest

ROW = "<div class=c><h3>{}</h3><p>$10</p></div><div class=c><h3>{}</h3><p>$100</p></div>"


@pytest.mark.parametrize(
    "page",
    [
        f"<h1>Pricing</h1><h2>Made Studio</h2><div>{ROW.format('Monthly', 'Annual')}</div>",
        f"<h1>Made Studio pricing</h1><div>{ROW.format('Monthly plan', 'Yearly plan')}</div>",
    ],
)
def test_a_card_called_by_its_span_is_of_what_the_heading_above_names(read_html, page):
    (plan,) = read_html(page).plans
    assert plan.name == "Made Studio"
    assert [(str(price.amount), str(price.period)) for price in plan.prices] == [
        ("10", "month"),
        ("100", "year"),
    ]


def test_without_a_name_above_there_is_no_plan(read_html):
    assert read_html(f"<h1>Pricing</h1><div>{ROW.format('Monthly', 'Annual')}</div>").plans == ()
