"""Cells of a comparison that state what a plan pays on top (all pages are made up)."""

import pytest

from rivalscope.domain.page import ClaimStatus, Page

_CARDS = "<div>" + "".join(
    f"<section><h2>{name}</h2><p>${amount} / month</p><ul><li>Boards</li></ul></section>"
    for name, amount in (("Solo", 9), ("Team", 29), ("Firm", 99))
)


def _page(read_html, *cells: str) -> Page:
    rows = [
        ("Boards", "✓", "✓", "✓"),
        ("Guests", "–", "✓", "✓"),
        ("Sign-on", *cells),
        ("Audit log", "–", "–", "✓"),
    ]
    head = "<tr><th></th><th>Solo</th><th>Team</th><th>Firm</th></tr>"
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return read_html(f"<!-- made --><h1>Pricing</h1>{_CARDS}</div><table>{head}{body}</table>")


@pytest.mark.parametrize("cell", ["$15 a month", "+ $15 per month", "$15/mo", "$15/mo extra"])
def test_a_sum_between_a_cross_and_a_tick_is_what_an_add_on_costs(read_html, cell):
    page = _page(read_html, "–", cell, "✓")
    team = next(plan for plan in page.plans if plan.name == "Team")
    claim = next(claim for claim in team.features if claim.name == "Sign-on")
    assert (claim.status, claim.value) == (ClaimStatus.ADD_ON, cell)
    assert [(extra.name, [price.amount for price in extra.prices]) for extra in page.extras] == [
        ("Sign-on", [15])
    ]
    assert [price.amount for price in team.prices] == [29]


def test_an_add_on_of_two_plans_is_no_price_of_either(read_html):
    page = _page(read_html, "+ $2", "+ $2", "✓")
    assert {plan.name: [price.amount for price in plan.prices] for plan in page.plans} == {"Solo": [9], "Team": [29], "Firm": [99]}  # fmt: skip
    assert [extra.name for extra in page.extras] == ["Sign-on"]


def test_sums_in_every_cell_are_no_add_ons(read_html):
    page = _page(read_html, "$1", "$2", "$3")
    assert page.extras == ()
