"""A crawl: what one night is to fetch, how politely, and what came of it."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from rivalscope.domain.capture import Validators, Verdict
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
class Claim:
    """One URL that this process is to fetch."""

    entry: FrontierEntry
    earlier: Validators | None
    """Its newest ok capture; None when there is none."""


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
    latency_factor: float = 5.0
    """How many times as long as its last answer took a host is left in peace, up to 30 seconds; 0 for not at all."""
    per_host: int = 1
    """Requests that may be in flight to one host at the same time."""
    requests_per_host: int = 2000
    """Requests that one host may get in a night, robots.txt included; what is left over has the verdict partial."""
    check_at_least: float = 1.0
    """Least days between two checks of a page: a page that changes often is asked for no sooner."""
    check_at_most: float = 7.0
    """Most days between two checks of a page: one that never changes is asked for no later."""
    allow_private: bool = False
    """Whether addresses that are not public (loopback, private networks) may be fetched."""
    probe: bool = True
    """Whether a random address of each host is asked for, once a night, to tell pages that stand for missing ones."""
    extract: bool = True
    """Whether pages are read; without it a verdict comes from status and bytes alone, and no facts."""
    readers: int = 0
    """Processes that read pages; 0 for one a processor, two at least and four at most."""
    read_seconds: float = 10.0
    """Seconds that reading one page may take; beyond it the verdict is too-large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlPlan:
    """Everything the crawling process needs to know; passed to it as one file."""

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
    when_due: bool = True
    """Whether pages that are not due yet are left out; a source that somebody names is fetched all the same."""
    sites: frozenset[str] | None = None
    """Slugs of the products whose sites are searched, where other processes search the rest; None for all."""
    again: bool = True
    """Whether what failed in an earlier run of the night is tried again."""
    options: CrawlOptions
    archive: Path
    database_url: str
    forgotten: frozenset[str] = frozenset()
    """Marks of what was forgotten (`domain.forgetting`): none of it is collected again."""

    def searches(self, product: str) -> bool:
        """Tell whether the site of a product, given by its slug, is searched for further pages."""
        return self.discover and (self.sites is None or product in self.sites)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class HostNight:
    """What one night cost one host, or what a part of the night adds to it."""

    night: date
    host: str
    """Host, with its port where that is not the scheme's own, e.g. `zoom.us`."""
    requests: int = 0
    """Requests sent, robots.txt and sitemaps included."""
    bytes: int = 0
    """Bytes of bodies received, before they were unpacked."""
    not_modified: int = 0
    """Answers 304: a page that was not sent again."""
    throttled: int = 0
    """Answers 429 and 503."""
    failures: int = 0
    """Requests that got no whole answer."""
    refusals: int = 0
    """Requests that were not sent: robots.txt, the address, the host's own wish or the night's budget forbade them."""
    left_out: int = 0
    """Pages that discovery found and the site's budget left out."""
    waits_seconds: float = 0.0
    """Seconds that we waited so as not to press the host."""
    robots: str = ""
    """What robots.txt came to: rules, none, last copy, unreachable; empty when it was not asked for."""
