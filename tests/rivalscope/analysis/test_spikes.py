import numpy as np
import pytest
from scipy import stats

from rivalscope.analysis.spikes import BEFORE, CHANCE, FEWEST, LEAST_BEFORE, foretold, spike_chances

ZERO = np.zeros(1, dtype=np.int64)


def even(mean, last):
    """Thirteen bins whose variance is below their mean, then one more."""
    return np.array([[mean] * BEFORE + [last]], dtype=float)


@pytest.mark.parametrize(("mean", "last"), [(2, 9), (10, 22), (30, 48), (100, 130)])
def test_a_chance_is_that_of_the_gamma_poisson_predictive(mean, last):
    expected = stats.nbinom.sf(last - 1, BEFORE * mean + 0.5, BEFORE / (BEFORE + 1))
    assert spike_chances(even(mean, last), start=ZERO, tested=1)[0, 0] == pytest.approx(expected, rel=1e-8)


def test_voices_in_waves_are_divided_by_their_dispersion():
    counts = np.array([[5, 20, 8, 30, 4, 12, 25, 6, 18, 3, 22, 9, 14, 40]], dtype=float)
    behind = counts[0, :-1]
    spread = behind.var(ddof=1) / behind.mean()
    # The negative binomial's tail for real arguments, by the beta distribution that it is the tail of
    expected = stats.beta.cdf(1 / 14, 40 / spread, behind.sum() / spread + 0.5)
    assert spike_chances(counts, start=ZERO, tested=1)[0, 0] == pytest.approx(expected, rel=1e-8)
    assert expected > 3 * stats.nbinom.sf(39, behind.sum() + 0.5, 13 / 14)


def test_a_handful_a_usual_bin_and_a_young_series_are_no_spikes():
    assert spike_chances(even(0, FEWEST - 1), start=ZERO, tested=1)[0, 0] == 1
    assert spike_chances(even(0, FEWEST), start=ZERO, tested=1)[0, 0] < CHANCE
    assert spike_chances(even(20, 20), start=ZERO, tested=1)[0, 0] == 1
    young = np.array([BEFORE - LEAST_BEFORE + 1])
    assert spike_chances(even(5, 50), start=young, tested=1)[0, 0] == 1
    assert spike_chances(even(5, 50), start=young - 1, tested=1)[0, 0] < CHANCE


def test_bins_before_the_start_foretell_nothing():
    counts = np.array([[90.0] * 7 + [5.0] * 6 + [20.0]])
    expected = stats.nbinom.sf(19, 30.5, 6 / 7)
    assert spike_chances(counts, start=np.array([7]), tested=1)[0, 0] == pytest.approx(expected, rel=1e-8)


def test_what_is_foretold_holds_95_percent_of_the_counts():
    mean, low, high = foretold(np.full(BEFORE, 10.0))
    predictive = stats.nbinom(130.5, 13 / 14)
    assert mean == 10
    assert (low, high) == (predictive.ppf(0.025), predictive.ppf(0.975))
