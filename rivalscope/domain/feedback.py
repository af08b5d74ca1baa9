"""Feedback: what readers were told, and whether they found it useful or took it for noise."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

CODE_DIGITS = 10
"""Hexadecimal digits of a code: short enough to be typed, and a million items clash with a chance of one in two."""


class Mark(StrEnum):
    """What a reader thinks of an item."""

    USEFUL = "useful"
    NOISE = "noise"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldItem:
    """One thing that a digest or an alert told."""

    code: str
    """Made of what it is about: the same in every digest that tells it."""
    kind: str
    """What it is: a kind of change, `shift`, `request`, `problem`, `switch`, `gap`, `launch`, or a kind of alert."""
    product: str | None
    """Slug; None for what is about no one product."""
    title: str
    week: str
    """ISO week of the newest digest that told it."""
    score: float | None = None
    """Of a change, 0 to 100."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """What one reader thinks of one item."""

    item: ToldItem
    mark: Mark
    by: str
    """A name, or the hash of a recipient; empty for nobody named."""
    at: datetime


def code_of(*parts: object) -> str:
    """Return the code of what an item is about."""
    return hashlib.sha256("\0".join(map(str, parts)).encode("utf-8", "replace")).hexdigest()[:CODE_DIGITS]


def reader_of(recipient: str) -> str:
    """Return how a recipient is called in feedback: eight digits of the address's hash."""
    return hashlib.sha256(recipient.casefold().encode("utf-8", "replace")).hexdigest()[:8]
