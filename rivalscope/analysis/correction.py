"""Errors of reading: how likely a true share of good opinions makes it that so many are read as good."""

from collections.abc import Iterable, Mapping

import numpy as np

from rivalscope.analysis.intervals import Floats
from rivalscope.analysis.opportunity import seeded
from rivalscope.domain.finding import ReaderErrors

LEAST = 0.2
"""Sensitivity + specificity − 1 (Youden's J) below which nothing is corrected: the correction divides by it, and at a
fifth one percentage point of error in it moves a share by five."""

_FLOOR = 0.05
"""Least J of a single draw: below it reading would tell nothing."""

PAIRS = 25
"""Draws of sensitivity and specificity, spread evenly over the quantiles of their posteriors."""

_TURNED = np.arange(PAIRS) * 11 % PAIRS
"""Which specificity goes with which sensitivity: a lattice, on which the two are all but uncorrelated (r = .04)."""

GRID = 200
"""Values of the true share on which posteriors are worked out."""

SHARES: Floats = (np.arange(GRID) + 0.5) / GRID
"""These values: the middles of equal parts."""

EDGES: Floats = np.arange(GRID + 1) / GRID
"""The borders of these parts."""

Tally = Mapping[str, tuple[int, int]]
"""Model → reviewers whose opinion it read as good, and as bad."""

Reading = tuple[Floats, Floats]
"""Logarithms of the chances that an opinion is read as good and as bad, each of shape (pairs, grid)."""


class Correction:
    """The measured errors of those models that read the reviews.

    With sensitivity and specificity an opinion is read as good with chance θ·sensitivity + (1 − θ)(1 − specificity) at a
    true share θ: Rogan & Gladen, American Journal of Epidemiology 107 (1978) 71, turned round. The rates themselves come
    from their beta posteriors under Jeffreys' prior (Gelman & Carpenter, JRSS C 69 (2020) 1269). What a model read whose
    errors are not measured, or whose J is below `LEAST`, counts as read.
    """

    def __init__(self, errors: Iterable[ReaderErrors] = (), *, models: Iterable[str] = ()) -> None:
        """Choose from the measured errors those of the models that were used; names of products in these are ignored."""
        measured = {one.model: one for one in errors}
        self._readings: dict[str, Reading] = {}
        self.used: list[ReaderErrors] = []
        """Errors that are corrected."""
        self.uncounted: list[str] = []
        """Models whose readings are not corrected."""
        for name in sorted({plain(model) for model in models}):
            one = measured.get(name)
            if one is None or not one.good or not one.bad or one.sensitivity + one.specificity - 1 < LEAST:
                self.uncounted.append(name)
            else:
                self.used.append(one)
                self._readings[name] = _reading(one)

    def knows(self, models: Iterable[str]) -> bool:
        """Whether the errors of all these models are known."""
        return all(plain(model) in self._readings for model in models)

    def pairs(self, tallies: Iterable[Tally]) -> int:
        """Return how many pairs of error rates matter to some counts: one where none is known."""
        models = {model for tally in tallies for model in tally}
        return PAIRS if any(plain(model) in self._readings for model in models) else 1

    def read(self, model: str) -> Reading:
        """Return what a model makes of each true share."""
        return self._readings.get(plain(model), _AS_READ)


def plain(model: str) -> str:
    """Return a model's version without the names of a market's products, which change no opinion."""
    return model.partition("+names/")[0]


def _reading(errors: ReaderErrors) -> Reading:
    rng = seeded(f"errors of {errors.model}")
    good = _spread(rng, errors.good_right, errors.good)[:, None]
    bad = _spread(rng, errors.bad_right, errors.bad)[_TURNED, None]
    bad = np.maximum(bad, 1 + _FLOOR - good)
    said = good * SHARES + (1 - bad) * (1 - SHARES)
    return np.log(said), np.log(1 - said)


def _spread(rng: np.random.Generator, right: int, n: int) -> Floats:
    """Return the quantiles of Beta(right + ½, n − right + ½) at the middles of equal parts, one for each pair."""
    drawn = rng.beta(right + 0.5, n - right + 0.5, size=400 * PAIRS)
    return np.asarray(np.quantile(drawn, (np.arange(PAIRS) + 0.5) / PAIRS), dtype=np.float64)


_AS_READ: Reading = (
    np.broadcast_to(np.log(SHARES), (PAIRS, GRID)),
    np.broadcast_to(np.log(1 - SHARES), (PAIRS, GRID)),
)
