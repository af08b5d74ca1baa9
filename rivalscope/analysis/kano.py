"""What a feature does to satisfaction when it is good and when it is bad: Kano classes by penalty and reward."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from rivalscope.analysis.intervals import Floats

ASYMMETRY = 1 / 3
"""Impact asymmetry beyond which a feature is basic or exciting; the ceiling of five stars alone moves it by −0.14."""

WEAK = 0.2
"""Reward and penalty together, in points of the rating, below which a feature moves nobody."""

MENTIONS = 120
"""Polar mentions below which classes come out wrong too often: of 60, up to three in ten (simulated)."""

ONE_SIDE = 10
"""Mentions of praise and of blame below which that side can't be measured."""

STABLE = 0.8
"""Share of resamples that must give the class."""


class KanoClass(StrEnum):
    """What a feature does to satisfaction (Kano et al. 1984)."""

    BASIC = "basic"
    """Taken for granted: bad is punished, good is not rewarded."""
    PERFORMANCE = "performance"
    """The better, the more satisfied."""
    EXCITEMENT = "excitement"
    """Good delights, bad is forgiven."""
    INDIFFERENT = "indifferent"
    """Moves nobody either way."""
    UNCLASSIFIED = "unclassified"
    """The data can't say; `KanoVerdict.why` says what is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KanoVerdict:
    """The class of a feature and how sure it is."""

    kano: KanoClass
    chance: float
    """Share of resamples in the class that most of them give, 0 to 1; 0 when nothing was resampled."""
    why: str
    """Why it is unclassified, with the numbers; empty when it is classified."""


def asymmetry(reward: Floats, penalty: Floats) -> Floats:
    """Return impact asymmetry −1 to 1: what praise adds less what blame takes away, of both together.

    IA = SGP − DGP with SGP = r / (r + p) and DGP = p / (r + p) (Mikulić & Prebežac, Managing Service Quality 18 (2008)
    559, after the penalty-reward contrast of Brandt 1987). Effects of the wrong sign count as nil; 0 when both are.
    """
    good, bad = np.maximum(reward, 0), np.maximum(penalty, 0)
    both = good + bad
    return np.asarray(np.divide(good - bad, both, out=np.zeros_like(both), where=both > 0), dtype=np.float64)


def verdict(*, praise: int, blame: int, reward: Floats, penalty: Floats) -> KanoVerdict:
    """Return the class of a feature from its effects in points of the rating: first as found, then as resampled.

    `praise` and `blame` are the rated reviews on either side.
    """
    lacking = _lacking(praise, blame)
    if lacking:
        return KanoVerdict(kano=KanoClass.UNCLASSIFIED, chance=0.0, why=lacking)
    found, *drawn = _classes(reward, penalty)
    chance = drawn.count(found) / len(drawn)
    if chance >= STABLE:
        return KanoVerdict(kano=found, chance=chance, why="")
    return KanoVerdict(kano=KanoClass.UNCLASSIFIED, chance=chance, why=f"resamples disagree: {_often(drawn)}")


def _lacking(praise: int, blame: int) -> str:
    if praise + blame < MENTIONS:
        return f"needs {MENTIONS} opinions in rated reviews, has {praise + blame}"
    side, has = ("praise", praise) if praise < blame else ("blame", blame)
    return f"needs {ONE_SIDE} reviews that {side} it, has {has}" if has < ONE_SIDE else ""


def _classes(reward: Floats, penalty: Floats) -> list[KanoClass]:
    leaning = asymmetry(reward, penalty)
    weak = reward + penalty < WEAK
    kinds = np.where(leaning < -ASYMMETRY, 0, np.where(leaning > ASYMMETRY, 2, 1))
    return [_KINDS[int(kind)] for kind in np.where(weak, 3, kinds)]


def _often(drawn: Sequence[KanoClass]) -> str:
    shares = Counter(drawn).most_common()
    return ", ".join(f"{100 * times / len(drawn):.0f} % {kind.value}" for kind, times in shares)


_KINDS = (KanoClass.BASIC, KanoClass.PERFORMANCE, KanoClass.EXCITEMENT, KanoClass.INDIFFERENT)
