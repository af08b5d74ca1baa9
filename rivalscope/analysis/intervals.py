"""Intervals and tests for shares: Wilson, beta quantiles, two proportions, false discovery rate; numpy only."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

Z95 = 1.959963984540054
"""The 97.5 % quantile of the standard normal distribution."""

_TINY = 1e-300
_STEPS = 2000
_PRECISION = 1e-14


def wilson(positive: int, n: int, *, z: float = Z95) -> tuple[float, float]:
    """Return the Wilson score interval of the share `positive / n`, both ends within 0 to 1.

    Centre (p + z²/2n) / (1 + z²/n), half width z·sqrt(p(1 − p)/n + z²/4n²) / (1 + z²/n) (Wilson, JASA 22 (1927) 209).
    Raises ValueError when n is not positive or `positive` is not within 0 to n.
    """
    if n <= 0 or not 0 <= positive <= n:
        raise ValueError(f"a share needs 0 ≤ positive ≤ n and n > 0, not {positive} of {n}")
    share = positive / n
    scale = 1 + z * z / n
    centre = (share + z * z / (2 * n)) / scale
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / scale
    return max(0.0, centre - half), min(1.0, centre + half)


def beta_cdf(x: ArrayLike, a: ArrayLike, b: ArrayLike) -> Floats:
    """Return the regularised incomplete beta function I_x(a, b) for arrays of one shape or that broadcast to one.

    Continued fraction by the modified Lentz method with the reflection I_x(a, b) = 1 − I_{1−x}(b, a)
    (Press et al., Numerical Recipes, section 6.4). a and b are positive; x outside 0 to 1 is clipped.
    """
    value, first, second = np.broadcast_arrays(
        np.clip(np.asarray(x, float), 0.0, 1.0), np.asarray(a, float), np.asarray(b, float)
    )
    # Beyond the mean the fraction converges slowly: there the mirrored one is used.
    mirrored = value > (first + 1) / (first + second + 2)
    lower = np.where(mirrored, 1 - value, value)
    left, right = np.where(mirrored, second, first), np.where(mirrored, first, second)
    inside = (lower > 0) & (lower < 1)
    safe = np.where(inside, lower, 0.5)
    front = np.exp(left * np.log(safe) + right * np.log1p(-safe) - _log_beta(left, right)) / left
    tail = np.where(inside, front * _fraction(safe, left, right), np.where(lower >= 1, 1.0, 0.0))
    return np.asarray(np.clip(np.where(mirrored, 1 - tail, tail), 0.0, 1.0), dtype=np.float64)


def beta_quantile(q: float, a: ArrayLike, b: ArrayLike) -> Floats:
    """Return where the Beta(a, b) distribution function reaches q, by bisection to 1e-12.

    a and b are positive arrays of one shape or that broadcast to one; q lies within 0 to 1.
    """
    first, second = np.broadcast_arrays(np.asarray(a, float), np.asarray(b, float))
    low, high = np.zeros(first.shape), np.ones(first.shape)
    for _ in range(40):  # 2^-40 is below 1e-12
        middle = (low + high) / 2
        below = beta_cdf(middle, first, second) < q
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.asarray((low + high) / 2, dtype=np.float64)


def two_proportions(positive_1: int, n_1: int, positive_2: int, n_2: int) -> float:
    """Return the two-sided p value that two shares are one: the z test with pooled variance.

    z = (p₁ − p₂) / sqrt(p(1 − p)(1/n₁ + 1/n₂)) with p the pooled share (Fleiss, Levin & Paik, Statistical Methods for
    Rates and Proportions, 3rd ed., section 3.2). Returns 1 when no variance is left to judge by.
    """
    if n_1 <= 0 or n_2 <= 0:
        return 1.0
    pooled = (positive_1 + positive_2) / (n_1 + n_2)
    variance = pooled * (1 - pooled) * (1 / n_1 + 1 / n_2)
    if variance <= 0:
        return 1.0
    z = (positive_1 / n_1 - positive_2 / n_2) / math.sqrt(variance)
    return math.erfc(abs(z) / math.sqrt(2))


def discoveries(p_values: Sequence[float], *, rate: float = 0.1) -> list[bool]:
    """Return which p values stand at a false discovery rate: the step-up rule of Benjamini & Hochberg (JRSS B 1995)."""
    order = sorted(range(len(p_values)), key=p_values.__getitem__)
    last = max(
        (rank for rank, index in enumerate(order, 1) if p_values[index] <= rate * rank / len(order)),
        default=0,
    )
    kept = set(order[:last])
    return [index in kept for index in range(len(p_values))]


def _log_beta(a: Floats, b: Floats) -> Floats:
    flat = [math.lgamma(x) + math.lgamma(y) - math.lgamma(x + y) for x, y in zip(a.flat, b.flat, strict=True)]
    return np.asarray(flat, dtype=np.float64).reshape(a.shape)


def _fraction(x: Floats, a: Floats, b: Floats) -> Floats:
    """Evaluate the continued fraction of the incomplete beta function by the modified Lentz method."""
    c = np.ones(x.shape)
    d = 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    result = d.copy()
    for m in range(1, _STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for numerator in (even, odd):
            d = 1 / _away_from_zero(1 + numerator * d)
            c = _away_from_zero(1 + numerator / c)
            result = result * (c * d)
        if np.all(np.abs(c * d - 1) < _PRECISION):
            break
    return result


def _away_from_zero(values: Floats) -> Floats:
    return np.where(np.abs(values) < _TINY, _TINY, values)
