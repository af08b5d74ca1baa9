"""The plan for the largest customers, told of apart from the cards."""

from rivalscope.domain.page import PriceKind, SourceKind
from spiders.pages.reader import read_page

CARDS = "".join(
    f"<div class='card'><h3>{name}</h3><p>${amount} per user per month</p></div>"
    for name, amount in (("Team", 8), ("Business", 15))
)


def plans_with(more: str) -> dict[str, set[PriceKind]]:
    body = f"<html lang=en><title>Pricing</title><h1>Pricing</h1><div>{CARDS}</div>{more}</html>"
    page = read_page(body.encode(), url="https://quenlow.example/pricing", kind=SourceKind.PRICING)
    return {plan.name: {price.kind for price in plan.prices} for plan in page.plans}


def test_a_plan_for_the_largest_below_the_cards_is_priced_on_asking():
    more = "<section><h2>Enterprise</h2><p>For thousands of people.</p><a href='/sales'>Contact sales</a></section>"
    assert plans_with(more)["Enterprise"] == {PriceKind.CONTACT}


def test_a_section_for_another_audience_is_no_plan():
    more = (
        "<section><h2>Charities</h2><p>We halve what you pay.</p><a href='/sales'>Contact sales</a></section>"
    )
    assert set(plans_with(more)) == {"Team", "Business"}


def test_a_screen_of_the_product_that_is_drawn_in_markup_has_no_plans():
    rows = "".join(
        f"<div><span>{name}</span><span>${sum_}</span></div>"
        for name, sum_ in (("Hotel", 318), ("Lunch", 92))
    )
    more = f"<section><h2>At a glance</h2><div class='screen' aria-hidden='true'>{rows}</div></section>"
    assert set(plans_with(more)) == {"Team", "Business"}
