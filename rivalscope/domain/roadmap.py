"""The roadmap: gaps as candidates for work, what people estimate of each, and the order that both give."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from rivalscope.domain.finding import GapKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizing:
    """What people say of one candidate: `[roadmap.items."FEATURE"]` in market.toml."""

    effort: tuple[float, float]
    """Person-weeks, from and to."""
    feasible: bool = True
    goals: Mapping[str, float] = field(default_factory=dict)
    """Goal → how far it serves the goal, 0 to 1."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapOptions:
    """What people decide for the whole roadmap: `[roadmap]` in market.toml."""

    person_weeks: float | None = None
    """What there is to spend; None draws no budget line."""
    users: int | None = None
    """How many use our product; None counts reach in reviewers."""
    goals: Mapping[str, float] = field(default_factory=dict)
    """Goal → weight; empty leaves goals out."""
    items: Mapping[str, Sizing] = field(default_factory=dict)
    """Feature → what people say of it."""
    team_sizes: tuple[int, ...] = (5, 25, 100)
    """Seats of the teams for which plans are priced, smallest first."""
    must_have: tuple[str, ...] = ()
    """Features of the taxonomy that a plan must cover to be compared by price."""


class ItemState(StrEnum):
    """What became of a candidate."""

    RANKED = "ranked"
    NEEDS_SIZING = "needs sizing"
    """Nobody has said what it takes: it has no score."""
    NOT_FEASIBLE = "not feasible"
    """People say that it can't be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapItem:
    """One candidate with the parts of its scores, each traceable."""

    feature: str
    kind: GapKind
    state: ItemState
    n: int
    """Reviewers who speak of it, over all products."""
    reach: float
    """Users it touches, or reviewers when the market file does not say how many users there are."""
    opportunity: float
    """0 to 20."""
    impact: float
    """3, 2, 1, 0.5 or 0.25: the opportunity's place among all gaps."""
    confidence: float
    """1, 0.8 or 0.5."""
    doubts: tuple[str, ...]
    """Why confidence is not 1, in words."""
    shipped_by: tuple[str, ...]
    """Slugs of the rivals on whose pages it appeared in the last half year."""
    rising: bool
    """Whether reviewers speak of it more than they did."""
    leavers: int
    """Reviewers of our product who leave, or threaten to, over it."""
    alignment: float
    """How far it serves the goals, 0 to 1; 1 when there are none."""
    effort: tuple[float, float] | None
    """Person-weeks; None when nobody has said."""
    rice: float | None
    """Reach × impact × confidence × alignment / effort; None without effort."""
    rice_low: float | None
    """Lower end of the 90 % interval."""
    rice_high: float | None
    wsjf: float | None
    """(value + time criticality + risk reduction) / job size; None without effort."""
    top_five: float | None
    """Chance to be among the first five by RICE, 0 to 1."""
    fits: bool | None
    """Whether it fits into the budget after those before it; None without a budget or an effort."""
    summary: str
    note: str
    evidence: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Roadmap:
    """Candidates in order: ranked ones by RICE, then those that need sizing by opportunity, then the infeasible."""

    as_of: datetime
    items: tuple[RoadmapItem, ...]
    person_weeks: float | None
    planned: float
    """Person-weeks, in the middle of their ranges, of the items that fit."""
    in_users: bool
    """Whether reach counts users; else reviewers."""
    thin: int
    """Gaps left out because too few reviewers speak of them."""
    unknown: tuple[str, ...]
    """Features that the market file sizes and that are no candidate."""
