"""A reading: what a text says about features, with offsets into it."""

from dataclasses import dataclass
from enum import StrEnum


class Polarity(StrEnum):
    """Which way an opinion goes."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    MIXED = "mixed"


class IntentLabel(StrEnum):
    """What a text is for."""

    REQUEST = "request"
    PROBLEM = "problem"
    PRAISE = "praise"
    QUESTION = "question"
    CHURN = "churn"
    """A threat to leave, or word of having left."""
    INFORMATION = "information"


class Relation(StrEnum):
    """How two products are set against each other."""

    BETTER = "better"
    EQUAL = "equal"
    SWITCH = "switch"
    CONSIDERING = "considering"
    """Looked at, tried, thought about."""
    THREATENED = "threatened"
    """Announced, or said to come if nothing changes; not made yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspect:
    """A span of the text that names a feature, with the opinion about it."""

    start: int
    """Characters before the span; `text[start:end]` is the span."""
    end: int
    text: str
    feature: str | None
    """Canonical name from the taxonomy; None for a phrase that matched nothing."""
    polarity: Polarity
    confidence: float
    """0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """What the text, or a sentence of it, is for."""

    label: IntentLabel
    confidence: float
    start: int = 0
    """Span of the sentence that carries it."""
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two products set against each other; for a switch, made or not, the winner is where the writer goes."""

    winner: str | None
    """Name of a product as in the market, or as written when the market does not know it; None if not said.
    For `equal` the order carries no judgement."""
    loser: str | None
    aspect: str | None
    """Feature or phrase on which they are compared; for a switch, the reason."""
    relation: Relation
    start: int = 0
    """Span of the sentence that says so."""
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that one text says."""

    text: str
    language: str | None
    aspects: tuple[Aspect, ...] = ()
    intents: tuple[Intent, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    polarity: Polarity = Polarity.NEUTRAL
    """Of the text as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """How many reviews were given a reading, and how many texts were read for it."""

    reviews: int = 0
    texts: int = 0
    """Different texts that were read; the other reviews say what was known, or what another of them says."""

    @property
    def known(self) -> int:
        """Reviews for which nothing had to be read."""
        return self.reviews - self.texts

    @property
    def words(self) -> str:
        """Say it in words."""
        return f"{self.reviews} reviews read ({self.texts} new texts, {self.known} known ones)"
