"""Grammar only where it is needed: parsing costs more than the small encoder, and most texts compare nothing."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from spacy.tokens import Doc

from nlp.taxonomy import NameMatcher
from nlp.words import word_set

CUES = word_set(
    "than then vs versus unlike compared comparison compares prefer preferred choose chose picked instead over beats beat"
    " outperforms ahead same similar equal comparable par switch switched switching move moved moving migrate migrated"
    " migrating changed convert converted transition transitioned replace replaced replacing replacement alternative"
    " alternatives left leave leaving ditch ditched dropped cancel cancelled canceled uninstalled considering trialling"
    " back goodbye used"
)
"""Words without which nothing is compared and nobody moves, as far as the rules for both go."""


class Grammar:
    """Runs the parser's components on the documents that may compare products, and on no others."""

    def __init__(self, stages: Iterable[Any], products: NameMatcher) -> None:
        self._stages = list(stages)
        self._products = products

    def __call__(self, doc: Doc) -> Doc:
        """Parse the document if it needs it."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Parse those of the documents that need it, in batches; all come back in their order."""
        documents = iter(stream)
        while batch := list(islice(documents, batch_size)):
            chosen: Iterable[Doc] = [doc for doc in batch if self._may_compare(doc)]
            for stage in self._stages:
                chosen = stage.pipe(chosen, batch_size=batch_size)
            for _ in chosen:
                pass
            yield from batch

    def _may_compare(self, doc: Doc) -> bool:
        """Whether the text names a product of the market, or bears a cue beside what looks like a name.

        A text without words is short, and only the rules can say what its signs mean.
        """
        if self._products.find(doc) or not any(token.is_alpha or token.is_digit for token in doc):
            return True
        cued = any(token.lower_ in CUES for token in doc)
        return cued and any(
            token.shape_[:1] == "X" and token.lower_ != "i" and not token.is_sent_start for token in doc[1:]
        )


class WhereParsed:
    """A component that runs on parsed documents alone."""

    def __init__(self, component: Callable[[Doc], Doc]) -> None:
        self._component = component

    def __call__(self, doc: Doc) -> Doc:
        """Run the component, or leave the document as it is."""
        return self._component(doc) if doc.has_annotation("DEP") else doc
