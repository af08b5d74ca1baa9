"""A page: what a capture says, as typed items with the very words and where they stand."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Where the words stand: `spiders.pages.passages.select(body, selector)[start:end] == quote`."""

    selector: str
    """A CSS path for visible text (`main > section:nth-of-type(2) > p`), or a path with a prefix for data:
    `jsonld:0/review/3/reviewBody`, `feed:3/title`, `row:17/text`, `json:/items/4/body`."""
    start: int
    """Characters before the quote in the text that the selector yields."""
    end: int
    quote: str
    """Verbatim; a character masked for privacy is `•` and matches any character."""


class PriceKind(StrEnum):
    """What a price statement is."""

    FREE = "free"
    PRICED = "priced"
    CONTACT = "contact"
    UNKNOWN = "unknown"


class Period(StrEnum):
    """What span of time or use an amount pays for."""

    MONTH = "month"
    YEAR = "year"
    ONCE = "once"
    USE = "use"


class Billed(StrEnum):
    """How an amount is charged."""

    MONTHLY = "monthly"
    ANNUALLY = "annually"


class Qualifier(StrEnum):
    """What makes an amount less than a plain price."""

    FROM = "from"
    UP_TO = "up to"
    WAS = "was"


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """One way to pay for a plan; what the page leaves open is None, never guessed."""

    raw: str
    """The words of the page, e.g. `$14.99/host/month`."""
    kind: PriceKind
    amount: Decimal | None = None
    """In units of the currency; 0 for a free plan; None for contact and unknown."""
    currency: str | None = None
    """ISO 4217 code."""
    period: Period | None = None
    billed: Billed | None = None
    unit: str | None = None
    """`seat`, `flat`, or the thing counted in the singular, e.g. `contact`."""
    qualifier: Qualifier | None = None
    passage: Passage


class ClaimStatus(StrEnum):
    """What a product's own page says about a feature; `unknown` is not `absent`."""

    OFFERED = "offered"
    LIMITED = "limited"
    ADD_ON = "add-on"
    BETA = "beta"
    PLANNED = "planned"
    WITHDRAWN = "withdrawn"
    ABSENT = "absent"
    UNKNOWN = "unknown"
    CONFLICTING = "conflicting"
    """Of a cell of the matrix alone: its pages say both yes and no. No page says that, and no reader gives it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A feature as a page states it, for a plan or for the product."""

    name: str
    """As the page calls it."""
    status: ClaimStatus
    value: str | None = None
    """The quantity or wording of a limit or add-on price, e.g. `10 GB`; None when there is none."""
    passage: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A quantity that a plan allows."""

    name: str
    value: str
    """As written, e.g. `40`, `Unlimited`."""
    unit: str | None = None
    passage: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan that a pricing page offers, with each way to pay for it."""

    name: str
    prices: tuple[Price, ...] = ()
    features: tuple[Claim, ...] = ()
    limits: tuple[Limit, ...] = ()


class ItemType(StrEnum):
    """What one item of release notes tells of."""

    ADDED = "added"
    CHANGED = "changed"
    FIXED = "fixed"
    REMOVED = "removed"
    DEPRECATED = "deprecated"
    SECURITY = "security"
    PRICE = "price"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseItem:
    """One point of release notes."""

    type: ItemType
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One entry of a changelog, release notes or feed."""

    date: dt.date | None
    title: str
    version: str | None = None
    """As written, without a leading `v`, e.g. `4.2.1rc1`; None when the entry names none."""
    items: tuple[str, ...] = ()
    entries: tuple[ReleaseItem, ...] = ()
    """The items, each with what it tells of, in the same order; empty where nobody told them apart."""
    passage: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One review as published; text, never markup."""

    text: str
    """E-mail addresses and telephone numbers are masked character by character with `•`."""
    title: str | None = None
    date: dt.date | None = None
    rating: Decimal | None = None
    """On the site's own scale."""
    best: Decimal | None = None
    """The best rating of that scale; None when the page does not say."""
    version: str | None = None
    """Version of the product that was reviewed, where stated."""
    key: str
    """Identity on the site: its own id, else a hash of text, rating and date. Names are never in it."""
    author: str | None = field(default=None, repr=False)
    """Name as published, only to derive a keyed hash from; it is never stored."""
    passage: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """One open position, as a careers page or a job board lists it."""

    title: str
    team: str | None = None
    """Team, else department, as written."""
    location: str | None = None
    """Place as written; `remote` where the board says no more."""
    date: dt.date | None = None
    """Day on which it was published, else last changed; None when neither is stated."""
    function: str | None = None
    """Work that the title speaks of, e.g. `engineering`, `sales`; None when it tells none."""
    passage: Passage


class StatementKind(StrEnum):
    """What a statement of a page is about."""

    TITLE = "title"
    HERO = "hero"
    TAGLINE = "tagline"
    POSITIONING = "positioning"
    INTEGRATION = "integration"
    CUSTOMER = "customer"
    CERTIFICATION = "certification"
    STATUS = "status"
    ROLE = "role"
    RIVAL = "rival"
    CLAUSE = "clause"
    """A passage of terms; its subject is the heading above it."""
    PASSAGE = "passage"
    """A passage of documentation; its subject is the heading above it."""
    ARTICLE = "article"
    """A passage of an article of a blog; its subject is the heading above it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing that a page says of a product besides plans, features, releases and reviews."""

    kind: StatementKind
    subject: str
    """Who or what is named, as written: an integration, a customer, a certificate, a component, a role, a rival.
    Title, hero, tagline and positioning stand once on a page: their subject is the kind itself."""
    value: str | None = None
    """What is said of it: the words of a title, hero, tagline or positioning, a component's state, a role's function,
    how the page compares itself with a rival; None where naming it says all."""
    passage: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link on a page, absolute, with the kind of page it seems to lead to."""

    url: str
    text: str
    kind: SourceKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that one saved page says; empty tuples where it says nothing."""

    url: str
    kind: SourceKind
    verdict: Verdict
    reason: str = ""
    """Why the verdict is not ok."""
    title: str | None = None
    language: str | None = None
    canonical: str | None = None
    """Absolute URL that the page calls its own; None when it names none."""
    alternates: tuple[tuple[str, str], ...] = ()
    """Other editions as pairs of language tag and absolute URL (`link rel=alternate hreflang`)."""
    text: str = ""
    """Visible text, white space normalised."""
    main_text: str = ""
    """What a page that is ok says in its own place, without menus, footers and teasers; empty where facts are read
    instead: prices, releases, positions, reviews, feeds and files."""
    lines: tuple[str, ...] = ()
    """Marks of the lines of a page that is ok, by which noise is counted (rivalscope.domain.lines)."""
    product: tuple[tuple[str, str], ...] = ()
    """Name, description, category and positioning of the product as pairs, in reading order."""
    plans: tuple[Plan, ...] = ()
    extras: tuple[Plan, ...] = ()
    """What is sold beside the plans: add-ons, services, fees and rates, with a name and prices alone."""
    features: tuple[Claim, ...] = ()
    releases: tuple[Release, ...] = ()
    reviews: tuple[Review, ...] = ()
    roles: tuple[Role, ...] = ()
    """Open positions; they are stored as statements of kind `role`."""
    statements: tuple[Statement, ...] = ()
    """Messages, integrations, customers, certificates, components and rivals, in reading order of each kind."""
    links: tuple[Link, ...] = ()
    next_page: str | None = None
    """Absolute URL of the next page of a paginated list."""
    stated: int | None = None
    """How many items the source says there are in all; None when it does not say."""
    pause: float | None = None
    """Seconds for which the answer itself asks that its host be left alone; None when it asks for none."""
    seen_at: dt.datetime | None = None
    extractor: str = ""
    """Name and version of what read the page, e.g. `pages/1`."""

    @property
    def items(self) -> int:
        """How many plans, features, releases, reviews and roles the page yielded."""
        return sum(map(len, (self.plans, self.features, self.releases, self.reviews, self.roles)))
