"""Robots: what a host's robots.txt allows, read as RFC 9309 prescribes.

X-Robots-Tag and the robots meta element speak of what a search engine may show, not of what may be fetched; nothing
here is shown to the public, so they are not looked at.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta

from protego import Protego

logger = logging.getLogger(__name__)

TOKEN = "rivalscope"  # noqa: S105 - the product token that robots.txt groups name us by
MOST_BYTES = 512_000
"""Bytes of a robots.txt that are read: RFC 9309 section 2.5 asks for at least 500 KiB."""
COPY_LIFE = timedelta(hours=24)
"""For how long the last good copy stands in for rules that cannot be had (RFC 9309 section 2.4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """The rules of one authority (scheme, host and port)."""

    rules: Protego | None = None
    """None when there are no rules: everything is allowed."""
    text: str = ""
    """What the rules were read from."""
    unreachable: str = ""
    """Why the rules could not be had, so that everything is disallowed; empty when they could."""
    copied: bool = False
    """Whether these are the rules of an earlier night, as the present ones could not be had."""

    def allows(self, url: str) -> bool:
        """Tell whether we may ask for a URL."""
        return not self.unreachable and (self.rules is None or self.rules.can_fetch(url, TOKEN))

    @property
    def delay(self) -> float:
        """Seconds between requests that the host asks for; 0 when it does not."""
        return (self.rules.crawl_delay(TOKEN) or 0.0) if self.rules is not None else 0.0

    @property
    def sitemaps(self) -> list[str]:
        """Sitemaps that the file names."""
        return list(self.rules.sitemaps) if self.rules is not None else []

    @property
    def word(self) -> str:
        """What robots.txt came to, as the ledger says it."""
        if self.unreachable:
            return "unreachable"
        if self.copied:
            return "last copy"
        return "none" if self.rules is None else "rules"


def read_robots(status: int, body: bytes) -> Robots:
    """Return the rules that an answer to /robots.txt means (RFC 9309 section 2.3.1).

    A 4xx answer means that there are no rules; a 5xx answer that all is disallowed, and so does 429, with
    which a host asks to be left alone.
    """
    if status == 429 or status >= 500:
        return Robots(unreachable=f"robots.txt was answered {status}")
    if not 200 <= status < 300:
        return Robots()
    return parse_robots(_beginning(body).decode("utf-8-sig", "replace").replace("\x00", ""))


def parse_robots(text: str, *, copied: bool = False) -> Robots:
    """Return the rules that a robots.txt states."""
    return Robots(rules=Protego.parse(text), text=text, copied=copied)


def _beginning(body: bytes) -> bytes:
    """Return what is read of a body: whole lines, as half a rule would disallow too much or too little."""
    if len(body) <= MOST_BYTES:
        return body
    logger.info("a robots.txt of %d bytes is read to byte %d", len(body), MOST_BYTES)
    return body[:MOST_BYTES].rpartition(b"\n")[0]
