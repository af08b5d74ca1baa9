import pytest
from scipy import stats

from rivalscope.analysis.opportunity import DRAWS, UNSERVED, Posterior, importance, opportunity, seeded

VOICES = {"chat": 120, "calls": 60, "files": 60, "themes": 3}


def known(a, b):
    low, high = stats.beta.ppf([0.025, 0.975], a, b)
    return Posterior(mean=a / (a + b), low=low, high=high, draws=seeded(f"{a} {b}").beta(a, b, size=DRAWS))


def test_importance_is_the_mid_rank_scaled_to_ten():
    scale = importance(VOICES, reviewers=400)
    values = {name: scale.values[column] for name, column in scale.features.items()}
    ranks = dict(zip(VOICES, stats.rankdata(list(VOICES.values())), strict=True))
    assert values == pytest.approx({name: 10 * (ranks[name] - 0.5) / 4 for name in VOICES})
    assert scale.shares["chat"] == pytest.approx(0.3)


def test_opportunity_is_importance_and_what_of_it_is_unmet():
    scale = importance(VOICES, reviewers=400)
    assert opportunity("chat", scale, known(30, 10)).value == pytest.approx(8.75 + (8.75 - 7.5))
    assert opportunity("themes", scale, known(30, 10)).value == pytest.approx(1.25)
    assert opportunity("chat", scale, UNSERVED).value == pytest.approx(17.5)


def test_the_interval_holds_the_value_and_narrows_with_opinions():
    scale = importance(VOICES, reviewers=400)
    few, many = opportunity("chat", scale, known(3, 1)), opportunity("chat", scale, known(300, 100))
    for estimate in (few, many):
        assert estimate.low <= estimate.value <= estimate.high
    assert many.high - many.low < few.high - few.low


def test_features_of_equal_talk_may_stand_in_either_order():
    scale = importance(VOICES, reviewers=400)
    ahead = (scale.draws[:, scale.features["calls"]] > scale.draws[:, scale.features["files"]]).mean()
    assert 0.4 < ahead < 0.6


def test_a_feature_nobody_speaks_of_has_no_opportunity():
    estimate = opportunity("sso", importance(VOICES, reviewers=400), UNSERVED)
    assert (estimate.value, estimate.low, estimate.high) == (0.0, 0.0, 0.0)
    assert importance({}, reviewers=1).values.shape == (0,)


def test_the_same_facts_give_the_same_figures():
    first, second = (opportunity("chat", importance(VOICES, reviewers=400), known(30, 10)) for _ in range(2))
    assert first == second
