def cells(page, name):
    """Status and value of one row under each plan."""
    return [
        next((claim.status.value, claim.value) for claim in plan.features if claim.name == name)
        for plan in page.plans
    ]


def test_ticks_crosses_and_dashes_are_told_apart(read):
    page = read("table.html")
    assert cells(page, "Shared boards") == [("offered", None)] * 3


def test_icons_are_read_by_label_by_alt_and_by_class(read):
    page = read("table.html")
    assert cells(page, "Guest links") == [("absent", None), ("offered", None), ("offered", None)]
    assert cells(page, "Screen sharing") == [("absent", None), ("absent", None), ("offered", None)]


def test_an_empty_cell_is_unknown_not_absent(read):
    assert cells(read("table.html"), "Timeline") == [("unknown", None), ("beta", None), ("planned", None)]


def test_quantities_are_limits_and_words_are_values(read):
    page = read("table.html")
    assert cells(page, "Storage") == [("limited", "2 GB"), ("limited", "100 GB"), ("offered", "Unlimited")]
    assert cells(page, "Support")[0] == ("limited", "Community")
    assert [(limit.name, limit.value, limit.unit) for limit in page.plans[1].limits] == [
        ("Storage", "100", "GB"),
        ("Members", "50", None),
    ]


def test_an_add_on_in_a_cell_is_one(read):
    assert cells(read("table.html"), "Audit log") == [("absent", None), ("add-on", None), ("offered", None)]


def test_rows_that_only_name_a_group_are_no_claims(read):
    names = {claim.name for plan in read("table.html").plans for claim in plan.features}
    assert not names & {"Collaboration", "Limits"}


def test_a_table_of_data_is_no_comparison_of_plans(read_html):
    page = read_html(
        "<table><tr><th>Region</th><th>Uptime</th><th>Latency</th></tr><tr><td>EU</td><td>99.9 %</td><td>20 ms</td></tr>"
        "<tr><td>US</td><td>99.8 %</td><td>30 ms</td></tr></table>"
    )
    assert page.plans == ()


def test_a_cell_that_spans_two_plans_holds_for_both(read_html):
    page = read_html(
        "<table><tr><th></th><th>A $1/mo</th><th>B $2/mo</th></tr><tr><td>Mail</td><td colspan=2>Yes</td></tr><tr><td>Calls</td><td>No</td><td>Yes</td></tr></table>"
    )
    assert cells(page, "Mail") == [("offered", None), ("offered", None)]


def test_a_row_of_prices_gives_prices_and_no_claim(read):
    page = read("merged.html")
    assert all(claim.name != "Price" for plan in page.plans for claim in plan.features)


def test_the_quote_of_a_cell_is_its_row(read):
    page = read("table.html")
    claim = next(claim for claim in page.plans[0].features if claim.name == "Storage")
    assert claim.passage.quote == "Storage 2 GB 100 GB Unlimited"


def test_cells_that_reach_over_rows_name_groups_and_the_next_ones_features(read_html):
    page = read_html(
        "<h1>Compare plans</h1><table><tr><th></th><th></th><th>Team</th><th>Firm</th></tr><tr><th rowspan=2>Security</th><th>SSO</th><td>–</td><td>✓</td></tr>"
        "<tr><th>Audit log</th><td>–</td><td>90 days</td></tr><tr><th rowspan=2>Support</th><th>Mail</th><td>✓</td><td>✓</td></tr><tr><th>Phone</th><td>–</td><td>✓</td></tr></table>"
    )
    assert [(plan.name, [claim.name for claim in plan.features]) for plan in page.plans] == [
        ("Team", ["SSO", "Audit log", "Mail", "Phone"]),
        ("Firm", ["SSO", "Audit log", "Mail", "Phone"]),
    ]


def test_a_plan_may_be_called_full_or_custom(read_html):
    page = read_html(
        "<h1>Editions</h1><table><tr><th>Function</th><th>Lite</th><th>Full</th><th>Custom</th></tr><tr><td>SSO</td><td>N</td><td>Y</td><td>Y</td></tr><tr><td>API</td><td>Y</td><td>Y</td><td>Y</td></tr></table>"
    )
    assert [plan.name for plan in page.plans] == ["Lite", "Full", "Custom"]
