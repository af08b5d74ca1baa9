"""Likeness: what of a review is compared with other reviews, and what is kept to compare later ones with."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewWords:
    """An edition of a review as far as its identity goes."""

    id: int
    text: str
    rating: Decimal | None
    """Rescaled to 1 to 5."""
    date: dt.date | None
    author_key: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What is kept of an edition so that later ones are compared with it."""

    id: int
    same: str | None
    """Equal for reviews that are one without a second look: 32 hex digits; None where only a second look could tell."""
    buckets: bytes
    """Numbers of 32 bits, little-endian, of which near copies share one; empty for short texts and for copies."""
    copy_of: int | None
    """The earliest edition that says the same; None when it is the first of its kind."""
