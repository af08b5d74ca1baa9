"""What a week is set against: what we offer, what customers like and ask for, who goes to whom, what plans cost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from rivalscope.analysis.demand import demands
from rivalscope.analysis.prices import current
from rivalscope.analysis.rivalry import flows
from rivalscope.domain.fact import ComparisonFact, IntentFact, PriceFact
from rivalscope.domain.finding import Analysis, FeatureScore
from rivalscope.domain.page import ClaimStatus
from rivalscope.domain.reading import IntentLabel

Place = tuple[str, str]
"""Slug and feature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What the items of a digest are set against, as of its end."""

    cells: Mapping[Place, ClaimStatus] = field(default_factory=dict)
    """What the pages of a product say of a feature; nothing where no page speaks of it."""
    claimed: Mapping[int, str] = field(default_factory=dict)
    """Evidence id of a claim → feature."""
    scores: Mapping[Place, FeatureScore] = field(default_factory=dict)
    """What reviewers feel, where enough of them do."""
    wishes: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Feature → distinct reviewers who asked for it: of any product, and of ours."""
    flows: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Slug of a rival → reviewers who went from us to it, and from it to us."""
    prices: Mapping[int, PriceFact] = field(default_factory=dict)
    """Evidence id → price, of those that stand."""
    window_days: int = 365
    """Days over which wishes and switches are counted."""


def background(
    *,
    analysis: Analysis | None,
    intents: Iterable[IntentFact],
    comparisons: Iterable[ComparisonFact],
    prices: Iterable[PriceFact],
    reviewers: Mapping[int, str],
    ours: str,
    window_days: int,
    as_of: datetime,
) -> Background:
    """Return the background of a digest; `reviewers` (review id → key) are those of the window."""
    cells = analysis.cells if analysis else ()
    return Background(
        cells={(cell.product, cell.feature): cell.status for cell in cells},
        claimed={number: cell.feature for cell in cells for number in cell.evidence},
        scores={(s.product, s.feature): s for s in (analysis.scores if analysis else ()) if s.ranked},
        wishes=_wishes(intents, reviewers, ours=ours),
        flows=_flows(comparisons, reviewers, ours=ours),
        prices={price.evidence: price for price in current(prices, as_of=as_of)},
        window_days=window_days,
    )


def _wishes(
    intents: Iterable[IntentFact], reviewers: Mapping[int, str], *, ours: str
) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for one in demands(intents, label=IntentLabel.REQUEST, reviewers=reviewers):
        if one.feature is not None:
            everybody, own = found.get(one.feature, (0, 0))
            found[one.feature] = everybody + one.voices, own + (one.voices if one.product == ours else 0)
    return found


def _flows(
    comparisons: Iterable[ComparisonFact], reviewers: Mapping[int, str], *, ours: str
) -> dict[str, tuple[int, int]]:
    found = {}
    for flow in flows(comparisons, reviewers=reviewers):
        if flow.first == ours:
            found[flow.second] = flow.to_second, flow.to_first
        elif flow.second == ours:
            found[flow.first] = flow.to_first, flow.to_second
    return found
