"""How platforms lean: by how much opinions of the same feature of the same product are kinder on one than on another."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from rivalscope.analysis.correction import PAIRS, SHARES, Correction, Reading
from rivalscope.analysis.intervals import Floats
from rivalscope.analysis.opportunity import seeded
from rivalscope.analysis.sentiment import Opinion

USUAL = 1.0
"""Standard deviation of leans beforehand, in log odds: an odds ratio of three is nothing unusual (Schoenmueller, Netzer &
Stahl, Journal of Marketing Research 57 (2020) 853, find positivity to differ that much between platforms)."""

TOLD_BY = 3
"""Features of products with opinions on a platform and on others, from which its lean is estimated at all."""

_MOST = 500
"""Features of products that are heard, those with most opinions: they tell leans to a hundredth or two."""

_SWEEPS = 10
_SETTLED = 0.005
_STEP = 0.05
_ODDS: Floats = np.log(SHARES / (1 - SHARES))
_WIDE: Floats = np.linspace(-14, 14, 1401)

Part = tuple[str, str]
"""Platform and model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lean:
    """The lean of one platform."""

    platform: str
    odds: float
    """Log odds by which opinions are kinder there than the market's platforms are on the whole."""
    error: float
    """Its standard error."""


class Leaning:
    """Readings of opinions by platform and model: what a share in the market's mix makes of those of each platform."""

    def __init__(self, correction: Correction, leans: Sequence[Lean], shares: Mapping[str, float]) -> None:
        """Take the leans of platforms with their shares of the market's reviews, which add up to 1."""
        self._correction = correction
        self._odds = _mixed(leans, shares)
        self._known: dict[Part, Reading] = {}

    def pairs(self, tallies: Iterable[Mapping[Part, tuple[int, int]]]) -> int:
        """Return how many draws of leans and error rates matter."""
        if self._odds:
            return PAIRS
        return self._correction.pairs([{model: (1, 0)} for one in tallies for _, model in one])

    def read(self, part: Part) -> Reading:
        """Return what a model makes of each true share on a platform."""
        platform, model = part
        if platform not in self._odds:
            return self._correction.read(model)
        if part not in self._known:
            there = 1 / (1 + np.exp(-self._odds[platform]))
            good = np.exp(self._correction.read(model)[0])
            # Chances of reading are straight lines over the share, so that two of their points give them all.
            slope = (good[:, -1:] - good[:, :1]) / (SHARES[-1] - SHARES[0])
            said = np.clip(good[:, :1] + slope * (there - SHARES[0]), 1e-9, 1 - 1e-9)
            self._known[part] = np.log(said), np.log(1 - said)
        return self._known[part]


def find_leans(opinions: Iterable[Opinion], correction: Correction) -> list[Lean]:
    """Estimate the leans of platforms from features that are judged on several of them, by greatest likelihood.

    Within a feature of a product, log odds differ by the leans alone; each has a normal prior of deviation `USUAL`, every
    share of a feature is as likely beforehand, and opinions are misread as measured. Platforms that fewer than `TOLD_BY`
    features tell of are left out; so is one that stands alone.
    """
    cells = [one for one in opinions if len(one.by_platform()) > 1]
    told = Counter(place for one in cells for place in one.by_platform())
    places = sorted(place for place, features in told.items() if features >= TOLD_BY)
    cells = [one for one in cells if sum(place in places for place in one.by_platform()) > 1]
    if len(places) < 2 or not cells:
        return []
    telling = sorted(cells, key=lambda one: (-one.n, one.product, one.feature))[:_MOST]
    fit = _Fit(places, telling, correction)
    for _ in range(_SWEEPS):
        if max(abs(fit.improve(place)) for place in places) < _SETTLED:
            break
    return [Lean(platform=place, odds=fit.odds[place], error=fit.error[place]) for place in places]


class _Fit:
    """Leans as they are being found, one platform at a time."""

    def __init__(self, places: Sequence[str], cells: Sequence[Opinion], correction: Correction) -> None:
        self.odds = dict.fromkeys(places, 0.0)
        self.error = dict.fromkeys(places, USUAL)
        self._counts: dict[Part, Floats] = {}
        self._lines: dict[str, tuple[float, float]] = {}
        for part in sorted({part for one in cells for part in one.parts if part[0] in places}):
            self._counts[part] = np.array([one.parts.get(part, (0, 0)) for one in cells], dtype=np.float64)
            good = np.exp(correction.read(part[1])[0]).mean(axis=0)
            slope = float((good[-1] - good[0]) / (SHARES[-1] - SHARES[0]))
            self._lines[part[1]] = float(good[0]) - slope * float(SHARES[0]), slope
        self._nothing = np.zeros((len(cells), len(SHARES)))
        self._of = {place: self._all(place, 0.0) for place in places}

    def improve(self, place: str) -> float:
        """Take Newton's step along one lean, by differences, note its standard error, and return the step."""
        others = sum((seen for other, seen in self._of.items() if other != place), self._nothing)
        here = self.odds[place]
        low, middle, high = (self._height(place, odds, others) for odds in (here - _STEP, here, here + _STEP))
        curve = min((low - 2 * middle + high) / _STEP**2, -1 / USUAL**2)
        step = float(np.clip(-(high - low) / (2 * _STEP) / curve, -1, 1))
        self.odds[place] = here + step
        self.error[place] = float(1 / np.sqrt(-curve))
        self._of[place] = self._all(place, self.odds[place])
        return step

    def _all(self, place: str, odds: float) -> Floats:
        """Return the logarithm of how likely each share makes all that was read on a platform: shape (cells, grid)."""
        return sum((self._seen(part, odds) for part in self._counts if part[0] == place), self._nothing)

    def _seen(self, part: Part, odds: float) -> Floats:
        """Return the same of what one model read there."""
        alarms, slope = self._lines[part[1]]
        said = np.clip(alarms + slope / (1 + np.exp(-_ODDS - odds)), 1e-9, 1 - 1e-9)
        return np.asarray(self._counts[part] @ np.stack([np.log(said), np.log(1 - said)]), dtype=np.float64)

    def _height(self, place: str, odds: float, others: Floats) -> float:
        """Return the logarithm of the likelihood of all, every share as likely, and of the prior of this lean."""
        height = others + self._all(place, odds)
        peak = height.max(axis=1, keepdims=True)
        whole = float((np.log(np.exp(height - peak).sum(axis=1)) + peak[:, 0]).sum())
        return whole - odds**2 / (2 * USUAL**2)


def _mixed(leans: Sequence[Lean], shares: Mapping[str, float]) -> dict[str, Floats]:
    """Return the log odds on each platform for each share in the mix, under draws of the leans: shape (pairs, grid)."""
    if not leans:
        return {}
    normal = np.array([NormalDist().inv_cdf((pair + 0.5) / PAIRS) for pair in range(PAIRS)])
    drawn = {
        one.platform: one.odds + one.error * seeded(f"lean of {one.platform}").permutation(normal)
        for one in leans
    }
    whole = sum(shares[place] for place in drawn)
    found: dict[str, Floats] = {place: np.zeros((PAIRS, len(SHARES))) for place in drawn}
    for pair in range(PAIRS):
        mean = sum(shares[place] / whole / (1 + np.exp(-_WIDE - odds[pair])) for place, odds in drawn.items())
        common = np.interp(SHARES, mean, _WIDE)
        for place, odds in drawn.items():
            found[place][pair] = common + odds[pair]
    return found
