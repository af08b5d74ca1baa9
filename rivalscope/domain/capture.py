"""A capture: one fetch of one URL on one night, and the verdict on what came back."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Verdict(StrEnum):
    """What a fetch turned out to be; only `ok` and `not-modified` may update facts."""

    OK = "ok"
    NOT_MODIFIED = "not-modified"
    BLOCKED = "blocked"
    LOGIN = "login"
    CONSENT = "consent"
    SOFT_404 = "soft-404"
    EMPTY = "empty"
    TRUNCATED = "truncated"
    PARTIAL = "partial"
    DISALLOWED = "disallowed"
    REFUSED_ADDRESS = "refused-address"
    TOO_LARGE = "too-large"
    REDIRECT_LOOP = "redirect-loop"
    TLS_ERROR = "tls-error"
    ROBOTS_UNREACHABLE = "robots-unreachable"
    ERROR = "error"

    @property
    def factual(self) -> bool:
        """Whether facts may be updated from a capture with this verdict."""
        return self in (Verdict.OK, Verdict.NOT_MODIFIED)


class Ending(StrEnum):
    """Why a list was not followed beyond a page."""

    END = "end"
    """The page names no next one."""
    CAP = "cap"
    """The service gives no more pages than this."""
    LIMIT = "limit"
    """More pages would be more than `review_pages` of market.toml."""
    LOOP = "loop"
    """The page shows nothing that earlier pages did not, or names a page that was read."""
    KNOWN = "known"
    """All on the page is known and unchanged, and the list was walked to its end not long ago."""
    ELSEWHERE = "elsewhere"
    """The next page is on another host."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One fetch: what was asked, what came back, and how it was judged."""

    source: str
    """Key of the source for which the URL was fetched."""
    url: str
    """The URL that was asked for (for a later page of reviews it differs from the source's)."""
    night: date
    """UTC date of the scheduled instant of the run."""
    seen_at: datetime
    """Aware UTC; the night's clock when `--night` replays a history, else the time of the fetch."""
    verdict: Verdict
    reason: str = ""
    """Why the verdict is what it is, in plain words; empty for ok."""
    status: int | None = None
    """HTTP status; None when no answer came."""
    snapshot: str | None = None
    """SHA-256 (hex) of the decoded body in the archive; None when nothing was kept."""
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    size: int = 0
    """Bytes of the body after decoding."""
    elapsed_ms: int = 0
    """Milliseconds from request to the last byte."""
    items: int = 0
    """Plans, features, releases, reviews and roles that the page yielded together."""
    stated: int | None = None
    """How many items the source says there are in all; None when it does not say."""
    ending: Ending | None = None
    """Why a list was not followed beyond this page; None when it was, or when the page is of no list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """The newest ok capture of a page: what to ask "has it changed?" with, and what to compare the answer with."""

    etag: str | None
    last_modified: str | None
    snapshot: str
    """SHA-256 of the body they belong to."""
    extractor: str | None = None
    """What read it, e.g. `pages/1`."""
    items: int = 0
    """Plans, features, releases, reviews and roles that it yielded together."""
