"""Tables of our own making that list plans as rows, or what they cost for so much of something."""


def told(page):
    return {
        plan.name: [(str(price.amount), price.period, price.unit) for price in plan.prices]
        for plan in page.plans
    }


def test_the_head_of_a_column_says_what_its_prices_are_for(read_html):
    page = read_html(
        "<table><tr><th>Model</th><th>Input<br>per 1M tokens</th><th>Price per hour</th><th>Context</th></tr>"
        "<tr><td>lark-large</td><td>$3.00</td><td>$0.50</td><td>200K</td></tr><tr><td>lark-mini</td><td>$0.10</td><td>$0.20</td><td>64K</td></tr></table>"
    )
    assert told(page)["lark-large"] == [("3.00", "use", "1000000 token"), ("0.50", "use", "hour")]
    assert [(claim.name, claim.value) for claim in page.plans[0].features] == [("Context", "200K")]


def test_rows_that_are_steps_of_an_amount_state_prices_of_each_plan(read_html):
    page = read_html(
        "<table><tr><th>Contacts</th><th>Letter</th><th>Courier</th></tr><tr><td>500</td><td>$9/mo</td><td>$19/mo</td></tr>"
        "<tr><td>1,000 – 2,500</td><td>$15/mo</td><td>$29/mo</td></tr><tr><td>2,501+</td><td>–</td><td>Contact sales</td></tr></table>"
    )
    assert [amount for amount, *_ in told(page)["Letter"]] == ["9", "15"]
    assert page.plans[0].features == ()


def test_names_may_stand_in_the_second_row_of_a_head(read_html):
    page = read_html(
        "<table><tr><td rowspan=2>Not sure?</td><th colspan=2>For you</th></tr><tr><th>Sketch</th><th>Atlas</th></tr>"
        "<tr><th>Price</th><td>€12 per month</td><td>€29 per month</td></tr><tr><th>SSO<button>?</button></th><td>No</td><td>Yes</td></tr></table>"
    )
    assert [amount for amount, *_ in told(page)["Atlas"]] == ["29"]
    assert [(claim.name, claim.status.value) for claim in page.plans[0].features] == [("SSO", "absent")]


def test_a_table_of_other_makers_offers_nothing(read_html):
    page = read_html(
        "<div class=c><h3>Basic</h3><p>$5/mo</p></div><div class=c><h3>Pro</h3><p>$9/mo</p></div><h2>How we compare</h2>"
        "<table><tr><th>4 GB</th><th>Monthly price</th></tr><tr><td>Altocumulon</td><td>$24</td></tr><tr><td>Big River</td><td>$35</td></tr></table>"
    )
    assert list(told(page)) == ["Basic", "Pro"]


def test_what_is_there_to_press_in_a_head_is_no_part_of_a_name(read_html):
    page = read_html(
        "<table><tr><th></th><th><b>Team</b><a href=#>Try it</a></th><th><b>Suite</b><a href=#>Try it</a></th></tr>"
        "<tr><th>Price</th><td>$12 per month</td><td>$29 per month</td></tr><tr><th>SSO</th><td>No</td><td>Yes</td></tr></table>"
    )
    assert list(told(page)) == ["Team", "Suite"]


def test_what_others_paid_on_average_is_no_price(read_html):
    rows = "<tr><td>Small home<td>2 people<td>$339</tr><tr><td>Large home<td>3 people<td>$456</tr>"
    table = f"<h1>Moving plans</h1><table><tr><th>Size<th>Movers<th>{{}}</tr>{rows}</table>"
    assert [len(plan.prices) for plan in read_html(table.format("Price")).plans] == [1, 1]
    assert not any(plan.prices for plan in read_html(table.format("Average cost")).plans)
