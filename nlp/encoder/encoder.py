"""Sentences in, probabilities out: cut, windowed, batched by length, and put together again."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from nlp.encoder.card import VOCABULARY, Card, read_checked
from nlp.encoder.labels import INTENTS, POLARITIES, TAGS
from nlp.encoder.pieces import Cut, Pieces, read_vocabulary
from nlp.encoder.session import Floats, Logits, Session
from nlp.encoder.windows import Window, batches, find_windows

OUTSIDE = np.array([tag == "O" for tag in TAGS], dtype=np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """What the encoder says of one sentence of n pieces."""

    offsets: NDArray[np.int32]
    """[n, 2]: start and end of each piece in the text."""
    tags: Floats
    """[n, 3]: probabilities of O, B and I."""
    polarities: Floats
    """[n, 4]: logarithms of the probabilities of the polarities."""
    intents: Floats
    """[6]: probability of each label; several may hold. Of a sentence in windows, the highest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class States:
    """What a middle layer knows of one sentence, cut off after the pieces of one window."""

    offsets: NDArray[np.int32]
    """[n, 2]: start and end of each piece in the text."""
    whole: Floats
    """[width]: the state that stands for all of it."""
    pieces: Floats
    """[n, width]: those of its pieces."""
    intents: Floats
    """[6]: logits."""


class Encoder:
    """One tier's encoder; vocabulary and weights are loaded when the first sentence comes.

    ModelError then, when one of the files is missing or damaged.
    """

    def __init__(self, card: Card) -> None:
        self.card = card

    @cached_property
    def pieces(self) -> Pieces:
        """The tokenizer."""
        return Pieces(read_vocabulary(read_checked(self.card, VOCABULARY)))

    @cached_property
    def session(self) -> Session:
        """The weights."""
        return Session(b"".join(read_checked(self.card, name) for name in self.card.parts))

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        """Return what is said of each text, in their order; the same text is read once."""
        different = list(dict.fromkeys(texts))
        if not different:
            return []
        read = dict(zip(different, self._encode(different), strict=True))
        return [read[text] for text in texts]

    def states(self, text: str) -> States | None:
        """Return what a middle layer knows of a sentence; None of one without pieces, or where no layer is known."""
        cut = self.pieces.cut([text])[0]
        if not cut.ids:
            return None
        first = find_windows(0, len(cut.ids))[0]
        found = self.session.states(self._inputs([cut], [first]))
        if found is None:
            return None
        size = first.end - first.start
        return States(
            offsets=np.array(cut.offsets[:size], dtype=np.int32).reshape(size, 2),
            whole=found[0][0, 0],
            pieces=found[0][0, 1 : size + 1],
            intents=found[1][0],
        )

    def _encode(self, texts: Sequence[str]) -> list[Encoded]:
        cuts = self.pieces.cut(texts)
        found = [_blank(cut) for cut in cuts]
        windows = [
            window
            for number, cut in enumerate(cuts)
            if cut.ids
            for window in find_windows(number, len(cut.ids))
        ]
        for batch in batches(windows):
            logits = self.session.run(self._inputs(cuts, batch))
            _spread(batch, logits, found, reserve=self.card.reserve)
        return found

    def _inputs(self, cuts: Sequence[Cut], batch: Sequence[Window]) -> NDArray[np.int64]:
        """Windows of equal length as [windows, length]."""
        first, last = self.pieces.first, self.pieces.last
        rows = [[first, *cuts[one.sentence].ids[one.start : one.end], last] for one in batch]
        return np.array(rows, dtype=np.int64)


def _blank(cut: Cut) -> Encoded:
    count = len(cut.ids)
    return Encoded(
        offsets=np.array(cut.offsets, dtype=np.int32).reshape(count, 2),
        tags=np.zeros((count, len(TAGS)), dtype=np.float32),
        polarities=np.zeros((count, len(POLARITIES)), dtype=np.float32),
        intents=np.zeros(len(INTENTS), dtype=np.float32),
    )


def _spread(batch: Sequence[Window], logits: Logits, found: Sequence[Encoded], *, reserve: float) -> None:
    """Write what a batch says into the sentences that its windows are of."""
    tags = np.exp(_log_softmax(logits.tags - np.float32(reserve) * OUTSIDE))
    polarities = _log_softmax(logits.polarities)
    intents = 1.0 / (1.0 + np.exp(-np.clip(logits.intents, -30.0, 30.0)))
    for row, window in enumerate(batch):
        one, kept = found[window.sentence], slice(window.kept_from, window.kept_to)
        inside = slice(window.kept_from - window.start + 1, window.kept_to - window.start + 1)
        one.tags[kept] = tags[row, inside]
        one.polarities[kept] = polarities[row, inside]
        np.maximum(one.intents, intents[row], out=one.intents)


def _log_softmax(logits: Floats) -> Floats:
    shifted = logits - logits.max(axis=-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result
