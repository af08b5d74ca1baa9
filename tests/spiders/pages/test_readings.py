def amounts(page):
    return [(str(price.amount), price.unit, price.billed) for price in page.plans[0].prices]


def test_raised_cents_are_cents_and_a_raised_mark_is_none(read_html):
    other = "<div class=c><h3>B</h3><p>$30/month</p></div>"
    for written in ("$14<sup>99</sup>", "$14<span class=cents>99</span>", "<sup>$</sup>14<sup>.99</sup>"):
        page = read_html(f"<h1>Plans</h1><div class=c><h3>A</h3><p>{written}/month</p></div>{other}")
        assert amounts(page) == [("14.99", "flat", None)], written
    page = read_html(f"<h1>Plans</h1><div class=c><h3>A</h3><p>$14<sup>1</sup>/month</p></div>{other}")
    assert amounts(page) == [("14", "flat", None)]


def test_a_note_says_how_a_price_with_its_mark_is_charged(read_html):
    cards = "<div class=c><h3>A</h3><p>$14*/month</p></div><div class=c><h3>B</h3><p>$30/month</p></div>"
    page = read_html(f"<h1>Plans</h1>{cards}<p>* Per user, billed annually.</p>")
    assert amounts(page) == [("14", "seat", "annually")]
    assert page.plans[1].prices[0].billed is None


def test_two_digits_in_an_element_of_their_own_after_a_whole_amount_are_its_cents(read_html):
    other = "<div class=c><h3>B</h3><p>$30/month</p></div>"
    split = "<span>$</span><span>12</span><div><span class=fractional-part>50</span></div><span>/user/month</span>"
    for written in (split, split.replace(" class=fractional-part", "")):
        page = read_html(f"<h1>Plans</h1><div class=c><h3>A</h3><div>{written}</div></div>{other}")
        assert amounts(page) == [("12.50", "seat", None)], written


def test_an_amount_that_follows_a_struck_one_is_not_its_cents(read_html):
    cards = "<div class=c><h3>A</h3><p><s>149 zł</s> <b>99 zł</b> / mies.</p></div><div class=c><h3>B</h3><p>300 zł / mies.</p></div>"
    page = read_html(f"<h1>Plans</h1>{cards}")
    assert [(str(price.amount), price.qualifier) for price in page.plans[0].prices] == [
        ("149", "was"),
        ("99", None),
    ]
