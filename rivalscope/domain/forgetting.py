"""Forgetting: what is to go, and the marks by which it is known again without being kept."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

FORGOTTEN = "forgotten"
"""What the rule begins with by which a stored page was let go because it showed what was forgotten."""

WITHHELD = hashlib.sha256(b"a page that shows somebody who was forgotten is not kept").hexdigest()
"""Hash under which a page stands that is read but not kept; the archive holds no such body."""


def author_mark(key: str) -> str:
    """Return the mark of an author, of whom a keyed hash is all that is known."""
    return _mark("author", key)


def source_mark(product: str, url: str) -> str:
    """Return the mark of a source: a product's URL."""
    return _mark("source", product, url)


def product_mark(slug: str) -> str:
    """Return the mark of a product."""
    return _mark("product", slug)


def _mark(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is to be forgotten; several things may be named at once."""

    sources: tuple[str, ...] = ()
    """Keys or URLs."""
    products: tuple[str, ...] = ()
    """Slugs."""
    authors: tuple[str, ...] = ()
    """Keyed hashes."""
    before: datetime | None = None
    """Reviews published before this instant go, undated ones first seen before it; nothing is marked by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What forgetting came to, or would come to."""

    rows: dict[str, int]
    """Rows by table, those that have any."""
    reviews: int
    """Reviews, each counted once whatever its editions."""
    snapshots: tuple[str, ...]
    """Stored pages that go, by hash."""
    bereft: int
    """Passages of other facts whose stored page goes: `verify` says that it was forgotten."""
    unknown: tuple[str, ...]
    """What was named and the store holds nothing of."""
