"""Shares by week that can be tested: those of enough voices, and how much chance alone moves them."""

import numpy as np

from rivalscope.analysis.change_points import noise
from rivalscope.analysis.intervals import Floats
from rivalscope.analysis.series import WEEK, Measure, Series
from rivalscope.analysis.voices import Bools, Ints

BUSY = 10.0
"""Voices a bin, on the median, that a series needs: below it weeks give way to four weeks, and these to nothing."""
LEAST_VOICES = 5
"""Voices without which a bin has no share."""
LEAST_SIDE = 3.0
"""Voices a bin, on the average, that say it, and that do not: a share of fewer is no number with a normal error."""


def known_shares(grain: Series, measure: Measure) -> Floats:
    """Return P × F × T shares; NaN in bins with fewer than `LEAST_VOICES`."""
    return np.asarray(np.where(grain.of(measure) >= LEAST_VOICES, grain.shares(measure), np.nan))


def spread_of(values: Floats, hits: Floats, of: Floats, *, days: int) -> Floats:
    """Return the standard deviation of one bin's share about its level, of each row, as it tells on means of bins.

    Steps between weeks make too little of noise that lasts for weeks: what customers talk of comes in waves. So it is
    that of the weeks, or twice that of the means of four of them, whichever is more, and at least that of sampling.
    """
    least = sampling(hits, of)
    if days != WEEK:
        return noise(values, least=least)
    fours = values[:, values.shape[1] % 4 :].reshape(len(values), -1, 4)
    known = np.isfinite(fours).sum(axis=2)
    means = np.where(known > 0, np.nansum(fours, axis=2) / np.maximum(known, 1), np.nan)
    return noise(values, least=np.maximum(least, 2 * noise(means)))


def sampling(hits: Floats, of: Floats) -> Floats:
    """Return the standard deviation that sampling alone gives the shares of each row: √(p(1 − p) / n̄), n̄ harmonic."""
    share = (hits.sum(axis=1) + 0.5) / (of.sum(axis=1) + 1)
    n = (of >= LEAST_VOICES).sum(axis=1)
    mean = np.where(of >= LEAST_VOICES, 1 / np.maximum(of, 1), 0.0).sum(axis=1) / np.maximum(n, 1)
    return np.asarray(np.sqrt(share * (1 - share) * mean))


def two_sided(grain: Series, measure: Measure) -> Bools:
    """Return for P × F whether enough voices a bin say it, and enough do not."""
    counted = grain.of(measure) * (np.arange(grain.bins) >= grain.start[:, None])[:, None, :]
    hits = np.minimum(grain.hits(measure), counted).sum(axis=2)
    bins = np.maximum(grain.bins - grain.start, 1)[:, None]
    return np.asarray(np.minimum(hits, counted.sum(axis=2) - hits) / bins >= LEAST_SIDE)


def enough_voices(counts: Floats, start: Ints, *, bins: int) -> Bools:
    """Return for P × F × T counts whether the median of the last `bins` that count is `BUSY`."""
    part = counts[:, :, -bins:]
    counted = np.arange(counts.shape[2])[-bins:] >= start[:, None]
    many = ((part >= BUSY) & counted[:, None, :]).sum(axis=2)
    enough = np.asarray(many * 2 >= counted.sum(axis=1)[:, None])
    return np.asarray(enough & np.asarray(counted.any(axis=1))[:, None])
