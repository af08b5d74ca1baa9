"""Spikes: more voices in a bin of time than the bins before it foretell."""

import numpy as np

from rivalscope.analysis.intervals import Floats, beta_cdf
from rivalscope.analysis.voices import Bools, Ints

BEFORE = 13
"""Bins that foretell the next one: a quarter of weeks, or a year of four weeks."""
LEAST_BEFORE = 6
"""Bins without which nothing is foretold."""
CHANCE = 0.01
"""Chance of so many voices from which on they are a spike."""
FEWEST = 5
"""Voices below which a bin is no spike: a handful is a handful."""


def spike_chances(counts: Floats, *, start: Ints, tested: int) -> Floats:
    """Return the chance of as many voices or more in each of the last `tested` bins; S × tested for counts of S × T.

    With k bins before it that hold Σ voices, a count is foretold by the gamma-Poisson predictive, the negative binomial
    NB(r = Σ + ½, p = k / (k + 1)): a Poisson rate that is known from k bins and Jeffreys' prior alone (Gelman et al.,
    Bayesian Data Analysis, 3rd ed., section 2.6). k is `BEFORE`, or as many as there are since `start` (S) if they are
    `LEAST_BEFORE`. P(X ≥ x) = I_{1 − p}(x, r). Voices come in waves, so x and r are divided by the bins' variance over
    their mean where that is above 1 (quasi-likelihood; McCullagh & Nelder, Generalized Linear Models, section 6.2.3).
    A chance is 1 where a bin has fewer than `FEWEST`, no more than usual, or too few bins before it.
    """
    bins = counts.shape[1]
    chances = np.ones((counts.shape[0], tested))
    for column, place in enumerate(range(max(bins - tested, 0), bins), max(tested - bins, 0)):
        before = np.minimum(place - start, BEFORE)
        behind = counts[:, max(place - BEFORE, 0) : place]
        counted = np.arange(max(place - BEFORE, 0), place) >= start[:, None]
        total = (behind * counted).sum(axis=1)
        mean = total / np.maximum(before, 1)
        seen = counts[:, place]
        rows = np.flatnonzero((before >= LEAST_BEFORE) & (seen >= FEWEST) & (seen > mean))
        if rows.size:
            spread = _dispersion(behind[rows], counted[rows], mean[rows], before[rows])
            chances[rows, column] = beta_cdf(
                1 / (before[rows] + 1.0), seen[rows] / spread, total[rows] / spread + 0.5
            )
    return chances


def foretold(behind: Floats) -> tuple[float, float, float]:
    """Return what the bins before foretell of one more: their mean, and where 95 % of the counts lie."""
    bins, total = len(behind), float(behind.sum())
    mean = total / bins
    spread = float(
        _dispersion(behind[None], np.ones((1, bins), dtype=bool), np.array([mean]), np.array([bins]))[0]
    )
    counts = np.arange(int(3 * mean + 12 * np.sqrt(spread * (mean + 1))) + 12)
    below = beta_cdf(bins / (bins + 1.0), total / spread + 0.5, counts / spread + 1)
    low, high = np.searchsorted(below, (0.025, 0.975))
    return mean, float(low), float(high)


def _dispersion(behind: Floats, counted: Bools, mean: Floats, before: Ints) -> Floats:
    """Return variance over mean of the bins before, at least 1."""
    squares = ((behind - mean[:, None]) ** 2 * counted).sum(axis=1)
    return np.asarray(np.maximum(squares / np.maximum(before - 1, 1) / np.maximum(mean, 1e-9), 1.0))
