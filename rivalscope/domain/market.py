"""The market: products, and where each of them publishes and is reviewed."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from urllib.parse import urlsplit


class SourceKind(StrEnum):
    """What a source is, which decides the spider that fetches it and the reader that reads it."""

    HOME = "home"
    PRICING = "pricing"
    FEATURES = "features"
    CHANGELOG = "changelog"
    DOCS = "docs"
    BLOG = "blog"
    CAREERS = "careers"
    LEGAL = "legal"
    REVIEWS = "reviews"
    FEED = "feed"
    JSON = "json"
    FILE = "file"


PAGE_KINDS = frozenset(
    {
        SourceKind.HOME,
        SourceKind.PRICING,
        SourceKind.FEATURES,
        SourceKind.CHANGELOG,
        SourceKind.DOCS,
        SourceKind.BLOG,
        SourceKind.CAREERS,
        SourceKind.LEGAL,
    }
)
"""Kinds that are pages of a product's own site: one page each, followed only for discovery."""


class SourceOrigin(StrEnum):
    """How a source came to be known."""

    GIVEN = "given"
    DISCOVERED = "discovered"
    IMPORTED = "imported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One URL or file that says something about one product."""

    key: str
    """`product/kind`, with `-2`, `-3`… when a product has several of a kind, e.g. `zoom/pricing`."""
    product: str
    """Slug of the product that the source speaks of."""
    kind: SourceKind
    url: str
    """Absolute http(s) URL, or `file:NAME` for an import."""
    origin: SourceOrigin = SourceOrigin.GIVEN
    expect: int | None = None
    """Least number of items (plans, releases, reviews…) a healthy page yields; None when not stated."""
    most: int | None = None
    """Most items a healthy page yields; None when not stated."""
    terms: str | None = None
    """What the site's terms say of collecting, noted by who read them; None when nobody has."""
    options: tuple[tuple[str, str], ...] = ()
    """Further settings of the source as written in market.toml, e.g. the field paths of a JSON source."""
    every: float | None = None
    """Days between two checks; None lets the observed change rate decide within the bounds of `[crawl]`."""
    service: str | None = None
    """Name of the service in the catalogue that it belongs to, e.g. `app-store`; None for a plain URL or file."""
    licence: str | None = None
    """The leave under which it is read where the terms ask for one, as its user states it; None when there is none."""
    render: bool = False
    """Whether a browser runs the page's scripts before it is read: the extra `browser`."""


@lru_cache(maxsize=1000)
def platform(url: str, *, service: str | None) -> str:
    """Return where the reviews of a source were written: its service, else its host, else `file:NAME`.

    Reviewers differ from platform to platform, so products are compared on platforms that both have. A service of
    several countries or languages is one platform; every imported file is one of its own.
    """
    if service:
        return service
    host = urlsplit(url).hostname
    return host.removeprefix("www.") if host else url


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """One product in the market; exactly one is ours."""

    slug: str
    """Lower-case letters, digits and hyphens; unique in the market."""
    name: str
    """As written in text and reports."""
    ours: bool = False
    site: str | None = None
    """Root URL under which pages may be discovered; None when only the given sources are fetched."""
    aliases: tuple[str, ...] = ()
    """Other names that customers use for it in reviews."""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One canonical feature of the taxonomy."""

    name: str
    aliases: tuple[str, ...] = ()
    """Phrases that mean the same, matched on lower case and lemma."""
    parent: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """The features that a market speaks of, as people edit them in taxonomy.yml."""

    features: tuple[Feature, ...] = ()
    version: str = ""
    """First 12 hex digits of the SHA-256 of its features; every derived row carries it."""
    rejected: tuple[str, ...] = ()
    """Phrases that people found to be no features: the review queue never offers them again."""
