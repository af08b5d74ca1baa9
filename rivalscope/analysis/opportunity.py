"""Importance and opportunity of features on scales of 0 to 10 and 0 to 20, with intervals by simulation."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from rivalscope.analysis.intervals import Floats

DRAWS = 2000
"""Draws of a simulation: the ends of a 95 % interval then stand to about a hundredth of their scale."""

LEVEL = 0.95
"""Chance with which an interval that is shown holds the truth."""

UNSERVED = None
"""The satisfaction of customers with what they are not given: nil, without doubt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A value with its 95 % interval."""

    value: float
    low: float
    high: float
    draws: Floats = field(default_factory=lambda: np.zeros(DRAWS), compare=False, repr=False)
    """What the interval was taken from, shape (2000,)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posterior:
    """What is known of a share, 0 to 1."""

    mean: float
    low: float
    """Lower end of its interval, of 95 % where nothing else was asked for."""
    high: float
    draws: Floats = field(compare=False, repr=False)
    """Shape (2000,). Draws at one place of two posteriors share the errors of reading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Importance:
    """How much of the talk is about each feature, as a rank scaled to 0 to 10."""

    features: Mapping[str, int]
    """Feature → column of `draws`."""
    shares: Mapping[str, float]
    """Feature → reviewers who mention it or ask for it, of all reviewers, 0 to 1."""
    values: Floats
    """10 × (mid-rank − ½) / features, shape (features,)."""
    draws: Floats
    """The same under 2,000 draws of the shares, shape (2000, features)."""


def importance(voices: Mapping[str, int], *, reviewers: int) -> Importance:
    """Rank features by how many of `reviewers` speak of them; a feature nobody speaks of is not in `voices`.

    Ulwick's importance is the share of respondents who rate an outcome 4 or 5; from reviews the share who speak of it
    stands in (Jeong, Yoon & Lee, IJIM 48 (2019) 280). Such shares crowd near nil, hence the rank. Each draw takes the
    shares from their Jeffreys posteriors Beta(k + ½, N − k + ½) and ranks them anew.
    """
    names = sorted(voices)
    counts = np.array([voices[name] for name in names], dtype=np.float64)
    size = max(len(names), 1)
    rng = seeded("importance")
    shares = rng.beta(counts + 0.5, np.maximum(reviewers - counts, 0) + 0.5, size=(DRAWS, len(names)))
    ranks = shares.argsort(axis=1).argsort(axis=1)
    return Importance(
        features={name: column for column, name in enumerate(names)},
        shares={name: voices[name] / reviewers for name in names},
        values=10 * (_mid_ranks(counts) + 0.5) / size,
        draws=10 * (ranks + 0.5) / size,
    )


def opportunity(feature: str, scale: Importance, satisfaction: Posterior | None = UNSERVED) -> Estimate:
    """Return I + max(I − S, 0), 0 to 20 (Ulwick, What Customers Want, 2005, chapter 3), with its 95 % interval.

    I is the feature's importance, nil when nobody speaks of it; S is ten times the share that is satisfied, given as
    its posterior or as `UNSERVED`. Ulwick's absolute thresholds do not carry over to ranks.
    """
    column = scale.features.get(feature)
    if column is None:
        return Estimate(value=0.0, low=0.0, high=0.0)
    mean = 0.0 if satisfaction is None else 10 * satisfaction.mean
    drawn = np.zeros(DRAWS) if satisfaction is None else 10 * satisfaction.draws
    value = _ulwick(scale.values[column], mean)
    return estimate(float(value), _ulwick(scale.draws[:, column], drawn))


def estimate(value: float, draws: Floats) -> Estimate:
    """Return a value with the 95 % interval of its draws, which always holds it."""
    low, high = np.quantile(draws, [0.025, 0.975])
    return Estimate(value=value, low=float(min(low, value)), high=float(max(high, value)), draws=draws)


def _ulwick(important: Floats | float, satisfied: Floats | float) -> Floats:
    return np.asarray(important + np.maximum(np.subtract(important, satisfied), 0), dtype=np.float64)


def _mid_ranks(counts: Floats) -> Floats:
    """Return ranks from nil, equal counts sharing the mean of their places."""
    ordered = np.sort(counts)
    first: NDArray[np.intp] = np.searchsorted(ordered, counts, side="left")
    last: NDArray[np.intp] = np.searchsorted(ordered, counts, side="right")
    return np.asarray((first + last - 1) / 2, dtype=np.float64)


def seeded(purpose: str) -> np.random.Generator:
    """Return a generator seeded by its purpose, so that the same facts give the same figures to the last digit."""
    return np.random.default_rng(int.from_bytes(hashlib.sha256(purpose.encode()).digest()[:8], "big"))
