"""Importance, reward and penalty on made ratings of which the truth is known, and against statsmodels."""

import os

import numpy as np
import pytest
import statsmodels.api as sm

from rivalscope.analysis.effects import RESAMPLES, effects, estimate
from rivalscope.analysis.kano import KanoClass, asymmetry, verdict
from rivalscope.analysis.moments import Ballots

EXHAUSTIVE = bool(os.environ.get("RIVALSCOPE_EXHAUSTIVE"))
REWARDS = np.array([0.1, 0.5, 0.9, 0.0] * 3)
PENALTIES = np.array([0.7, 0.5, 0.1, 0.0, 0.3] * 3)[:12]
KINDS = {  # what praise adds and blame costs
    KanoClass.BASIC: (0.1, 0.8),
    KanoClass.PERFORMANCE: (0.45, 0.45),
    KanoClass.EXCITEMENT: (0.8, 0.1),
    KanoClass.INDIFFERENT: (0.0, 0.0),
}


def made(reviews, *, seed, rewards, penalties, rates, mean=3.4, halo=0.5, each=1):
    """Ratings of 1 to 5 stars; opinions go together through a mood; a reviewer writes `each` reviews."""
    rng = np.random.default_rng(seed)
    size = len(rewards)
    mood = rng.normal(size=(reviews, 1))
    good = halo * mood + rng.normal(size=(reviews, size)) > 0
    leaning = np.where(rng.random((reviews, size)) < rates, np.where(good, 1, -1), 0)
    noise = np.repeat(rng.normal(scale=0.5, size=reviews), each)[:reviews]
    noise = noise + rng.normal(scale=0.75, size=reviews)
    rating = mean + (leaning > 0) @ rewards - (leaning < 0) @ penalties + noise
    row, column = np.nonzero(leaning)
    return Ballots(
        rating=np.clip(np.round(rating), 1, 5),
        words=rng.poisson(30, reviews),
        source=rng.integers(0, 3, reviews),
        month=rng.integers(0, 6, reviews),
        reviewer=np.arange(reviews) // each,
        products=("ours",),
        features=tuple(f"feature {i}" for i in range(size)),
        row=row,
        column=column,
        leaning=leaning[row, column],
        praise={},
        blame={},
    )


def mixed(reviews, *, seed, each=1):
    rates = np.linspace(0.03, 0.3, 12)
    return made(reviews, seed=seed, rewards=REWARDS, penalties=PENALTIES, rates=rates, each=each)


def of_kinds(reviews, *, seed, mean):
    both = np.array([KINDS[kind] for kind in KINDS for _ in range(3)])
    return made(reviews, seed=seed, rewards=both[:, 0], penalties=both[:, 1], rates=0.12, mean=mean, halo=0.0)


def dummies(given, chosen):
    """The same design, written out column by column."""
    columns = [(given.source == source).astype(float) for source in range(3)]
    columns += [(given.month == month).astype(float) for month in range(1, 6)]
    columns.append(np.log1p(given.words))
    for place in chosen:
        for sign in (1, -1):
            column = np.zeros(len(given.rating))
            column[given.row[(given.column == place) & (given.leaning == sign)]] = 1
            columns.append(column)
    rest = ~np.isin(given.column, chosen)
    for sign in (1, -1):
        column = np.zeros(len(given.rating))
        column[given.row[rest & (given.leaning == sign)]] = 1
        columns.append(column)
    return np.column_stack(columns)


def test_effects_and_their_intervals_are_those_of_clustered_least_squares():
    given, chosen = mixed(1500, seed=4, each=2), [3, 7, 8, 11]
    found = effects(given, chosen)
    fit = sm.OLS(given.rating, dummies(given, chosen)).fit(
        cov_type="cluster", cov_kwds={"groups": given.reviewer}
    )
    slopes, errors = fit.params[9:17], fit.bse[9:17]
    assert found.reward[0] == pytest.approx(slopes[0::2], abs=1e-6)
    assert found.penalty[0] == pytest.approx(-slopes[1::2], abs=1e-6)
    spread = np.column_stack([found.reward[1:].std(axis=0), found.penalty[1:].std(axis=0)]).ravel()
    assert spread == pytest.approx(errors, rel=0.2)


def test_what_explains_nothing_has_no_importance_and_all_shares_are_of_one():
    found = effects(mixed(20_000, seed=5), range(12))
    assert found.importance[0].sum() == pytest.approx(1)
    assert found.importance[0][3] < 0.004  # adds nothing, costs nothing
    assert np.argmax(found.importance[0]) == 10


def test_the_explained_share_is_not_inflated_by_many_columns():
    """Ratings that no opinion moves are explained by chance alone: 24 columns of 300 reviews would give 8 %."""
    nothing = np.zeros(12)
    given = [
        made(300, seed=seed, rewards=nothing, penalties=nothing, rates=0.2, halo=0.0) for seed in range(3)
    ]
    assert np.mean([effects(one, range(12)).explained for one in given]) < 0.04


def test_opinions_on_other_features_are_not_laid_to_the_chosen_ones():
    given = mixed(8_000, seed=6)
    alone, together = effects(given, [8]), effects(given, range(12))
    assert alone.penalty[0, 0] == pytest.approx(together.penalty[0, 8], abs=0.12)
    assert alone.importance[0].sum() < 0.5


def test_intervals_hold_the_truth_as_often_as_they_say():
    """95 % intervals: near 95 of 100 hold the truth, for importance, reward and penalty."""
    truth = effects(mixed(300_000 if EXHAUSTIVE else 40_000, seed=999), range(12))
    held = {"importance": [], "reward": [], "penalty": []}
    for seed in range(150 if EXHAUSTIVE else 6):
        found = effects(mixed(800, seed=seed), range(12))
        for name, hits in held.items():
            for column in range(12):
                one = estimate(getattr(found, name)[:, column])
                hits.append(one.low <= getattr(truth, name)[0, column] + 0.001 and one.high >= getattr(truth, name)[0, column] - 0.001)  # fmt: skip
    slack = 0.02 if EXHAUSTIVE else 0.06
    for name, hits in held.items():
        assert 0.94 - slack <= np.mean(hits) <= 0.97 + slack, name


def judged(given):
    found = effects(given, range(12))
    praise, blame, _ = given.counts()
    return [
        verdict(
            praise=int(praise[i]),
            blame=int(blame[i]),
            reward=found.reward[:, i],
            penalty=found.penalty[:, i],
        )
        for i in range(12)
    ], found


@pytest.mark.parametrize("mean", [3.1, 4.3])
@pytest.mark.parametrize("reviews", [500, 1000, 3000] if EXHAUSTIVE else [1000, 3000])
def test_classes_come_out_right_where_they_come_out_at_all(mean, reviews):
    """As simulated for the thresholds: with 120 mentions nearly no class is wrong, with 360 nearly all are found."""
    wanted = [kind for kind in KINDS for _ in range(3)]
    right = wrong = several = 0
    for seed in range(40 if EXHAUSTIVE else 5):
        verdicts, _ = judged(of_kinds(reviews, seed=seed, mean=mean))
        for one, kind in zip(verdicts, wanted, strict=True):
            several += 1
            right += one.kano is kind
            wrong += one.kano not in (kind, KanoClass.UNCLASSIFIED)
    assert wrong / several <= 0.04
    assert right / several >= {500: 0.0, 1000: 0.25, 3000: 0.8}[reviews]


def test_five_stars_at_most_make_symmetric_features_look_basic():
    """The reason for classes only beyond a third: the ceiling moves the asymmetry of symmetric features below nil."""
    seen = []
    for seed in range(20 if EXHAUSTIVE else 4):
        found = effects(of_kinds(3000, seed=seed, mean=4.3), range(12))
        seen += asymmetry(found.reward[0, 3:6], found.penalty[0, 3:6]).tolist()
    assert -0.25 < np.mean(seen) < -0.04


def test_with_more_features_than_orders_can_be_counted_the_heavy_ones_still_come_first():
    worth = np.repeat([0.1, 0.9], 10)
    given = made(3000, seed=2, rewards=worth, penalties=worth, rates=0.1)
    found = effects(given, range(20))
    assert found.resamples == RESAMPLES[1]
    assert found.importance[0].sum() == pytest.approx(1)
    assert found.importance[0][:10].max() < found.importance[0][10:].min()
    assert np.corrcoef(found.importance[0], found.importance[1:].mean(axis=0))[0, 1] > 0.99
