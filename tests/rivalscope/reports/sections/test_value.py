import pytest

from rivalscope.analysis.value import plan_values
from rivalscope.domain.page import Billed, ClaimStatus, PriceKind
from rivalscope.reports.sections.value import section

OPEN = {"currency": None, "period": None, "billed": None, "unit": None}


@pytest.fixture
def told(made, facts):
    """The section of prices that this test names."""

    def make(*prices, claims=(), must_have=(), sizes=(5, 25, 100)):
        values = plan_values(
            prices, (), claims, sizes=sizes, must_have=must_have, weights={"SSO": 1.0}, as_of=facts.as_of
        )
        return section(made.report(value=values))

    return make


def table(found, start):
    (one,) = [one for one in found.tables if one.caption.startswith(start)]
    return [[cell.text for cell in row] for row in one.rows]


def test_each_team_has_its_sum_and_what_has_no_price_says_so(told, facts):
    found = told(
        facts.price("ours", "Pro", "10"),
        facts.price("ours", "Enterprise", None, kind=PriceKind.CONTACT, **OPEN),
        facts.price("kestrel", "Pro", "12.5", unit=None),
    )
    rows = table(found, "What teams pay a month, USD, billed annually")
    assert [row[1:5] for row in rows] == [
        ["Pro", "50", "250", "1,000"],
        ["Enterprise", "contact sales", "contact sales", "contact sales"],
        ["Pro", "at least 12.50", "at least 12.50", "at least 12.50"],
    ]
    assert "not 0" in " ".join(one.text for one in found.told)
    assert set(found.cited()) <= set(facts.evidence)
    assert len(found.charts) == 1


def test_the_cheapest_with_the_must_haves_is_told_with_ours_beside_it(told, facts):
    prices = [
        facts.price("ours", "Pro", "20"),
        facts.price("kestrel", "Basic", "5"),
        facts.price("kestrel", "Pro", "12"),
    ]
    claims = [facts.claim("ours", "SSO", plan="Pro"), facts.claim("kestrel", "SSO", plan="Pro")]
    found = told(*prices, claims=claims, must_have=["SSO"])
    assert "Pro with 300 USD a month; ours is Pro with 500" in found.told[0].text
    assert "25 seats, billed annually" in found.told[0].text
    rows = table(found, "Cheapest plan with SSO")
    assert [row[2] for row in rows] == ["Pro 500", "Pro 300; perhaps Basic 125: SSO not stated"]


def test_what_no_plan_has_is_told(told, facts):
    claims = [facts.claim("ours", "SSO", ClaimStatus.ABSENT), facts.claim("kestrel", "SSO", plan="Pro")]
    found = told(
        facts.price("ours", "Pro", "20"), facts.price("kestrel", "Pro", "5"), claims=claims, must_have=["SSO"]
    )
    assert "(SSO in no plan)" in found.told[0].text
    assert table(found, "Cheapest plan with SSO")[0][1] == "no plan has SSO"


def test_currencies_stand_apart(told, facts):
    found = told(facts.price("ours", "Pro", "20"), facts.price("kestrel", "Pro", "5", currency="EUR"))
    assert {one.caption for one in found.tables} == {
        "What teams pay a month, EUR, billed annually",
        "What teams pay a month, USD, billed annually",
    }
    assert "not converted" in found.told[-1].text


def test_what_paying_by_the_year_saves_is_told_where_both_are_stated(told, facts):
    found = told(facts.price("ours", "Pro", "15"), facts.price("ours", "Pro", "20", billed=Billed.MONTHLY))
    annual = next(one for one in found.tables if "annually" in one.caption)
    assert "25 %" in [cell.text for cell in annual.rows[0]]
    monthly = next(one for one in found.tables if "monthly" in one.caption)
    assert "saved by the year" not in monthly.head


def test_no_price_at_all_is_a_result(told, made, facts):
    found = told(facts.price("ours", "Pro", None, kind=PriceKind.CONTACT, **OPEN))
    assert found.told[0].text.startswith("Not enough data")
    assert (found.tables, found.charts) == ((), ())
    assert section(made.report(value=None)) is None
