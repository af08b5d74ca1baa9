"""Series of our own making: what customers say week by week where nothing changes, and where a known thing does."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from rivalscope.analysis.history import WEEKS
from rivalscope.analysis.intervals import Floats
from rivalscope.analysis.movement import Shape
from rivalscope.analysis.series import MONTH, WEEK, Series

REVIEWERS = 100
"""Reviewers of a product in a week."""
SHARES = (0.3, 0.1, 0.03)
"""Shares of them who speak of a feature, from the last feature to the first: 30, 10 and 3 voices a week."""
NEGATIVE = 0.4
"""Share of opinions that are negative."""
WAVE = 0.25
"""Standard deviation of the waves in log rates and in logits."""
_UNTIL = date(2026, 11, 22)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A change put into the last features of each product."""

    shape: Shape
    features: int
    """How many features of each product change."""
    size: float
    """Times as many voices for a spike, else what is added to the share of negative opinions."""
    weeks: int = 26
    """Weeks before the end at which a level changes."""


def made_series(
    random: np.random.Generator,
    *,
    products: int,
    features: int,
    phi: float = 0.0,
    wave: float = 0.0,
    changed: Changed | None = None,
) -> tuple[Series, Series]:
    """Return `WEEKS` weeks of voices by week and by four weeks; rates move by AR(1) waves of `phi` and size `wave`.

    Reviewers are Poisson, those who speak of a feature and those of them who dislike it binomial.
    """
    size = products, features, WEEKS
    reviewers = random.poisson(REVIEWERS * np.exp(waves(random, (products, 1, WEEKS), phi=phi, size=wave)))
    share = np.resize(SHARES, features)[::-1][None, :, None] * np.exp(waves(random, size, phi=phi, size=wave))
    blame = NEGATIVE + _steps(size, changed)
    blame = 1 / (1 + np.exp(-np.log(blame / (1 - blame)) - waves(random, size, phi=phi, size=wave)))
    mentions = random.binomial(reviewers, np.minimum(share * _times(size, changed), 1))
    negative = random.binomial(mentions, blame)
    counted = [part.astype(float) for part in (reviewers[:, 0], mentions, mentions - negative, negative)]
    return _series(counted, days=WEEK), _series([_by_four(part) for part in counted], days=MONTH)


def waves(random: np.random.Generator, shape: tuple[int, ...], *, phi: float, size: float) -> Floats:
    """Return normal values of standard deviation `size` with correlation `phi` from one to the next on the last axis."""
    steps = random.standard_normal(shape)
    found = np.empty(shape)
    found[..., 0] = steps[..., 0]
    for place in range(1, shape[-1]):
        found[..., place] = phi * found[..., place - 1] + (1 - phi**2) ** 0.5 * steps[..., place]
    return size * found


def _times(size: tuple[int, int, int], changed: Changed | None) -> Floats:
    times = np.ones(size)
    if changed is not None and changed.shape is Shape.SPIKE:
        times[:, size[1] - changed.features :, -1] = changed.size
    return times


def _steps(size: tuple[int, int, int], changed: Changed | None) -> Floats:
    added = np.zeros(size)
    if changed is None or changed.shape is Shape.SPIKE:
        return added
    own = added[:, size[1] - changed.features :]
    if changed.shape is Shape.STEP:
        own[..., WEEKS - changed.weeks :] = changed.size
    else:
        own[..., WEEKS - 52 :] = changed.size * np.arange(52) / 51
    return added


def _by_four(part: Floats) -> Floats:
    return np.asarray(part.reshape(*part.shape[:-1], -1, MONTH // WEEK).sum(axis=-1))


def _series(counted: list[Floats], *, days: int) -> Series:
    reviewers, mentions, positive, negative = counted
    return Series(
        products=tuple(f"product {number}" for number in range(reviewers.shape[0])),
        features=tuple(f"feature {number}" for number in range(mentions.shape[1])),
        first=date.fromordinal(_UNTIL.toordinal() - WEEKS * WEEK + 1),
        days=days,
        reviewers=reviewers,
        mentions=mentions,
        positive=positive,
        negative=negative,
        requests=np.zeros(mentions.shape),
        problems=np.zeros(mentions.shape),
        start=np.zeros(reviewers.shape[0], dtype=np.int64),
    )
