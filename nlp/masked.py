"""A sentence with its products masked: what is said around them, whatever they are called."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from nlp.products import Side, guessed_side, known_sides

MASK = "§"
"""Stands, with a number after it, for a product."""
P = rf"(?P<p>{MASK}\d+)"
"""In a pattern: the product that it is around."""
FORMER = re.compile(
    r"(?:pen and )?paper(?: \w+)?|(?:the |our |my |an? )?(?:old|former|previous|last|in-house|home-?made|legacy)"
    r" (?:system|tool|app|application|program|software|provider|exchange|solution|platform|product|setup|vendor)"
    r"|(?:(?:the|our|my|an?) )?(?:excel|spreadsheets?|in-house tool|filing cabinet|shared mailbox|post-its?|shoebox)"
)
"""What people used without a product's name: a rival like any other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Masked:
    """One sentence in lower case, single-spaced, with `§n` for its n-th product."""

    words: str
    sides: tuple[Side, ...]

    def side(self, mark: str) -> Side:
        """Return the product that a mark stands for."""
        return self.sides[int(mark.removeprefix(MASK))]


def mask(doc: Doc, sentence: Span) -> Masked:
    """Return the sentence with its known products masked, then names that look like one, then former ways of working."""
    sides = _sides(doc, sentence)
    starts = {side.start: number for number, side in enumerate(sides)}
    words: list[str] = []
    place = sentence.start
    while place < sentence.end:
        if place in starts:
            number = starts[place]
            words += [f" {MASK}{number} " if _parted(doc, place) else f"{MASK}{number} "]
            place = sides[number].end
            continue
        words += [doc[place].lower_, doc[place].whitespace_]
        place += 1
    text = " ".join("".join(words).replace("’", "'").replace("`", "'").split())
    return Masked(words=re.sub(r" (?=[,.;:!?']|n't\b)", "", text), sides=tuple(sides))


def _parted(doc: Doc, place: int) -> bool:
    return place > 0 and not doc[place - 1].whitespace_


def _sides(doc: Doc, sentence: Span) -> list[Side]:
    sides = known_sides(doc, sentence)
    for found in (_former(doc, sentence), _guessed(doc, sentence)):
        for side in found:
            if all(side.end <= other.start or other.end <= side.start for other in sides):
                sides.append(side)
    return sorted(sides, key=lambda side: side.start)


def _former(doc: Doc, sentence: Span) -> Iterator[Side]:
    for match in FORMER.finditer(sentence.text.lower()):
        span = doc.char_span(sentence.start_char + match.start(), sentence.start_char + match.end())
        if span is not None:
            yield Side(start=span.start, end=span.end, name=span.text, known=False)


def _guessed(doc: Doc, sentence: Span) -> Iterator[Side]:
    place = sentence.start
    while place < sentence.end:
        side = guessed_side(doc, place, sentence)
        if side is not None:
            yield side
        place = place + 1 if side is None else side.end


def listed(words: str, end: int, mark: str) -> Sequence[str]:
    """Return a mark and those that go on with it after its end: `§0, §1 or §2`."""
    more = re.match(rf"(?:,? (?:and|or|&) {MASK}\d+|, {MASK}\d+)+", words[end:])
    return [mark, *re.findall(rf"{MASK}\d+", more.group())] if more else [mark]


def compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    """Return patterns around masked products, ready to be matched."""
    return tuple(re.compile(pattern) for pattern in patterns)
