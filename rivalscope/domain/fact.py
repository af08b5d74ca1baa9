"""Facts as the store keeps them: when they were true on the page, when we learnt them, and their evidence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Billed, ClaimStatus, ItemType, Period, PriceKind, Qualifier
from rivalscope.domain.reading import IntentLabel, Polarity, Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The stored page and the very words behind one fact."""

    id: int
    source: str
    """Key of the source."""
    url: str
    snapshot: str
    """SHA-256 of the stored body."""
    selector: str
    start: int
    end: int
    quote: str
    seen_at: datetime
    extractor: str
    """What read the words, e.g. `pages/1`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceFact:
    """A price of a plan, or of an extra, over the time it stood on the page."""

    id: int
    product: str
    source: str
    plan: str
    """Name of the plan or extra."""
    raw: str
    kind: PriceKind
    amount: Decimal | None
    currency: str | None
    period: Period | None
    billed: Billed | None
    unit: str | None
    qualifier: Qualifier | None
    first_seen: datetime
    last_seen: datetime
    ended: datetime | None
    """When it was first found changed or gone; None while it stands."""
    learnt_at: datetime
    unstable: bool = False
    """Whether the value came back within five captures."""
    evidence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFact:
    """What a product's page says of a feature over the time it said so."""

    id: int
    product: str
    source: str
    plan: str | None
    """None when the page speaks of the product as a whole."""
    feature: str
    """Canonical name."""
    name: str
    """As the page calls it."""
    status: ClaimStatus
    value: str | None
    first_seen: datetime
    last_seen: datetime
    ended: datetime | None
    learnt_at: datetime
    evidence: int
    position: int = 0
    """Order of the plan on its page, from 0."""
    kind: SourceKind | None = None
    """Of the source, by which it is believed; None when nobody told."""
    url: str = ""
    """Of the page within its source; empty when nobody told."""


class ChangeKind(StrEnum):
    """What a change is about."""

    PRICE = "price"
    PACKAGING = "packaging"
    FEATURE = "feature"
    LIMIT = "limit"
    MESSAGING = "messaging"
    RELEASE = "release"
    HIRING = "hiring"
    DOCS = "docs"
    LEGAL = "legal"


class ChangeMode(StrEnum):
    """How a fact changed."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    UNSTABLE = "unstable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of a competitor's facts between two nights."""

    id: int
    product: str
    source: str
    kind: ChangeKind
    mode: ChangeMode
    subject: str
    """Plan, feature or release that changed, e.g. `Pro` or `Pro: Cloud recording`."""
    before: str | None
    after: str | None
    night: date
    """Night on which it was recorded."""
    score: float | None = None
    """0 to 100; None until scored by `rivalscope.analysis.changes`."""
    reason: str | None = None
    """The parts of the score in words."""
    parts: Mapping[str, float] = field(default_factory=dict)
    """Weights whose product times 100 is the score: type, size, page, persistence, novelty; none until scored."""
    evidence_before: int | None = None
    evidence_after: int | None = None
    extra: bool = False
    """Whether it is an extra that came, went or has another price; its subject says so too: `Onboarding (extra)`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFact:
    """A stored review as analysis needs it."""

    id: int
    product: str
    source: str
    date: date | None
    """Date as published; None when the source states none."""
    first_seen: datetime
    rating: Decimal | None
    """Rescaled to 1 to 5; None when there is none."""
    polarity: Polarity | None
    """Of the whole text; None until annotated."""
    author_key: str | None
    """Keyed hash of the author, one voice each; None when the site names nobody."""
    words: int
    evidence: int
    language: str | None = None
    """ISO 639-1 code; None when it is too short to tell, or not read yet."""
    platform: str | None = None
    """Where it was written: a service, a host or a file (`rivalscope.domain.market.platform`); None when unknown."""
    model: str | None = None
    """Version of what read it; None when unknown."""
    version: str | None = None
    """Version of the product that it is of; None when the source states none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """Days on which a source shows unusually many reviews of a product; why, nobody can tell from the number."""

    product: str
    source: str
    since: date
    until: date
    """Last day."""
    n: int
    """Reviews dated on these days."""
    usual: float
    """Median of reviews a day over the 30 days before."""
    z: float
    """Robust z of the busiest of these days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One aspect span of a review with its polarity."""

    id: int
    review: int
    product: str
    feature: str | None
    """Canonical name; None for a phrase that matched nothing."""
    phrase: str
    polarity: Polarity
    confidence: float
    date: date | None
    """Date of the review."""
    rating: Decimal | None
    evidence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IntentFact:
    """What a review is for, with the sentence that says so."""

    review: int
    product: str
    label: IntentLabel
    confidence: float
    feature: str | None
    """Canonical feature mentioned in the same sentence; None when there is none."""
    date: date | None
    author_key: str | None
    quote: str
    evidence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonFact:
    """Two products set against each other in a review."""

    review: int
    product: str
    """Product that the review is of."""
    winner: str | None
    """Slug of a product in the market, or the name as written."""
    loser: str | None
    aspect: str | None
    relation: Relation
    date: date | None
    quote: str
    evidence: int

    @property
    def alone(self) -> bool:
        """Whether it compares the reviewed product with nothing that it names, so that no second product is in it."""
        named = {self.winner, self.loser} - {None}
        return self.relation in {Relation.BETTER, Relation.EQUAL} and named == {self.product}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFact:
    """An entry of a product's changelog."""

    id: int
    product: str
    source: str
    date: date | None
    title: str
    items: tuple[str, ...]
    first_seen: datetime
    evidence: int
    version: str | None = None
    types: tuple[ItemType, ...] = ()
    """What each item tells of, in their order; empty when read before they were told apart."""
