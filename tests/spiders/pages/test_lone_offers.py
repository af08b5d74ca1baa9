"""Pages that sell one thing; they are of our own making."""

import pytest

HEAD = "<h1>Evening class in drawing</h1><p>Ten evenings with a pencil, for all who want to see better.</p>"
ELSE = "<h2>You may also like</h2><p class=price>$12</p>"


@pytest.mark.parametrize(
    "sale",
    [
        "<p class=price>$449</p>",
        "<div><p>$449</p><button>Add to cart</button></div>",
        "<div><span><i></i><span>$449</span></span><span>taught on ten Tuesdays by people who draw for a living</span></div>",
        "<h4>Fees</h4><div><p>$449</p></div><a>Enrol now</a>",
    ],
)
def test_a_price_under_the_main_heading_is_that_of_the_one_thing_sold(read_html, sale):
    (plan,) = read_html(f"{HEAD}{sale}").plans
    assert plan.name == "Evening class in drawing"
    assert [str(price.amount) for price in plan.prices] == ["449"]


def test_what_else_a_shop_sells_is_not_the_thing_of_the_page(read_html):
    (plan,) = read_html(f"{HEAD}<p class=price>$449</p>{ELSE}").plans
    assert [str(price.amount) for price in plan.prices] == ["449"]


@pytest.mark.parametrize(
    "body",
    [
        f"{HEAD}{ELSE}",
        f"{HEAD}<p>$449</p><p>$30</p><p>Our dues, and what we gave to the choir.</p>",
        "<h1>How we raise money</h1><p class=price>$449</p>",
        f"{HEAD}<p class=price>Save $449</p>",
    ],
)
def test_without_a_name_or_a_sign_of_a_sale_nothing_is_sold(read_html, body):
    assert read_html(body).plans == ()
