from datetime import timedelta

import pytest

from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import ClaimStatus
from rivalscope.domain.parity import STRENGTH, merge, strength

S = ClaimStatus


@pytest.fixture
def says(facts):
    """What a page of a kind says of SSO, seen some days before."""

    def make(kind, status=S.OFFERED, *, days=0, plan=None, value=None, url=""):
        return facts.claim(
            "zoom",
            "SSO",
            status,
            kind=SourceKind(kind),
            source=f"zoom/{kind}",
            url=url,
            plan=plan,
            value=value,
            last_seen=facts.as_of - timedelta(days=days),
        )

    return make


@pytest.fixture
def cell(facts):
    """The cell that statements make, whatever their order."""

    def make(*claims, plans=None):
        found = merge("zoom", "SSO", claims, as_of=facts.as_of, plans=plans)
        assert merge("zoom", "SSO", claims[::-1], as_of=facts.as_of, plans=plans) == found
        return found

    return make


@pytest.mark.parametrize(
    ("statuses", "merged"),
    [
        ([], S.UNKNOWN),
        ([S.ABSENT, S.OFFERED, S.ABSENT], S.OFFERED),
        ([S.LIMITED, S.OFFERED], S.OFFERED),
        ([S.ADD_ON, S.BETA], S.BETA),
        ([S.PLANNED, S.ABSENT], S.PLANNED),
        ([S.ABSENT, S.ABSENT], S.ABSENT),
        ([S.UNKNOWN, S.ABSENT], S.UNKNOWN),
    ],
)
def test_the_best_that_one_page_states_holds(facts, statuses, merged):
    claims = [facts.claim("zoom", "SSO", status) for status in statuses]
    assert merge("zoom", "SSO", claims).status is merged
    assert merge("zoom", "SSO", claims[::-1]).status is merged


def test_every_status_that_a_page_can_state_has_a_place():
    assert {*STRENGTH, S.CONFLICTING} == set(S)
    assert min(STRENGTH, key=strength) is S.OFFERED


def test_silence_has_no_confidence_and_is_no_no(cell):
    assert (cell().status, cell().confidence) == (S.UNKNOWN, None)


def test_a_page_that_leaves_it_open_gives_no_confidence(cell, says):
    found = cell(says("docs", S.UNKNOWN))
    assert (found.status, found.confidence) == (S.UNKNOWN, None)


def test_a_cell_is_as_sure_as_the_pages_that_say_so(cell, says):
    assert cell(says("pricing")).confidence == pytest.approx(0.9)
    assert cell(says("pricing"), says("docs", S.LIMITED)).confidence == pytest.approx(1 - 0.1 * 0.05)
    assert cell(says("home", S.PLANNED), says("docs", S.UNKNOWN)).confidence == pytest.approx(0.7)
    assert cell(says("docs", S.ABSENT)).confidence == pytest.approx(0.95)


def test_two_pages_that_say_opposite_things_conflict_and_show_both(cell, says):
    yes, no = says("features", S.LIMITED, value="10 users", plan="Pro"), says("docs", S.ABSENT)
    found = cell(yes, no)
    assert (found.status, found.value, found.plans) == (S.CONFLICTING, None, ())
    assert (found.evidence, found.evidence_against) == ((yes.evidence,), (no.evidence,))
    assert found.confidence == pytest.approx(0.7)


def test_one_page_cannot_conflict_with_itself(cell, says):
    found = cell(says("docs"), says("docs", S.ABSENT))
    assert (found.status, found.evidence_against) == (S.OFFERED, ())


def test_two_pages_of_one_source_can_conflict(cell, says):
    found = cell(says("docs", url="https://d.example/a"), says("docs", S.ABSENT, url="https://d.example/b"))
    assert found.status is S.CONFLICTING


def test_what_was_withdrawn_conflicts_with_a_page_that_still_offers_it(cell, says):
    assert cell(says("features"), says("changelog", S.WITHDRAWN)).status is S.CONFLICTING


def test_an_announcement_is_no_denial(cell, says):
    found = cell(says("pricing"), says("home", S.PLANNED))
    assert (found.status, found.evidence_against) == (S.OFFERED, ())


def test_the_surer_side_holds_when_the_other_is_old(cell, says):
    old, no = says("features", days=200), says("pricing", S.ABSENT)
    found = cell(old, no)
    assert (found.status, found.evidence, found.evidence_against) == (
        S.ABSENT,
        (no.evidence,),
        (old.evidence,),
    )
    assert found.confidence == pytest.approx(0.9)
    yes, forgotten = says("pricing"), says("docs", S.ABSENT, days=400)
    found = cell(yes, forgotten)
    assert (found.status, found.evidence_against) == (S.OFFERED, (forgotten.evidence,))


def test_a_plan_without_it_says_nothing_against_the_product(cell, says):
    found = cell(says("features"), says("pricing", S.ABSENT, plan="Free"), plans=3)
    assert (found.status, found.evidence_against) == (S.OFFERED, ())


def test_a_table_that_denies_it_of_every_plan_denies_it_of_the_product(cell, says):
    table = [says("pricing", S.ABSENT, plan=plan) for plan in ("Free", "Pro")]
    found = cell(says("features"), *table, plans=2)
    assert found.status is S.CONFLICTING
    assert set(found.evidence_against) == {claim.evidence for claim in table}
    assert cell(says("features"), *table, plans=3).status is S.OFFERED


def test_both_sides_old_are_no_conflict_and_a_tie_is_a_yes(cell, says):
    found = cell(says("docs", days=200), says("docs", S.ABSENT, days=200, url="https://d.example/b"))
    assert found.status is S.OFFERED
