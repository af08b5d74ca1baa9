"""Sentence borders before any grammar: new lines start sentences, open words end none, long runs without marks are cut."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, LOWER
from spacy.tokens import Doc
from spacy.vocab import Vocab

from nlp.splitter import ATTRIBUTES, Features, Splitter, Words, describe, find_final
from nlp.words import word_set

LONG, LONGER = 25, 30
"""Words without a closing mark from which a stretch may hold more than one sentence: where marks are few, and elsewhere."""
SURER = 1.5
"""Log-odds more that are asked for in lines whose writer closes sentences: there the grammar sees the rest."""
LEAST = 3
"""Words between two cuts, and before the first one of a line: `moved` is no sentence before `off that server`."""
FINAL_SIGN, CAPITAL_SIGN = 11, 10
"""Columns of the signs that say whether a text has closing marks and capitals."""

OPEN = word_set(
    ", a an the my our your their his her its to from than with of for at by and or as into onto between versus vs"
    " is are was were be use uses used using prefer like unlike via per because if when while"
)
"""Words and marks after which no sentence ends: a name with a capital tempts the parser to cut before it."""
BREAK = re.compile(r"[\n\r\u2028\u2029]")


def find_line_starts(doc: Doc) -> list[int]:
    """Tokens that follow a token of white space with a line break in it."""
    if not BREAK.search(doc.text):
        return []
    return [
        token.i + 1 for token in doc if token.is_space and token.i + 1 < len(doc) and BREAK.search(token.text)
    ]


class Borders:
    """The component: what the layout and open words say, then the classifier's cuts of long stretches without marks."""

    def __init__(self, splitter: Splitter) -> None:
        self._splitter = splitter

    def __call__(self, doc: Doc) -> Doc:
        """Write the borders of one document."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Write the borders of documents in batches: the classifier is asked once for all of a batch."""
        documents = iter(stream)
        while batch := [mark_borders(doc) for doc in islice(documents, batch_size)]:
            self._cut(batch)
            yield from batch

    def _cut(self, batch: list[Doc]) -> None:
        parts = [(doc, places, words) for doc in batch for places, words in find_unmarked(doc)]
        if not parts:
            return
        features = describe([words for _, _, words in parts])
        marked = features.signs[:, FINAL_SIGN] > 0
        long = np.flatnonzero(features.stretch >= np.where(marked, LONGER, LONG))
        odds = np.full(len(marked), -np.inf, dtype=np.float32)
        odds[long] = self._splitter.score(_chosen(features, long)) - SURER * marked[long]
        plain = ~marked & (features.signs[:, CAPITAL_SIGN] == 0)
        begin = 0
        for doc, places, _ in parts:
            end = begin + len(places)
            self._write(doc, places, odds[begin:end], settled=bool(plain[begin]))
            begin = end

    def _write(
        self, doc: Doc, places: NDArray[np.int64], odds: NDArray[np.float32], *, settled: bool
    ) -> None:
        """Write the borders of a line; where it is `settled`, the grammar finds no further ones."""
        since = 0
        last = len(places) - 1
        starts = odds >= self._splitter.threshold
        for number, place in enumerate(places.tolist()):
            begins = bool(starts[number]) and number - since >= LEAST and number < last
            if number and (begins or settled):
                token = doc[place]
                if token.is_sent_start is None:
                    token.is_sent_start = begins
                    since = number if begins else since


def find_unmarked(doc: Doc) -> Iterator[tuple[NDArray[np.int64], Words]]:
    """Yield the lines of a document with a long stretch without closing marks: places of words, and their attributes."""
    if len(doc) < LONG:
        return
    table: Words = doc.to_array([*ATTRIBUTES, IS_SPACE]).astype(np.uint64, copy=False)
    space = table[:, -1] > 0
    kept = np.flatnonzero(~space)
    breaks = [place for place in np.flatnonzero(space).tolist() if BREAK.search(doc[place].text)]
    lines = np.searchsorted(kept, breaks)
    for places in np.split(kept, lines) if breaks else [kept]:
        if len(places) >= LONG:
            words = table[places, :-1]
            closes = np.concatenate([[-1], np.flatnonzero(find_final(words)), [len(places)]])
            if np.diff(closes).max() >= LONG:
                yield places, words


def _chosen(features: Features, rows: NDArray[np.int64]) -> Features:
    return Features(
        words=features.words,
        around=features.around[rows],
        signs=features.signs[rows],
        pairs=features.pairs[rows],
        stretch=features.stretch[rows],
    )


def mark_borders(doc: Doc) -> Doc:
    """Write the borders of lines, and where none can be; the parser keeps what is already set."""
    numbers = _open_numbers(doc.vocab)
    for place, word in enumerate(doc.to_array(LOWER).tolist()[:-1], start=1):
        if word in numbers:
            doc[place].is_sent_start = False
    for start in find_line_starts(doc):
        doc[start].is_sent_start = True
    return doc


@lru_cache(maxsize=8)
def _open_numbers(vocab: Vocab) -> frozenset[int]:
    """Return the vocabulary's numbers of the open words."""
    return frozenset(vocab.strings.add(word) for word in OPEN)
