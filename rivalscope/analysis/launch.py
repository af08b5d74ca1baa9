"""What a launch did: weekly shares before and after it, against what rivals' customers said in the same weeks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from rivalscope.analysis.intervals import Floats, beta_quantile
from rivalscope.analysis.sentiment import dated
from rivalscope.domain.fact import ComparisonFact, IntentFact, Mention, ReviewFact
from rivalscope.domain.reading import IntentLabel, Polarity, Relation

LEAST_WEEKS = 8
"""Weeks on either side below which no effect is estimated: with fewer the test has no power."""
LEAST_VOICES = 3
"""Reviews a week, on the average, below which a weekly share is mostly noise."""
EDGE = 4
"""Weeks that a placebo date keeps from either end of the time before the launch."""
LEAST_DATES = 9
"""Placebo dates from which they give a p value: with fewer it could not reach 0.1, however clear an effect is."""


class Measure(StrEnum):
    """What is tracked."""

    MENTIONS = "mentions"
    """Share of reviews that speak of the feature."""
    REQUESTS = "requests"
    """Share of reviews that ask for it."""
    SENTIMENT = "sentiment"
    """Positive share of the reviews with an opinion of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Weekly shares of one product: how many of how many."""

    hits: Floats
    """Reviews that count, by week."""
    of: Floats
    """Reviews that could, by week."""

    @property
    def values(self) -> Floats:
        """Shares by week; NaN in a week in which nobody was asked."""
        with np.errstate(invalid="ignore"):
            return np.asarray(np.where(self.of > 0, self.hits / np.maximum(self.of, 1), np.nan))


@dataclass(frozen=True, slots=True, kw_only=True)
class LaunchEffect:
    """One measure before and after a launch."""

    measure: Measure
    before: float | None
    """Our share in the weeks before; None when nobody was asked."""
    n_before: int
    after: float | None
    n_after: int
    rivals_before: float | None
    """The mean of rivals' shares in the same weeks."""
    rivals_after: float | None
    effect: float | None
    """Change of level against rivals at the launch; None when there is not enough to estimate it."""
    low: float | None
    """Lower end of its 95 % interval."""
    high: float | None
    p_value: float | None
    """Share of placebo dates before the launch with an effect as clear; None with fewer than `LEAST_DATES`."""
    weeks_before: int
    weeks_after: int
    problem: str
    """Why there is no effect, in words; empty when there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    """A change of level at a date, by least squares."""

    level: float
    """b₂."""
    spread: float
    """Its standard error."""
    freedom: int

    @property
    def t(self) -> float:
        """Student's t of the level."""
        return self.level / self.spread if self.spread else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """Reviewers who say that they came to us or left us, on either side of a launch."""

    came_before: int
    came_after: int
    left_before: int
    left_after: int
    evidence: tuple[int, ...]
    """Of those after the launch."""


def moves(comparisons: Iterable[ComparisonFact], *, on: date, until: date, weeks: int, us: str) -> Moves:
    """Count the dated switches to and from us in the `weeks` on either side of a launch."""
    span = timedelta(weeks=weeks)
    dated_ones = [
        one
        for one in comparisons
        if one.relation is Relation.SWITCH
        and one.date is not None
        and on - span <= one.date < on + span
        and one.date <= until
    ]
    came = [one for one in dated_ones if one.winner == us]
    left = [one for one in dated_ones if one.loser == us]
    return Moves(
        came_before=sum(one.date < on for one in came if one.date),
        came_after=sum(one.date >= on for one in came if one.date),
        left_before=sum(one.date < on for one in left if one.date),
        left_after=sum(one.date >= on for one in left if one.date),
        evidence=tuple(one.evidence for one in (*came, *left) if one.date and one.date >= on),
    )


def track(
    feature: str,
    *,
    on: date,
    until: date,
    weeks: int,
    us: str,
    rivals: Sequence[str],
    reviews: Sequence[ReviewFact],
    mentions: Iterable[Mention],
    intents: Iterable[IntentFact],
) -> list[LaunchEffect]:
    """Return what the `weeks` on either side of a launch show, for each measure; nothing after `until` counts.

    The effect is b₂ of y = b₀ + b₁·t + b₂·D + b₃·(t − T)·D by ordinary least squares on the weekly difference of our
    share from the mean of rivals' (interrupted time series, Bernal et al., Int. J. Epidemiology 46 (2017) 348; the
    difference cancels what all share). Residuals of such short series are too few to model their correlation, so the p
    value comes from placebo dates before the launch and not from the fit; below 17 weeks before there are too few of
    them, and the interval stands alone.
    """
    spoken = _weekly(feature, on, until, weeks, reviews, mentions, intents)
    return [
        _effect(measure, {slug: spoken.get((slug, measure)) for slug in (us, *rivals)}, us=us, weeks=weeks)
        for measure in Measure
    ]


def _weekly(
    feature: str,
    on: date,
    until: date,
    weeks: int,
    reviews: Sequence[ReviewFact],
    mentions: Iterable[Mention],
    intents: Iterable[IntentFact],
) -> dict[tuple[str, Measure], Shares]:
    """Count reviews by product, measure and week; week `weeks` is the first with the launch."""
    first = on - timedelta(weeks=weeks)
    week = {
        r.id: (dated(r) - first).days // 7
        for r in reviews
        if first <= dated(r) < on + timedelta(weeks=weeks) and dated(r) <= until
    }
    product = {r.id: r.product for r in reviews}
    liked: defaultdict[int, int] = defaultdict(int)
    speak: set[int] = set()
    for mention in mentions:
        if mention.feature == feature and mention.review in week:
            speak.add(mention.review)
            liked[mention.review] += (mention.polarity is Polarity.POSITIVE) - (
                mention.polarity is Polarity.NEGATIVE
            )
    ask = {
        i.review
        for i in intents
        if i.feature == feature and i.label is IntentLabel.REQUEST and i.review in week
    }
    polar = {review for review in speak if liked[review]}
    parts = {
        Measure.MENTIONS: (speak | ask, set(week)),
        Measure.REQUESTS: (ask, set(week)),
        Measure.SENTIMENT: ({review for review in polar if liked[review] > 0}, polar),
    }
    return {
        (slug, measure): Shares(
            hits=_counted(hits, slug, product, week, weeks), of=_counted(of, slug, product, week, weeks)
        )
        for measure, (hits, of) in parts.items()
        for slug in sorted(set(product.values()))
    }


def _counted(
    found: Iterable[int], slug: str, product: Mapping[int, str], week: Mapping[int, int], weeks: int
) -> Floats:
    counts = np.zeros(2 * weeks)
    for review in found:
        if product[review] == slug:
            counts[week[review]] += 1
    return counts


def _effect(measure: Measure, spoken: Mapping[str, Shares | None], *, us: str, weeks: int) -> LaunchEffect:
    nobody = Shares(hits=np.zeros(2 * weeks), of=np.zeros(2 * weeks))
    ours = spoken[us] or nobody
    others = [shares for slug, shares in spoken.items() if slug != us and shares is not None]
    before, after = slice(0, weeks), slice(weeks, 2 * weeks)
    with np.errstate(invalid="ignore"):
        rival = np.array([shares.values for shares in others]).reshape(len(others), 2 * weeks)
        known = np.isfinite(rival).any(axis=0) if others else np.zeros(2 * weeks, dtype=bool)
        mean = np.where(
            known, np.nansum(rival, axis=0) / np.maximum(np.isfinite(rival).sum(axis=0), 1), np.nan
        )
    difference = ours.values - mean if others else ours.values
    usable = np.isfinite(difference)
    problem = _problem(ours, usable, weeks)
    fitted = None if problem else _fit(difference, weeks)
    half = t_quantile(0.975, fitted.freedom) * fitted.spread if fitted else 0.0
    return LaunchEffect(
        measure=measure,
        before=_pooled(ours, before),
        n_before=int(ours.of[before].sum()),
        after=_pooled(ours, after),
        n_after=int(ours.of[after].sum()),
        rivals_before=_mean(mean[before]),
        rivals_after=_mean(mean[after]),
        effect=fitted.level if fitted else None,
        low=fitted.level - half if fitted else None,
        high=fitted.level + half if fitted else None,
        p_value=_placebo(difference[before], fitted.t) if fitted else None,
        weeks_before=int(usable[before].sum()),
        weeks_after=int(usable[after].sum()),
        problem=problem,
    )


def _problem(ours: Shares, usable: Floats, weeks: int) -> str:
    """Return why no effect can be estimated; empty when one can."""
    sides = int(usable[:weeks].sum()), int(usable[weeks:].sum())
    if min(sides) < LEAST_WEEKS:
        return f"{sides[0]} weeks before and {sides[1]} after have reviews to compare; it takes {LEAST_WEEKS} each"
    voices = ours.of[usable.astype(bool)].mean()
    if voices < LEAST_VOICES:
        return f"{voices:.1f} reviews a week; it takes {LEAST_VOICES}"
    return ""


def _fit(difference: Floats, launch: int) -> _Fit:
    kept = np.flatnonzero(np.isfinite(difference))
    after = (kept >= launch).astype(float)
    design = np.column_stack([np.ones(len(kept)), kept, after, (kept - launch) * after])
    answer, *_ = np.linalg.lstsq(design, difference[kept], rcond=None)
    freedom = len(kept) - design.shape[1]
    residual = difference[kept] - design @ answer
    variance = float(residual @ residual) / max(freedom, 1)
    spread = float(np.sqrt(variance * np.linalg.pinv(design.T @ design)[2, 2]))
    return _Fit(level=float(answer[2]), spread=spread, freedom=freedom)


def _placebo(before: Floats, t: float) -> float | None:
    """Return the share of dates before the launch at which a launch would look as clear: (1 + as clear) / (1 + dates)."""
    dates = range(EDGE, len(before) - EDGE)
    if len(dates) < LEAST_DATES:
        return None
    as_clear = sum(abs(_fit(before, day).t) >= abs(t) for day in dates)
    return (1 + as_clear) / (1 + len(dates))


def t_quantile(q: float, freedom: int) -> float:
    """Return where Student's t distribution reaches q (0.5 ≤ q < 1), by the beta quantile x = f / (f + t²)."""
    x = float(beta_quantile(2 * (1 - q), freedom / 2, 0.5))
    return float(np.sqrt(freedom * (1 - x) / x))


def _pooled(shares: Shares, side: slice) -> float | None:
    total = shares.of[side].sum()
    return float(shares.hits[side].sum() / total) if total else None


def _mean(values: Floats) -> float | None:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else None
