"""Posteriors of true positive shares of a group of features, with a beta prior that the group itself tells of."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

import numpy as np

from rivalscope.analysis.correction import EDGES, GRID, SHARES, Correction, Tally
from rivalscope.analysis.intervals import Floats
from rivalscope.analysis.opportunity import DRAWS, Posterior, seeded

MEANS = (np.arange(19) + 1) / 20
"""Means that the prior may have, each as likely beforehand."""

STRENGTHS = 2.0 ** np.arange(8)
"""Opinions that the prior may count for, 1 to 128, each as likely beforehand."""

_LEAST = 1e-280
"""What no density falls below, so that a prior which the opinions rule out is weighed at all."""

_TOGETHER = 100
"""Features that are worked out at once: 4 MB for each pair of error rates."""

Key = TypeVar("Key", bound=Hashable)


def posteriors(tallies: Mapping[Key, Tally], correction: Correction, *, purpose: str) -> dict[Key, Posterior]:
    """Return the posterior of the share of each feature of one product; those without an opinion are left out.

    Shares of a product's features are thought of as drawn from a beta distribution, of which mean and strength are
    unknown: a grid of 152 of them, each weighted by how likely it makes what is read of all features, draws what little
    is known of a rare feature towards the others (the beta-binomial model with its own parameters integrated out:
    Gelman et al., Bayesian Data Analysis, 3rd ed., section 5.3). That is done anew for every pair of error rates, so
    that the interval holds what is not known of these.
    """
    known = {key: tally for key, tally in tallies.items() if any(map(sum, tally.values()))}
    keys = list(known)
    blocks = [keys[start : start + _TOGETHER] for start in range(0, len(keys), _TOGETHER)]
    pairs = correction.pairs(known.values())
    seen = [_likelihood([known[key] for key in block], correction, pairs) for block in blocks]
    evidence = [likelihood @ _PRIORS.T for likelihood in seen]
    total = sum((np.log(one).sum(axis=0) for one in evidence), np.zeros((pairs, len(_PRIORS))))
    weights = np.exp(total - total.max(axis=1, keepdims=True))
    weights /= weights.sum(axis=1, keepdims=True)
    found: dict[Key, Posterior] = {}
    for block, likelihood, made in zip(blocks, seen, evidence, strict=True):
        density = likelihood * ((weights / made) @ _PRIORS)
        reached = np.cumsum(density, axis=2)
        reached /= reached[:, :, -1:]
        for key, own in zip(block, reached, strict=True):
            found[key] = _posterior(own, f"{purpose} {key}")
    return found


def _likelihood(tallies: list[Tally], correction: Correction, pairs: int) -> Floats:
    """Return how likely each true share makes each tally, its greatest value 1: shape (tallies, pairs, grid)."""
    found = np.zeros((len(tallies), pairs, GRID))
    for row, tally in enumerate(tallies):
        for model, (good, bad) in tally.items():
            as_good, as_bad = correction.read(model)
            found[row] += good * as_good[:pairs] + bad * as_bad[:pairs]
    found -= found.max(axis=2, keepdims=True)
    return np.asarray(np.exp(found), dtype=np.float64)


def _priors() -> Floats:
    """Return every beta prior on the grid of shares: shape (152, grid), each adding up to 1."""
    mean, strength = (one.ravel()[:, None] for one in np.meshgrid(MEANS, STRENGTHS, indexing="ij"))
    a, b = mean * strength, (1 - mean) * strength
    log = (a - 1) * np.log(SHARES) + (b - 1) * np.log(1 - SHARES)
    density = np.exp(log - log.max(axis=1, keepdims=True)) + _LEAST
    return np.asarray(density / density.sum(axis=1, keepdims=True), dtype=np.float64)


_PRIORS = _priors()


def _posterior(reached: Floats, purpose: str) -> Posterior:
    """Return the posterior of which each pair of error rates gives one distribution function, a row of `reached`."""
    together = np.concatenate([[0.0], reached.mean(axis=0)])
    low, high = np.interp([0.025, 0.975], together, EDGES)
    mean = float((np.diff(together) * SHARES).sum())
    return Posterior(mean=mean, low=float(low), high=float(high), draws=_drawn(reached, seeded(purpose)))


def _drawn(reached: Floats, rng: np.random.Generator) -> Floats:
    """Return 2,000 draws, as many for each pair of rates, spread evenly over its distribution, in a random order."""
    pairs = len(reached)
    each = DRAWS // pairs
    pair = np.repeat(np.arange(pairs), each)
    place = rng.permuted(np.tile(np.arange(each), (pairs, 1)), axis=1).ravel()
    level = (place + rng.random(DRAWS)) / each
    # The rows, each raised by its number, are one rising row, so that one search serves all.
    rising = (reached + np.arange(pairs)[:, None]).ravel()
    cell = np.minimum(np.searchsorted(rising, level + pair), (pair + 1) * GRID - 1) - pair * GRID
    before = np.where(cell > 0, reached[pair, np.maximum(cell - 1, 0)], 0.0)
    step = np.maximum(reached[pair, cell] - before, 1e-300)
    return np.asarray((cell + np.clip((level - before) / step, 0.0, 1.0)) / GRID, dtype=np.float64)
