"""Sentences that may compare products or tell of a move: all others can do without the rules for both."""

from collections.abc import Iterable

import numpy as np
from spacy.attrs import IS_STOP, IS_UPPER, LOWER, ORTH
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from nlp.findings import Mention
from nlp.products import NOT_PRODUCTS
from nlp.words import word_set

CUES = word_set(
    "than then vs versus unlike compared comparison compares comparable prefer preferred prefers choose chose chosen pick"
    " picked recommend favour favor take took instead over beat beats beating outperform outperforms surpass surpasses"
    " outshines outclasses trumps crushes destroys tops blows blew ahead same similar equal equivalent identical akin par"
    " as like superior inferior next switch switched switching switches move moved moving moves migrate migrated migrating"
    " migration change changed changing convert converted converting transition transitioned transitioning shift shifted"
    " go going goes gone went come came coming jump jumped return returned returning transfer transferred defected hop"
    " hopped swap swapped upgrade upgraded replace replaced replaces replacing replacement replacements substitute"
    " alternative alternatives leave leaving left leaves ditch ditched ditching drop dropped dropping dumped dumping"
    " abandon abandoned cancel cancelled canceled cancelling canceling quit uninstall uninstalled dump discontinue"
    " discontinued forsake considering consider considered evaluating evaluated trialling trialing tempted back goodbye"
    " used tried trade traded exchange exchanged stop stopped stopping rid try"
)
"""Words without one of which the rules for comparisons and moves find nothing."""


class Cues:
    """Tells which sentences have a cue and, beside it, a product or what looks like a name."""

    def __init__(self, vocab: Vocab) -> None:
        self._cues = frozenset(vocab.strings.add(word) for word in CUES)
        self._no_names = np.array([vocab.strings.add(word) for word in NOT_PRODUCTS], dtype=np.uint64)

    def sentences(self, doc: Doc, products: Iterable[Mention]) -> list[Span]:
        """Return the sentences of the document that may compare products, in order."""
        values = doc.to_array([LOWER, ORTH, IS_STOP, IS_UPPER])
        cued = [place for place, word in enumerate(values[:, 0].tolist()) if word in self._cues]
        if not cued:
            return []
        capitals = (values[:, 0] != values[:, 1]) & ~values[:, 2:].any(axis=1)
        capitals[capitals] = ~np.isin(values[capitals, 0], self._no_names)
        known = np.zeros(len(doc), dtype=bool)
        for mention in products:
            known[mention.start : mention.end] = True
        starts = np.array(cued)
        return [
            sentence
            for sentence in doc.sents
            if ((starts >= sentence.start) & (starts < sentence.end)).any()
            and (
                known[sentence.start : sentence.end].any()
                or capitals[sentence.start + 1 : sentence.end].any()
            )
        ]
