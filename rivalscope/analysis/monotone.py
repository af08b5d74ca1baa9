"""Monotone trends: whether a series keeps rising or falling, and by how much a bin."""

import math
from dataclasses import dataclass

import numpy as np

from rivalscope.analysis.intervals import Z95, Floats

LEAST_BINS = 10
"""Values from which the test's normal approximation holds (Gilbert, Statistical Methods, 1987, section 16.4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slope:
    """How much a series rises a bin."""

    slope: float
    """Sen's slope: the median of the slopes between all pairs of values."""
    low: float
    """Lower end of its 95 % interval."""
    high: float


def mann_kendall(values: Floats) -> Floats:
    """Return the two-sided p value that each row of S × T values has no monotone trend; NaN values are left out.

    S = Σ sgn(x_j − x_i) over i < j, Var S = (n(n − 1)(2n + 5) − Σ t(t − 1)(2t + 5)) / 18 with t the sizes of ties, and
    z = (S ∓ 1) / √Var S (Mann, Econometrica 13 (1945) 245; Kendall, Rank Correlation Methods, 1975). It takes values
    without serial correlation: those of four weeks have little of it, weekly ones have much. A row with fewer than
    `LEAST_BINS` values gets 1.
    """
    early, late = np.triu_indices(values.shape[1], 1)
    known = np.isfinite(values)
    rises = np.sign(np.nan_to_num(values[:, late] - values[:, early]))
    score = rises.sum(axis=1)
    n = known.sum(axis=1)
    variance = (n * (n - 1) * (2 * n + 5) - _tied(values)) / 18
    z = (np.abs(score) - 1).clip(0) / np.sqrt(np.maximum(variance, 1e-9))
    chance = np.array([math.erfc(one / math.sqrt(2)) for one in z.tolist()])
    return np.where((n >= LEAST_BINS) & (variance > 0), chance, 1.0)


def sen(values: Floats) -> Slope:
    """Return Sen's slope of one series with its 95 % interval; NaN values are left out, two at least must be there.

    The interval's ends are the slopes of rank (N ∓ z·√Var S) / 2 of the N pairs (Sen, JASA 63 (1968) 1379).
    """
    place = np.flatnonzero(np.isfinite(values))
    known = values[place]
    early, late = np.triu_indices(len(place), 1)
    slopes = np.sort((known[late] - known[early]) / (place[late] - place[early]))
    n = len(place)
    half = Z95 * math.sqrt((n * (n - 1) * (2 * n + 5) - float(_tied(known[None])[0])) / 18)
    low = max(round((len(slopes) - half) / 2) - 1, 0)
    high = min(round((len(slopes) + half) / 2), len(slopes) - 1)
    return Slope(slope=float(np.median(slopes)), low=float(slopes[low]), high=float(slopes[high]))


def _tied(values: Floats) -> Floats:
    """Return Σ t(t − 1)(2t + 5) over the ties of each row."""
    ordered = np.sort(values, axis=1)
    found = np.zeros(len(values))
    for row in np.flatnonzero((np.diff(ordered, axis=1) == 0).any(axis=1)):
        sizes = np.unique(ordered[row][np.isfinite(ordered[row])], return_counts=True)[1]
        found[row] = (sizes * (sizes - 1) * (2 * sizes + 5)).sum()
    return found
