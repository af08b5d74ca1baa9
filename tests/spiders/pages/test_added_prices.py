"""What a plan costs on top of its price for each of something (all pages are made up)."""

import pytest


def _amounts(read_html, line: str) -> list[tuple[int, str | None, str | None, str | None]]:
    card = "<section><h2>{}</h2><p>{}</p>{}<ul><li>Boards</li><li>plus $7 per report</li></ul></section>"
    cards = card.format("Basic", "$9 / month", "") + card.format("Plus", "$29 / month", line)
    page = read_html(f"<!-- made --><h1>Pricing</h1><div>{cards}</div>")
    plan = next(plan for plan in page.plans if plan.name == "Plus")
    return [(price.amount, price.currency, price.period, price.unit) for price in plan.prices]


@pytest.mark.parametrize(
    ("line", "added"),
    [
        ("<small>plus $6 a month for each kiln after the tenth</small>", [(6, "USD", "month", "kiln")]),
        ("<div>+ $4 per active user per month</div>", [(4, "USD", "month", "seat")]),
        ("<p>then $0.10 per GB</p>", [("0.10", "USD", "use", "gb")]),
        (
            "<p><span>+ £4</span><span hidden>+ €5</span> per user per month</p>",
            [(4, "GBP", "month", "seat"), (5, "EUR", "month", "seat")],
        ),
    ],
)
def test_a_line_of_a_card_that_begins_with_a_plus_is_a_price_for_each(read_html, line, added):
    found = [(str(amount), *rest) for amount, *rest in _amounts(read_html, line)]
    assert found == [("29", "USD", "month", "flat"), *((str(amount), *rest) for amount, *rest in added)]


@pytest.mark.parametrize("line", ["<p>+ $3</p>", "<p>and $5 off your first month</p>"])
def test_what_is_added_for_nothing_that_is_named_is_no_price(read_html, line):
    assert [amount for amount, *_ in _amounts(read_html, line)] == [29]


def test_a_plan_called_plus_adds_nothing_to_its_own_price(read_html):
    page = read_html(
        "<div class=plans><div class=column><div class=top><div class=title>Plus</div><div class=price><span>$</span>"
        "<span class=whole>9</span><span class=cents>99</span><span class=per>/user/month</span></div></div><p>Chat</p></div>"
        "<div class=column><div class=top><div class=title>Premium</div><div class=price><span>$</span>"
        "<span class=whole>29</span><span class=cents>99</span><span class=per>/user/month</span></div></div><p>Chat</p></div></div>"
    )
    assert {plan.name: [str(price.amount) for price in plan.prices] for plan in page.plans} == {
        "Plus": ["9.99"],
        "Premium": ["29.99"],
    }
