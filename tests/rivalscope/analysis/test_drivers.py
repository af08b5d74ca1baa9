"""What drives satisfaction, from reviews and mentions to rank, class, quadrant and place against rivals."""

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from rivalscope.analysis.driver import Action, Quadrant
from rivalscope.analysis.drivers import drivers
from rivalscope.analysis.gaps import analyse
from rivalscope.analysis.kano import KanoClass
from rivalscope.domain.market import Product
from rivalscope.domain.reading import Polarity
from rivalscope.domain.settings import AnalysisOptions

PRODUCTS = tuple(Product(slug=slug, name=slug.title(), ours=slug == "ours") for slug in ("ours", "rival"))
# feature: share who speak of it, share who like it at ours and at theirs, points that praise adds and blame costs
TALK = {
    "crashes": (0.35, 0.35, 0.85, 0.1, 1.6),
    "effects": (0.30, 0.80, 0.50, 0.9, 0.05),
    "speed": (0.30, 0.50, 0.46, 0.5, 0.5),
    "colours": (0.40, 0.60, 0.60, 0.0, 0.0),
    "billing": (0.06, 0.40, 0.60, 0.9, 1.4),
}


@pytest.fixture
def market(facts):
    return build(facts)


def build(facts, *, reviews=900, seed=3, rated=True):
    chance = random.Random(seed)
    written, said = [], []
    for number in range(reviews):
        slug = "ours" if number % 2 else "rival"
        stars, spoken = 3.2 + chance.gauss(0, 0.6), []
        for feature, (rate, ours, theirs, reward, penalty) in TALK.items():
            if chance.random() < rate:
                good = chance.random() < (ours if slug == "ours" else theirs)
                stars += reward if good else -penalty
                spoken.append((feature, good))
        review = facts.review(
            slug,
            source=f"{slug}/reviews",
            platform="reviews.example",
            date=date(2026, 11, 1) - timedelta(days=chance.randrange(120)),
            rating=Decimal(min(5, max(1, round(stars)))) if rated else None,
            author_key=f"{slug}-{number}",
        )
        written.append(review)
        said += [
            facts.mention(review, feature, Polarity.POSITIVE if good else Polarity.NEGATIVE)
            for feature, good in spoken
        ]
    return written, said


def found(market, **given):
    written, said = market
    judged = analyse(
        products=PRODUCTS,
        claims=[], mentions=said, reviews=written, intents=[], options=AnalysisOptions(),
        as_of=datetime(2026, 11, 22, tzinfo=UTC), taxonomy="made", model="rules/1",
    )  # fmt: skip
    return drivers(said, written, scores=judged.scores, ours="ours", **given)


def by_feature(result):
    return {one.feature: one for one in result.drivers}


def test_what_moves_the_ratings_comes_before_what_is_talked_of(market):
    result = found(market)
    told = by_feature(result)
    assert result.lacking == ""
    assert [one.rank for one in result.drivers] == [1, 2, 3, 4, 5]
    assert told["colours"].mention_share > told["crashes"].mention_share
    assert told["colours"].rank == 5
    assert told["crashes"].rank == 1
    assert sum(one.importance.value for one in result.derived) == pytest.approx(1)
    assert 0.3 < result.explained < 0.9


def test_a_feature_seldom_spoken_of_that_weighs_is_called_hidden(facts):
    told = by_feature(found(build(facts, reviews=3000)))
    assert not told["colours"].hidden
    assert not told["crashes"].hidden
    assert told["billing"].mention_share < 0.1
    assert told["billing"].importance.value > told["colours"].importance.high


def test_classes_follow_from_what_praise_adds_and_blame_costs(facts):
    told = by_feature(found(build(facts, reviews=2400)))
    assert told["crashes"].kano.kano is KanoClass.BASIC
    assert told["effects"].kano.kano is KanoClass.EXCITEMENT
    assert told["speed"].kano.kano is KanoClass.PERFORMANCE
    assert told["colours"].kano.kano is KanoClass.INDIFFERENT
    assert told["crashes"].asymmetry.high < 0 < told["effects"].asymmetry.low


def test_our_place_against_the_rival_asks_for_what_the_class_says(facts):
    told = by_feature(found(build(facts, reviews=2400)))
    assert told["crashes"].versus[0].action is Action.FIX
    assert told["effects"].versus[0].action is Action.SHOW
    assert told["speed"].versus[0].action is Action.LEVEL
    against = told["crashes"].versus[0]
    assert against.rival == "rival"
    assert against.difference.low < against.difference.value < against.difference.high < 0
    assert against.ahead < 0.01
    assert min(against.ours_n, against.theirs_n) > 300


def test_the_quadrant_is_told_with_its_chance(facts):
    told = by_feature(found(build(facts, reviews=2400)))
    assert told["crashes"].quadrant is Quadrant.CONCENTRATE
    assert told["crashes"].quadrant_chance > 0.9
    assert told["colours"].quadrant in (Quadrant.LOW_PRIORITY, Quadrant.OVERKILL)


def test_evidence_is_of_our_reviewers_on_either_side_and_of_the_best_rival(market):
    written, said = market
    product = {review.id: review.product for review in written}
    where = {mention.evidence: (product[mention.review], mention.polarity) for mention in said}
    crashes = by_feature(found(market))["crashes"]
    assert {where[number] for number in crashes.evidence_blame} == {("ours", Polarity.NEGATIVE)}
    assert {where[number] for number in crashes.evidence_praise} == {("ours", Polarity.POSITIVE)}
    assert {where[number] for number in crashes.versus[0].evidence_praise} == {("rival", Polarity.POSITIVE)}
    assert crashes.cited[0] in crashes.evidence_blame


def test_the_same_facts_give_the_same_figures(facts):
    written, said = build(facts, reviews=300)
    assert drivers(said, written) == drivers(list(reversed(said)), written)


def test_too_few_rated_reviews_say_how_many_are_missing(facts):
    result = found(build(facts, reviews=150))
    assert result.lacking == "needs 200 rated reviews, has 150"
    assert result.derived == ()
    assert all(one.lacking and one.rank is None for one in result.drivers)
    assert by_feature(result)["crashes"].versus  # our place needs no ratings


def test_reviews_without_ratings_are_not_counted(facts):
    result = found(build(facts, reviews=300, rated=False))
    assert (result.rated, result.lacking) == (0, "needs 200 rated reviews, has 0")


def test_ratings_that_are_all_alike_explain_nothing(facts):
    written = [facts.review("ours", rating=Decimal(5)) for _ in range(250)]
    said = [facts.mention(review, "speed") for review in written[:100]]
    assert drivers(said, written).lacking == "all ratings are alike"


def test_a_feature_with_few_opinions_goes_into_the_rest_and_says_why(facts):
    written, said = build(facts, reviews=400)
    result = drivers(said, written)
    billing = by_feature(result)["billing"]
    assert billing.importance is None
    assert billing.lacking == f"needs 30 opinions in rated reviews, has {billing.polar}"
    assert result.rest > 0.05


def test_praise_and_blame_of_one_review_are_neither(facts):
    written = [facts.review("ours", rating=Decimal(4 + number % 2)) for number in range(220)]
    said = [facts.mention(written[0], "speed", side) for side in (Polarity.POSITIVE, Polarity.NEGATIVE)]
    speed = by_feature(drivers(said, written))["speed"]
    assert (speed.praise, speed.blame, speed.mentions) == (0, 0, 1)


def test_nothing_at_all_is_not_enough(facts):
    result = drivers([], [])
    assert (result.rated, result.drivers, result.lacking) == (0, (), "needs 200 rated reviews, has 0")


def test_your_weight_ranks_in_the_place_of_the_derived_importance(market):
    told = by_feature(found(market, weights={"colours": 10.0, "crashes": 0.0}))
    assert (told["colours"].rank, told["colours"].scale, told["colours"].weight) == (1, 10.0, 10.0)
    assert told["crashes"].rank == 5
    assert told["colours"].importance.value < 0.05  # what reviews say is still told
    assert told["speed"].weight is None


def test_a_weighed_feature_that_nobody_rates_is_ranked_all_the_same(market):
    told = by_feature(found(market, weights={"audit log": 9.9}))
    assert (told["audit log"].rank, told["audit log"].importance) == (1, None)
    assert told["audit log"].lacking == "needs 30 opinions in rated reviews, has 0"
