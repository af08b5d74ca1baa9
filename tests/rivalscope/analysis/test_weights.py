"""Importance on a scale of 0 to 10, and people's weights in its place."""

import numpy as np
import pytest
from scipy.stats import rankdata

from rivalscope.analysis.opportunity import importance, opportunity
from rivalscope.analysis.weights import mid_rank_scale, weighted


def test_the_scale_is_the_mid_rank():
    values = {"a": 0.3, "b": 0.1, "c": 0.3, "d": 0.0, "e": 0.7}
    expected = 10 * (rankdata(list(values.values())) - 0.5) / 5
    assert list(mid_rank_scale(values).values()) == pytest.approx(expected)


def test_nothing_has_no_scale():
    assert mid_rank_scale({}) == {}


def test_without_weights_nothing_is_changed():
    scale = importance({"search": 20, "export": 5}, reviewers=100)
    assert weighted(scale, {}) is scale


def test_a_weight_takes_the_place_of_what_talk_says_and_has_no_interval():
    scale = importance({"search": 20, "export": 5}, reviewers=100)
    found = weighted(scale, {"export": 9.0})
    assert found.values[found.features["export"]] == 9.0
    assert np.ptp(found.draws[:, found.features["export"]]) == 0
    assert found.values[found.features["search"]] == scale.values[scale.features["search"]]
    assert scale.values[scale.features["export"]] != 9.0


def test_a_feature_that_nobody_speaks_of_can_be_weighed():
    found = weighted(importance({"search": 20}, reviewers=100), {"audit log": 8.0})
    assert found.shares["audit log"] == 0
    assert opportunity("audit log", found).value == pytest.approx(16.0)


def test_a_weight_of_nil_takes_a_feature_out_of_consideration():
    found = weighted(importance({"search": 20, "export": 5}, reviewers=100), {"search": 0})
    assert opportunity("search", found).value == 0
