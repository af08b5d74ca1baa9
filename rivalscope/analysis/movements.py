"""Movements found: spikes, trends and changes of level in all series, with false discoveries held to a tenth."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rivalscope.analysis.change_points import SHORTEST, change_points, penalty
from rivalscope.analysis.intervals import discoveries, two_proportions
from rivalscope.analysis.monotone import LEAST_BINS, mann_kendall, sen
from rivalscope.analysis.movement import Shape
from rivalscope.analysis.series import Measure, Series
from rivalscope.analysis.shares import enough_voices, known_shares, spread_of, two_sided
from rivalscope.analysis.spikes import BEFORE, CHANCE, LEAST_BEFORE, spike_chances
from rivalscope.analysis.voices import Ints

MEASURES = (Measure.MENTIONS, Measure.NEGATIVE, Measure.REQUESTS, Measure.PROBLEMS)
"""What is tested; the share who like a feature is the rest of those who dislike it."""
RATE = 0.1
"""Share of false alarms accepted among all that is told, of each shape (Benjamini & Hochberg)."""
RECENT = {7: 4, 28: 1}
"""Bins that are looked at for spikes, by days of a bin: the last four weeks, as for changes of pages."""
YEAR = 13
"""Bins of four weeks that a trend is looked for in."""
POINTS = 0.10
"""Least rise or fall of a trend over its bins, in shares: what is smaller is nobody's concern."""
LEAST_STEP = {7: 26, 28: 13}
"""Bins that a change of level is looked for in at least."""


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
    trends, steps = _trends(month), _steps(week, month)
    # A series that has stepped also rises on the whole, and one that rises is cut into steps: it is told once.
    straight = {_key(one) for one in trends.found if _is_straight(month, one)}
    stepped = {_key(one) for one in steps.found} - straight
    return _spikes(week, month), _without(trends, stepped), _without(steps, straight)


def _key(one: Found) -> tuple[int, int, Measure]:
    return one.product, one.feature, one.measure


def _without(looked: Looked, others: set[tuple[int, int, Measure]]) -> Looked:
    kept = tuple(one for one in looked.found if _key(one) not in others)
    return Looked(shape=looked.shape, found=kept, series=looked.series, thin=looked.thin)


def _is_straight(month: Series, one: Found) -> bool:
    """Tell whether a line through a trend's bins leaves smaller squares than any two levels of three bins or more."""
    values = known_shares(month, one.measure)[one.product, one.feature, one.at :]
    place = np.flatnonzero(np.isfinite(values))
    known = values[place]
    line = float(((known - np.polyval(np.polyfit(place, known, 1), place)) ** 2).sum())
    cuts = range(SHORTEST, len(known) - SHORTEST + 1)
    return line < min(float(known[:cut].var() * cut + known[cut:].var() * (len(known) - cut)) for cut in cuts)


def _spikes(week: Series, month: Series) -> Looked:
    tested: list[tuple[Found, float]] = []
    series, alive, tests = 0, 0, 0
    for measure in MEASURES:
        busy = enough_voices(week.hits(measure), week.start, bins=2 * BEFORE)
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
            enough = spoken & enough_voices(grain.of(measure), grain.start, bins=grain.bins)
            enough &= (grain.bins - grain.start >= LEAST_STEP[grain.days])[:, None]
            enough &= two_sided(grain, measure)
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
    spread = spread_of(values, hits, of, days=grain.days)
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


def _surest(found: list[Found]) -> tuple[Found, ...]:
    return tuple(sorted(found, key=lambda one: (one.p_value, one.product, one.feature, one.measure, one.at)))
