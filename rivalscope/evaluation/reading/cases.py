"""Cases: labelled sentences of any set in one form, what a reader says of each, and which of them are drawn."""

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from nlp.corpus.reading import Compared, Span, Switched
from nlp.gold import SURE
from rivalscope.domain.reading import Comparison

EXHAUSTIVE = "RIVALSCOPE_EXHAUSTIVE"
"""Environment variable that, when set, has every case of every set read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A text with what people say of it; what nobody labelled is None."""

    text: str
    spans: tuple[Span, ...] | None = None
    """Aspects with their polarity, in order."""
    intents: frozenset[str] | None = None
    comparisons: tuple[Compared, ...] | None = None
    switches: tuple[Switched, ...] | None = None
    product: str = ""
    """Name of the reviewed product."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a reader says of a case."""

    spans: tuple[Span, ...] = ()
    on_gold: tuple[str, ...] = ()
    """Its polarity for each labelled span, in the order of the labels."""
    sureness: Mapping[str, float] = field(default_factory=dict)
    """Its confidence in each intent that it names, 0 to 1."""
    comparisons: tuple[Comparison, ...] = ()

    @property
    def intents(self) -> frozenset[str]:
        """The intents that it is sure of."""
        return frozenset(label for label, confidence in self.sureness.items() if confidence >= SURE)


Pair = tuple[Case, Answer]

One = TypeVar("One", bound=Case)


def draw(cases: Sequence[One], most: int) -> list[One]:
    """Return at most so many cases, always the same ones: those whose text has the lowest SHA-256. All if exhaustive."""
    if EXHAUSTIVE in os.environ or len(cases) <= most:
        return list(cases)
    drawn = sorted(cases, key=lambda case: hashlib.sha256(case.text.encode()).digest())[:most]
    chosen = {id(case) for case in drawn}
    return [case for case in cases if id(case) in chosen]
