"""Texts to readings: language, features with polarity, intents and comparisons, with offsets into the text."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import TypeVar

from spacy.language import Language
from spacy.tokens import Doc

from nlp.build import model_version
from nlp.chunking import cut
from nlp.findings import findings
from nlp.intents import strongest
from nlp.language import detect_language
from nlp.plain import make_plain
from nlp.polarity import overall
from rivalscope.domain.reading import Aspect, Comparison, Intent, Reading

MODEL_VERSION = model_version()
"""Written beside every reading, so that it can be told what made it."""

GROUP = 8
"""How many batches of texts go through the pipeline together: the encoder sorts their sentences by length."""
CHARACTERS = 120_000
"""Characters from which a group is full."""
PARSED = 40_000
"""Characters that are parsed at once: the parser takes some five kilobytes for each word of a batch."""


def read_texts(nlp: Language, texts: Iterable[str], *, batch_size: int = 64) -> Iterator[Reading]:
    """Yield readings of the texts, in their order, lazily.

    A text in a language that is surely not English is only named so. Of a text longer than 200,000
    characters the beginning is read.
    """
    groups = _grouped(_pieces(texts), most=GROUP * batch_size)
    docs = (
        entry
        for group in groups
        for entry in nlp.pipe(group, as_tuples=True, batch_size=_together(group, most=batch_size))
    )
    for _, group in groupby(docs, key=lambda entry: entry[1][0]):
        entries = list(group)
        text, language = entries[0][1][1], entries[0][1][2]
        yield _reading(text, language, [(doc, context[3]) for doc, context in entries])


def _grouped(pieces: Iterable[tuple[str, "Context"]], *, most: int) -> Iterator[list[tuple[str, "Context"]]]:
    """Pieces in groups that bound what the pipeline holds at once, however long each is."""
    group: list[tuple[str, Context]] = []
    characters = 0
    for piece in pieces:
        group.append(piece)
        characters += len(piece[0])
        if len(group) >= most or characters >= CHARACTERS:
            yield group
            group, characters = [], 0
    if group:
        yield group


def _together(group: list[tuple[str, "Context"]], *, most: int) -> int:
    """Return how many pieces of a group are parsed at once, so that memory is bounded however long each is."""
    longest = max(len(piece) for piece, _ in group)
    return max(1, min(most, PARSED // max(1, longest)))


def read_text(nlp: Language, text: str) -> Reading:
    """Return the reading of one text."""
    return next(read_texts(nlp, [text]))


Part = TypeVar("Part", Intent, Comparison)

Context = tuple[int, str, str | None, int]
"""Number of the text, the text, its language, and the offset of the piece in it."""


def _pieces(texts: Iterable[str]) -> Iterator[tuple[str, Context]]:
    """Every text in at least one piece; a text that is not to be read gives an empty one."""
    for number, text in enumerate(texts):
        language = detect_language(text)
        readable = language in {"en", None} and not text.isspace()
        pieces = list(cut(text)) if readable else []
        for offset, piece in pieces or [(0, "")]:
            yield make_plain(piece), (number, text, language, offset)


def _reading(text: str, language: str | None, pieces: list[tuple[Doc, int]]) -> Reading:
    parts = [(findings(doc), offset) for doc, offset in pieces]
    return Reading(
        text=text,
        language=language,
        aspects=tuple(_placed(aspect, offset, text) for part, offset in parts for aspect in part.aspects),
        intents=strongest(_moved(intent, offset) for part, offset in parts for intent in part.intents),
        comparisons=tuple(_moved(one, offset) for part, offset in parts for one in part.comparisons),
        polarity=overall(
            opinion for part, _ in parts for opinion in (part.opinions if part.tones is None else part.tones)
        ),
    )


def _placed(aspect: Aspect, offset: int, text: str) -> Aspect:
    """Return the aspect where it stands in the whole text, with its very words."""
    start, end = aspect.start + offset, aspect.end + offset
    return replace(aspect, start=start, end=end, text=text[start:end])


def _moved(part: Part, offset: int) -> Part:
    return replace(part, start=part.start + offset, end=part.end + offset)
