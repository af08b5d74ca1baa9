"""Robots: what a host's robots.txt allows, read as RFC 9309 prescribes."""

from dataclasses import dataclass

from protego import Protego

TOKEN = "rivalscope"  # noqa: S105 - the product token that robots.txt groups name us by
MOST_BYTES = 512_000
"""Bytes of a robots.txt that are read: RFC 9309 section 2.5 asks for at least 500 KiB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """The rules of one authority (scheme, host and port)."""

    rules: Protego | None = None
    """None when there are no rules: everything is allowed."""
    unreachable: str = ""
    """Why the rules could not be had, so that everything is disallowed; empty when they could."""

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


def read_robots(status: int, body: bytes) -> Robots:
    """Return the rules that an answer to /robots.txt means (RFC 9309 section 2.3.1).

    A 4xx answer means that there are no rules; a 5xx answer that all is disallowed, and so does 429, with
    which a host asks to be left alone.
    """
    if status == 429 or status >= 500:
        return Robots(unreachable=f"robots.txt was answered {status}")
    if not 200 <= status < 300:
        return Robots()
    text = body[:MOST_BYTES].decode("utf-8-sig", "replace").replace("\x00", "")
    return Robots(rules=Protego.parse(text))
