from datetime import date, timedelta

from rivalscope.analysis.series import Measure
from rivalscope.analysis.trends import shifts
from rivalscope.domain.reading import Polarity

UNTIL = date(2026, 11, 22)


def voices(facts, feature, day, positive, negative, *, product="zoom"):
    reviews = [facts.review(product, date=day) for _ in range(positive + negative)]
    return reviews, [
        facts.mention(review, feature, Polarity.POSITIVE if i < positive else Polarity.NEGATIVE)
        for i, review in enumerate(reviews)
    ]


def found(spans, **options):
    reviews = [review for reviews, _ in spans for review in reviews]
    mentions = [mention for _, mentions in spans for mention in mentions]
    return shifts(mentions, reviews, [], **({"until": UNTIL, "days": 28, "minimum_n": 5} | options))


def test_a_fall_of_sentiment_is_found_with_both_shares_and_counts(facts):
    before = voices(facts, "calls", UNTIL - timedelta(days=40), 30, 10)
    after = voices(facts, "calls", UNTIL - timedelta(days=3), 8, 32)
    (shift,) = found([before, after])
    assert (shift.measure, shift.rises) == (Measure.SENTIMENT, False)
    assert (shift.before, shift.after, shift.n_before, shift.n_after) == (0.75, 0.2, 40, 40)
    assert set(shift.evidence) <= {mention.evidence for mention in after[1]}


def test_a_rise_of_talk_is_found(facts):
    quiet, loud = UNTIL - timedelta(days=40), UNTIL - timedelta(days=3)
    spans = [
        voices(facts, "calls", quiet, 50, 50),
        voices(facts, "price", quiet, 2, 2),
        voices(facts, "calls", loud, 40, 40),
        voices(facts, "price", loud, 15, 15),
    ]
    shift = next(s for s in found(spans) if s.feature == "price")
    assert (shift.measure, shift.rises, shift.n_before, shift.n_after) == (Measure.MENTIONS, True, 104, 110)


def test_few_reviewers_make_no_trend(facts):
    before = voices(facts, "calls", UNTIL - timedelta(days=40), 4, 0)
    after = voices(facts, "calls", UNTIL - timedelta(days=3), 0, 40)
    assert found([before, after]) == []


def test_an_unchanged_share_is_no_trend(facts):
    assert found([voices(facts, "calls", UNTIL - timedelta(days=d), 20, 20) for d in (40, 3)]) == []


def test_the_day_that_ends_a_span_belongs_to_it_alone(facts):
    edge = UNTIL - timedelta(days=28)
    (shift,) = found(
        [voices(facts, "calls", edge, 30, 0), voices(facts, "calls", edge + timedelta(days=1), 0, 30)]
    )
    assert (shift.before, shift.after) == (1.0, 0.0)


def test_many_series_without_a_change_raise_few_alarms(facts):
    spans = []
    for number in range(40):
        for day in (40, 3):
            split = 10 + (number * 7 + day) % 5 - 2
            spans.append(voices(facts, f"feature {number}", UNTIL - timedelta(days=day), split, 20 - split))
    assert len(found(spans)) == 0
