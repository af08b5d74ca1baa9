"""Where sentences begin in text without marks: a small classifier over words, learnt from text whose marks were taken away."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_PUNCT, IS_TITLE, IS_UPPER, LOWER, PREFIX, SUFFIX
from spacy.strings import get_string_id

from rivalscope.errors import ModelError

FOLDER = Path(__file__).with_name("border_model")
WEIGHTS = "weights.npz"
CARD = "card.json"
ATTRIBUTES = (LOWER, SUFFIX, PREFIX, IS_PUNCT, IS_TITLE, IS_UPPER)
"""What is known of a token, in the order of the columns of `Doc.to_array`."""
BEFORE, AFTER = 6, 4
"""Words on either side of the one that may begin a sentence."""
BUCKETS = 1 << 15
"""Places that pairs of words are hashed to."""
FEW = 0.02
"""Share of capitals or of closing marks below which a text is written without them."""
FAR = 30
"""Words after which distance no longer counts."""

_FINAL = np.array([get_string_id(mark) for mark in ".!?…"], dtype=np.uint64)
_FACTORS = [np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F)]
_SLOT = 0xD6E8FEB86659FD93

Floats = NDArray[np.float32]
Words = NDArray[np.uint64]
"""Rows of a text's words, which are no white space, by ATTRIBUTES."""


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of each word of some texts, one row a word, the texts one after another."""

    words: Words
    """Lower-case forms of all words, 0 for what lies between texts: [more than n]."""
    around: NDArray[np.int64]
    """Where among these the words around it stand, itself among them: [n, BEFORE + 1 + AFTER]."""
    signs: Floats
    """Capitals, marks and distances: [n, 12]."""
    pairs: NDArray[np.int64]
    """Buckets of neighbouring words and endings: [n, 9]."""
    stretch: NDArray[np.int64]
    """Words of the stretch up to a closing mark that it stands in, the mark or the end of the text counted: [n]."""


def find_final(words: Words) -> NDArray[np.bool_]:
    """Return which tokens are marks that end a sentence, such as `.` and `?!`."""
    first = words[:, 2]
    marks = (first == _FINAL[0]) | (first == _FINAL[1]) | (first == _FINAL[2]) | (first == _FINAL[3])
    return np.asarray(marks & (words[:, 3] > 0))


def describe(texts: Sequence[Words]) -> Features:
    """Return the features of the words of some texts; at least one word in all."""
    gap = np.zeros((BEFORE, len(ATTRIBUTES)), dtype=np.uint64)
    rows = np.concatenate([part for words in texts for part in (gap, words)] + [gap])
    lengths = np.array([len(words) for words in texts])
    text = np.repeat(np.arange(len(texts)), lengths)
    here = np.arange(len(text)) + (text + 1) * BEFORE
    final = find_final(rows)
    capital = (rows[:, 4] > 0) | (rows[:, 5] > 0)
    outside = np.ones(len(rows), dtype=bool)
    outside[here] = False
    since, until = _distances(final | outside)
    few = [
        (np.bincount(text, weights=of[here], minlength=len(texts)) > FEW * lengths)[text]
        for of in (capital, final)
    ]
    began, left = since[here], until[here]
    capital_before = capital[here - 1]
    signs = [
        capital[here],
        capital_before,
        capital[here] & ~capital_before,
        final[here - 1],
        np.minimum(began, FAR) / 10,
        np.minimum(left, FAR) / 10,
        began <= 2,
        left <= 2,
        began == 1,
        left == 1,
        *few,
    ]
    places = np.arange(-BEFORE, AFTER + 1)
    return Features(
        words=rows[:, 0],
        around=here[:, None] + places,
        signs=np.stack(signs, axis=1).astype(np.float32),
        pairs=_pairs(rows[:, 0], rows[:, 1], here),
        stretch=began + left,
    )


def _distances(closes: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return words since the last closing mark, and words up to the next one, itself counted."""
    places = np.arange(len(closes))
    opens = np.concatenate([[True], closes[:-1]])
    start = np.maximum.accumulate(np.where(opens, places, 0))
    end = np.minimum.accumulate(np.where(opens, places, len(closes))[::-1])[::-1]
    return places - start, np.concatenate([end[1:], [len(closes)]]) - places


def _pairs(low: Words, ending: Words, here: NDArray[np.int64]) -> NDArray[np.int64]:
    before, after = here - 1, here + 1
    return np.stack(
        [
            _bucket(1, low[before], low[here]),
            _bucket(2, low[here], low[after]),
            _bucket(3, low[here - 2], low[before]),
            _bucket(4, ending[before]),
            _bucket(5, ending[here]),
            _bucket(6, ending[before], low[here]),
            _bucket(7, low[before], ending[here]),
            _bucket(8, low[here]),
            _bucket(9, low[before]),
        ],
        axis=1,
    )


def _bucket(slot: int, *columns: Words) -> NDArray[np.int64]:
    mixed = np.full(len(columns[0]), (slot * _SLOT) % 2**64, dtype=np.uint64)
    for factor, column in zip(_FACTORS, columns, strict=False):
        mixed = (mixed ^ column) * factor
        mixed ^= mixed >> np.uint64(29)
    return (mixed % np.uint64(BUCKETS)).astype(np.int64)


class Splitter:
    """The classifier: vectors of the words around, signs and pairs, through one hidden layer."""

    def __init__(self, weights: dict[str, NDArray[np.generic]], *, threshold: float) -> None:
        self.threshold = threshold
        """Log-odds from which a word begins a sentence."""
        self._keys = weights["keys"].astype(np.uint32)
        vectors, hidden = _grown(weights, "vectors"), _grown(weights, "hidden")
        width = vectors.shape[1]
        places = BEFORE + 1 + AFTER
        # What each word gives the hidden layer at each place is worked out once: 23 MB, and a seventh of the time.
        self._given = [vectors @ hidden[place * width : (place + 1) * width] for place in range(places)]
        self._hidden = hidden[places * width :]
        self._hidden_bias = weights["hidden_bias"].astype(np.float32)
        self._out = weights["out"].astype(np.float32)
        self._bias = float(weights["bias"][0])
        self._pairs = _grown(weights, "pairs")[:, 0]

    def score(self, features: Features) -> Floats:
        """Return the log-odds that each word begins a sentence: [n]."""
        inner = features.signs @ self._hidden + self._hidden_bias
        rows = find_rows(self._keys, features.words)[features.around]
        for place, given in enumerate(self._given):
            inner += given[rows[:, place]]
        logits = np.maximum(inner, 0) @ self._out + self._pairs[features.pairs].sum(axis=1) + self._bias
        return np.asarray(logits, dtype=np.float32)


def find_rows(keys: NDArray[np.uint32], words: Words) -> NDArray[np.int64]:
    """Return the row of each word's vector: 0 beyond the text, 1 for words not in `keys`, which are sorted, then those."""
    short = shorten(words)
    place = np.minimum(np.searchsorted(keys, short), len(keys) - 1)
    known = np.where(keys[place] == short, place + 2, 1)
    return np.asarray(np.where(words == 0, 0, known))


def shorten(numbers: Words) -> NDArray[np.uint32]:
    """Return 32 bits of each word's number in spaCy: a hash for most, a small number for names of its attributes."""
    return np.asarray((numbers ^ (numbers >> np.uint64(32))) & np.uint64(0xFFFFFFFF), dtype=np.uint32)


def _grown(weights: dict[str, NDArray[np.generic]], name: str) -> Floats:
    """Return whole numbers of eight bits with a scale for each column as what they stand for."""
    return np.asarray(weights[name].astype(np.float32) * weights[f"{name}_scale"].astype(np.float32))


@lru_cache(maxsize=2)
def load_splitter(folder: Path = FOLDER) -> Splitter:
    """Return the classifier in a folder; ModelError when its files are missing or damaged."""
    try:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
        with np.load(folder / WEIGHTS, allow_pickle=False) as stored:
            return Splitter(dict(stored), threshold=float(card["threshold"]))
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
        raise ModelError(
            f"the weights in {folder} cannot be read ({error}); install rivalscope again"
        ) from error
