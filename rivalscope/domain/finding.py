"""Findings: what analysis concludes from facts, each with n, an interval and the ids of its evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from rivalscope.domain.page import ClaimStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureCell:
    """One product × feature of the matrix."""

    product: str
    feature: str
    status: ClaimStatus
    """`unknown` when no page says anything: it is not `absent`."""
    plans: tuple[str, ...] = ()
    """Plans that include it, in the order of the page; empty when the page speaks of the product."""
    value: str | None = None
    evidence: tuple[int, ...] = ()
    last_seen: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureScore:
    """What reviewers of a product feel about a feature."""

    product: str
    feature: str
    n: int
    """Reviewers with a polar opinion (positive or negative), one voice each."""
    neutral: int
    """Reviewers who only mention it."""
    positive_share: float | None
    """Positive of n; None when n is 0."""
    score: float | None
    """Empirical-Bayes mean of the positive share; None when n is 0."""
    low: float | None
    """Lower end of the 95 % interval of `score`."""
    high: float | None
    importance: float
    """Share of the product's reviewers who mention the feature, 0 to 1."""
    requests: int
    """Distinct reviewers who ask for it."""
    ranked: bool
    """Whether n reaches the minimum below which nothing is ranked."""
    evidence: tuple[int, ...] = ()
    """Evidence ids of mentions, clearest first, at most 20."""


class GapKind(StrEnum):
    """What sort of gap it is."""

    PARITY = "parity"
    """Rivals have it, we do not."""
    QUALITY = "quality"
    """We have it; a rival's customers like theirs better."""
    WHITE_SPACE = "white space"
    """Customers want it or suffer from it, nobody serves it well."""
    LEAD = "lead"
    """We have it or do it better than every rival."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One row of the gap analysis."""

    kind: GapKind
    feature: str
    ours: ClaimStatus
    rivals: tuple[str, ...]
    """Slugs of the products against which the gap stands: those who have it, or do it better."""
    opportunity: float
    """0 to 20, Ulwick's I + max(I − S, 0): I the rank of its talk, S the satisfied share (see analysis.opportunity)."""
    low: float
    """Lower end of the 95 % interval of `opportunity`."""
    high: float
    n: int
    """Reviewers behind importance and satisfaction, over all products compared."""
    importance: float
    """0 to 1."""
    our_score: float | None
    best_score: float | None
    """Best rival's shrunken positive share."""
    thin: bool
    """Whether n is below the minimum: shown, but not ranked."""
    summary: str
    """One sentence that says what the gap is."""
    evidence: tuple[int, ...]
    """Evidence ids: claims first, then mentions; never empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What one run of the gap analysis computed."""

    as_of: datetime
    cells: tuple[FeatureCell, ...]
    scores: tuple[FeatureScore, ...]
    gaps: tuple[Gap, ...]
    """Ranked ones first, by opportunity; thin ones after."""
    taxonomy: str
    """Version of the taxonomy."""
    model: str
    """Version of what read the reviews."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeScore:
    """What a change weighs, and why."""

    points: float
    """0 to 100, to a tenth."""
    reason: str
    """The parts in words, e.g. `price 1.00 × moved −16.6 % 0.97 × on a pricing page 1.00 × …`."""
    parts: Mapping[str, float]
    """Weights by name: type, size, page, persistence, novelty; their product times 100 is the points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageSummary:
    """What a report or digest stands on."""

    first_night: date | None
    last_night: date | None
    nights: int
    """Nights on which a crawl ran in the window."""
    sources: int
    ok: int
    """Sources that gave facts on every night of the window on which they were due."""
    failing: tuple[tuple[str, str], ...]
    """Key and reason of each source whose latest capture gave none."""
    stale: tuple[tuple[str, str], ...]
    """Key and last good date of each source that has given none for seven nights or more."""
    captures: int
    reviews: int
    """Reviews stored by the end of the window."""
    cut_short: tuple[tuple[date, str], ...] = ()
    """Each partial night of the window and why: its changes are those of the pages that it read."""
    decided: tuple[tuple[str, str], ...] = ()
    """Key of each source of which a page was held back, and in words who accepted or rejected it."""
    unread: tuple[tuple[str, int], ...] = ()
    """Languages that are not read, by code, with the reviews stored in them, most first."""
