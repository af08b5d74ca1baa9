import itertools

import pytest

from rivalscope.analysis.roadmap import rank
from rivalscope.analysis.urgency import Urgency
from rivalscope.domain.finding import Analysis, GapKind
from rivalscope.domain.roadmap import ItemState, RoadmapOptions, Sizing


def ranked(facts, gaps, *, urgencies=None, doubts=None, **options):
    analysis = Analysis(as_of=facts.as_of, cells=(), scores=(), gaps=tuple(gaps), taxonomy="t", model="m")
    return rank(analysis, RoadmapOptions(**options), urgencies=urgencies or {}, doubts=doubts or {})


def sized(*names, weeks=(2.0, 4.0), **more):
    return {name: Sizing(effort=weeks, **more) for name in names}


def test_rice_is_reach_times_impact_times_confidence_over_effort(facts):
    done = ranked(
        facts, [facts.gap("SSO")], items=sized("SSO"), users=5000, doubts={"SSO": ("a single source",)}
    )
    (item,) = done.items
    assert (item.reach, item.impact, item.confidence) == (500, 3, 0.8)  # the only gap is the largest one
    assert item.rice == pytest.approx(500 * 3 * 0.8 / 3)
    assert item.rice_low <= item.rice <= item.rice_high


def test_without_users_reach_counts_reviewers(facts):
    done = ranked(facts, [facts.gap("SSO", n=70)], items=sized("SSO"))
    assert (done.items[0].reach, done.in_users) == (70, False)


def test_without_an_effort_nothing_is_scored(facts):
    done = ranked(facts, [facts.gap("SSO"), facts.gap("Polls", 12.0)], items=sized("SSO"))
    assert [(item.feature, item.state) for item in done.items] == [
        ("SSO", ItemState.RANKED),
        ("Polls", ItemState.NEEDS_SIZING),
    ]
    assert (done.items[1].rice, done.items[1].wsjf, done.items[1].top_five) == (None, None, None)


def test_what_cannot_be_done_is_out_of_the_order_whatever_it_would_bring(facts):
    items = sized("SSO") | sized("Polls", feasible=False, note="no licence")
    done = ranked(facts, [facts.gap("SSO", 2.0), facts.gap("Polls", 19.0)], items=items)
    assert [item.state for item in done.items] == [ItemState.RANKED, ItemState.NOT_FEASIBLE]
    assert done.items[1].note == "no licence"


def test_leads_are_no_candidates_and_thin_gaps_are_counted_not_ranked(facts):
    done = ranked(facts, [facts.gap("SSO", kind=GapKind.LEAD), facts.gap("Polls", thin=True)])
    assert (done.items, done.thin) == ((), 1)


def test_a_size_of_what_is_no_candidate_is_told(facts):
    assert ranked(facts, [facts.gap("SSO")], items=sized("SSO", "Teleport")).unknown == ("Teleport",)


def test_goals_multiply_by_the_share_of_them_that_is_served(facts):
    items = sized("SSO", goals={"retention": 1.0, "growth": 0.5}) | sized("Polls")
    done = ranked(
        facts, [facts.gap("SSO"), facts.gap("Polls")], items=items, goals={"retention": 3.0, "growth": 1.0}
    )
    by_name = {item.feature: item for item in done.items}
    assert by_name["SSO"].alignment == pytest.approx(3.5 / 4)
    assert by_name["Polls"].alignment == 1.0  # nobody has said anything: not held against it
    assert by_name["SSO"].rice == pytest.approx(by_name["Polls"].rice * 3.5 / 4)


def test_impact_is_the_place_of_the_opportunity_among_all_gaps(facts):
    names = [f"f{i:02}" for i in range(20)]
    done = ranked(facts, [facts.gap(name, float(i)) for i, name in enumerate(names)], items=sized(*names))
    impacts = [item.impact for item in sorted(done.items, key=lambda item: item.feature)]
    assert impacts == sorted(impacts)
    assert [impacts.count(step) for step in (0.25, 0.5, 1.0, 2.0, 3.0)] == [5, 5, 5, 3, 2]


def test_the_chances_of_the_first_five_places_add_up_to_five_and_follow_the_order(facts):
    names = [f"f{i:02}" for i in range(12)]
    done = ranked(
        facts,
        [facts.gap(name, 4 + i, n=20 + 5 * i, half=3) for i, name in enumerate(names)],
        items=sized(*names),
    )
    chances = [item.top_five for item in done.items]
    assert sum(chances) == pytest.approx(5)
    assert chances[0] > 0.8
    assert chances[-1] < 0.1
    assert all(later <= earlier + 0.15 for earlier, later in itertools.pairwise(chances))


def test_alike_candidates_are_told_to_be_a_matter_of_chance(facts):
    names = [f"f{i:02}" for i in range(10)]
    done = ranked(facts, [facts.gap(name, half=3) for name in names], items=sized(*names))
    assert all(item.top_five == pytest.approx(0.5, abs=0.06) for item in done.items)


def test_the_same_facts_give_the_same_figures(facts):
    gaps = [facts.gap("SSO", half=4), facts.gap("Polls", 9.0, half=4)]
    assert ranked(facts, gaps, items=sized("SSO", "Polls")) == ranked(
        facts, gaps, items=sized("SSO", "Polls")
    )


def test_wsjf_adds_value_time_and_risk_on_fibonacci_s_steps_over_job_size(facts):
    urgent = Urgency(shipped_by=("zoom", "webex"), rivals=2, leavers=5, all_leavers=10)
    done = ranked(facts, [facts.gap("SSO")], items=sized("SSO", weeks=(3.0, 5.0)), urgencies={"SSO": urgent})
    (item,) = done.items
    assert item.wsjf == pytest.approx(
        (13 + 13 + 5) / 5
    )  # value 1, criticality 1, risk ½; four weeks are a five
    assert (item.shipped_by, item.leavers) == (("zoom", "webex"), 5)


def test_a_budget_marks_what_fits_and_a_large_item_lets_smaller_ones_by(facts):
    items = sized("A", weeks=(4.0, 4.0)) | sized("B", weeks=(8.0, 8.0)) | sized("C", weeks=(2.0, 2.0))
    gaps = [
        facts.gap("A", n=300, importance=0.3),
        facts.gap("B", n=500, importance=0.5),
        facts.gap("C", n=20, importance=0.02),
    ]
    done = ranked(facts, gaps, items=items, person_weeks=7.0)
    assert [(item.feature, item.fits) for item in done.items] == [("A", True), ("B", False), ("C", True)]
    assert done.planned == 6.0


def test_no_gap_gives_an_empty_roadmap(facts):
    assert ranked(facts, [], person_weeks=5.0).items == ()
