"""Sentences that may compare products or tell of a move: all others can do without the rules for both."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_STOP, IS_UPPER, LOWER, ORTH
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from nlp.findings import Mention
from nlp.products import NOT_PRODUCTS
from nlp.words import word_set

CUES = word_set(
    "than vs versus unlike compared comparison compares comparable prefer preferred prefers choose chose chosen pick"
    " picked recommend favour favor instead beat beats beating outperform outperforms surpass surpasses outshines"
    " outclasses trumps crushes destroys tops blows blew ahead equal equivalent identical akin par superior inferior"
    " switch switched switching switches move moved moving moves migrate migrated migrating migration convert converted"
    " converting transition transitioned transitioning shift shifted return returned returning transfer transferred"
    " defected hop hopped swap swapped replace replaced replaces replacing replacement replacements substitute"
    " alternative alternatives leave leaving left leaves ditch ditched ditching dropped dumped dumping abandon abandoned"
    " cancel cancelled canceled cancelling canceling quit uninstall uninstalled discontinue discontinued forsake"
    " considering consider considered evaluating evaluated trialling trialing tempted goodbye traded exchanged stopped"
    " stopping rid"
)
"""Words of comparing and of moving: beside a name, the rules for both may find something."""
WEAK = word_set(
    "then over same similar as like next take took used change changed changing go going goes gone went come came coming"
    " jump jumped upgrade upgraded back tried drop dropping dump stop trade exchange"
)
"""Words of the same kind that mostly say other things: a name must follow."""
FORMER = word_set("paper excel spreadsheet spreadsheets system exchange inbox mailbox")
"""What was used without a product's name: it stands beside a cue as a name does."""
NEAR, CLOSE = 10, 5
"""Tokens within which a name stands beside a cue, and after a weak one."""


class Cues:
    """Tells which sentences name a product of the market, or have a cue and, beside it, what looks like a name."""

    def __init__(self, vocab: Vocab) -> None:
        self._cues = {vocab.strings.add(word): (-NEAR, NEAR) for word in CUES}
        self._cues |= {vocab.strings.add(word): (1, CLOSE) for word in WEAK}
        self._former = np.array([vocab.strings.add(word) for word in FORMER], dtype=np.uint64)
        self._no_names = np.array([vocab.strings.add(word) for word in NOT_PRODUCTS], dtype=np.uint64)

    def sentences(self, doc: Doc, products: Iterable[Mention]) -> list[Span]:
        """Return the sentences of the document that may compare products, in order."""
        places = [mention.start for mention in products]
        values = doc.to_array([LOWER, ORTH, IS_STOP, IS_UPPER])
        cued = [
            (place, self._cues[word])
            for place, word in enumerate(values[:, 0].tolist())
            if word in self._cues
        ]
        if not (cued or places):
            return []
        names = (values[:, 0] != values[:, 1]) & ~values[:, 2:].any(axis=1)
        names[names] = ~np.isin(values[names, 0], self._no_names)
        names[[sentence.start for sentence in doc.sents]] = False
        names |= np.isin(values[:, 0], self._former)
        named = np.flatnonzero(names)
        return [
            sentence
            for sentence in doc.sents
            if any(sentence.start <= place < sentence.end for place in places)
            or any(_beside(place, reach, named, sentence) for place, reach in cued)
        ]


def _beside(place: int, reach: tuple[int, int], named: NDArray[np.intp], sentence: Span) -> bool:
    """Whether a cue is of the sentence and has a name of the sentence in its reach."""
    if not sentence.start <= place < sentence.end:
        return False
    first, last = max(sentence.start, place + reach[0]), min(sentence.end - 1, place + reach[1])
    return bool(np.searchsorted(named, first) < np.searchsorted(named, last, side="right"))
