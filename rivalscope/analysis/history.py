"""The history of a market's voices: what moved over two years, told with rivals, evidence and the series themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from rivalscope.analysis.figures import figures, rivals, year_ago
from rivalscope.analysis.intervals import Floats, wilson
from rivalscope.analysis.monotone import LEAST_BINS
from rivalscope.analysis.movement import Line, Movement, Point, Shape, Tested, TimeFindings
from rivalscope.analysis.movements import LEAST_STEP, MEASURES, Found, Looked, look
from rivalscope.analysis.series import MONTH, WEEK, Measure, Series, binned, steady
from rivalscope.analysis.shares import BUSY, LEAST_VOICES
from rivalscope.analysis.spikes import BEFORE, FEWEST, LEAST_BEFORE, foretold
from rivalscope.analysis.voices import MENTION, PROBLEM, REQUEST, Bools, Voices

WEEKS = 104
"""Weeks of a history: two years, of which a season needs both."""
DRAWN = 12
"""Series that are kept to be drawn."""
_EVIDENCE = 20
_NEWEST = 56
"""Days at the end of a movement whose words are quoted."""
_NEEDS = {
    Shape.SPIKE: f"{LEAST_BEFORE + 1} bins of four weeks, and {FEWEST} voices in the one that stands out",
    Shape.TREND: f"{LEAST_BINS} bins of four weeks with {LEAST_VOICES} voices each",
    Shape.STEP: f"{LEAST_STEP[WEEK]} weeks, or {LEAST_STEP[MONTH]} times four weeks, half of them with {BUSY:g} voices",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Past:
    """What every movement is told from."""

    found: Voices
    kept: Bools
    by_days: dict[int, Series]


def time_findings(found: Voices, *, until: date, undated: int = 0) -> TimeFindings:
    """Return what moved in the `WEEKS` that end with `until`; `undated` is how many reviews have no date."""
    since = until - timedelta(days=WEEKS * WEEK - 1)
    week = binned(found, until=until, weeks=WEEKS)
    month = binned(found, until=until, weeks=WEEKS, days=MONTH)
    kept, _ = steady(found, first=since, until=until)
    inside = (found.day >= since.toordinal()) & (found.day <= until.toordinal())
    past = _Past(found=found, kept=kept, by_days={WEEK: week, MONTH: month})
    looked = look(week, month)
    told = [(one, _movement(past, part.shape, one)) for part in looked for one in part.found]
    return TimeFindings(
        since=since,
        until=until,
        weeks=WEEKS,
        movements=tuple(movement for _, movement in told),
        lines=tuple(
            Line(movement=number, points=points(past.by_days[one.days], one, shape=movement.shape))
            for number, (one, movement) in _drawn(told)
        ),
        tested=tuple(_tested(part, month) for part in looked),
        undated=undated,
        aside=int((inside & ~kept).sum()),
    )


def points(grain: Series, one: Found, *, shape: Shape) -> tuple[Point, ...]:
    """Return the bins of a series from its start on: counts with what was foretold for a spike, else shares."""
    hits = grain.hits(one.measure)[one.product, one.feature]
    of = grain.of(one.measure)[one.product, one.feature]
    start = int(grain.start[one.product])
    if shape is Shape.SPIKE:
        return tuple(
            _count(grain, hits, place, start) for place in range(max(start, one.at - 39), grain.bins)
        )
    return tuple(_share(grain, hits, of, place) for place in range(start, grain.bins))


def _count(grain: Series, hits: Floats, place: int, start: int) -> Point:
    behind = hits[max(place - BEFORE, start) : place]
    band = foretold(behind)[1:] if len(behind) >= LEAST_BEFORE else (None, None)
    return Point(
        since=grain.day(place), value=float(hits[place]), low=band[0], high=band[1], n=int(hits[place])
    )


def _share(grain: Series, hits: Floats, of: Floats, place: int) -> Point:
    n, k = int(of[place]), int(hits[place])
    low, high = wilson(k, n) if n else (None, None)
    return Point(since=grain.day(place), value=k / n if n else None, low=low, high=high, n=n)


def _movement(past: _Past, shape: Shape, one: Found) -> Movement:
    grain = past.by_days[one.days]
    figured = figures(grain, one, shape)
    others = rivals(grain, one, shape)
    return Movement(
        product=grain.products[one.product],
        feature=grain.features[one.feature],
        measure=one.measure,
        shape=shape,
        since=grain.day(one.at),
        until=grain.day(one.end) - timedelta(days=1),
        days=one.days,
        bins=grain.bins - int(grain.start[one.product]),
        p_value=one.p_value,
        before=figured.before,
        after=figured.after,
        low=figured.low,
        high=figured.high,
        n_before=figured.n_before,
        n=figured.n,
        place=figured.place,
        crowd=figured.crowd,
        rivals_before=others[0],
        rivals_after=others[1],
        year_ago=year_ago(grain, one, shape),
        evidence=_evidence(past, grain, one),
    )


def _evidence(past: _Past, grain: Series, one: Found) -> tuple[int, ...]:
    """Return the words behind the later side: what the measure counts, surest first, one a voice."""
    found = past.found
    at = max(one.at, one.end - _NEWEST // one.days)
    days = grain.day(at).toordinal(), grain.day(one.end).toordinal()
    wanted = {
        Measure.MENTIONS: (found.kind == MENTION) | (found.kind == REQUEST),
        Measure.NEGATIVE: found.leaning < 0,
        Measure.SENTIMENT: found.leaning > 0,
        Measure.REQUESTS: found.kind == REQUEST,
        Measure.PROBLEMS: found.kind == PROBLEM,
    }[one.measure]
    when = found.day[found.review]
    own = (
        (found.feature == one.feature)
        & (found.product[found.review] == one.product)
        & past.kept[found.review]
    )
    rows = np.flatnonzero(wanted & own & (when >= days[0]) & (when < days[1]))
    rows = rows[np.lexsort((found.evidence[rows], -found.sure[rows], -np.abs(found.leaning[rows])))]
    _, firsts = np.unique(found.voice[found.review[rows]], return_index=True)
    return tuple(found.evidence[rows[np.sort(firsts)]][:_EVIDENCE].tolist())


def _drawn(told: Sequence[tuple[Found, Movement]]) -> list[tuple[int, tuple[Found, Movement]]]:
    """Return the movements that are drawn, with their places: the surest, one a series."""
    seen: set[tuple[int, int, Measure]] = set()
    drawn: list[tuple[int, tuple[Found, Movement]]] = []
    for number, (one, movement) in sorted(enumerate(told), key=lambda pair: pair[1][0].p_value):
        if (key := (one.product, one.feature, one.measure)) not in seen and len(drawn) < DRAWN:
            seen.add(key)
            drawn.append((number, (one, movement)))
    return drawn


def _tested(looked: Looked, month: Series) -> Tested:
    fullest = ""
    if not looked.series:
        bins = month.bins - int(month.start.min(initial=month.bins))
        voices = max(
            (float(month.of(measure)[:, :, -BEFORE:].max(initial=0)) for measure in MEASURES), default=0
        )
        fullest = f"{bins} times four weeks, {voices:.0f} voices in the fullest of the last year"
    return Tested(
        shape=looked.shape,
        series=looked.series,
        thin=max(looked.thin, 0),
        found=len(looked.found),
        needs=_NEEDS[looked.shape],
        most=fullest,
    )
