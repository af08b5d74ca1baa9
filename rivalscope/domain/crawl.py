"""A crawl: what one night is to fetch, how politely, and what came of it."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import Product, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontierEntry:
    """One URL that a night is to fetch."""

    url: str
    source: str
    """Key of the source it is fetched for."""
    depth: int = 0
    """Links followed from a given URL to reach it."""
    carrier: str = "seed"
    """Where the URL came from: seed, link, sitemap, next, known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlOptions:
    """How politely and how far a crawl goes: `[crawl]` in market.toml."""

    delay: float = 1.0
    """Least seconds between two requests to one host."""
    timeout: float = 30.0
    """Seconds for one request, from connect to last byte."""
    max_bytes: int = 8 * 1024 * 1024
    """Decoded bytes of one response; beyond it the verdict is too-large."""
    pages_per_site: int = 40
    """Pages of one product's site that may be fetched in a night."""
    review_pages: int = 50
    """Pages of one review source that may be fetched in a night."""
    depth: int = 2
    """Links followed from a site's root when discovering pages."""
    allow_private: bool = False
    """Whether addresses that are not public (loopback, private networks) may be fetched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlPlan:
    """Everything the crawling process needs to know; passed to it as one JSON file."""

    night: date
    clock: datetime | None
    """Aware UTC instant used as `seen_at` for every capture when a history is replayed; None for real time."""
    contact: str
    """Address or URL in the user agent, so that a site's owner can reach us."""
    products: tuple[Product, ...]
    sources: tuple[Source, ...]
    """Given and known discovered sources to fetch, in order."""
    discover: bool = True
    """Whether sites are searched for further pages."""
    options: CrawlOptions
    archive: Path
    database_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSummary:
    """What a night's crawl came to."""

    night: date
    captures: int
    verdicts: tuple[tuple[Verdict, int], ...]
    """How many captures had which verdict, most frequent first."""
    requests: int
    """HTTP requests sent, robots.txt included."""
    bytes: int
    changes: int
    """Changes of facts recorded by this crawl."""
