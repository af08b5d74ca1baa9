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
    """`unknown` when no page says anything: it is not `absent`. `conflicting` is neither a yes nor a no."""
    plans: tuple[str, ...] = ()
    """Plans that include it, in the order of the page; empty when the page speaks of the product."""
    value: str | None = None
    evidence: tuple[int, ...] = ()
    """Of the statements that hold; of a conflicting cell those that say yes."""
    last_seen: datetime | None = None
    confidence: float | None = None
    """How sure the status is, 0 to 1, by the pages that say so (rivalscope.domain.belief): of a conflicting cell that
    of its weaker side; None when no page says anything."""
    evidence_against: tuple[int, ...] = ()
    """Of other pages that say the opposite; of a conflicting cell those that say no."""


class Standing(StrEnum):
    """How customers of a rival like a feature, against ours."""

    BETTER = "better"
    """They like theirs better."""
    WORSE = "worse"
    """Ours is liked better."""
    LEVEL = "no difference shown"
    """There are opinions enough to show a difference of some size, and none showed."""
    FEW = "too few opinions"
    """A difference might well be there and not show."""
    APART = "not comparable"
    """They are reviewed in different places, whose reviewers differ, or read differently: nothing can be said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderErrors:
    """How often one way of reading takes a good opinion for a bad one, counted on texts that it never saw."""

    model: str
    """Version of what read, without the names of a market's products."""
    good: int
    """Aspects labelled positive that it called positive or negative."""
    good_right: int
    """Those of them that it called positive: sensitivity is good_right / good."""
    bad: int
    """Aspects labelled negative that it called positive or negative."""
    bad_right: int
    """Those of them that it called negative: specificity is bad_right / bad."""
    origin: str
    """What it was counted on, in words."""

    @property
    def sensitivity(self) -> float:
        """Share of good opinions read as good."""
        return self.good_right / self.good

    @property
    def specificity(self) -> float:
        """Share of bad opinions read as bad."""
        return self.bad_right / self.bad


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
    """Mean of the positive share's posterior, in the market's mix of platforms and corrected for errors of reading; None
    when n is 0."""
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
    uncorrected: float | None = None
    """`score` as it would be had every opinion been read right and did no platform lean."""
    standing: Standing | None = None
    """Against our product, on platforms that both have; None for our own, and where only one of the two is judged."""
    better: float | None = None
    """Chance that this product's customers like it better than ours do, 0 to 1; None where they are not compared."""
    place: int | None = None
    """Place among the products that share platforms, 1 the best liked; None for those left out."""
    best: float | None = None
    """Chance that it is the best liked of them, 0 to 1."""
    order: float | None = None
    """Chance that the whole order of these products is right, 0 to 1; the same for all of them."""
    compared: int = 0
    """Its reviewers with a polar opinion on the platforms of the comparison with ours; for ours, of the order."""
    platforms: tuple[str, ...] = ()
    """Those platforms: hosts, services and files."""
    caveat: str = ""
    """Why it is not compared, or not corrected, in words; empty when there is nothing to say."""


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
    TABLE_STAKES = "table stakes"
    """We and nearly all rivals have it, and customers take it for granted."""
    OVER_SERVED = "over-served"
    """Everybody's customers are satisfied, few speak of it and hardly anybody asks."""


CALLING = frozenset({GapKind.PARITY, GapKind.QUALITY, GapKind.WHITE_SPACE})
"""Kinds that call for work; the others say where none is needed."""


class Spread(StrEnum):
    """How common a feature is among rivals."""

    PARITY = "parity"
    """Half of them or more have it."""
    DIFFERENTIATOR = "differentiator"
    """One of them or none has it."""


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
    severity: float = 0.0
    """0 to 10: importance × what of it rivals' customers have, or like, and ours do not; nil when nothing is lost."""
    severity_low: float = 0.0
    """Lower end of the 95 % interval of `severity`."""
    severity_high: float = 0.0
    first: float | None = None
    """Chance that its opportunity is the greatest of the ranked gaps that call for work, 0 to 1; None for others."""
    top: float | None = None
    """Chance that it is among the first five of these."""
    spread: Spread | None = None
    """How common it is among rivals; None between the two and where no page speaks of it."""
    platforms: tuple[str, ...] = ()
    """Platforms on which products were compared; empty when no comparison stands behind the gap."""
    chance: float | None = None
    """Chance that the comparison in `summary` is right, 0 to 1, the least of those made; None without one."""
    caveat: str = ""
    """What could not be compared, and why; empty when there is nothing to say."""


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
    errors: tuple[ReaderErrors, ...] = ()
    """Measured errors of reading by which scores are corrected, one for each model that read the reviews counted."""
    uncounted: tuple[str, ...] = ()
    """Models that read reviews and whose errors nobody measured, or are too many to correct: nothing is corrected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeScore:
    """What a change weighs, and why."""

    points: float
    """0 to 100, to a tenth."""
    reason: str
    """The parts in words, e.g. `price 1.00 × moved −16.6 % 0.97 × on a pricing page 1.00 × …`."""
    parts: Mapping[str, float]
    """Weights by name: type, size, page, persistence, novelty; their product times 100 is the points."""


class Cause(StrEnum):
    """Why a source has given nothing for nights on end."""

    GONE = "gone"
    BLOCKED = "blocked"
    REDESIGNED = "redesigned"
    ROBOTS = "robots"
    DOWN = "down"


MENDS: Mapping[Cause, str] = {
    Cause.GONE: "find where it went and write that address into market.toml, or take the source out",
    Cause.BLOCKED: "the site keeps crawlers out: ask its owner for leave, take an export or an interface instead, or take "
    "the source out",
    Cause.REDESIGNED: "look at it in a browser; `rivalscope quarantine list` shows what is held back, `render = true` runs "
    "its scripts, and `expect` may ask for too much",
    Cause.ROBOTS: "its robots.txt does not allow it: ask its owner for leave, or take the source out",
    Cause.DOWN: "the site does not answer: look whether it does in a browser, and wait or take the source out",
}
"""What a person can do about each cause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastingFailure:
    """A source that has given nothing for five nights or more."""

    source: str
    """Key of the source."""
    url: str
    cause: Cause
    nights: int
    """Nights on which it was due and gave nothing, without one in between that did."""
    since: date
    """The first of them within the span that was looked at."""
    reason: str
    """Of the newest night, in words."""

    @property
    def words(self) -> str:
        """What it comes to, and the mend."""
        why = f": {self.reason}" if self.reason else ""
        return f"{self.cause.value}, {self.nights} nights without facts{why}; {MENDS[self.cause]}"


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
    lasting: tuple[LastingFailure, ...] = ()
    """Sources that have given nothing for five nights or more, each with its cause and mend."""
