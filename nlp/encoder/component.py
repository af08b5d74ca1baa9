"""The component that lets the encoder read documents, many at a time."""

from collections.abc import Callable, Iterable, Iterator

from spacy.tokens import Doc

from nlp.encoder.encoder import Encoder
from nlp.encoder.merge import Merge, Part
from nlp.findings import add

FACTOR = 8
"""How many times as many documents as spaCy's other components take at once."""
TOKENS = 16_000
"""Tokens from which a batch is full, however few its documents."""


class EncoderPipe:
    """Reads the sentences of documents that know their borders, features and products.

    `opinions` are the rules for praise, blame and wishes, run where the encoder is unsure or has no word for a sign.
    """

    def __init__(self, encoder: Encoder, *, opinions: Callable[[Doc], Doc]) -> None:
        self.encoder = encoder
        self._opinions = opinions

    def __call__(self, doc: Doc) -> Doc:
        """Write aspects, intents and tones."""
        return next(self._read([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Read documents in their order, many at once: the more sentences, the fuller the batches of each length."""
        batch: list[Doc] = []
        tokens = 0
        for doc in stream:
            batch.append(doc)
            tokens += len(doc)
            if tokens >= TOKENS or len(batch) >= FACTOR * batch_size:
                yield from self._read(batch)
                batch, tokens = [], 0
        yield from self._read(batch)

    def _read(self, documents: list[Doc]) -> Iterator[Doc]:
        sentences = [list(doc.sents) for doc in documents]
        texts = [[sentence.text for sentence in group] for group in sentences]
        encoded = iter(self.encoder.encode([text for group in texts for text in group]))
        for doc, group, words in zip(documents, sentences, texts, strict=True):
            parts = [
                Part(
                    start=sentence.start,
                    end=sentence.end,
                    offset=sentence.start_char,
                    text=text,
                    encoded=next(encoded),
                )
                for sentence, text in zip(group, words, strict=True)
            ]
            merge = Merge(doc, parts, self.encoder.card, opinions=self._opinions)
            aspects = merge.aspects()
            yield add(doc, aspects=aspects, intents=merge.intents(), tones=merge.tones(aspects))
