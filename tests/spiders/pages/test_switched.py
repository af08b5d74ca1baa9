from spiders.pages.passages import select

PAGE = (
    "<h1>Plans</h1><div class=c><h3>A</h3><p>$<b data-monthly=10 data-annual={}>10</b>/user/month</p></div>"
    "<div class=c><h3>B</h3><p>$30/user/month</p></div>"
)


def ways(page):
    return [(str(price.amount), price.period, price.billed, price.unit) for price in page.plans[0].prices]


def test_amounts_in_data_attributes_are_ways_to_pay(read_html):
    assert ways(read_html(PAGE.format(8))) == [
        ("10", "month", "monthly", "seat"),
        ("8", "month", "annually", "seat"),
    ]


def test_an_amount_of_many_months_pays_for_the_year(read_html):
    assert ways(read_html(PAGE.format(96)))[1:] == [("96", "year", "annually", "seat")]


def test_an_attribute_is_selected_by_its_name_and_place():
    body = b"<html><body><p>1</p><p data-annual=' 8 '>2</p></body></html>"
    assert select(body, "attr:data-annual html > body > p:nth-of-type(2)") == "8"
