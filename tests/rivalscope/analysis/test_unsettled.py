"""What pages contradict each other on is neither a gap nor a lead."""

import pytest

from rivalscope.analysis.gaps import analyse
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import ClaimStatus
from rivalscope.domain.settings import AnalysisOptions


@pytest.fixture
def gaps(facts):
    """The kinds of gap that claims make, by feature."""
    products = [facts.product("ours", ours=True), facts.product("zoom"), facts.product("webex")]

    def made(*claims, intents=(), reviews=()):
        found = analyse(
            products=products, claims=claims, mentions=(), reviews=reviews, intents=intents, options=AnalysisOptions(),
            as_of=facts.as_of, taxonomy="t", model="m",
        )  # fmt: skip
        return {gap.feature: gap.kind.value for gap in found.gaps}

    return made


@pytest.fixture
def both(facts):
    """A yes on one page of a product and a no on another."""

    def made(product):
        no = {"kind": SourceKind.DOCS, "source": f"{product}/docs"}
        return facts.claim(product, "SSO"), facts.claim(product, "SSO", ClaimStatus.ABSENT, **no)

    return made


def test_our_own_contradiction_is_no_parity_gap(facts, gaps, both):
    yes, no = both("ours")
    theirs = facts.claim("zoom", "SSO")
    assert gaps(theirs, no) == {"SSO": "parity"}
    assert gaps(theirs, yes, no) == {}


def test_a_rival_who_contradicts_itself_leaves_us_no_lead(facts, gaps, both):
    yes, no = both("zoom")
    ours = facts.claim("ours", "SSO")
    assert gaps(ours, no) == {"SSO": "lead"}
    assert gaps(ours, yes, no) == {}


def test_a_rival_who_contradicts_itself_opens_no_parity_gap(facts, gaps, both):
    yes, no = both("zoom")
    lack = facts.claim("ours", "SSO", ClaimStatus.ABSENT)
    assert gaps(lack, yes) == {"SSO": "parity"}
    assert gaps(lack, yes, no) == {}
