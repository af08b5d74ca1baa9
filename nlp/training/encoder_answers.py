"""What a trained encoder says of labelled sentences, for its figures."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from nlp.corpus.reading import Span
from nlp.encoder.card import THRESHOLD
from nlp.encoder.decode import certainties, find_spans, judge
from nlp.encoder.encoder import Encoded, Encoder
from nlp.encoder.labels import INTENTS
from nlp.evaluation import Figures
from nlp.training.encoder_examples import Example
from nlp.training.encoder_scores import SURE, Said, Truth, score
from rivalscope.domain.reading import IntentLabel

GRID = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
"""Thresholds of intents that are tried."""
RESERVES = (0.0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9)
"""Logits taken off what lies outside any aspect that are tried."""


def answers(encoder: Encoder, examples: Sequence[Example]) -> list[Said]:
    """Return what the encoder, as it runs in the product, says of each sentence."""
    encoded = encoder.encode([one.text for one in examples])
    return [_said(encoder, one, example) for one, example in zip(encoded, examples, strict=True)]


def _said(encoder: Encoder, encoded: Encoded, example: Example) -> Said:
    def opinion(start: int, end: int) -> str:
        judged = judge(encoded, start, end)
        return judged[0].value if judged else "neutral"

    found = [(span.start, span.end) for span in find_spans(encoded, example.text)]
    sure = certainties(encoded, encoder.card.thresholds)
    return Said(
        spans=tuple(Span(start=start, end=end, polarity=opinion(start, end)) for start, end in found),
        on_gold=tuple(opinion(span.start, span.end) for span in example.spans),
        intents=frozenset(label.value for label, value in sure.items() if value >= SURE),
    )


def tuned(encoder: Encoder, examples: Sequence[Example]) -> Encoder:
    """Return the encoder with the thresholds of intents and the reserve of spans that give the best F1 on the sentences.

    Of thresholds that do equally well the one nearest to one half is taken; the reserve is the one with the highest
    sum of exact and overlapping F1.
    """
    encoded = encoder.encode([one.text for one in examples])
    meant = [one.intents or frozenset() for one in examples]

    def quality(number: int, label: IntentLabel, threshold: float) -> tuple[float, float]:
        pairs = [
            (label in truth, float(one.intents[number]) >= threshold)
            for truth, one in zip(meant, encoded, strict=True)
        ]
        hits, said = sum(a and b for a, b in pairs), sum(a + b for a, b in pairs)
        return 2 * hits / max(1, said), -abs(threshold - THRESHOLD)

    thresholds = {
        label: max(GRID, key=partial(quality, number, label)) for number, label in enumerate(INTENTS)
    }
    card = replace(encoder.card, thresholds=thresholds)

    def found(reserve: float) -> float:
        scores = figures(type(encoder)(replace(card, reserve=reserve)), examples).scores
        return scores["aspect_exact"] + scores["aspect_overlap"]

    return type(encoder)(replace(card, reserve=max(RESERVES, key=found)))


def figures(encoder: Encoder, examples: Sequence[Example], *, ignored: Iterable[str] = ()) -> Figures:
    """Return how well the encoder reads the sentences; `ignored` as in `score`."""
    truths = [Truth(spans=one.spans, intents=one.intents) for one in examples]
    return score(zip(truths, answers(encoder, examples), strict=True), ignored=frozenset(ignored))
