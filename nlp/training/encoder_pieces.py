"""Sentences as the network takes them: numbers of word pieces, with labels for each piece."""

from dataclasses import dataclass

from nlp.corpus.reading import Span
from nlp.encoder.labels import INTENTS, LONGEST, POLARITIES, TAGS
from nlp.encoder.pieces import Cut
from nlp.training.encoder_examples import Example

UNKNOWN = -100
"""A label that takes no part in the loss."""
OUTSIDE, BEGINS, INSIDE = (TAGS.index(tag) for tag in ("O", "B", "I"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A sentence ready for the network; lists run over its pieces with the two that frame it."""

    numbers: list[int]
    tags: list[int]
    polarities: list[int]
    allowed: list[bool]
    """Which polarities its labellers knew."""
    intents: list[float] | None
    tags_weight: float
    polarity_weight: float


def label(
    example: Example, cut: Cut, *, frame: tuple[int, int], tags: float = 1.0, polarity: float = 1.0
) -> Labelled:
    """Return the sentence, cut in pieces, with labels; `frame` are the numbers of the first and last piece.

    `tags` and `polarity` weigh it in the losses of borders and opinions. Pieces beyond the longest are left out.
    """
    room = LONGEST - 2
    marks = [_mark(start, end, example) for start, end in cut.offsets[:room]]
    return Labelled(
        numbers=[frame[0], *cut.ids[:room], frame[1]],
        tags=[UNKNOWN, *(tag for tag, _ in marks), UNKNOWN],
        polarities=[UNKNOWN, *(opinion for _, opinion in marks), UNKNOWN],
        allowed=[name in example.polarities for name in POLARITIES],
        intents=None if example.intents is None else [float(name in example.intents) for name in INTENTS],
        tags_weight=tags if example.bordered else 0.0,
        polarity_weight=polarity,
    )


def _mark(start: int, end: int, example: Example) -> tuple[int, int]:
    """Tag and polarity of the piece at `text[start:end]`."""
    polarities = [polarity.value for polarity in POLARITIES]
    for span in example.spans:
        if start < span.end and span.start < end:
            tag = BEGINS if start <= span.start else INSIDE
            return UNKNOWN if span.start in example.unbordered else tag, polarities.index(span.polarity)
    return OUTSIDE, UNKNOWN


def joined(first: Example, second: Example) -> Example:
    """Return two sentences of one review as one."""
    offset = len(first.text) + 1
    moved = (
        Span(start=span.start + offset, end=span.end + offset, polarity=span.polarity)
        for span in second.spans
    )
    intents = (first.intents or frozenset()) | (second.intents or frozenset())
    return Example(
        text=f"{first.text} {second.text}",
        spans=(*first.spans, *moved),
        source=first.source,
        intents=intents - {"information"} or intents,
        review=first.review,
    )
