"""Items: what servers answer, what spiders yield and pipelines hand on."""

from collections.abc import Mapping
from dataclasses import dataclass

from rivalscope.domain.capture import Capture
from rivalscope.domain.market import Source
from rivalscope.domain.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered."""

    url: str
    """The URL that answered, after redirects."""
    status: int
    headers: Mapping[str, str]
    """By lower-case name."""
    body: bytes
    """Content encoding undone."""
    elapsed_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One URL that was asked for: the capture, what the page says, and its bytes."""

    capture: Capture
    source: Source
    page: Page | None
    """None when there was no page to read: a failed download, or an answer that nothing has changed."""
    body: bytes | None
    """The body as received, content encoding undone; None when there was none."""
