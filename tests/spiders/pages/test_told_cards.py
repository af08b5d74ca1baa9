import pytest


def sold(page):
    """Plans by name, with what each costs."""
    return {
        plan.name: [
            str(price.amount) if price.kind.value == "priced" else price.kind.value for price in plan.prices
        ]
        for plan in page.plans
    }


def test_lines_with_a_bold_name_and_a_price_are_plans(read_html):
    page = read_html(
        "<h1>What's new</h1><h2>New prices</h2><p>From April they are:</p><ul><li><strong>Free</strong> stays free, for one shop.</li>"
        "<li><strong>Basic</strong> will be $12 a month.</li><li><strong>Team</strong> will be $9 per user a month.</li>"
        "<li><strong>Extra shops</strong> cost $4 a month each, on any plan.</li></ul>"
    )
    assert sold(page) == {"Free": ["free"], "Basic": ["12"], "Team": ["9"]}


@pytest.mark.parametrize(
    "html",
    ["<p><b>Solo</b> — $5/month</p><p><b>Studio</b> — $15/month</p>", "<div><strong>Solo</strong>: $5 a month</div><div><strong>Studio</strong>: $15 a month</div>"],
)  # fmt: skip
def test_paragraphs_with_a_bold_name_and_a_price_are_plans(read_html, html):
    assert sold(read_html(f"<h1>Pricing</h1><div>{html}</div>")) == {"Solo": ["5"], "Studio": ["15"]}


@pytest.mark.parametrize(
    "html",
    ["<h2>Add-ons</h2><ul><li><b>Archive</b>: $5 a month</li><li><b>Fax</b>: $9 a month</li></ul>",
     "<ul><li><b>Speed.</b> We saved shops $900 a month.</li><li><b>Care.</b> Mistakes cost $50 an hour.</li></ul>",
     "<ul><li><b>Solo</b> — $5/month</li></ul>", "<ul><li>You save <b>Solo</b> $5 a month</li><li>You save <b>Firm</b> $9 a month</li></ul>"],
)  # fmt: skip
def test_lines_about_other_money_are_no_plans(read_html, html):
    assert sold(read_html(f"<h1>Pricing</h1>{html}")) == {}


def test_a_bar_with_a_name_and_the_word_free_names_a_free_plan(read_html):
    page = read_html(
        "<h1>What it costs</h1><details><summary>Lite: free</summary><ul><li>Chat</li><li>1 site</li></ul></details>"
        "<details><summary>Core: from $29 a month</summary><ul><li>Calls</li></ul></details><details><summary>Core+: from $49 a month</summary><ul><li>Export</li></ul></details>"
    )
    assert sold(page) == {"Lite": ["free"], "Core": ["29"], "Core+": ["49"]}


def test_a_table_of_limits_with_a_plan_a_row_is_read(read_html):
    page = read_html(
        "<h1>Limits</h1><h2>Limits by plan</h2><table><tr><th>Plan</th><th>Queues</th><th>Rate</th><th>Replay</th></tr><tr><th>Trial</th><td>3</td><td>50</td><td>No</td></tr>"
        "<tr><th>Standard</th><td>100</td><td>2,000</td><td>Yes</td></tr><tr><th>Dedicated</th><td>No limit</td><td>25,000</td><td>Yes</td></tr></table>"
    )
    assert [
        (plan.name, [claim.value or claim.status.value for claim in plan.features]) for plan in page.plans
    ] == [
        ("Trial", ["3", "50", "absent"]),
        ("Standard", ["100", "2,000", "offered"]),
        ("Dedicated", ["No limit", "25,000", "offered"]),
    ]


EDITIONS = "<h1>Editions</h1><table><tr><th>Feature</th><th>Basic</th><th>Large</th></tr><tr><td>Maps</td><td>✓</td><td>✓</td></tr><tr><td>API</td><td>✗</td><td>✓</td></tr></table><a href=/q>{}</a>"


@pytest.mark.parametrize(("call", "prices"), [("Request a quote", ["contact"]), ("Contact us", []), ("Start a trial", [])])  # fmt: skip
def test_plans_without_a_price_are_priced_on_request_where_the_page_asks_for_it(read_html, call, prices):
    assert sold(read_html(EDITIONS.format(call))) == {"Basic": prices, "Large": prices}


def test_a_table_of_limits_without_plans_tells_of_the_whole_product(read_html):
    rows = "<tr><td>Requests per minute</td><td>600</td></tr><tr><td>Body</td><td>5 MB</td></tr><tr><td>Keys</td><td>20</td></tr>"
    page = read_html(
        f"<h1>Limits</h1><table><tr><th>Quota</th><th>Value</th></tr>{rows}</table><table><tr><th>City</th><th>People</th></tr><tr><td>Ghent</td><td>260</td></tr><tr><td>Turin</td><td>840</td></tr><tr><td>Lyon</td><td>520</td></tr></table>"
    )
    assert [(claim.name, claim.value) for claim in page.features] == [
        ("Requests per minute", "600"),
        ("Body", "5 MB"),
        ("Keys", "20"),
    ]
