"""The regression of ratings on opinions, and its resamples: importance, reward and penalty of each feature."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from rivalscope.analysis.intervals import Floats
from rivalscope.analysis.moments import Ballots, Moments, moments
from rivalscope.analysis.opportunity import Estimate, seeded
from rivalscope.analysis.shapley import EXACT, Groups, Partial, drawn_shares, end_shares, partial, shares

SIDE = 3
"""Reviews that praise, or that blame, from which that side is a column of its own."""

RESAMPLES = (80, 240)
"""Fewest and most resamples of blocks of reviewers: a share of 80 % then stands to 4 or 3 points."""

ORDERS = (8, 32)
"""Fewest and most orders drawn where there are too many features for all: eight of 200 features err by 0.1 %."""

_SOLVING = 2e9  # cubed columns of all resamples together, a second or two of one core
_ORDERING = 2e6  # squared columns of all orders together
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

    @property
    def resamples(self) -> int:
        """How often blocks were drawn."""
        return len(self.importance) - 1


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
    lefts = (partial(gram, controls=sums.controls, rows=sums.rows) for gram in _grams(sums))
    first = next(lefts)
    exact = (
        shares(first, groups)
        if len(groups) <= EXACT
        else drawn_shares(first, groups, orders=_orders(sums.columns), rng=seeded("orders of features"))
    )
    fits = [_fit(first, groups), *(_fit(left, groups) for left in lefts)]
    ends = np.array([fit[1] for fit in fits])
    lifted = _lifted(exact + ends - ends[0], groups, np.array([fit[2] for fit in fits]))
    total = lifted.sum(axis=1, keepdims=True)
    slopes = _widened(np.array([fit[0] for fit in fits]), first)
    return Effects(
        importance=np.divide(lifted, total, out=np.zeros_like(lifted), where=total > 0)[:, : len(chosen)],
        reward=_side(slopes, columns, chosen, sign=1),
        penalty=-_side(slopes, columns, chosen, sign=-1),
        explained=min(float(total[0, 0]) / first.total, 1.0) if first.total > 0 else 0.0,
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
    drawn = seeded("resamples of reviewers").exponential(size=(_resamples(sums.columns), blocks))
    weights = drawn * (blocks / drawn.sum(axis=1, keepdims=True))
    for start in range(0, len(weights), _AT_ONCE):
        yield from sums.gram(weights[start : start + _AT_ONCE])


def _fit(left: Partial, groups: Groups) -> tuple[Floats, Floats, float]:
    """Return slope by column, sum of squares by group as first and last give it, and the variance by chance."""
    inverse = left.inverse()
    slopes = inverse @ left.across
    return slopes, end_shares(left, groups, inverse=inverse), left.noise(slopes)


def _lifted(found: Floats, groups: Groups, noise: Floats) -> Floats:
    """Return sums of squares less what chance explains, at least nil; shape (1 + resamples, groups)."""
    columns = np.array([len(group) for group in groups])
    times = np.where(np.arange(len(found)) > 0, 2, 1)
    return np.asarray(np.maximum(found - (times * noise)[:, None] * columns, 0), dtype=np.float64)


def _widened(slopes: Floats, left: Partial) -> Floats:
    """Return resampled slopes drawn out by what fitting took: rows over degrees of freedom, as in the estimator HC1."""
    freedom = max(left.freedom - slopes.shape[1], 1.0)
    return np.asarray(slopes[0] + (slopes - slopes[0]) * np.sqrt(left.rows / freedom), dtype=np.float64)


def _orders(size: int) -> int:
    return int(np.clip(_ORDERING / size**2, *ORDERS))


def _resamples(size: int) -> int:
    return int(np.clip(_SOLVING / size**3, *RESAMPLES))


def _side(slopes: Floats, columns: Sequence[tuple[int, int]], chosen: Sequence[int], *, sign: int) -> Floats:
    found = np.zeros((len(slopes), len(chosen)))
    place_of = {place: i for i, place in enumerate(chosen)}
    for column, (place, side) in enumerate(columns):
        if side == sign:
            found[:, place_of[place]] = slopes[:, column]
    return found
