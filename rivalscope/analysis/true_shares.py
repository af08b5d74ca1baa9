"""Posteriors of true positive shares of a group of features, with a beta prior that the group itself tells of."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from rivalscope.analysis.correction import EDGES, GRID, SHARES, Reading
from rivalscope.analysis.intervals import Floats
from rivalscope.analysis.opportunity import DRAWS, LEVEL, Posterior, seeded

MEANS = (np.arange(19) + 1) / 20
"""Means that the prior may have, each as likely beforehand."""

STRENGTHS = 2.0 ** np.arange(8)
"""Opinions that the prior may count for, 1 to 128, each as likely beforehand."""

_LEAST = 1e-30
"""What no chance falls below, so that a prior which the opinions rule out is weighed at all."""

_NEGLIGIBLE = 1e-5
"""Weight under which a prior is left out."""

_TOGETHER = 100
"""Features that are worked out at once: 2 MB of likelihoods."""

Singles = NDArray[np.float32]
Ints = NDArray[np.int64]

Key = TypeVar("Key", bound=Hashable)
Part = TypeVar("Part", bound=Hashable)


class Reader(Protocol[Part]):
    """What says how opinions are read: `Correction` by model, `Leaning` by platform and model."""

    def pairs(self, tallies: Iterable[Mapping[Part, tuple[int, int]]]) -> int:
        """Return how many draws of what is not known of the reading matter."""

    def read(self, part: Part) -> Reading:
        """Return how likely each true share makes it that an opinion is read as good, and as bad."""


def posteriors(
    tallies: Mapping[Key, Mapping[Part, tuple[int, int]]],
    reader: Reader[Part],
    *,
    purpose: str,
    level: float = LEVEL,
) -> dict[Key, Posterior]:
    """Return the posterior of the share of each feature of one product; those without an opinion are left out.

    `level` is the chance, 0 to 1, with which an interval holds the share.

    Shares of a product's features are thought of as drawn from a beta distribution, of which mean and strength are
    unknown: a grid of 152 of them, each weighted by how likely it makes what is read of all features, draws what little
    is known of a rare feature towards the others (the beta-binomial model with its own parameters integrated out:
    Gelman et al., Bayesian Data Analysis, 3rd ed., section 5.3). That is done anew for every pair of error rates, so
    that the interval holds what is not known of these.
    """
    ends = np.array([(1 - level) / 2, (1 + level) / 2])
    found: dict[Key, Posterior] = {}
    for block, reached in _distributions(tallies, reader):
        together = _together(reached)
        for key, own, whole, mean in zip(block, reached, together, _means(together), strict=True):
            low, high = np.interp(ends, whole, EDGES).tolist()
            draws = _drawn(own, seeded(f"{purpose} {key}"))
            found[key] = Posterior(mean=mean, low=low, high=high, draws=draws)
    return found


def means(tallies: Mapping[Key, Mapping[Part, tuple[int, int]]], reader: Reader[Part]) -> dict[Key, float]:
    """Return the mean of each posterior alone, a third of the work where nothing is drawn from it."""
    return {
        key: mean
        for block, reached in _distributions(tallies, reader)
        for key, mean in zip(block, _means(_together(reached)), strict=True)
    }


def _distributions(
    tallies: Mapping[Key, Mapping[Part, tuple[int, int]]], reader: Reader[Part]
) -> Iterator[tuple[list[Key], Floats]]:
    """Yield features and the distribution function of the share of each under each pair of error rates.

    Shape (features, pairs, grid).
    """
    known = {key: tally for key, tally in tallies.items() if any(map(sum, tally.values()))}
    keys = list(known)
    blocks = [keys[start : start + _TOGETHER] for start in range(0, len(keys), _TOGETHER)]
    pairs = reader.pairs(known.values())
    seen = [_likelihood([known[key] for key in block], reader, pairs) for block in blocks]
    priors, weights = _weigh(seen, pairs)
    for block, likelihood in zip(blocks, seen, strict=True):
        density = likelihood * ((weights / (likelihood @ priors.T)) @ priors)
        reached = np.cumsum(density, axis=2, dtype=np.float64)
        reached /= reached[:, :, -1:]
        yield block, reached


def _weigh(seen: list[Singles], pairs: int) -> tuple[Singles, Singles]:
    """Return the priors that count and the weight of each with every pair of error rates, shape (pairs, priors).

    They are weighed on pairs of shares of the grid, and those that together weigh next to nothing are left out.
    """
    total = np.zeros((pairs, len(_PRIORS)))
    coarse = (_PRIORS[:, ::2] + _PRIORS[:, 1::2]).T
    for likelihood in seen:
        made = (likelihood[:, :, ::2] + likelihood[:, :, 1::2]) @ coarse
        total += np.log(np.maximum(made, _LEAST)).sum(axis=0)
    weights = np.exp(total - total.max(axis=1, keepdims=True))
    weights /= weights.sum(axis=1, keepdims=True)
    counts = weights.max(axis=0) > _NEGLIGIBLE
    kept = weights[:, counts] / weights[:, counts].sum(axis=1, keepdims=True)
    return _PRIORS[counts], kept.astype(np.float32)


def _likelihood(
    tallies: Sequence[Mapping[Part, tuple[int, int]]], reader: Reader[Part], pairs: int
) -> Singles:
    """Return how likely each true share makes each tally, its greatest value 1: shape (tallies, pairs, grid)."""
    found = np.zeros((len(tallies), pairs, GRID))
    for row, tally in enumerate(tallies):
        for part, (good, bad) in tally.items():
            as_good, as_bad = reader.read(part)
            found[row] += good * as_good[:pairs] + bad * as_bad[:pairs]
    found -= found.max(axis=2, keepdims=True)
    return np.asarray(np.exp(found), dtype=np.float32)


def _priors() -> Singles:
    """Return every beta prior on the grid of shares: shape (152, grid), each adding up to 1.

    In the first and the last part of the grid a density may rise without end: there its integral counts, h^a / a.
    """
    mean, strength = (one.ravel()[:, None] for one in np.meshgrid(MEANS, STRENGTHS, indexing="ij"))
    a, b = mean * strength, (1 - mean) * strength
    log = (a - 1) * np.log(SHARES) + (b - 1) * np.log(1 - SHARES)
    log[:, :1] += (a - 1) * np.log(2) - np.log(a)
    log[:, -1:] += (b - 1) * np.log(2) - np.log(b)
    density = np.exp(log - log.max(axis=1, keepdims=True))
    return np.asarray(np.maximum(density / density.sum(axis=1, keepdims=True), _LEAST), dtype=np.float32)


_PRIORS = _priors()


def _together(reached: Floats) -> Floats:
    """Return each distribution function over all pairs of error rates, from nil: shape (features, grid + 1)."""
    return np.pad(reached.mean(axis=1), ((0, 0), (1, 0)))


def _means(together: Floats) -> list[float]:
    means: list[float] = (np.diff(together) * SHARES).sum(axis=1).tolist()
    return means


def _drawn(reached: Floats, rng: np.random.Generator) -> Floats:
    """Return 2,000 draws, as many for each pair of rates, spread evenly over its distribution, in a random order."""
    pairs = len(reached)
    each = DRAWS // pairs
    order = rng.permuted(_places(pairs, each), axis=1)
    order += np.arange(0, DRAWS, each)[:, None]
    place = order.ravel()
    # Worked out in rising order, in which both the levels and the rows of the grid, each raised by its number, are one
    # row: so the grid is looked up among the levels, which are ten times as many.
    within = np.empty(DRAWS)
    within[place] = rng.random(DRAWS)
    within += np.arange(DRAWS) % each
    within /= each
    pair = np.repeat(np.arange(pairs), each)
    passed = np.searchsorted(within + pair, (reached + np.arange(pairs)[:, None]).ravel(), side="right")
    times = np.diff(passed, prepend=0)
    before = np.concatenate([np.zeros((pairs, 1)), reached[:, :-1]], axis=1)
    step = np.maximum(reached - before, 1e-300).ravel()
    cell = np.repeat(np.arange(reached.size), times)
    inside = np.clip((within - before.ravel()[cell]) / step[cell], 0.0, 1.0)
    drawn = (cell % GRID + inside) / GRID
    return np.asarray(drawn[place], dtype=np.float64)


@cache
def _places(pairs: int, each: int) -> Ints:
    """Return the places of each pair's draws, a row a pair."""
    return np.tile(np.arange(each), (pairs, 1))
