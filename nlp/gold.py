"""Our own labelled sentences: what a reading of each should say, and how far readings agree."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language

from nlp.evaluation import Figures, share
from nlp.read import read_texts
from rivalscope.domain.reading import Aspect, IntentLabel, Polarity, Reading, Relation
from rivalscope.errors import UsageError

SURE = 0.5
"""Intents below this confidence do not count as said."""

Pair = tuple[str | None, str | None, Relation]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One sentence with what people say of it."""

    text: str
    polarity: Polarity
    intents: frozenset[IntentLabel]
    aspects: tuple[tuple[str, Polarity], ...]
    """Words as they stand in the text, with the opinion about them."""
    comparisons: frozenset[Pair]


def read_gold(path: Path) -> list[Labelled]:
    """Return the sentences of a JSON Lines file; UsageError when it cannot be read."""
    try:
        return [_labelled(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
    except (OSError, ValueError, KeyError) as error:
        raise UsageError(f"{path}: not readable as labelled sentences: {error!r}") from error


def _labelled(entry: dict[str, object]) -> Labelled:
    def rows(key: str) -> list[list[str]]:
        value = entry[key]
        if not isinstance(value, list):
            raise ValueError(f"{key} is not a list")  # noqa: TRY004  read_gold reports it with the rest
        return value

    return Labelled(
        text=str(entry["text"]),
        polarity=Polarity(str(entry["polarity"])),
        intents=frozenset(IntentLabel(str(label)) for label in rows("intents")),
        aspects=tuple((words, Polarity(polarity)) for words, polarity in rows("aspects")),
        comparisons=frozenset((winner, loser, Relation(one)) for winner, loser, one in rows("comparisons")),
    )


def evaluate_gold(nlp: Language, gold: Sequence[Labelled]) -> Figures:
    """Return how far readings agree with the labels.

    `polarity` is the accuracy on whole texts, `intents` and `comparisons` micro-F1, `aspects` the share of
    labelled aspects that are found, `aspect_polarity` the share found with the right opinion.
    """
    readings = list(read_texts(nlp, [one.text for one in gold]))
    pairs = list(zip(gold, readings, strict=True))
    judged = [entry for one, reading in pairs for entry in _judged(one, reading)]
    return Figures(
        n=len(pairs),
        scores={
            "polarity": share(one.polarity == reading.polarity for one, reading in pairs),
            "intents": _micro_f1((one.intents, said_intents(reading)) for one, reading in pairs),
            "aspects": share(found is not None for found, _ in judged),
            "aspect_polarity": share(
                found is not None and found.polarity == truth for found, truth in judged
            ),
            "comparisons": _micro_f1((one.comparisons, said_comparisons(reading)) for one, reading in pairs),
        },
    )


def said_intents(reading: Reading) -> frozenset[IntentLabel]:
    """Return the labels that the reading is sure of."""
    return frozenset(intent.label for intent in reading.intents if intent.confidence >= SURE)


def said_comparisons(reading: Reading) -> frozenset[Pair]:
    """Return the comparisons of the reading without their aspects."""
    return frozenset((one.winner, one.loser, one.relation) for one in reading.comparisons)


def _judged(one: Labelled, reading: Reading) -> Iterator[tuple[Aspect | None, Polarity]]:
    """Yield for each labelled aspect the aspect of the reading that overlaps it, and the truth about it."""
    for words, truth in one.aspects:
        start = one.text.lower().index(words.lower())
        end = start + len(words)
        overlapping = (aspect for aspect in reading.aspects if aspect.start < end and start < aspect.end)
        yield next(overlapping, None), truth


def _micro_f1(pairs: Iterable[tuple[frozenset[object], frozenset[object]]]) -> float:
    both = either = 0
    for truth, said in pairs:
        both += len(truth & said)
        either += len(truth) + len(said)
    return round(2 * both / either, 4) if either else 1.0
