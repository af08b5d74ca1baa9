"""Bursts: days on which a source shows unusually many reviews of a product, and what they do to the opinion of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from rivalscope.analysis.sentiment import dated, reviewer_keys
from rivalscope.domain.fact import Burst, ReviewFact
from rivalscope.domain.reading import Polarity

WINDOW = 30
"""Days before a day that say what is usual."""

STRIKING = 8.0
"""Robust z from which a day is unusual.

Chosen by simulation of 100 source-years each, 0.2 to 100 reviews a day, with and without half as many at weekends:
false alarms a year are none for Poisson volumes, 0.10 at most for negative binomial ones of shape 2, 0.31 of shape 1.
"""

FEWEST = 10
"""Reviews a day below which nothing is unusual: a handful is a handful."""

_NORMAL = 1.4826
"""Standard deviations of a normal distribution in one median absolute deviation (Hampel, JASA 69 (1974) 383)."""


_TENTH = 1.2816
"""Standard deviations of a normal distribution from its middle to its highest tenth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BurstEffect:
    """What the bursts of a product in a span of days do to the share of good reviews."""

    product: str
    bursts: tuple[Burst, ...]
    """Latest first."""
    share_with: float | None
    """Share of positive reviews among those that are positive or negative, one voice each; None when there are none."""
    n_with: int
    share_without: float | None
    """The same without reviews that are dated in a burst."""
    n_without: int


def find_bursts(volumes: Mapping[tuple[str, str], Mapping[date, int]]) -> list[Burst]:
    """Return the bursts of each product and source, ordered by both and by day; `volumes` gives reviews by date.

    A day's z is (n − m) / s, with m the median of the `WINDOW` days before it and s what their median absolute
    deviation and their highest tenth say a standard deviation is, whichever is more (counts are skewed), at least √m
    (that of a Poisson count) and at least 1. Unusual days in a row are one burst, and
    say nothing of what is usual. A source's first `WINDOW` days are never unusual: nothing is known before them.
    """
    return [
        burst
        for (product, source), days in sorted(volumes.items())
        for burst in _of_source(product, source, days)
    ]


def effects(
    bursts: Iterable[Burst], reviews: Sequence[ReviewFact], *, since: date, until: date
) -> list[BurstEffect]:
    """Return, for each product with a burst from `since` to `until`, the share of good reviews with and without it."""
    found: dict[str, list[Burst]] = {}
    for burst in bursts:
        if burst.since <= until and burst.until >= since:
            found.setdefault(burst.product, []).append(burst)
    return [_effect(product, own, reviews) for product, own in sorted(found.items())]


def _of_source(product: str, source: str, days: Mapping[date, int]) -> list[Burst]:
    if not days:
        return []
    first = min(days)
    counts = np.zeros((max(days) - first).days + 1)
    for day, number in days.items():
        counts[(day - first).days] = number
    usual = np.ones(counts.size, dtype=bool)
    found: list[Burst] = []
    for place in range(WINDOW, counts.size):
        if counts[place] < FEWEST:
            continue
        before = counts[place - WINDOW : place][usual[place - WINDOW : place]]
        if not before.size:
            continue
        middle, spread = _usual(before)
        z = (float(counts[place]) - middle) / spread
        if z < STRIKING:
            continue
        usual[place] = False
        day = first + timedelta(days=place)
        burst = Burst(
            product=product, source=source, since=day, until=day, n=int(counts[place]), usual=middle, z=z
        )
        if found and found[-1].until == day - timedelta(days=1):
            burst = _joined(found.pop(), burst)
        found.append(burst)
    return found


def _usual(before: NDArray[np.float64]) -> tuple[float, float]:
    """Return median and robust standard deviation of days."""
    middle, high = np.quantile(before, (0.5, 0.9))
    deviation = _NORMAL * float(np.median(np.abs(before - middle)))
    return float(middle), max(deviation, float(high - middle) / _TENTH, float(middle) ** 0.5, 1.0)


def _joined(before: Burst, now: Burst) -> Burst:
    return Burst(
        product=now.product,
        source=now.source,
        since=before.since,
        until=now.until,
        n=before.n + now.n,
        usual=before.usual,
        z=max(before.z, now.z),
    )


def _effect(product: str, bursts: Sequence[Burst], reviews: Sequence[ReviewFact]) -> BurstEffect:
    own = [review for review in reviews if review.product == product and review.polarity is not None]
    without = [review for review in own if not any(_within(review, burst) for burst in bursts)]
    share_with, n_with = _share(own)
    share_without, n_without = _share(without)
    return BurstEffect(
        product=product,
        bursts=tuple(sorted(bursts, key=lambda burst: (burst.since, burst.source), reverse=True)),
        share_with=share_with,
        n_with=n_with,
        share_without=share_without,
        n_without=n_without,
    )


def _within(review: ReviewFact, burst: Burst) -> bool:
    return review.source == burst.source and burst.since <= dated(review) <= burst.until


def _share(reviews: Sequence[ReviewFact]) -> tuple[float | None, int]:
    """Return the share of reviewers who are content, and how many are one or the other; each counts once."""
    leanings: dict[str, int] = {}
    keys = reviewer_keys(reviews)
    for review in reviews:
        sign = (review.polarity is Polarity.POSITIVE) - (review.polarity is Polarity.NEGATIVE)
        leanings[keys[review.id]] = leanings.get(keys[review.id], 0) + sign
    good = sum(leaning > 0 for leaning in leanings.values())
    n = good + sum(leaning < 0 for leaning in leanings.values())
    return (good / n if n else None), n
