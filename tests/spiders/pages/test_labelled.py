"""Prices that stand in rows with labels belong to the card around them."""

CARD = (
    "<div class=c><h3>{}</h3><form><p><label><input type=radio name=l> New licence <b>€{}</b></label></p>"
    "<p><label><input type=radio name=l> Upgrade <b>€{}</b></label></p></form><ul><li>One computer</li></ul></div>"
)


def test_labels_that_stand_in_each_card_are_no_plans(read_html):
    cards = "".join(
        CARD.format(*card) for card in (("Home", 49, 19), ("Studio", 149, 59), ("School", 99, 39))
    )
    page = read_html(f"<h1>Licences</h1><div>{cards}</div>")
    assert [(plan.name, [str(price.amount) for price in plan.prices]) for plan in page.plans] == [
        ("Home", ["49", "19"]),
        ("Studio", ["149", "59"]),
        ("School", ["99", "39"]),
    ]


def test_cards_with_one_price_each_are_read_as_they_stand(read_html):
    cards = "".join(
        f"<section class=c><h3>{name}</h3><dl><dt>Price</dt><dd>{price}</dd></dl></section>"
        for name, price in (("Home", "€9/month"), ("Studio", "€19/month"), ("School", "On request"))
    )
    page = read_html(f"<h1>Plans</h1><div>{cards}</div>")
    assert [(plan.name, len(plan.prices)) for plan in page.plans] == [
        ("Home", 1),
        ("Studio", 1),
        ("School", 1),
    ]
