"""Made markets are what they are said to be, and the analysis stands up to them."""

import os
from dataclasses import replace

import numpy as np
import pytest

from rivalscope.domain.finding import Analysis
from rivalscope.domain.reading import Polarity
from rivalscope.evaluation.gap_market.baselines import Count, rank_correlation
from rivalscope.evaluation.gap_market.chances import brier, calibration, judge_chances, reliability, skill
from rivalscope.evaluation.gap_market.driving import explained, judge_drivers
from rivalscope.evaluation.gap_market.judging import Tally, judge
from rivalscope.evaluation.gap_market.launches import judge_launches
from rivalscope.evaluation.gap_market.truth import Size, draw_truth
from rivalscope.evaluation.gap_market.voices import AS_OF, ERRS, RIGHT, write
from rivalscope.evaluation.gaps import CONDITIONS, GAPS, made, tally, told
from rivalscope.evaluation.suite import Result, read_floors

SMALL = Size(products=4, features=16, reviewers=300)


def test_the_same_seed_makes_the_same_market():
    (_, one), (_, other) = (
        next(made(CONDITIONS[3], markets=1, size=SMALL)),
        next(made(CONDITIONS[3], markets=1, size=SMALL)),
    )
    assert one == other


def test_what_is_read_is_what_was_written_save_for_the_classifier_s_errors():
    truth = draw_truth(np.random.default_rng(4), SMALL, leaning=False)
    right, errs = (write(truth, np.random.default_rng(5), confusion=one).mentions for one in (RIGHT, ERRS))
    pairs = [(a.polarity, b.polarity) for a, b in zip(right, errs, strict=True)]
    good = [read for written, read in pairs if written is Polarity.POSITIVE]
    assert good.count(Polarity.POSITIVE) / len(good) == pytest.approx(ERRS[0, 0], abs=0.03)
    bad = [read for written, read in pairs if written is Polarity.NEGATIVE]
    assert bad.count(Polarity.POSITIVE) / len(bad) == pytest.approx(ERRS[1, 0], abs=0.04)


def test_shares_of_positive_mentions_are_those_of_the_truth():
    truth = draw_truth(np.random.default_rng(6), Size(products=2, features=6, reviewers=20_000), leaning=True)
    facts = write(truth, np.random.default_rng(7), confusion=RIGHT)
    for place, product in enumerate(truth.products):
        mix = truth.mix[place]
        own = 1 / (1 + np.exp(-(truth.odds[place][:, None] + truth.lift))) @ mix
        for number, feature in enumerate(truth.features):
            said = [m.polarity for m in facts.mentions if (m.product, m.feature) == (product.slug, feature)]
            good, bad = said.count(Polarity.POSITIVE), said.count(Polarity.NEGATIVE)
            if truth.has[place, number] and good + bad > 2000:
                assert good / (good + bad) == pytest.approx(own[number], abs=0.04)


def test_stars_are_shaped_like_a_j():
    truth = draw_truth(np.random.default_rng(8), SMALL, leaning=True)
    stars = [int(review.rating) for review in write(truth, np.random.default_rng(9), confusion=RIGHT).reviews]
    shares = [stars.count(star) / len(stars) for star in range(1, 6)]
    assert shares[4] > shares[3] > shares[0] > shares[1]


def test_pages_never_state_what_is_wrong_and_not_all_that_is_right():
    truth = draw_truth(np.random.default_rng(10), SMALL, leaning=False)
    claims = write(truth, np.random.default_rng(11), confusion=RIGHT).claims
    places = {product.slug: place for place, product in enumerate(truth.products)}
    numbers = {feature: number for number, feature in enumerate(truth.features)}
    for claim in claims:
        assert truth.has[places[claim.product], numbers[claim.feature]] == (claim.status == "offered")
    assert len(claims) < truth.has.size


def test_an_analysis_that_says_nothing_finds_nothing():
    truth = draw_truth(np.random.default_rng(12), SMALL, leaning=False)
    facts = write(truth, np.random.default_rng(13), confusion=RIGHT)
    silent = Analysis(as_of=AS_OF, cells=(), scores=(), gaps=(), taxonomy="", model="")
    found = judge(truth, facts, silent)
    assert found.of["parity gaps, found"] > 0
    assert found.right["parity gaps, found"] == 0


def test_rank_correlation_is_spearman_s():
    stats = pytest.importorskip("scipy.stats")
    rng = np.random.default_rng(14)
    first, second = rng.integers(0, 9, 40).tolist(), rng.normal(size=40).tolist()
    assert rank_correlation(first, second) == pytest.approx(stats.spearmanr(first, second).statistic)
    assert rank_correlation([1, 1, 1], [1, 2, 3]) is None


def test_the_baseline_s_lower_bound_is_wilson_s():
    interval = pytest.importorskip("statsmodels.stats.proportion").proportion_confint
    assert Count(good=8, bad=2).wilson == pytest.approx(interval(8, 10, method="wilson")[0], abs=1e-4)


def test_launches_that_move_a_share_are_found_and_others_raise_no_alarm():
    found = judge_launches(launches=4, confusion=RIGHT, seed=1)
    assert found.of["launches, 95 % intervals"] == 24
    assert found.right["launches, 95 % intervals"] >= 20
    assert found.right["launches without, no alarm"] >= 10
    assert found.right["launches with an effect, found"] >= 4


def test_the_base_rate_has_no_skill_and_certainty_that_is_right_has_all():
    came = [True, False, False, True, True]
    assert skill([(0.6, one) for one in came]) == pytest.approx(0)
    assert skill([(float(one), one) for one in came]) == 1
    assert skill([(0.3, True), (0.9, True)]) == 0
    assert brier([(0.3, True), (0.9, False)]) == pytest.approx((0.49 + 0.81) / 2)


def test_chances_are_counted_by_tenths_and_one_belongs_to_the_last():
    pairs = [(0.02, False), (0.08, True), (0.95, True), (1.0, False)]
    assert reliability(pairs) == [(2, pytest.approx(0.05), 0.5), (2, pytest.approx(0.975), 0.5)]
    assert calibration(pairs) == pytest.approx(1 - (0.45 + 0.475) / 2)


def test_chances_by_which_things_come_are_calibrated_and_overstated_ones_are_not():
    rng = np.random.default_rng(15)
    chances = rng.random(20_000)
    came = rng.random(20_000) < chances
    assert calibration(list(zip(chances.tolist(), came.tolist(), strict=True))) > 0.98
    bold = np.where(chances > 0.5, 0.99, 0.01)
    assert calibration(list(zip(bold.tolist(), came.tolist(), strict=True))) < 0.8


def test_what_a_feature_explains_goes_with_the_square_of_its_weight_and_is_nil_without_one():
    truth = draw_truth(np.random.default_rng(16), SMALL, leaning=True)
    weights = np.array([0.0, 0.1, 0.2, *np.ones(13)])
    odds, talk, has = truth.odds.copy(), truth.talk.copy(), truth.has.copy()
    odds[:, 2], talk[2], has[:, 2] = odds[:, 1], talk[1], has[:, 1]
    found = explained(replace(truth, impact=weights, odds=odds, talk=talk, has=has))
    assert found[0] == 0
    assert found[2] == pytest.approx(4 * found[1])


def test_an_analysis_that_says_nothing_has_no_chances_and_ratings_alone_tell_what_drives_them():
    truth = draw_truth(np.random.default_rng(17), SMALL, leaning=False)
    facts = write(truth, np.random.default_rng(18), confusion=RIGHT)
    found = Tally()
    judge_chances(truth, Analysis(as_of=AS_OF, cells=(), scores=(), gaps=(), taxonomy="", model=""), found)
    assert not found.chances
    judge_drivers(truth, facts, found)
    assert found.ranks["derived importance, rank"][0] > 0.5


def test_the_method_keeps_its_word_on_a_few_markets():
    extremes = CONDITIONS[0], CONDITIONS[-1]
    few = told({one.name: tally(one, markets=2, size=SMALL) for one in extremes}, markets=2)
    for condition in extremes:
        assert few.measures[f"{condition.name}.opportunity, rank"] > 0.75
        assert few.measures[f"{condition.name}.scores, rank"] > 0.4
        assert few.measures[f"{condition.name}.chance: they are better, skill"] > 0.1
    assert few.measures["plain.scores, 95 % intervals"] > 0.88
    assert few.measures["plain.scores, 90 % intervals"] > 0.7
    assert any(note.startswith("plain.they are better: ") for note in few.notes)


@pytest.mark.skipif(
    not os.environ.get("RIVALSCOPE_EXHAUSTIVE"), reason="takes four minutes: RIVALSCOPE_EXHAUSTIVE=1 runs it"
)
def test_no_measure_is_below_its_floor():
    result = Result(suite=GAPS.name, about=GAPS.about, report=GAPS.run(None), floors=read_floors()[GAPS.name])
    assert not result.fallen
