"""The regression of ratings on opinions, and its resamples: importance, reward and penalty of each feature."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from rivalscope.analysis.intervals import Floats
from rivalscope.analysis.moments import Ballots, Moments, moments
from rivalscope.analysis.opportunity import Estimate, seeded
from rivalscope.analysis.shapley import EXACT, Groups, drawn_shares, partial, shares

SIDE = 3
"""Reviews that praise, or that blame, from which that side is a column of its own."""

RESAMPLES = 240
"""Resamples of blocks of reviewers: a share of 80 % then stands to 3 points."""

ORDERS = 64
"""Orders drawn for the figure itself when there are too many features for all."""

_WORK = 40_000_000
_AT_ONCE = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """Figures of each chosen feature: the first row as found, the others as resampled."""

    importance: Floats
    """Share of what opinions explain, shape (1 + resamples, features)."""
    reward: Floats
    """Points of the rating with praise, same shape; nil where nobody praises."""
    penalty: Floats
    """Points of the rating lost with blame, same shape; nil where nobody blames."""
    explained: float
    """Share of the variance that controls leave, 0 to 1, adjusted for the number of columns."""
    blocks: int


def effects(given: Ballots, chosen: Sequence[int]) -> Effects:
    """Return what the chosen features (numbers in `given.features`, ascending) do to the rating.

    Least squares of the rating on praise and blame of each feature; all other opinions are one more group, so that
    they are not laid to the chosen ones. Importance is the Shapley share of explained variance, of which each column's
    expected share by chance (the residual variance) is taken off, as adjusted R² does; twice in resamples, which carry
    the chance of the sample and their own. Resamples weigh blocks of reviewers exponentially: the Bayesian bootstrap
    (Rubin, Annals of Statistics 9 (1981) 130), in which no column can vanish.
    """
    praise, blame, _ = given.counts()
    columns = [
        (place, sign)
        for place in chosen
        for sign, counts in ((1, praise), (-1, blame))
        if counts[place] >= SIDE
    ]
    sums = moments(given, columns)
    groups = [group for group in sums.groups if group]
    fits = [_fit(sums, gram, groups, drawn) for drawn, gram in enumerate(_grams(sums))]
    slopes = np.array([found[1] for found in fits])
    return Effects(
        importance=np.array([found[0][: len(chosen)] for found in fits]),
        reward=_side(slopes, columns, chosen, sign=1),
        penalty=-_side(slopes, columns, chosen, sign=-1),
        explained=fits[0][2],
        blocks=len(sums.blocks),
    )


def estimate(draws: Floats) -> Estimate:
    """Return the first draw, which is the figure itself, with the 95 % interval of the others."""
    value = float(draws[0])
    low, high = np.quantile(draws[1:], [0.025, 0.975])
    return Estimate(value=value, low=float(min(low, value)), high=float(max(high, value)))


def _grams(sums: Moments) -> Iterator[Floats]:
    blocks = len(sums.blocks)
    yield sums.gram(np.ones(blocks))
    drawn = seeded("resamples of reviewers").exponential(size=(RESAMPLES, blocks))
    weights = drawn * (blocks / drawn.sum(axis=1, keepdims=True))
    for start in range(0, RESAMPLES, _AT_ONCE):
        yield from sums.gram(weights[start : start + _AT_ONCE])


def _fit(sums: Moments, gram: Floats, groups: Groups, drawn: int) -> tuple[Floats, Floats, float]:
    """Return importance by group, slope by column, and explained share; `drawn` is 0 for the figures themselves."""
    left = partial(gram, controls=sums.controls, rows=sums.rows)
    slopes = left.slopes()
    noise = left.noise(slopes)
    rng = seeded(f"orders {drawn}")
    if not drawn and len(groups) <= EXACT:
        found = shares(left, groups)
    else:
        found = drawn_shares(left, groups, orders=_orders(len(gram)) if drawn else ORDERS, rng=rng)
    columns = np.array([len(group) for group in groups])
    found = np.maximum(found - (2 if drawn else 1) * noise * columns, 0)
    total = float(found.sum())
    return found / total if total > 0 else found, slopes, min(total / left.total, 1.0) if left.total else 0.0


def _orders(size: int) -> int:
    """Return how many orders a resample draws: fewer the larger it is, at least one and its reverse."""
    return int(np.clip(_WORK // (RESAMPLES * size**2), 2, 32))


def _side(slopes: Floats, columns: Sequence[tuple[int, int]], chosen: Sequence[int], *, sign: int) -> Floats:
    found = np.zeros((len(slopes), len(chosen)))
    place_of = {place: i for i, place in enumerate(chosen)}
    for column, (place, side) in enumerate(columns):
        if side == sign:
            found[:, place_of[place]] = slopes[:, column]
    return found
