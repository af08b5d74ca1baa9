"""Positive shares corrected for errors of reading: the estimate of Rogan and Gladen, inside the posterior."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from rivalscope.analysis.intervals import Floats
from rivalscope.analysis.opportunity import DRAWS, Posterior, seeded
from rivalscope.analysis.priors import Prior, Sample
from rivalscope.domain.finding import ReaderErrors

LEAST = 0.2
"""Sensitivity + specificity − 1 (Youden's J) below which nothing is corrected: the correction divides by it, and at a
fifth one percentage point of error in it moves a share by five."""

_FLOOR = 0.05
"""Least J of a single draw: below it reading would tell nothing."""

_PAIRS = 40
"""Draws of sensitivity and specificity, spread evenly over the quantiles of their posteriors."""

_EACH = DRAWS // _PAIRS
_GRID = 200
"""Values of the true share on which the posterior is worked out."""

_SHARES: Floats = (np.arange(_GRID) + 0.5) / _GRID
_EDGES: Floats = np.arange(_GRID + 1) / _GRID
_PAIR = np.repeat(np.arange(_PAIRS), _EACH)

Tally = Mapping[str, tuple[int, int]]
"""Model → reviewers whose opinion it read as good, and as bad."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What one model makes of a true share, for each pair of error rates and each share of the grid."""

    sensitivity: float
    specificity: float
    good: Floats
    """Logarithm of the chance that an opinion is read as good, shape (pairs, grid)."""
    bad: Floats

    @property
    def index(self) -> float:
        """Youden's J."""
        return self.sensitivity + self.specificity - 1


class Correction:
    """The measured errors of those models that read the reviews, applied to shares.

    Of what a model read whose errors are not measured, or whose J is below `LEAST`, every opinion counts as read.
    """

    def __init__(self, errors: Iterable[ReaderErrors] = (), *, models: Iterable[str] = ()) -> None:
        """Choose from the measured errors those of the models that were used; names of products in these are ignored."""
        measured = {one.model: one for one in errors}
        self._readings: dict[str, _Reading] = {}
        self.used: dict[str, ReaderErrors] = {}
        self.uncounted: list[str] = []
        for name in sorted({plain(model) for model in models}):
            one = measured.get(name)
            if one is None or one.sensitivity + one.specificity - 1 < LEAST:
                self.uncounted.append(name)
                continue
            self.used[name] = one
            self._readings[name] = _reading(one)
        self._unread = _Reading(
            sensitivity=1.0,
            specificity=1.0,
            good=np.broadcast_to(np.log(_SHARES), (_PAIRS, _GRID)),
            bad=np.broadcast_to(np.log(1 - _SHARES), (_PAIRS, _GRID)),
        )

    def corrects(self, tally: Tally) -> bool:
        """Whether anything that was counted was read by a model whose errors are known."""
        return any(plain(model) in self._readings for model in tally)

    def knows(self, tally: Tally) -> bool:
        """Whether the errors of all that read it are known."""
        return all(plain(model) in self._readings for model in tally)

    def sample(self, tally: Tally) -> Sample | None:
        """Return (p + specificity − 1) / (sensitivity + specificity − 1) for the share p that was read as good.

        Rogan & Gladen, American Journal of Epidemiology 107 (1978) 71. Rates of several models are weighted by what each
        read. The sampling variance is that of p over the square of the divisor. None when there is no opinion.
        """
        n = sum(good + bad for good, bad in tally.values())
        if not n:
            return None
        share = sum(good for good, _ in tally.values()) / n
        parts = [(self._of(model), (good + bad) / n) for model, (good, bad) in tally.items()]
        index = sum(reading.index * weight for reading, weight in parts)
        alarms = sum((1 - reading.specificity) * weight for reading, weight in parts)
        return Sample(share=(share - alarms) / index, n=n, variance=share * (1 - share) / n / index**2)

    def posterior(self, tally: Tally, prior: Prior, purpose: str) -> Posterior:
        """Return the posterior of the true share under a beta prior; `purpose` seeds its draws.

        Without known errors it is the beta posterior. With them each of forty pairs of rates, from their own beta
        posteriors with Jeffreys' prior, has a posterior of its own, on a grid of 200 shares: an opinion is read as good
        with chance θ·sensitivity + (1 − θ)(1 − specificity). Their mean is the answer, so its interval holds what is not
        known of the rates (Gelman & Greenland, BMJ Surgery 2021; Diggle, Epidemiology Research International 2011).
        """
        a, b = prior.mean * prior.strength, (1 - prior.mean) * prior.strength
        rng = seeded(purpose)
        if not self.corrects(tally):
            good = a + sum(good for good, _ in tally.values())
            bad = b + sum(bad for _, bad in tally.values())
            return Posterior(mean=good / (good + bad), draws=rng.beta(good, bad, size=DRAWS))
        weight = np.zeros((_PAIRS, _GRID)) + (a - 1) * np.log(_SHARES) + (b - 1) * np.log(1 - _SHARES)
        for model, (good, bad) in tally.items():
            reading = self._of(model)
            weight += good * reading.good + bad * reading.bad
        weight = np.exp(weight - weight.max(axis=1, keepdims=True))
        reached = np.cumsum(weight, axis=1)
        reached /= reached[:, -1:]
        together = np.concatenate([[0.0], reached.mean(axis=0)])
        low, high = np.interp([0.025, 0.975], together, _EDGES)
        mean = float((np.diff(together) * _SHARES).sum())
        return Posterior(mean=mean, draws=_drawn(reached, rng), ends=(float(low), float(high)))

    def _of(self, model: str) -> _Reading:
        return self._readings.get(plain(model), self._unread)


def plain(model: str) -> str:
    """Return a model's version without the names of a market's products, which change no opinion."""
    return model.partition("+names/")[0]


def _reading(errors: ReaderErrors) -> _Reading:
    rng = seeded(f"errors of {errors.model}")
    good = _spread(rng, errors.good_right, errors.good)
    bad = rng.permutation(_spread(rng, errors.bad_right, errors.bad))
    bad = np.maximum(bad, 1 + _FLOOR - good)
    said = good[:, None] * _SHARES + (1 - bad)[:, None] * (1 - _SHARES)
    return _Reading(
        sensitivity=errors.sensitivity,
        specificity=errors.specificity,
        good=np.log(said),
        bad=np.log(1 - said),
    )


def _spread(rng: np.random.Generator, right: int, n: int) -> Floats:
    """Return the quantiles of Beta(right + ½, n − right + ½) at the middles of forty equal parts."""
    drawn = rng.beta(right + 0.5, n - right + 0.5, size=100 * _PAIRS)
    return np.asarray(np.quantile(drawn, (np.arange(_PAIRS) + 0.5) / _PAIRS), dtype=np.float64)


def _drawn(reached: Floats, rng: np.random.Generator) -> Floats:
    """Return fifty draws for each pair of rates, one in each fiftieth of its distribution, in a random order."""
    place = rng.permuted(np.tile(np.arange(_EACH), (_PAIRS, 1)), axis=1).ravel()
    level = (place + rng.random(DRAWS)) / _EACH
    # The rows, each raised by its number, are one rising row, so that one search serves all.
    rising = (reached + np.arange(_PAIRS)[:, None]).ravel()
    found = np.minimum(np.searchsorted(rising, level + _PAIR), (_PAIR + 1) * _GRID - 1)
    cell = found - _PAIR * _GRID
    before = np.where(cell > 0, reached[_PAIR, np.maximum(cell - 1, 0)], 0.0)
    step = np.maximum(reached[_PAIR, cell] - before, 1e-300)
    return np.asarray((cell + np.clip((level - before) / step, 0.0, 1.0)) / _GRID, dtype=np.float64)
