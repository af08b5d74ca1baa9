"""Reading: what a reader is asked and how it answers, and the answer that needs no reader."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadJob:
    """A body to be read, and what is known about it."""

    body: bytes
    url: str
    kind: SourceKind | None
    """None lets the reader tell it from address and content."""
    seen_at: datetime | None = None
    content_type: str | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    """By lower-case name."""
    service: str | None = None
    """Name of the service whose page function reads the body; None for the reader of the kind."""
    options: Mapping[str, str] | None = None
    """Field paths of a JSON source, or options of a service; without them JSON is plain text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapJob:
    """A sitemap to be read."""

    body: bytes
    url: str
    max_bytes: int
    """Bytes that a gzipped sitemap may unpack to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a reader process says of one job."""

    value: object
    """The page or sitemap; None when there was not enough memory."""
    last: bool = False
    """Whether the process ends now, because it has grown."""


def unread(job: ReadJob, verdict: Verdict, reason: str) -> Page:
    """Return the page of a body that was not read, with the reason why."""
    kind = job.kind or SourceKind.HOME
    return Page(url=job.url, kind=kind, verdict=verdict, reason=reason, seen_at=job.seen_at)


def glance(job: ReadJob) -> Page:
    """Return the page of a body that nobody wants read: its verdict comes from status and bytes alone."""
    if 200 <= job.status < 300:
        promised = job.headers.get("content-length", "")
        if promised.isdigit() and "content-encoding" not in job.headers and len(job.body) < int(promised):
            return unread(job, Verdict.TRUNCATED, f"{len(job.body)} of {promised} bytes came")
        return unread(job, *((Verdict.OK, "") if job.body else (Verdict.EMPTY, "the answer is empty")))
    if job.status in (403, 429):
        return unread(job, Verdict.BLOCKED, f"the site refuses access ({job.status})")
    if job.status == 401:
        return unread(job, Verdict.LOGIN, "the site asks for a login (401)")
    return unread(job, Verdict.ERROR, f"the server answered {job.status}")
