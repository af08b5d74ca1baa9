"""What a report and a digest say, before any format is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from rivalscope.analysis.bursts import BurstEffect
from rivalscope.analysis.demand import Demand
from rivalscope.analysis.driver import Drivers
from rivalscope.analysis.experience import Experienced
from rivalscope.analysis.launches import Launched
from rivalscope.analysis.lifelines import LifeLine
from rivalscope.analysis.movement import TimeFindings
from rivalscope.analysis.requests import Wishes
from rivalscope.analysis.rivalry import Contest, Flow
from rivalscope.analysis.share_of_voice import ShareOfVoice
from rivalscope.analysis.switching import Switching
from rivalscope.analysis.swot import Swot
from rivalscope.analysis.trends import Shift
from rivalscope.analysis.troubles import Troubles
from rivalscope.analysis.value import PlanValues
from rivalscope.domain.capture import Verdict
from rivalscope.domain.crawl import HostNight
from rivalscope.domain.fact import Change, Evidence, PriceFact, ReleaseFact
from rivalscope.domain.feedback import Mark
from rivalscope.domain.finding import Analysis, CoverageSummary, Gap
from rivalscope.domain.market import Product, SourceKind
from rivalscope.domain.noise import NoiseKind
from rivalscope.domain.reader import Topic
from rivalscope.domain.statement import StatementFact
from rivalscope.domain.wording import noise_text
from rivalscope.reports.background import Background
from rivalscope.reports.upcoming import Upcoming


class SourceState(StrEnum):
    """How a source stands at the end of the window."""

    OK = "ok"
    FAILED = "failed"
    STALE = "stale"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStanding:
    """One source over the nights that a report covers."""

    source: str
    """Key of the source."""
    product: str
    kind: SourceKind
    url: str
    state: SourceState
    verdict: Verdict | None
    """Of its latest night; None when it was never fetched."""
    reason: str
    nights: int
    """Nights on which it was due."""
    nights_ok: int
    """Nights on which it gave facts."""
    last_night: date
    last_ok: datetime | None
    extent: str = ""
    """How much of its list of reviews is held; empty when nothing is known to be left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that a report says, with the evidence for it."""

    market: str
    as_of: datetime
    """Aware; what was learnt later is left out."""
    timezone: str
    """IANA name of the reader's zone."""
    products: tuple[Product, ...]
    parents: Mapping[str, str]
    """Feature → the feature above it in the taxonomy."""
    coverage: CoverageSummary
    sources: tuple[SourceStanding, ...]
    analysis: Analysis
    prices: tuple[PriceFact, ...]
    """Those of plans that stand and those that have ended."""
    changes: tuple[Change, ...]
    """Scored, weightiest first, without unstable ones."""
    unstable: int
    """Values that came and went within five captures: counted, not told."""
    since: date
    """First day of the window of changes."""
    releases: tuple[ReleaseFact, ...]
    requests: tuple[Demand, ...]
    problems: tuple[Demand, ...]
    contests: tuple[Contest, ...]
    flows: tuple[Flow, ...]
    shifts: tuple[Shift, ...]
    shift_days: int
    """Days of each of the two spans that shifts compare."""
    evidence: Mapping[int, Evidence]
    around: Mapping[int, tuple[str, str]]
    """Evidence id → the words before and after it in the review, for words too short to be understood alone."""
    versions: Mapping[str, str]
    """What made the facts and findings: extractor, model, taxonomy."""
    minimum_n: int
    window_days: int
    bursts: tuple[BurstEffect, ...] = ()
    """Products with unusually many reviews on some days of the window of opinions."""
    extras: tuple[PriceFact, ...] = ()
    """Prices of what is sold beside plans: those that stand and those that have ended."""
    hosts: tuple[HostNight, ...] = ()
    """What the nights of the window cost each host, the dearest first."""
    noise: Mapping[NoiseKind, int] = field(default_factory=dict)
    """Lines of pages that differed in the window of changes and said the same, by kind, most first."""
    statements: tuple[StatementFact, ...] = ()
    """What pages say of their products as a whole: titles, heroes, taglines, positioning."""
    wishes: Wishes | None = None
    """What reviewers ask for by name, within the window of opinions."""
    switching: Switching | None = None
    """Who goes from which product to which, and why, within the window of opinions."""
    swot: Swot | None = None
    """Strengths, weaknesses, opportunities and threats that evidence makes."""
    drivers: Drivers | None = None
    """What drives the ratings, and how we stand in it, within the window of opinions."""
    time: TimeFindings | None = None
    """What moved over two years in what customers say."""
    lives: tuple[LifeLine, ...] | None = None
    """Since when each product has each feature, those that most have first."""
    launches: tuple[Launched, ...] = ()
    """Launches of the last two years, the newest first."""
    troubles: Troubles | None = None
    """Problems by feature, trend and version, within the window of opinions."""
    share_of_voice: ShareOfVoice | None = None
    """Whose customers speak most, by platform, within the window of opinions."""
    experience: Experienced | None = None
    """Where customers contradict pages, and pages each other; None when it was assembled without."""
    value: PlanValues | None = None
    """What plans cost teams, and which is the cheapest with the must-haves; None when it was assembled without."""

    @property
    def kept_back(self) -> str:
        """The noise in words; empty for none."""
        return noise_text(self.noise)

    @property
    def ours(self) -> Product:
        """The product that is ours."""
        return next(product for product in self.products if product.ours)

    @property
    def names(self) -> dict[str, str]:
        """Slug → name as written."""
        return {product.slug: product.name for product in self.products}

    @property
    def partial(self) -> bool:
        """Whether something that should have been read was not."""
        covered = self.coverage
        return bool(covered.failing or covered.stale or covered.cut_short or not covered.nights)


class DigestState(StrEnum):
    """What a week came to."""

    CHANGED = "changed"
    NOTHING = "nothing material changed"
    NO_DATA = "no data"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductChanges:
    """What one product changed in the week, weightiest first."""

    product: Product
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapMove:
    """A gap that opened, closed, or whose opportunity left its former interval."""

    gap: Gap
    """As it is now; for a closed gap as it was."""
    before: Gap | None
    """None when it is new."""
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One week: what competitors did, what customers say, how our gaps moved, and what was covered."""

    market: str
    week: str
    """ISO week, e.g. `2026-W47`."""
    since: date
    until: date
    """Last day of the week, or the day of writing when the week is not over."""
    written_at: datetime
    timezone: str
    products: tuple[Product, ...]
    state: DigestState
    coverage: CoverageSummary
    days: int
    """Days of the week up to `until`: as many nights could have run."""
    groups: tuple[ProductChanges, ...]
    """Rivals with the weightiest change first; our own product last."""
    unstable: int
    """Values that came and went within five captures: counted, not told."""
    new_reviews: int
    """Reviews first seen in the week."""
    shifts: tuple[Shift, ...]
    shift_days: int
    requests: tuple[Demand, ...]
    """Of reviews first seen in the week."""
    problems: tuple[Demand, ...]
    contests: tuple[Contest, ...]
    """Switches and comparisons of reviews first seen in the week."""
    gaps: tuple[GapMove, ...]
    evidence: Mapping[int, Evidence]
    around: Mapping[int, tuple[str, str]]
    """Evidence id → the words before and after it in the review."""
    noise: Mapping[NoiseKind, int] = field(default_factory=dict)
    """Passages that differed in the week and said the same, by kind: counted, not told."""
    upcoming: tuple[Upcoming, ...] = ()
    """Launches announced, and those whose effect can be judged from this week on."""
    background: Background = field(default_factory=Background)
    """What the items are set against."""
    minimum_n: int = 5
    """Reviewers from which what they say is more than single voices."""
    compared: int = 0
    """Pages whose facts were compared with those of the night before, over the nights of the week."""
    marks: Mapping[Mark, int] = field(default_factory=dict)
    """Marks that readers gave in the four weeks to its end."""
    language: str = "en"
    """Of dates (`rivalscope.domain.dates`)."""
    topics: tuple[Topic, ...] = tuple(Topic)
    """What it is to tell of: silence about another topic says nothing."""
    withheld: int = 0
    """Items that the reader's own settings leave out."""

    @property
    def ours(self) -> str:
        """Slug of the product that is ours."""
        return next(product.slug for product in self.products if product.ours)

    @property
    def changes(self) -> int:
        """How many changes the groups tell of."""
        return sum(len(group.changes) for group in self.groups)

    @property
    def names(self) -> dict[str, str]:
        """Slug → name as written."""
        return {product.slug: product.name for product in self.products}

    @property
    def partial(self) -> bool:
        """Whether a night was missed or cut short, or a source gave no facts."""
        covered = self.coverage
        return bool(covered.failing or covered.stale or covered.cut_short or covered.nights < self.days)
