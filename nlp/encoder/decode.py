"""From probabilities of pieces to spans of words, their polarity, and the labels of a sentence."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from nlp.encoder.encoder import Encoded
from nlp.encoder.labels import INTENTS, POLARITIES, TAGS
from rivalscope.domain.reading import IntentLabel, Polarity

OUTSIDE, BEGINS = TAGS.index("O"), TAGS.index("B")
JOINERS = frozenset("\u200c\u200d")
"""Zero-width signs that hold a word together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A span of the text that the encoder takes for an aspect."""

    start: int
    end: int
    confidence: float
    """Mean probability, over its pieces, of belonging to an aspect."""


def find_spans(encoded: Encoded, text: str) -> list[Found]:
    """Return the spans in reading order, none touching another's words, each of whole words of the text."""
    spans: list[Found] = []
    for first, last in _runs(encoded, text):
        start, end = complete(text, int(encoded.offsets[first, 0]), int(encoded.offsets[last, 1]))
        inside = float((1.0 - encoded.tags[first : last + 1, OUTSIDE]).mean())
        if spans and start < spans[-1].end:
            former = spans.pop()
            start, inside = min(start, former.start), min(inside, former.confidence)
            end = max(end, former.end)
        if start < end:
            spans.append(Found(start=start, end=end, confidence=inside))
    return spans


def _runs(encoded: Encoded, text: str) -> Iterator[tuple[int, int]]:
    """Yield first and last piece of each aspect: B begins one, I goes on, even where no B came before.

    A word bears the tag of its first piece that has one.
    """
    best = encoded.tags.argmax(axis=-1)
    first = last = -1
    for place in np.flatnonzero(best != OUTSIDE).tolist():
        if place <= last:
            continue
        begin, end = _word(encoded, text, place)
        if first >= 0 and begin == last + 1 and best[place] != BEGINS:
            last = end
            continue
        if first >= 0:
            yield first, last
        first, last = begin, end
    if first >= 0:
        yield first, last


def _word(encoded: Encoded, text: str, place: int) -> tuple[int, int]:
    """First and last piece of the word that a piece is of."""
    begin = end = place
    while begin > 0 and _goes_on(encoded, text, begin):
        begin -= 1
    while end + 1 < len(encoded.offsets) and _goes_on(encoded, text, end + 1):
        end += 1
    return begin, end


def _goes_on(encoded: Encoded, text: str, place: int) -> bool:
    """Whether a piece goes on with the word of the piece before."""
    before, start = int(encoded.offsets[place - 1, 1]), int(encoded.offsets[place, 0])
    return before == start < len(text) and start > 0 and _inside(text, start)


def complete(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span widened to the edges of its words; a mark on a letter belongs to the letter's word."""
    while 0 < start < end and _inside(text, start):
        start -= 1
    while start < end < len(text) and _inside(text, end):
        end += 1
    return start, end


def _inside(text: str, place: int) -> bool:
    """Whether no word ends before the character at the place."""
    return _of_word(text[place]) and _of_word(text[place - 1])


def _of_word(character: str) -> bool:
    return (
        character.isalnum()
        or character == "_"
        or character in JOINERS
        or unicodedata.category(character).startswith("M")
    )


def judge(encoded: Encoded, start: int, end: int) -> tuple[Polarity, float] | None:
    """Return the polarity of a span and the mean probability of it over the span's pieces; None without pieces.

    The polarity is the one with the highest sum of log-softmax over the pieces that the span touches.
    """
    first = encoded.offsets[:, 1].searchsorted(start, side="right")
    last = encoded.offsets[:, 0].searchsorted(end, side="left")
    if first >= last:
        return None
    logs = encoded.polarities[first:last]
    best = int(logs.sum(axis=0).argmax())
    return POLARITIES[best], float(np.exp(logs[:, best]).mean())


def certainties(encoded: Encoded, thresholds: Mapping[IntentLabel, float]) -> dict[IntentLabel, float]:
    """Return a confidence for each label, 0.5 where the probability is just the label's threshold.

    Below and above it the scale is linear, so that 0 and 1 stay what they are, and one border serves all labels.
    """
    return {
        label: _scaled(float(probability), thresholds[label])
        for label, probability in zip(INTENTS, encoded.intents, strict=True)
    }


def _scaled(probability: float, threshold: float) -> float:
    if probability < threshold:
        return 0.5 * probability / threshold
    return 0.5 + 0.5 * (probability - threshold) / (1.0 - threshold)
