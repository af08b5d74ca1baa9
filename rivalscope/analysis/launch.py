"""What a launch did: weekly shares before and after it, against what rivals' customers said in the same weeks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from rivalscope.analysis.intervals import Floats, beta_quantile
from rivalscope.analysis.series import Measure, Series, weekly
from rivalscope.analysis.voices import Voices, voices
from rivalscope.domain.fact import ComparisonFact, IntentFact, Mention, ReviewFact
from rivalscope.domain.reading import Relation

LEAST_WEEKS = 8
"""Weeks on either side below which no effect is estimated: with fewer the test has no power."""
LEAST_VOICES = 3
"""Reviews a week, on the average, below which a weekly share is mostly noise."""
EDGE = 4
"""Weeks that a placebo date keeps from either end of the time before the launch."""
LEAST_DATES = 9
"""Placebo dates from which they give a p value: with fewer it could not reach 0.1, however clear an effect is."""
TRACKED = (Measure.MENTIONS, Measure.REQUESTS, Measure.SENTIMENT)
"""What is tracked, over all reviewers or over those with an opinion."""
DOUBT = 0.1
"""Share of placebo dates as clear from which on an effect may be chance."""


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

    @property
    def clear(self) -> bool:
        """Whether the interval is on one side of zero, and few dates before the launch look as clear."""
        if self.low is None or self.high is None:
            return False
        return (self.low > 0 or self.high < 0) and (self.p_value is None or self.p_value <= DOUBT)


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
    """Return what the `weeks` on either side of a launch show; see `follow`."""
    about = (mention for mention in mentions if mention.feature == feature)
    asked = (intent for intent in intents if intent.feature == feature)
    return follow(voices(reviews, about, asked), on=on, until=until, weeks=weeks, us=us, rivals=rivals)


def follow(
    found: Voices, *, on: date, until: date, weeks: int, us: str, rivals: Sequence[str]
) -> list[LaunchEffect]:
    """Return what the `weeks` on either side of a launch show, for each measure; nothing after `until` counts.

    `found` names one feature alone (`voices.naming`); one voice per reviewer and week, and undated reviews are in no
    week. The effect is b₂ of y = b₀ + b₁·t + b₂·D + b₃·(t − T)·D by ordinary least squares on the weekly difference of
    our share from the mean of rivals' (interrupted time series, Bernal et al., Int. J. Epidemiology 46 (2017) 348; the
    difference cancels what all share). Residuals of such short series are too few to model their correlation, so the p
    value comes from placebo dates before the launch and not from the fit; below 17 weeks before there are too few of
    them, and the interval stands alone.
    """
    told = found.day <= until.toordinal()
    counted = weekly(found, first=on - timedelta(weeks=weeks), bins=2 * weeks, kept=told)
    places = {slug: place for place, slug in enumerate(counted.products)}
    return [
        _effect(
            measure,
            {slug: _shares(counted, places[slug], measure) for slug in (us, *rivals) if slug in places},
            us=us,
            weeks=weeks,
        )
        for measure in TRACKED
    ]


def _shares(counted: Series, product: int, measure: Measure) -> Shares:
    if not counted.features:
        of = counted.reviewers[product] * (measure is not Measure.SENTIMENT)
        return Shares(hits=np.zeros(counted.bins), of=of)
    return Shares(hits=counted.hits(measure)[product, 0], of=counted.of(measure)[product, 0])


def _effect(measure: Measure, spoken: Mapping[str, Shares], *, us: str, weeks: int) -> LaunchEffect:
    nobody = Shares(hits=np.zeros(2 * weeks), of=np.zeros(2 * weeks))
    ours = spoken.get(us, nobody)
    others = [shares for slug, shares in spoken.items() if slug != us]
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
