import pytest

from rivalscope.analysis.rivalry import contests, flows
from rivalscope.analysis.sentiment import reviewer_keys
from rivalscope.domain.reading import Relation


def test_switches_both_ways_make_one_flow(facts):
    reviews = [facts.review("zoom") for _ in range(12)]
    said = [
        facts.comparison(review, *(("zoom", "webex") if i < 9 else ("webex", "zoom")))
        for i, review in enumerate(reviews)
    ]
    (flow,) = flows(said, reviewers=reviewer_keys(reviews))
    assert (flow.first, flow.second, flow.to_first, flow.to_second) == ("webex", "zoom", 3, 9)
    assert flow.interval == (pytest.approx(0.0889, abs=0.001), pytest.approx(0.5323, abs=0.001))


def test_few_switches_have_no_share_and_considering_is_no_switch(facts):
    reviews = [facts.review("zoom") for _ in range(3)]
    said = [
        facts.comparison(reviews[0], "zoom", "webex"),
        facts.comparison(reviews[1], "zoom", "webex", Relation.CONSIDERING),
        facts.comparison(reviews[2], None, "webex"),
    ]
    (flow,) = flows(said, reviewers=reviewer_keys(reviews))
    assert (flow.to_second, flow.interval) == (1, None)


def test_comparisons_count_reviewers_and_keep_their_aspect(facts):
    reviews = [facts.review("zoom", author_key=key) for key in "aab"]
    said = [facts.comparison(review, "zoom", "webex", Relation.BETTER, aspect="calls") for review in reviews]
    (contest,) = contests(said, reviewers=reviewer_keys(reviews))
    assert (contest.winner, contest.loser, contest.aspect, contest.voices) == ("zoom", "webex", "calls", 2)
    assert len(contest.evidence) == 2


def test_a_product_against_nothing_that_its_review_names_is_no_comparison(facts):
    reviews = [facts.review("zoom"), facts.review("zoom")]
    said = [
        facts.comparison(reviews[0], "zoom", None, Relation.BETTER),
        facts.comparison(reviews[1], None, "webex", Relation.BETTER),
    ]
    assert [contest.loser for contest in contests(said, reviewers=reviewer_keys(reviews))] == ["webex"]
