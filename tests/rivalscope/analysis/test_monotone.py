import numpy as np
import pymannkendall
import pytest
from scipy import stats

from rivalscope.analysis.monotone import LEAST_BINS, mann_kendall, sen


@pytest.fixture
def series():
    random = np.random.default_rng(4)
    drift = np.linspace(0, 1, 12)[:, None] * np.arange(15) / 8
    return np.round(random.standard_normal((12, 15)) + drift, 1)  # rounded, so that values tie


def test_the_p_value_is_that_of_the_original_test(series):
    expected = [pymannkendall.original_test(values).p for values in series]
    assert mann_kendall(series) == pytest.approx(expected, abs=1e-12)
    assert min(expected) < 0.05 < max(expected)


def test_the_slope_and_its_interval_are_those_of_theil_and_sen(series):
    for values in series:
        mine, theirs = sen(values), stats.theilslopes(values)
        assert (mine.slope, mine.low, mine.high) == pytest.approx(
            (theirs.slope, theirs.low_slope, theirs.high_slope)
        )


def test_a_missing_value_is_left_out_and_keeps_its_place(series):
    values = np.delete(series[-1], 4)
    holed = series[-1].copy()
    holed[4] = np.nan
    assert mann_kendall(holed[None])[0] == pytest.approx(pymannkendall.original_test(values).p)
    place = np.delete(np.arange(15), 4)
    assert sen(holed).slope == pytest.approx(stats.theilslopes(values, place).slope)


def test_too_few_values_and_a_flat_series_have_no_trend():
    rising = np.arange(15.0)[None].copy()
    assert mann_kendall(rising)[0] < 1e-6
    rising[0, LEAST_BINS - 1 :] = np.nan
    assert mann_kendall(rising)[0] == 1
    assert mann_kendall(np.full((1, 15), 0.3))[0] == 1
