"""Belief: how far a product's own pages are to be believed, by what sort of page they are and by their age."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rivalscope.domain.market import SourceKind

HALF_LIFE = 180
"""Days without another look after which a page's word counts half."""

OLDEST = 32_767
"""Days beyond which a word does not age further: it counts nothing by then."""


class Voice(StrEnum):
    """What sort of page speaks: pages of one sort are written together and are no witnesses for each other."""

    DOCS = "docs"
    PRICING = "pricing"
    RELEASES = "releases"
    MARKETING = "marketing"


WEIGHTS: dict[Voice, float] = {
    Voice.DOCS: 0.95,
    Voice.PRICING: 0.9,
    Voice.RELEASES: 0.85,
    Voice.MARKETING: 0.7,
}
"""How far a voice is believed on the day: starting values, not yet calibrated on labelled cells."""

VOICES: dict[SourceKind, Voice] = {
    SourceKind.DOCS: Voice.DOCS,
    SourceKind.PRICING: Voice.PRICING,
    SourceKind.CHANGELOG: Voice.RELEASES,
    SourceKind.FEED: Voice.RELEASES,
}
"""Voice of each kind of source; every other kind is marketing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What one page says at its last look."""

    kind: SourceKind | None
    """None when nobody told: it is believed as marketing is."""
    last_seen: datetime


def voice(kind: SourceKind | None) -> Voice:
    """Return the voice in which a kind of source speaks."""
    return Voice.MARKETING if kind is None else VOICES.get(kind, Voice.MARKETING)


def days_old(last_seen: datetime, *, as_of: datetime) -> int:
    """Return whole days since the last look, 0 to OLDEST."""
    return max(0, min(OLDEST, int((as_of - last_seen).total_seconds() // 86_400)))


def freshness(days: int) -> float:
    """Return what is left of a word after some days: `2^(-days / HALF_LIFE)`."""
    return float(2.0 ** (-days / HALF_LIFE))


def confidence(words: Iterable[Word], *, as_of: datetime) -> float:
    """Return how sure it is, 0 to 1, that what all these pages say is so; 0 for no page.

    Noisy-OR, `1 − Π(1 − w·2^(−age / half-life))` (Pearl, Probabilistic Reasoning in Intelligent Systems, 1988, 4.3), over
    voices: the freshest page of each counts, since a noisy-OR holds for independent witnesses alone. The view
    `feature_matrix` applies the same rule.
    """
    freshest: dict[Voice, float] = {}
    for word in words:
        heard = voice(word.kind)
        fresh = freshness(days_old(word.last_seen, as_of=as_of))
        freshest[heard] = max(fresh, freshest.get(heard, 0.0))
    doubt = 1.0
    for heard, weight in WEIGHTS.items():
        doubt *= 1.0 - weight * freshest.get(heard, 0.0)
    return 1.0 - doubt
