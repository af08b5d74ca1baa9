"""Change points: bins of time from which on a series has another level."""

import numpy as np

from rivalscope.analysis.intervals import Floats
from rivalscope.analysis.voices import Ints

SHORTEST = 3
"""Bins that a level lasts at least."""
LONG = 52
"""Bins from which the smaller penalty does."""
LIKELY = 7.35
"""−2 ln(1 − √0.95): what places of a change may cost more than the best, in variances (Hansen, Econometrica 68 (2000))."""
_NORMAL = 0.6745


def noise(values: Floats, *, least: Floats | float = 0.0) -> Floats:
    """Return σ̂ = median |Δx| / (0.6745·√2) of each row, at least `least`; NaN values are left out.

    Steps between neighbours know nothing of levels. Where most neighbours are equal the median is 0 and every step
    would be a change; `least` is what sampling alone makes of the values.
    """
    steps = np.full((values.shape[0], max(values.shape[1] - 1, 1)), np.nan)
    for row, series in enumerate(values):
        known = series[np.isfinite(series)]
        steps[row, : max(len(known) - 1, 0)] = np.abs(np.diff(known))
    with np.errstate(all="ignore"):
        middle = np.where(np.isfinite(steps).any(axis=1), _medians(steps), 0.0)
    return np.asarray(np.maximum(middle / (_NORMAL * np.sqrt(2)), least))


def penalty(values: Floats, spread: Floats) -> Floats:
    """Return k·ln(n)·σ̂² of each row, k = 3 from `LONG` known values on and 4 below: what one change must save."""
    n = np.isfinite(values).sum(axis=1)
    return np.asarray(np.where(n >= LONG, 3.0, 4.0) * np.log(np.maximum(n, 2)) * spread**2)


def change_points(values: Floats, cost: Floats) -> list[list[int]]:
    """Return, for each row of S × T values, the bins at which a new level begins; NaN values are left out.

    The levels are those that minimise Σ (x − level)² + `cost` (S) a change, each lasting `SHORTEST` bins at least: the
    same minimum that PELT finds (Killick, Fearnhead & Eckley, JASA 107 (2012) 1590, cost l2), here by the recursion
    without its pruning (Jackson et al., IEEE Signal Processing Letters 12 (2005) 105), for all rows at once.
    """
    rows, bins = values.shape
    sums = _sums(values)
    best = np.full((rows, bins + 1), np.inf)
    best[:, 0] = -cost
    last = np.zeros((rows, bins + 1), dtype=np.int64)
    for end in range(SHORTEST, bins + 1):
        starts = np.r_[0, np.arange(SHORTEST, end - SHORTEST + 1)]
        whole = best[:, starts] + _scatter(sums, starts, end) + cost[:, None]
        chosen = whole.argmin(axis=1)
        last[:, end] = starts[chosen]
        best[:, end] = whole[np.arange(rows), chosen]
    return [_back(last[row]) for row in range(rows)]


def places(values: Floats, *, since: int, at: int, until: int, spread: float) -> tuple[int, int]:
    """Return the first and the last bin at which the change from `at` on may have come, 95 %, within two levels."""
    part = values[None, since:until]
    sums, length = _sums(part), until - since
    ends = np.arange(1, length)
    whole = [
        _scatter(sums, np.array([0]), end) + _scatter(sums, np.array([end]), length)
        for end in range(1, length)
    ]
    costs = np.concatenate(whole)[:, 0]
    likely = ends[costs <= costs[at - since - 1] + LIKELY * spread**2] + since
    return int(min(likely.min(), at)), int(max(likely.max(), at))


def _sums(values: Floats) -> tuple[Floats, Floats, Floats]:
    """Return cumulated numbers, values and squares, S × (T + 1)."""
    known = np.isfinite(values)
    filled = np.where(known, values, 0.0)
    padded = [np.zeros((values.shape[0], values.shape[1] + 1)) for _ in range(3)]
    for held, part in zip(padded, (known, filled, filled**2), strict=True):
        held[:, 1:] = np.cumsum(part, axis=1)
    return padded[0], padded[1], padded[2]


def _scatter(sums: tuple[Floats, Floats, Floats], starts: Ints, end: int) -> Floats:
    """Return Σ (x − mean)² of the bins from each start to before `end`, S × starts."""
    n, total, squares = (one[:, [end]] - one[:, starts] for one in sums)
    return np.asarray(np.maximum(squares - total**2 / np.maximum(n, 1), 0.0))


def _back(last: Ints) -> list[int]:
    found = []
    end = int(last[-1])
    while end:
        found.append(end)
        end = int(last[end])
    return found[::-1]


def _medians(steps: Floats) -> Floats:
    """Return the median of the finite values of each row; NaN for none."""
    ordered = np.sort(steps, axis=1)
    n = np.isfinite(steps).sum(axis=1)
    rows = np.arange(len(steps))
    high = ordered[rows, np.maximum(n // 2, 0).clip(0, steps.shape[1] - 1)]
    low = ordered[rows, np.maximum((n - 1) // 2, 0)]
    return np.asarray((low + high) / 2)
