from datetime import date, timedelta

import pytest
from scipy import stats

from rivalscope.analysis.priors import Prior, fit_prior
from rivalscope.analysis.sentiment import (
    feature_scores,
    in_window,
    net_sentiment,
    opinions,
)
from rivalscope.domain.reading import IntentLabel, Polarity

POS, NEG, NEU, MIX = Polarity.POSITIVE, Polarity.NEGATIVE, Polarity.NEUTRAL, Polarity.MIXED


def judged(facts, product, feature, positive, negative):
    """Make that many reviewers with one opinion each."""
    reviews = [facts.review(product) for _ in range(positive + negative)]
    mentions = [
        facts.mention(review, feature, POS if i < positive else NEG) for i, review in enumerate(reviews)
    ]
    return reviews, mentions


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
    score = feature_scores({("zoom", "dark mode"): found}, minimum_n=5)[0]
    assert (score.score, score.positive_share, score.requests, score.importance) == (None, None, 2, 1.0)
    assert score.evidence == found.asking


def test_the_prior_is_the_one_of_the_moments_formula():
    # three features with n = 20 and shares .2, .5, .8: m = .5, sample variance .09, mean sampling variance
    # (.16 + .25 + .16) / 3 / 20 = .0095, s = .25 / .0805 - 1
    prior = fit_prior([(4, 20), (10, 20), (16, 20)])
    assert prior.mean == pytest.approx(0.5)
    assert prior.strength == pytest.approx(0.25 / 0.0805 - 1)


def test_features_that_do_not_differ_give_the_strongest_prior():
    assert fit_prior([(10, 20)] * 6) == Prior(mean=0.5, strength=200.0)


def test_too_little_to_fit_gives_jeffreys_prior():
    assert fit_prior([(4, 4), (1, 1), (30, 40)]) == Prior(mean=0.5, strength=1.0)


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
    scores = {s.feature: s for s in feature_scores(opinions(mentions, reviews, []), minimum_n=5)}
    assert scores["rare"].positive_share == 1.0
    assert 0.5 < scores["rare"].score < 0.85
    assert not scores["rare"].ranked
    assert scores["common"].score == pytest.approx(0.95, abs=0.01)
    assert scores["common"].ranked
    assert all(s.low < s.score < s.high for s in scores.values())


def test_the_interval_is_that_of_the_beta_posterior(facts):
    reviews, mentions = judged(facts, "zoom", "chat", 7, 5)
    found = opinions(mentions, reviews, [])
    score = feature_scores(found, minimum_n=5)[0]
    a, b = 7.5, 5.5  # Jeffreys' prior, for one feature fits none
    assert score.score == pytest.approx(a / (a + b))
    assert (score.low, score.high) == pytest.approx(tuple(stats.beta.ppf([0.025, 0.975], a, b)), abs=1e-6)


def test_evidence_begins_with_the_clearest_opinion_and_ends_at_twenty(facts):
    reviews = [facts.review("zoom") for _ in range(30)]
    mentions = [facts.mention(review, "chat", NEU, confidence=0.99) for review in reviews[:28]]
    weak = facts.mention(reviews[28], "chat", NEG, confidence=0.4)
    sure = facts.mention(reviews[29], "chat", POS, confidence=0.9)
    found = opinions([*mentions, weak, sure], reviews, [])["zoom", "chat"]
    assert found.evidence[:2] == (sure.evidence, weak.evidence)
    assert len(found.evidence) == 20


def test_net_sentiment_leaves_the_neutral_out():
    assert net_sentiment(7, 3) == pytest.approx(0.4)
    assert net_sentiment(0, 0) is None


def test_no_reviews_give_no_scores():
    assert feature_scores(opinions([], [], []), minimum_n=5) == ()
