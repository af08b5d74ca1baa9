"""From gap to plan: candidates ranked by RICE and WSJF, filled from evidence, with the chance of their rank."""

import dataclasses
from bisect import bisect_right
from collections.abc import Mapping, Sequence

import numpy as np

from rivalscope.analysis.intervals import Floats
from rivalscope.analysis.opportunity import DRAWS, seeded
from rivalscope.analysis.urgency import Urgency
from rivalscope.domain.finding import CALLING, Analysis, Gap
from rivalscope.domain.roadmap import ItemState, Roadmap, RoadmapItem, RoadmapOptions, Sizing

IMPACTS = (0.25, 0.5, 1.0, 2.0, 3.0)
"""Intercom's scale, minimal to massive (McBride, RICE, 2016)."""
QUARTERS = (0.25, 0.5, 0.75, 0.9)
"""Places among all gaps from which the next impact holds: Ulwick's thresholds do not carry over to ranked importance."""
CONFIDENCES = (1.0, 0.8, 0.5)
"""Intercom's scale: no doubt, one, several."""
FIBONACCI = (1, 2, 3, 5, 8, 13)
"""The steps on which WSJF's parts are told (Reinertsen, Principles of Product Development Flow, 2009; SAFe)."""
FIRST = 5
"""Places of the top whose chance is told."""


def rank(
    analysis: Analysis,
    options: RoadmapOptions,
    *,
    urgencies: Mapping[str, Urgency],
    doubts: Mapping[str, tuple[str, ...]],
) -> Roadmap:
    """Return the roadmap of an analysis: every gap that calls for work and is not thin is a candidate.

    `urgencies` gives what `urgency.urgencies` found by feature, `doubts` why a feature's evidence is weak. Effort,
    feasibility and goals are people's: without an effort a candidate has no score and needs sizing.
    """
    wanted = [gap for gap in analysis.gaps if gap.kind in CALLING]
    gaps = [gap for gap in wanted if not gap.thin]
    bounds = _bounds([gap.opportunity for gap in gaps])
    items = [
        _item(gap, options, bounds, urgencies.get(gap.feature, Urgency()), doubts.get(gap.feature, ()))
        for gap in gaps
    ]
    ranked = [(item, gap) for item, gap in zip(items, gaps, strict=True) if item.state is ItemState.RANKED]
    scored = _with_chances(ranked, options, bounds)
    first = _budgeted(sorted(scored, key=lambda item: (-(item.rice or 0), item.feature)), options)
    rest = [item for item in items if item.state is not ItemState.RANKED]
    rest.sort(key=lambda item: (item.state is ItemState.NOT_FEASIBLE, -item.opportunity, item.feature))
    return Roadmap(
        as_of=analysis.as_of,
        items=(*first, *rest),
        person_weeks=options.person_weeks,
        planned=sum(_middle(item.effort) for item in first if item.fits and item.effort),
        in_users=options.users is not None,
        thin=len(wanted) - len(gaps),
        unknown=tuple(sorted(set(options.items) - {gap.feature for gap in gaps})),
    )


def _bounds(opportunities: Sequence[float]) -> Floats:
    """Return the opportunities from which the second to the fifth impact hold."""
    return np.quantile(opportunities, QUARTERS) if opportunities else np.zeros(len(QUARTERS))


def _item(
    gap: Gap, options: RoadmapOptions, bounds: Floats, urgency: Urgency, doubts: tuple[str, ...]
) -> RoadmapItem:
    sizing = options.items.get(gap.feature)
    impact = IMPACTS[bisect_right(bounds.tolist(), gap.opportunity)]
    confidence = CONFIDENCES[min(len(doubts), 2)]
    alignment = _alignment(options.goals, sizing)
    reach = gap.importance * options.users if options.users is not None else float(gap.n)
    effort = sizing.effort if sizing else None
    state = ItemState.RANKED if sizing else ItemState.NEEDS_SIZING
    if sizing and not sizing.feasible:
        state = ItemState.NOT_FEASIBLE
    scored = state is ItemState.RANKED and effort is not None
    return RoadmapItem(
        feature=gap.feature,
        kind=gap.kind,
        state=state,
        n=gap.n,
        reach=reach,
        opportunity=gap.opportunity,
        impact=impact,
        confidence=confidence,
        doubts=doubts,
        shipped_by=urgency.shipped_by,
        rising=urgency.rising,
        leavers=urgency.leavers,
        alignment=alignment,
        effort=effort,
        rice=reach * impact * confidence * alignment / _middle(effort) if scored and effort else None,
        rice_low=None,
        rice_high=None,
        wsjf=_wsjf(impact * alignment, urgency, effort) if scored and effort else None,
        top_five=None,
        fits=None,
        summary=gap.summary,
        note=sizing.note if sizing else "",
        evidence=gap.evidence,
    )


def _alignment(goals: Mapping[str, float], sizing: Sizing | None) -> float:
    """Return Σ g·a / Σ g over the goals g and how far the item serves each; 1 when nothing is said of goals."""
    total = sum(goals.values())
    if not total or sizing is None or not sizing.goals:
        return 1.0
    return sum(weight * sizing.goals.get(goal, 0.0) for goal, weight in goals.items()) / total


def _wsjf(value: float, urgency: Urgency, effort: tuple[float, float]) -> float:
    """Return (value + time criticality + risk reduction) / job size, each on Fibonacci's steps."""
    parts = (value / IMPACTS[-1], urgency.criticality, urgency.risk)
    size = next((step for step in FIBONACCI if _middle(effort) <= step), FIBONACCI[-1])
    return sum(_step(part) for part in parts) / size


def _step(part: float) -> int:
    """Return the step of a part between 0 and 1."""
    return FIBONACCI[min(int(part * len(FIBONACCI)), len(FIBONACCI) - 1)]


def _with_chances(
    ranked: Sequence[tuple[RoadmapItem, Gap]], options: RoadmapOptions, bounds: Floats
) -> list[RoadmapItem]:
    """Return the items with interval and chance of their rank: 2,000 draws of reach, opportunity and effort."""
    if not ranked:
        return []
    drawn = np.column_stack([_drawn(item, gap, options, bounds) for item, gap in ranked])
    places = (-drawn).argsort(axis=1).argsort(axis=1)
    low, high = np.quantile(drawn, [0.05, 0.95], axis=0)
    chances = (places < FIRST).mean(axis=0)
    return [
        dataclasses.replace(
            item,
            rice_low=float(min(low[i], item.rice or 0)),
            rice_high=float(max(high[i], item.rice or 0)),
            top_five=float(chances[i]),
        )
        for i, (item, _) in enumerate(ranked)
    ]


def _drawn(item: RoadmapItem, gap: Gap, options: RoadmapOptions, bounds: Floats) -> Floats:
    """Draw an item's RICE: reach from Jeffreys' posterior, opportunity from its interval, effort from its range.

    The opportunity's 95 % interval is taken for a normal one, the effort for uniform between its ends.
    """
    rng = seeded(f"roadmap {item.feature}")
    reviewers = gap.n / gap.importance if gap.importance else gap.n
    share = rng.beta(gap.n + 0.5, max(reviewers - gap.n, 0) + 0.5, size=DRAWS)
    reach = share * (options.users if options.users is not None else reviewers)
    opportunity = rng.normal(gap.opportunity, (gap.high - gap.low) / (2 * 1.96), size=DRAWS)
    impact = np.array(IMPACTS)[np.searchsorted(bounds, opportunity, side="right")]
    low, high = item.effort or (1.0, 1.0)
    effort = rng.uniform(low, high, size=DRAWS)
    return np.asarray(reach * impact * item.confidence * item.alignment / effort, dtype=np.float64)


def _budgeted(items: Sequence[RoadmapItem], options: RoadmapOptions) -> list[RoadmapItem]:
    """Mark what fits into the budget, first come first served; a large item that does not fit lets smaller ones by."""
    if options.person_weeks is None:
        return list(items)
    left = options.person_weeks
    marked = []
    for item in items:
        need = _middle(item.effort) if item.effort else 0.0
        fits = need <= left
        left -= need * fits
        marked.append(dataclasses.replace(item, fits=fits))
    return marked


def _middle(effort: tuple[float, float]) -> float:
    return (effort[0] + effort[1]) / 2
