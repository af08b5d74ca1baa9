"""The figures of a movement: before and after with an interval, at rivals in the same bins, and a year earlier."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from rivalscope.analysis.change_points import places
from rivalscope.analysis.intervals import Floats, wilson
from rivalscope.analysis.monotone import LEAST_BINS, sen
from rivalscope.analysis.movement import Shape
from rivalscope.analysis.movements import Found
from rivalscope.analysis.series import MONTH, WEEK, Series
from rivalscope.analysis.shares import known_shares, spread_of
from rivalscope.analysis.spikes import CHANCE, foretold, spike_chances

YEAR_AGO = {WEEK: 52, MONTH: 13}
"""Bins of a year, by days of a bin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a movement comes to; see `Movement` for each."""

    before: float
    after: float
    low: float
    high: float
    n_before: int
    n: int
    place: tuple[date, date] | None = None
    crowd: bool = False


def figures(grain: Series, one: Found, shape: Shape) -> Figures:
    """Return the figures of a test that stands."""
    return {Shape.SPIKE: _spike, Shape.TREND: _trend, Shape.STEP: _step}[shape](grain, one)


def _spike(grain: Series, one: Found) -> Figures:
    counts = grain.hits(one.measure)[one.product, one.feature]
    mean, low, high = foretold(counts[one.since : one.at])
    return Figures(
        before=mean, after=float(counts[one.at]), low=low, high=high,
        n_before=int(counts[one.since : one.at].sum()), n=int(counts[one.at]),
        crowd=_is_crowd(grain, one, rise=float(counts[one.at]) / max(mean, 1.0)),
    )  # fmt: skip


def _is_crowd(grain: Series, one: Found, *, rise: float) -> bool:
    """Tell whether the product had unusually many reviewers in a spike's bin, enough to explain half of its rise."""
    reviewers, start = grain.reviewers[[one.product], : one.end], grain.start[[one.product]]
    usual = float(reviewers[0, one.since : one.at].mean())
    times = float(reviewers[0, one.at]) / max(usual, 1.0)
    unusual = float(spike_chances(reviewers, start=start, tested=1)[0, 0]) < CHANCE
    return unusual and times - 1 >= (rise - 1) / 2


def _trend(grain: Series, one: Found) -> Figures:
    values = known_shares(grain, one.measure)[one.product, one.feature, one.at :]
    of = grain.of(one.measure)[one.product, one.feature, one.at :]
    slope, long = sen(values), len(values) - 1
    middle = float(np.nanmedian(values - slope.slope * np.arange(len(values))))
    half = len(values) // 2
    return Figures(
        before=float(np.clip(middle, 0, 1)), after=float(np.clip(middle + slope.slope * long, 0, 1)),
        low=slope.low * long, high=slope.high * long,
        n_before=int(of[:half].sum()), n=int(of[half:].sum()),
    )  # fmt: skip


def _step(grain: Series, one: Found) -> Figures:
    hits, of = (part[one.product, one.feature] for part in (grain.hits(one.measure), grain.of(one.measure)))
    (k_1, n_1), (k_2, n_2) = (
        (int(hits[a:b].sum()), int(of[a:b].sum())) for a, b in ((one.since, one.at), (one.at, one.end))
    )
    before, after = k_1 / n_1, k_2 / n_2
    low, high = newcombe((k_1, n_1), (k_2, n_2))
    values = known_shares(grain, one.measure)[one.product, one.feature]
    spread = float(spread_of(values[None], hits[None], of[None], days=one.days)[0])
    first, last = places(values, since=one.since, at=one.at, until=one.end, spread=spread)
    return Figures(
        before=before, after=after, low=low, high=high, n_before=n_1, n=n_2,
        place=(grain.day(first), grain.day(last + 1) - timedelta(days=1)),
    )  # fmt: skip


def newcombe(before: tuple[int, int], after: tuple[int, int]) -> tuple[float, float]:
    """Return the 95 % interval of p₂ − p₁ from both Wilson intervals (Newcombe, Stat. Med. 17 (1998) 873, method 10)."""
    share = before[0] / before[1], after[0] / after[1]
    (low_1, high_1), (low_2, high_2) = wilson(*before), wilson(*after)
    moved = share[1] - share[0]
    down = ((share[1] - low_2) ** 2 + (high_1 - share[0]) ** 2) ** 0.5
    up = ((high_2 - share[1]) ** 2 + (share[0] - low_1) ** 2) ** 0.5
    return moved - down, moved + up


def rivals(grain: Series, one: Found, shape: Shape) -> tuple[float | None, float | None]:
    """Return the mean of the other products before and after, in the same bins; None for both without any."""
    others = [place for place in range(len(grain.products)) if place != one.product]
    values = _values(grain, one, shape)
    pairs = [
        pair
        for place in others
        if grain.start[place] <= one.since and (pair := _sides(values[place, one.feature], one, shape))
    ]
    if not pairs:
        return None, None
    return float(np.mean([pair[0] for pair in pairs])), float(np.mean([pair[1] for pair in pairs]))


def year_ago(grain: Series, one: Found, shape: Shape) -> float | None:
    """Return `after` less `before` in the same bins a year earlier; None when the series does not reach so far."""
    back = YEAR_AGO[one.days]
    if one.since - back < int(grain.start[one.product]):
        return None
    moved = Found(
        product=one.product, feature=one.feature, measure=one.measure, days=one.days, p_value=one.p_value,
        at=one.at - back, end=one.end - back, since=one.since - back,
    )  # fmt: skip
    pair = _sides(_values(grain, one, shape)[one.product, one.feature], moved, shape)
    return pair[1] - pair[0] if pair else None


def _values(grain: Series, one: Found, shape: Shape) -> Floats:
    return grain.hits(one.measure) if shape is Shape.SPIKE else known_shares(grain, one.measure)


def _sides(values: Floats, one: Found, shape: Shape) -> tuple[float, float] | None:
    """Return a series' level before and after, as the shape means it; None without enough of both."""
    if shape is Shape.TREND:
        part = values[one.at : one.end]
        if np.isfinite(part).sum() < LEAST_BINS:
            return None
        rise = sen(part).slope * (len(part) - 1)
        middle = float(np.nanmean(part))
        return middle - rise / 2, middle + rise / 2
    before, after = values[one.since : one.at], values[one.at : one.end]
    if not (np.isfinite(before).any() and np.isfinite(after).any()):
        return None
    return float(np.nanmean(before)), float(np.nanmean(after))
