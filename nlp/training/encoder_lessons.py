"""What a teacher is asked about beside the labelled sentences: variants of them and open texts without labels."""

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from nlp.training.encoder_examples import (
    Example,
    hu_liu_texts,
    listed_texts,
    mams_examples,
    treebank_texts,
)
from nlp.training.encoder_pieces import joined
from nlp.training.encoder_settings import Lessons


def lessons(
    sets: Mapping[str, Sequence[Example]], data: Path, wanted: Lessons, *, seed: int
) -> list[Example]:
    """Return sentences without labels: ours with aspects changed about or joined to the next, and open texts."""
    chance = random.Random(seed)  # noqa: S311  a fixed draw, nothing secret
    own = sets["own"]
    texts = unlabelled_texts(data, wanted, known={one.text for one in own}, chance=chance)
    variants = [*_neighbours(own, wanted, chance), *_swapped(own, wanted, chance)]
    drawn = chance.sample(texts, min(wanted.unlabelled, len(texts)))
    return [bare(text) for text in (*variants, *drawn)]


def bare(text: str) -> Example:
    """Return a sentence of which nothing is known."""
    return Example(text=text, spans=(), source="own", bordered=False)


def unlabelled_texts(data: Path, wanted: Lessons, *, known: set[str], chance: random.Random) -> list[str]:
    """Return sentences of the open sets but those known, each once.

    Of the lists of pros and cons and of MAMS, which are about other things than software, a part is taken.
    """
    lists = listed_texts(data)
    mams = [one.text for one in mams_examples(data)]
    texts = [
        *hu_liu_texts(data),
        *treebank_texts(data),
        *chance.sample(lists, min(wanted.lists, len(lists))),
        *chance.sample(mams, min(wanted.mams, len(mams))),
    ]
    return sorted({text for text in texts if text} - known)


def _neighbours(own: Sequence[Example], wanted: Lessons, chance: random.Random) -> Iterator[str]:
    for first, second in pairwise(own):
        if first.review == second.review >= 0 and chance.random() < wanted.joins:
            yield joined(first, second).text


def _swapped(own: Sequence[Example], wanted: Lessons, chance: random.Random) -> Iterator[str]:
    """Yield sentences with aspects of others in the places of theirs: what is said then, the teacher must tell."""
    names = [one.text[span.start : span.end] for one in own for span in one.spans]
    for one in [*own] * wanted.swaps:
        text = one.text
        for span in reversed(one.spans):
            if chance.random() < wanted.swap:
                name = chance.choice(names)
                text = text[: span.start] + _cased(name, text[span.start]) + text[span.end :]
        if text != one.text:
            yield text


def _cased(name: str, like: str) -> str:
    """Return a name that begins in lower case where the one it stands for did; abbreviations stay as they are."""
    return name if name.isupper() or not like.islower() else name[:1].lower() + name[1:]
