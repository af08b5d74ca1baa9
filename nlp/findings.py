"""What the components found in a document, carried on the document between them."""

from dataclasses import dataclass, field, replace
from typing import Any

from spacy.tokens import Doc

from rivalscope.domain.reading import Aspect, Comparison, Intent, Polarity


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A run of tokens that names something we know."""

    start: int
    """First token."""
    end: int
    """Token after the last."""
    name: str
    """Canonical name of the feature or product; the words themselves when it is neither."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """Words that praise or blame, after negation, strength and wishes were weighed in."""

    start: int
    """First token."""
    end: int
    """Token after the last."""
    score: float
    """-1 to 1, roughly; 0 for an opinion that was only wished for."""
    targets: frozenset[int] = frozenset()
    """Tokens of the things that the grammar says are praised or blamed; empty when it does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All that the components found so far."""

    features: tuple[Mention, ...] = ()
    products: tuple[Mention, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    wished: frozenset[int] = field(default_factory=frozenset)
    """Tokens that stand in a wish."""
    aspects: tuple[Aspect, ...] = ()
    intents: tuple[Intent, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    polarity: Polarity = Polarity.NEUTRAL
    tones: tuple[Opinion, ...] | None = None
    """Praise and blame that make the polarity of the whole text; None where the opinions do."""


def register() -> None:
    """Make `doc._.findings` known to spaCy; calling it again does no harm."""
    if not Doc.has_extension("findings"):
        Doc.set_extension("findings", default=Findings())


def findings(doc: Doc) -> Findings:
    """Return what was found in the document so far."""
    found: Findings = doc._.findings
    return found


def add(doc: Doc, **parts: Any) -> Doc:
    """Write the named parts beside what the document already carries."""
    doc._.findings = replace(findings(doc), **parts)
    return doc
