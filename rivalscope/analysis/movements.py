"""Movements found: spikes, trends and changes of level in all series, with false discoveries held to a tenth."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rivalscope.analysis.change_points import change_points, noise, penalty
from rivalscope.analysis.intervals import Floats, discoveries, two_proportions
from rivalscope.analysis.monotone import LEAST_BINS, mann_kendall, sen
from rivalscope.analysis.movement import Shape
from rivalscope.analysis.series import Measure, Series
from rivalscope.analysis.spikes import BEFORE, CHANCE, LEAST_BEFORE, spike_chances
from rivalscope.analysis.voices import Bools, Ints

MEASURES = (Measure.MENTIONS, Measure.NEGATIVE, Measure.REQUESTS, Measure.PROBLEMS)
"""What is tested; the share who like a feature is the rest of those who dislike it."""
RATE = 0.1
"""Share of false alarms accepted among all that is told, of each shape (Benjamini & Hochberg)."""
BUSY = 10.0
"""Voices a bin, on the median, that a series needs: below it weeks give way to four weeks, and these to nothing."""
LEAST_VOICES = 5
"""Voices without which a bin has no share."""
RECENT = {7: 13, 28: 3}
"""Bins that are looked at for spikes, by days of a bin: the last quarter."""
YEAR = 13
"""Bins of four weeks that a trend is looked for in."""
POINTS = 0.10
"""Least rise or fall of a trend over its bins, in shares: what is smaller is nobody's concern."""
LEAST_STEP = {7: 26, 28: 13}
"""Bins that a change of level is looked for in at least."""
LEAST_SIDE = 3.0
"""Voices a bin, on the average, that say it, and that do not: a share of fewer is no number with a normal error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One test that stands, by places in a series."""

    product: int
    feature: int
    measure: Measure
    days: int
    at: int
    """First bin of the spike, of the trend or of the new level."""
    end: int
    """Bin after the last of it."""
    since: int
    """First bin of what it is compared with."""
    p_value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What one shape's test found and was run on."""

    shape: Shape
    found: tuple[Found, ...]
    """Surest first."""
    series: int
    thin: int


def look(week: Series, month: Series) -> tuple[Looked, Looked, Looked]:
    """Return what stands of spikes, trends and changes of level; the two series hold the same time in other bins."""
    steps = _steps(week, month)
    changed = {(one.product, one.feature, one.measure) for one in steps.found}
    trends = _trends(month)
    # A series that has stepped also rises on the whole: told once, as what it is.
    only = tuple(one for one in trends.found if (one.product, one.feature, one.measure) not in changed)
    return (
        _spikes(week, month),
        Looked(shape=Shape.TREND, found=only, series=trends.series, thin=trends.thin),
        steps,
    )


def _spikes(week: Series, month: Series) -> Looked:
    tested: list[tuple[Found, float]] = []
    series, alive, tests = 0, 0, 0
    for measure in MEASURES:
        busy = _busy(week.hits(measure), week.start, bins=2 * BEFORE)
        heard = month.hits(measure).sum(axis=2) > 0
        alive += int(heard.sum())
        for grain, which in ((week, busy), (month, heard & ~busy)):
            cells = np.argwhere(which & (grain.bins - grain.start >= LEAST_BEFORE + 1)[:, None])
            series += len(cells)
            tests += len(cells) * RECENT[grain.days]
            tested += _chances(grain, measure, cells)
    # Bins that hold no more than usual are tests too: they count, and none of them stands.
    chances = [chance for _, chance in tested] + [1.0] * (tests - len(tested))
    kept = discoveries(chances, rate=RATE)
    found = [one for (one, chance), stands in zip(tested, kept, strict=False) if stands and chance < CHANCE]
    return Looked(shape=Shape.SPIKE, found=_surest(found), series=series, thin=alive - series)


def _chances(grain: Series, measure: Measure, cells: Ints) -> list[tuple[Found, float]]:
    counts = grain.hits(measure)[cells[:, 0], cells[:, 1]]
    recent = RECENT[grain.days]
    chances = spike_chances(counts, start=grain.start[cells[:, 0]], tested=recent)
    found = []
    for row, column in np.argwhere(chances < 1):
        at = grain.bins - recent + int(column)
        product, feature = (int(place) for place in cells[row])
        chance = float(chances[row, column])
        one = Found(
            product=product, feature=feature, measure=measure, days=grain.days, at=at, end=at + 1,
            since=max(at - BEFORE, int(grain.start[product])), p_value=chance,
        )  # fmt: skip
        found.append((one, chance))
    return found


def _trends(month: Series) -> Looked:
    tested: list[tuple[Found, float]] = []
    alive = 0
    for measure in MEASURES:
        alive += int((month.hits(measure).sum(axis=2) > 0).sum())
        shares = known_shares(month, measure)[:, :, -YEAR:]
        cells = np.argwhere(np.isfinite(shares).sum(axis=2) >= LEAST_BINS)
        cells = cells[month.hits(measure)[cells[:, 0], cells[:, 1], -YEAR:].sum(axis=1) > 0]
        values = shares[cells[:, 0], cells[:, 1]]
        chances = mann_kendall(values)
        for cell, series, chance in zip(cells.tolist(), values, chances.tolist(), strict=True):
            at = month.bins - values.shape[1] + int(np.flatnonzero(np.isfinite(series))[0])
            one = Found(
                product=cell[0], feature=cell[1], measure=measure, days=month.days, at=at, end=month.bins, since=at,
                p_value=chance,
            )  # fmt: skip
            far = chance < RATE and abs(sen(series).slope) * (month.bins - 1 - at) >= POINTS
            tested.append((one, chance if far else 1.0))
    kept = discoveries([chance for _, chance in tested], rate=RATE)
    found = [one for (one, _), stands in zip(tested, kept, strict=True) if stands]
    return Looked(shape=Shape.TREND, found=_surest(found), series=len(tested), thin=alive - len(tested))


def _steps(week: Series, month: Series) -> Looked:
    tested: list[tuple[Found, float]] = []
    series, alive = 0, 0
    for measure in MEASURES:
        spoken = month.hits(measure).sum(axis=2) > 0
        alive += int(spoken.sum())
        for grain in (week, month):
            enough = spoken & _busy(grain.of(measure), grain.start, bins=grain.bins)
            enough &= (grain.bins - grain.start >= LEAST_STEP[grain.days])[:, None]
            enough &= _two_sided(grain, measure)
            spoken &= ~enough
            cells = np.argwhere(enough)
            series += len(cells)
            tested += _changes(grain, measure, cells)
    chances = [chance for _, chance in tested] + [1.0] * max(series - len(tested), 0)
    kept = discoveries(chances, rate=RATE)
    found = [one for (one, _), stands in zip(tested, kept, strict=False) if stands]
    return Looked(shape=Shape.STEP, found=_surest(found), series=series, thin=alive - series)


def _changes(grain: Series, measure: Measure, cells: Ints) -> Iterator[tuple[Found, float]]:
    hits, of = (part[cells[:, 0], cells[:, 1]] for part in (grain.hits(measure), grain.of(measure)))
    values = known_shares(grain, measure)[cells[:, 0], cells[:, 1]]
    if not len(cells):
        return
    spread = noise(values, least=sampling(hits, of))
    for row, ends in enumerate(change_points(values, penalty(values, spread))):
        product, feature = (int(place) for place in cells[row])
        start = int(grain.start[product])
        bounds = [start, *ends, grain.bins]
        for since, at, end in zip(bounds, bounds[1:], bounds[2:], strict=False):
            sides = [
                (int(hits[row, a:b].sum()), int(of[row, a:b].sum())) for a, b in ((since, at), (at, end))
            ]
            noisy = float(spread[row]) * (1 / (at - since) + 1 / (end - at)) ** 0.5
            moved = abs(sides[1][0] / sides[1][1] - sides[0][0] / sides[0][1])
            chance = max(two_proportions(*sides[0], *sides[1]), math.erfc(moved / noisy / math.sqrt(2)))
            # The places were chosen out of all: the chance is that of the clearest of as many.
            chosen = 1 if (since, end) == (start, grain.bins) else 2
            chance = min(1.0, chance * (grain.bins - start) ** chosen)
            yield Found(
                product=product, feature=feature, measure=measure, days=grain.days, at=at, end=end, since=since,
                p_value=chance,
            ), chance  # fmt: skip


def known_shares(grain: Series, measure: Measure) -> Floats:
    """Return P × F × T shares; NaN in bins with fewer than `LEAST_VOICES`."""
    return np.asarray(np.where(grain.of(measure) >= LEAST_VOICES, grain.shares(measure), np.nan))


def sampling(hits: Floats, of: Floats) -> Floats:
    """Return the standard deviation that sampling alone gives the shares of each row: √(p(1 − p) / n̄), n̄ harmonic."""
    share = (hits.sum(axis=1) + 0.5) / (of.sum(axis=1) + 1)
    n = (of >= LEAST_VOICES).sum(axis=1)
    mean = np.where(of >= LEAST_VOICES, 1 / np.maximum(of, 1), 0.0).sum(axis=1) / np.maximum(n, 1)
    return np.asarray(np.sqrt(share * (1 - share) * mean))


def _two_sided(grain: Series, measure: Measure) -> Bools:
    """Return for P × F whether enough voices a bin say it, and enough do not."""
    counted = grain.of(measure) * (np.arange(grain.bins) >= grain.start[:, None])[:, None, :]
    hits = np.minimum(grain.hits(measure), counted).sum(axis=2)
    bins = np.maximum(grain.bins - grain.start, 1)[:, None]
    return np.asarray(np.minimum(hits, counted.sum(axis=2) - hits) / bins >= LEAST_SIDE)


def _busy(counts: Floats, start: Ints, *, bins: int) -> Bools:
    """Return for P × F × T counts whether the median of the last `bins` that count is `BUSY`."""
    part = counts[:, :, -bins:]
    counted = np.arange(counts.shape[2])[-bins:] >= start[:, None]
    many = ((part >= BUSY) & counted[:, None, :]).sum(axis=2)
    enough = np.asarray(many * 2 >= counted.sum(axis=1)[:, None])
    return np.asarray(enough & np.asarray(counted.any(axis=1))[:, None])


def _surest(found: list[Found]) -> tuple[Found, ...]:
    return tuple(sorted(found, key=lambda one: (one.p_value, one.product, one.feature, one.measure, one.at)))
