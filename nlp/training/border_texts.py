"""Texts whose sentence borders are known, with marks and capitals taken away as reviewers leave them out."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.tokenizer import Tokenizer

from nlp.corpus.reading import read_corpus
from nlp.splitter import ATTRIBUTES, Words
from nlp.training.prepare import read_documents

ENDS = " .!?…"
SHORTEST, LONGEST = 2, 8
"""Sentences of a training text."""
SEED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Bordered:
    """A text's words with where its sentences begin."""

    words: Words
    starts: NDArray[np.bool_]


def treebank(path: Path) -> list[list[str]]:
    """Return the documents of a treebank file as lists of sentences."""
    return [
        [
            "".join(word.text + (" " if word.space else "") for word in sentence).strip()
            for sentence in document
        ]
        for document in read_documents(path)
    ]


def reviews(split: str) -> list[list[str]]:
    """Return the reviews of a part of our corpus as lists of sentences."""
    return [[sentence.text for sentence in review.sentences] for review in read_corpus(split=split)]


def joined(
    sentences: Sequence[str], tokenizer: Tokenizer, *, lower: bool, bare: bool, commas: bool = True
) -> Bordered:
    """Return sentences as one text: in lower case, bare of closing marks, and without commas where that is asked for."""
    text, places = "", set()
    for sentence in sentences:
        stripped = (sentence.rstrip(ENDS) or sentence) if bare else sentence
        shown = stripped if commas else stripped.replace(",", "")
        text += " " if text else ""
        places.add(len(text))
        text += (
            "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in shown)
            if lower
            else shown
        )
    doc = tokenizer(text)
    kept = [token.i for token in doc if not token.is_space]
    starts = np.array([doc[place].idx in places for place in kept], dtype=bool)
    return Bordered(words=doc.to_array(list(ATTRIBUTES))[kept], starts=starts)


def variants(
    documents: Sequence[Sequence[str]], tokenizer: Tokenizer, *, rounds: int = 3
) -> Iterator[Bordered]:
    """Yield texts of a few neighbouring sentences, most in lower case and bare, the same ones always."""
    draw = random.Random(SEED)  # noqa: S311  reproducibility, not secrecy
    for number in range(rounds):
        for document in documents:
            first = 0
            while first < len(document):
                size = draw.randint(SHORTEST, LONGEST)
                part = document[first : first + size]
                first += size
                yield joined(part, tokenizer, lower=True, bare=True, commas=draw.random() >= 0.4)
                if not number:
                    yield joined(
                        part,
                        tokenizer,
                        lower=draw.random() < 0.3,
                        bare=draw.random() < 0.6,
                        commas=draw.random() >= 0.2,
                    )
