from datetime import date, timedelta

import numpy as np
import pytest

from rivalscope.analysis.series import MONTH, Measure, binned, weekly
from rivalscope.analysis.voices import voices
from rivalscope.domain.reading import IntentLabel, Polarity

UNTIL = date(2026, 11, 22)
FIRST = UNTIL - timedelta(days=13)
P, N = Polarity.POSITIVE, Polarity.NEGATIVE


def test_a_reviewer_is_one_voice_in_a_bin_and_the_majority_of_their_words_decides(facts):
    one, two, other = (
        facts.review("ours", date=day, author_key=key)
        for day, key in ((FIRST, "a"), (FIRST + timedelta(days=6), "a"), (FIRST, "b"))
    )
    said = [facts.mention(one, "Polls", P), facts.mention(two, "Polls", N), facts.mention(two, "Polls", N)]
    said += [facts.mention(other, "Polls", P), facts.mention(other, None, N)]
    counted = weekly(voices([one, two, other], said, []), first=FIRST, bins=2)
    assert counted.features == ("Polls",)
    assert counted.reviewers.tolist() == [[2, 0]]
    assert counted.mentions.tolist() == [[[2, 0]]]
    assert (counted.positive[0, 0, 0], counted.negative[0, 0, 0]) == (1, 1)


def test_who_asks_speaks_of_it_and_a_problem_is_counted_apart(facts):
    asks, suffers = (facts.review("ours", date=FIRST) for _ in range(2))
    intents = [facts.intent(asks, "Polls"), facts.intent(suffers, "Polls", IntentLabel.PROBLEM)]
    counted = weekly(voices([asks, suffers], [], intents), first=FIRST, bins=1)
    assert counted.shares(Measure.MENTIONS)[0, 0, 0] == 0.5
    assert counted.shares(Measure.REQUESTS)[0, 0, 0] == 0.5
    assert counted.shares(Measure.PROBLEMS)[0, 0, 0] == 0.5
    assert np.isnan(counted.shares(Measure.NEGATIVE)[0, 0, 0])


def test_a_review_without_a_date_is_in_no_series(facts):
    undated = facts.review("ours", date=None)
    found = voices([undated], [facts.mention(undated, "Polls")], [])
    assert (len(found.day), len(found.feature)) == (0, 0)
    assert binned(found, until=UNTIL, weeks=8).reviewers.sum() == 0


def test_a_source_that_is_read_from_late_on_lifts_no_series(facts):
    reviews = [
        facts.review("ours", date=UNTIL - timedelta(days=day), source="ours/reviews")
        for day in range(0, 80 * 7 + 1, 2)
    ]
    reviews += [
        facts.review("ours", date=UNTIL - timedelta(days=day), source="ours/reviews-2") for day in range(40)
    ]
    counted = binned(voices(reviews, [], []), until=UNTIL, weeks=104)
    assert counted.start.tolist() == [24]
    assert counted.reviewers[0, -1] == pytest.approx(4, abs=1)
    assert counted.reviewers[0, 24:].sum() == pytest.approx(280, abs=4)


def test_a_short_time_over_more_sources_counts_when_it_says_more(facts):
    reviews = [facts.review("ours", date=UNTIL - timedelta(days=20 * day)) for day in range(30)]
    reviews += [
        facts.review("ours", date=UNTIL - timedelta(days=day // 4), source="ours/reviews-2")
        for day in range(800)
    ]
    counted = binned(voices(reviews, [], []), until=UNTIL, weeks=104, days=MONTH)
    assert counted.reviewers.sum() > 800
    assert counted.start.tolist() == [26 - 200 // 28]


def test_bins_are_whole_and_the_last_ends_with_the_day_given(facts):
    counted = binned(voices([facts.review("ours", date=UNTIL)], [], []), until=UNTIL, weeks=8, days=MONTH)
    assert counted.bins == 2
    assert counted.day(counted.bins) == UNTIL + timedelta(days=1)
    assert counted.first == UNTIL - timedelta(days=55)
