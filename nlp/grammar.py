"""Comparisons only where a sentence may hold one: their rules, and the grammar they need, cost more than the small encoder."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from nlp.cues import Cues
from nlp.findings import add, findings
from rivalscope.domain.reading import Comparison

Component = Callable[[Doc], Doc]
FACTOR = 8
"""How many times as many documents as spaCy's other components are searched at once: few have a sentence to parse."""


class WhereCued:
    """Runs components on documents of which a sentence may compare products."""

    def __init__(self, nlp: Language, components: Sequence[Component]) -> None:
        self._cues = Cues(nlp.vocab)
        self._components = components

    def __call__(self, doc: Doc) -> Doc:
        """Run the components, or leave the document as it is."""
        if self._cues.sentences(doc, findings(doc).products):
            for component in self._components:
                component(doc)
        return doc


class Apart:
    """Takes sentences that may compare products out of documents that were not parsed, and reads them apart.

    Each goes with the one after it, which may hold the reason.
    """

    def __init__(self, nlp: Language, stages: Sequence[Any], components: Sequence[Component]) -> None:
        self._cues = Cues(nlp.vocab)
        self._stages = stages
        self._components = components

    def __call__(self, doc: Doc) -> Doc:
        """Write the comparisons."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Write the comparisons of documents in batches; they come back in their order."""
        documents = iter(stream)
        while batch := list(islice(documents, FACTOR * batch_size)):
            passages = [(doc, passage) for doc in batch for passage in self._passages(doc)]
            parsed = self._parsed([passage.as_doc() for _, passage in passages])
            for (doc, passage), apart in zip(passages, parsed, strict=True):
                moved = [_moved(one, passage.start_char) for one in findings(apart).comparisons]
                found = findings(doc).comparisons
                add(doc, comparisons=(*found, *(one for one in moved if one not in found)))
            yield from batch

    def _parsed(self, passages: Iterable[Doc]) -> list[Doc]:
        for stage in self._stages:
            passages = stage.pipe(passages)
        read = list(passages)
        for doc in read:
            for component in self._components:
                component(doc)
        return read

    def _passages(self, doc: Doc) -> Iterator[Span]:
        """Yield the sentences with a cue, neighbours joined, each with the sentence after it."""
        cued = {sentence.start for sentence in self._cues.sentences(doc, findings(doc).products)}
        if not cued:
            return
        start = None
        for sentence in doc.sents:
            if sentence.start in cued:
                start = sentence.start if start is None else start
            elif start is not None:
                yield doc[start : sentence.end]
                start = None
        if start is not None:
            yield doc[start:]


def _moved(one: Comparison, offset: int) -> Comparison:
    return replace(one, start=one.start + offset, end=one.end + offset)
