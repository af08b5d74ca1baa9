from datetime import date, timedelta

import pytest

from rivalscope.analysis.correction import Correction
from rivalscope.analysis.sentiment import (
    feature_scores,
    in_window,
    opinions,
)
from rivalscope.analysis.true_shares import posteriors
from rivalscope.domain.reading import IntentLabel, Polarity

POS, NEG, NEU, MIX = Polarity.POSITIVE, Polarity.NEGATIVE, Polarity.NEUTRAL, Polarity.MIXED


def judged(facts, product, feature, positive, negative):
    """Make that many reviewers with one opinion each."""
    reviews = [facts.review(product) for _ in range(positive + negative)]
    mentions = [
        facts.mention(review, feature, POS if i < positive else NEG) for i, review in enumerate(reviews)
    ]
    return reviews, mentions


def scored(found):
    """Score opinions as they were read."""
    known = {
        (product, feature): posteriors({feature: opinion.by_model()}, Correction(), purpose=product)[feature]
        for (product, feature), opinion in found.items()
        if opinion.n
    }
    read = {cell: one.mean for cell, one in known.items()}
    return feature_scores(found, minimum_n=5, corrected=known, uncorrected=read)


def test_a_reviewer_who_repeats_himself_is_one_voice(facts):
    reviews = [facts.review("zoom", author_key="a") for _ in range(3)] + [
        facts.review("zoom", author_key="b")
    ]
    mentions = [
        facts.mention(review, "chat", polarity)
        for review, polarity in zip(reviews, [NEG, NEG, POS, POS], strict=True)
    ]
    found = opinions(mentions, reviews, [])["zoom", "chat"]
    assert (found.positive, found.negative, found.neutral, found.reviewers) == (1, 1, 0, 2)


def test_the_same_author_at_two_products_is_two_voices(facts):
    reviews = [facts.review("zoom", author_key="a"), facts.review("webex", author_key="a")]
    found = opinions([facts.mention(review, "chat") for review in reviews], reviews, [])
    assert [o.positive for o in found.values()] == [1, 1]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([POS, NEG], (0, 0, 1)),
        ([MIX], (0, 0, 1)),
        ([NEU], (0, 0, 1)),
        ([NEU, NEG], (0, 1, 0)),
        ([POS, MIX, POS], (1, 0, 0)),
    ],
)
def test_a_balance_of_praise_and_blame_is_no_opinion(facts, said, expected):
    review = facts.review("zoom")
    found = opinions([facts.mention(review, "chat", polarity) for polarity in said], [review], [])[
        "zoom", "chat"
    ]
    assert (found.positive, found.negative, found.neutral) == expected


def test_reviews_outside_the_window_or_not_yet_read_do_not_count(facts):
    old = facts.review("zoom", date=date(2025, 11, 22))
    unread = facts.review("zoom", polarity=None)
    undated = facts.review("zoom", date=None, first_seen=facts.as_of - timedelta(days=3))
    later = facts.review("zoom", date=date(2026, 11, 23))
    fresh = facts.review("zoom")
    kept = in_window([old, unread, undated, later, fresh], as_of=facts.as_of, days=365)
    assert kept == [undated, fresh]


def test_reviews_in_a_language_that_is_not_read_are_no_silence_about_features(facts):
    english, short, dutch = (facts.review("ours", language=code) for code in ("en", None, "nl"))
    assert in_window([english, short, dutch], as_of=facts.as_of, days=365) == [english, short]


def test_a_mention_that_matched_no_feature_is_nobodys_opinion(facts):
    review = facts.review("zoom")
    assert opinions([facts.mention(review, None)], [review], []) == {}


def test_requests_count_askers_and_not_sentences(facts):
    reviews = [facts.review("zoom", author_key=key) for key in "aab"]
    intents = [facts.intent(review, "dark mode") for review in reviews]
    intents.append(facts.intent(reviews[2], "dark mode", IntentLabel.PRAISE))
    found = opinions([], reviews, intents)["zoom", "dark mode"]
    assert (found.askers, found.n, len(found.asking)) == (2, 0, 2)
    score = scored({("zoom", "dark mode"): found})[0]
    assert (score.score, score.positive_share, score.requests, score.importance) == (None, None, 2, 1.0)
    assert score.evidence == found.asking


def test_a_rare_feature_is_drawn_to_the_mean_and_a_common_one_is_not(facts):
    reviews, mentions = [], []
    for feature, positive, negative in [
        ("a", 16, 4),
        ("b", 10, 10),
        ("c", 4, 16),
        ("d", 12, 8),
        ("e", 8, 12),
        ("rare", 2, 0),
        ("common", 190, 10),
    ]:
        more, said = judged(facts, "zoom", feature, positive, negative)
        reviews += more
        mentions += said
    found = opinions(mentions, reviews, [])
    known = posteriors({cell: one.by_model() for cell, one in found.items()}, Correction(), purpose="zoom")
    scores = {s.feature: s for s in feature_scores(found, minimum_n=5, corrected=known, uncorrected={})}
    assert scores["rare"].positive_share == 1.0
    assert 0.5 < scores["rare"].score < 0.85
    assert not scores["rare"].ranked
    assert scores["common"].score == pytest.approx(0.95, abs=0.01)
    assert scores["common"].ranked
    assert all(s.low < s.score < s.high for s in scores.values())


def test_a_voice_counts_where_it_was_written_and_by_what_read_it(facts):
    reviews = [
        facts.review("zoom", platform="g2.com", model="m"),
        facts.review("zoom", platform="g2.com", model="m"),
        facts.review("zoom", source="zoom/reviews-2"),
    ]
    said = [facts.mention(review, "chat", one) for review, one in zip(reviews, [POS, NEG, POS], strict=True)]
    found = opinions(said, reviews, [])["zoom", "chat"]
    assert found.parts == {("g2.com", "m"): (1, 1), ("reviews", ""): (1, 0)}
    assert found.by_platform() == {"g2.com": 2, "reviews": 1}
    assert found.by_model() == {"m": (1, 1), "": (1, 0)}
    assert found.by_model({"g2.com"}) == {"m": (1, 1)}


def test_evidence_begins_with_the_clearest_opinion_and_ends_at_twenty(facts):
    reviews = [facts.review("zoom") for _ in range(30)]
    mentions = [facts.mention(review, "chat", NEU, confidence=0.99) for review in reviews[:28]]
    weak = facts.mention(reviews[28], "chat", NEG, confidence=0.4)
    sure = facts.mention(reviews[29], "chat", POS, confidence=0.9)
    found = opinions([*mentions, weak, sure], reviews, [])["zoom", "chat"]
    assert found.evidence[:2] == (sure.evidence, weak.evidence)
    assert len(found.evidence) == 20


def test_no_reviews_give_no_scores():
    assert scored(opinions([], [], [])) == ()
