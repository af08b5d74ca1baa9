from datetime import timedelta

from rivalscope.analysis.sentiment import reviewer_keys
from rivalscope.analysis.series import Measure
from rivalscope.analysis.trends import Shift
from rivalscope.analysis.urgency import doubts, urgencies
from rivalscope.domain.page import ClaimStatus
from rivalscope.domain.reading import IntentLabel

WEEK = timedelta(weeks=1)


def found(facts, *, claims=(), shifts=(), intents=(), comparisons=(), reviews=()):
    return urgencies(
        us="ours", rivals=["zoom", "webex"], claims=claims, shifts=shifts, intents=intents, comparisons=comparisons,
        reviewers=reviewer_keys(reviews), as_of=facts.as_of,
    )  # fmt: skip


def test_what_appears_on_a_rival_s_page_after_the_first_look_was_shipped(facts):
    old, new = facts.claim("zoom", "Chat"), facts.claim("zoom", "Polls", first_seen=facts.first + WEEK)
    told = found(facts, claims=[old, new])
    assert told["Polls"].shipped_by == ("zoom",)
    assert told["Polls"].criticality == 0.5
    assert "Chat" not in told


def test_what_was_shipped_more_than_two_quarters_ago_is_not_urgent(facts):
    claims = [
        facts.claim("zoom", "Chat", first_seen=facts.as_of - 60 * WEEK),
        facts.claim("zoom", "Polls", first_seen=facts.as_of - 40 * WEEK),
    ]
    assert found(facts, claims=claims) == {}


def test_a_page_that_repeats_what_another_said_long_before_ships_nothing(facts):
    claims = [
        facts.claim("zoom", "Chat", source="zoom/features"),
        facts.claim("zoom", "Polls", source="zoom/pricing"),
        facts.claim("zoom", "Chat", source="zoom/pricing", first_seen=facts.first + WEEK),
    ]
    assert found(facts, claims=claims) == {}


def test_announcing_is_not_shipping_and_ours_is_no_rival(facts):
    late = {"first_seen": facts.first + WEEK}
    claims = [
        facts.claim("zoom", "Chat"),
        facts.claim("ours", "Chat"),
        facts.claim("zoom", "Polls", ClaimStatus.PLANNED, **late),
        facts.claim("ours", "Polls", **late),
    ]
    assert found(facts, claims=claims) == {}


def test_those_who_leave_us_over_a_feature_are_counted_once_each(facts):
    first, second, third = (facts.review("ours", author_key=key) for key in "aab")
    theirs = facts.review("zoom")
    told = found(
        facts,
        reviews=[first, second, third, theirs],
        intents=[
            facts.intent(first, "Export", IntentLabel.CHURN),
            facts.intent(second, "Export", IntentLabel.CHURN),
            facts.intent(theirs, "Export", IntentLabel.CHURN),
            facts.intent(third, "Export"),
        ],
        comparisons=[facts.comparison(third, "zoom", "ours", aspect="Chat")],
    )
    assert (told["Export"].leavers, told["Export"].all_leavers) == (1, 2)
    assert (told["Chat"].leavers, told["Chat"].risk) == (1, 0.5)


def test_rising_talk_adds_a_quarter_and_falling_talk_nothing(facts):
    def shift(feature, before, after):
        return Shift(
            product="ours", feature=feature, measure=Measure.MENTIONS, before=before, after=after, n_before=90,
            n_after=90, p_value=0.001, evidence=(),
        )  # fmt: skip

    told = found(facts, shifts=[shift("Chat", 0.1, 0.3), shift("Polls", 0.3, 0.1)])
    assert told["Chat"].criticality == 0.25
    assert "Polls" not in told


def test_doubts_name_few_voices_wide_intervals_one_source_and_old_words(facts):
    old = facts.quote("We want it.", seen_at=facts.as_of - timedelta(days=200))
    weak = facts.gap("Polls", n=7, half=5.0, evidence=(old,))
    assert doubts(weak, facts.evidence, as_of=facts.as_of) == (
        "7 reviewers, fewer than 30",
        "its opportunity may be anywhere from 5.0 to 15.0",
        "a single source",
        "nothing newer than 90 days",
    )


def test_many_fresh_voices_of_two_sources_leave_no_doubt(facts):
    both = (facts.quote("Has it.", product="zoom"), facts.quote("We want it.", kind="reviews"))
    assert doubts(facts.gap("Polls", evidence=both), facts.evidence, as_of=facts.as_of) == ()
