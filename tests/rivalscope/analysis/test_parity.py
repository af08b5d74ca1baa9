from datetime import timedelta

import pytest

from rivalscope.analysis.parity import HAVE, has_pages, matrix
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import ClaimStatus


@pytest.fixture
def products(facts):
    return [facts.product("ours", ours=True), facts.product("zoom"), facts.product("webex")]


def cell(cells, product, feature):
    return next(c for c in cells if (c.product, c.feature) == (product, feature))


def test_silence_is_unknown_and_a_no_is_absent(facts, products):
    cells = matrix(
        products,
        [facts.claim("zoom", "SSO"), facts.claim("webex", "SSO", ClaimStatus.ABSENT)],
        as_of=facts.as_of,
    )
    assert [c.status for c in cells] == [ClaimStatus.UNKNOWN, ClaimStatus.OFFERED, ClaimStatus.ABSENT]
    assert cell(cells, "ours", "SSO").evidence == ()


def test_a_feature_of_one_plan_is_offered_and_names_the_plan(facts, products):
    free = facts.claim("zoom", "SSO", ClaimStatus.ABSENT, plan="Free")
    pro = facts.claim("zoom", "SSO", plan="Pro")
    business = facts.claim("zoom", "SSO", plan="Business")
    found = cell(matrix(products, [free, pro, business], as_of=facts.as_of), "zoom", "SSO")
    assert (found.status, found.plans) == (ClaimStatus.OFFERED, ("Pro", "Business"))
    assert found.evidence == (pro.evidence, business.evidence)


def test_it_is_absent_only_when_every_plan_says_so(facts, products):
    claims = [facts.claim("zoom", "SSO", ClaimStatus.ABSENT, plan=plan) for plan in ("Free", "Pro")]
    assert cell(matrix(products, claims, as_of=facts.as_of), "zoom", "SSO").status is ClaimStatus.ABSENT
    claims.append(facts.claim("zoom", "SSO", ClaimStatus.UNKNOWN, plan="Business"))
    assert cell(matrix(products, claims, as_of=facts.as_of), "zoom", "SSO").status is not ClaimStatus.OFFERED


def test_the_value_of_the_first_deciding_plan_is_shown(facts, products):
    claims = [
        facts.claim("zoom", "Storage", ClaimStatus.LIMITED, plan="Pro", value="10 GB"),
        facts.claim("zoom", "Storage", ClaimStatus.LIMITED, plan="Business", value="20 GB"),
    ]
    assert cell(matrix(products, claims[::-1], as_of=facts.as_of), "zoom", "Storage").value == "10 GB"


def test_only_what_stood_at_the_instant_counts(facts, products):
    gone = facts.claim("zoom", "SSO", ended=facts.as_of - timedelta(days=1))
    later = facts.claim("webex", "SSO", first_seen=facts.as_of + timedelta(days=1))
    assert matrix(products, [gone, later], as_of=facts.as_of) == ()
    earlier = matrix(products, [gone, later], as_of=facts.as_of - timedelta(days=2))
    assert cell(earlier, "zoom", "SSO").status is ClaimStatus.OFFERED


def test_a_page_ages_while_others_are_looked_at(facts, products):
    left = facts.claim("zoom", "SSO", kind=SourceKind.PRICING, last_seen=facts.as_of - timedelta(days=180))
    assert cell(matrix(products, [left], as_of=facts.as_of), "zoom", "SSO").confidence == pytest.approx(0.9)
    seen = facts.claim("webex", "SSO", kind=SourceKind.PRICING)
    assert cell(matrix(products, [left, seen], as_of=facts.as_of), "zoom", "SSO").confidence == pytest.approx(
        0.45
    )


def test_a_conflict_is_neither_a_have_nor_a_lack(facts, products):
    page = {"kind": SourceKind.DOCS, "source": "zoom/docs"}
    claims = [facts.claim("zoom", "SSO"), facts.claim("zoom", "SSO", ClaimStatus.ABSENT, **page)]
    found = cell(matrix(products, claims, as_of=facts.as_of), "zoom", "SSO")
    assert found.status is ClaimStatus.CONFLICTING
    assert found.status not in HAVE
    assert (found.evidence, found.evidence_against) == ((claims[0].evidence,), (claims[1].evidence,))


def test_a_table_that_lacks_it_in_every_plan_of_the_product_denies_it(facts, products):
    def table(feature, *plans):
        return [
            facts.claim("zoom", feature, ClaimStatus.ABSENT, plan=plan, kind=SourceKind.PRICING)
            for plan in plans
        ]

    page = facts.claim("zoom", "SSO", source="zoom/features")
    both = cell(matrix(products, [page, *table("SSO", "Free", "Pro")], as_of=facts.as_of), "zoom", "SSO")
    assert both.status is ClaimStatus.CONFLICTING
    more = [page, *table("SSO", "Free", "Pro"), *table("Polls", "Free", "Pro", "Team")]
    assert cell(matrix(products, more, as_of=facts.as_of), "zoom", "SSO").status is ClaimStatus.OFFERED


def test_silence_counts_only_where_pages_of_ours_and_of_a_rival_name_features(facts):
    products = [facts.product("ours", ours=True), facts.product("zoom"), facts.product("webex")]

    def pages(*slugs):
        claims = [facts.claim(slug, "Recording") for slug in slugs]
        return has_pages(matrix(products, claims, as_of=facts.as_of), products)

    assert pages("ours", "webex")
    assert not pages("ours")
    assert not pages("zoom", "webex")
    assert not pages()
