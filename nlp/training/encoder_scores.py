"""How well aspects, opinions and intents are read: figures over predictions, whoever made them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nlp.corpus.reading import Span
from nlp.evaluation import Figures

SURE = 0.5
"""Confidence from which an intent counts as said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a reader says of one sentence."""

    spans: tuple[Span, ...]
    """The aspects it finds, with their polarity."""
    on_gold: tuple[str, ...]
    """Its polarity for each labelled span, in the order of the labels."""
    intents: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What people say of the sentence."""

    spans: tuple[Span, ...]
    intents: frozenset[str] | None = None


def score(pairs: Iterable[tuple[Truth, Said]], *, ignored: frozenset[str] = frozenset()) -> Figures:
    """Return the figures over all sentences; `n` counts sentences.

    `aspect_exact` and `aspect_overlap` are F1 of spans, `joint` F1 of spans with their polarity at exact borders,
    `joint_overlap` the same where they overlap; `polarity` is accuracy on labelled spans and `polarity_macro` the
    mean F1 of its classes, `neutral` that of the neutral one; `intents_macro` the mean F1 of the intents,
    left out where no sentence has labels of them. Labelled
    spans of a polarity in `ignored` count in the figures of borders alone, as the literature leaves out `conflict`.
    """
    pairs = list(pairs)
    spans = [(truth.spans, said.spans) for truth, said in pairs]
    judged = [
        (span.polarity, answer)
        for truth, said in pairs
        for span, answer in zip(truth.spans, said.on_gold, strict=True)
        if span.polarity not in ignored
    ]
    by_class = class_f1(judged)
    known = [
        (truth.intents, said.intents or frozenset()) for truth, said in pairs if truth.intents is not None
    ]
    return Figures(
        n=len(pairs),
        scores={
            "aspect_exact": spans_f1(spans, exact=True, polarity=False),
            "aspect_overlap": spans_f1(spans, exact=False, polarity=False),
            "joint": spans_f1(spans, exact=True, polarity=True),
            "joint_overlap": spans_f1(spans, exact=False, polarity=True),
            "polarity": round(sum(a == b for a, b in judged) / max(1, len(judged)), 4),
            "polarity_macro": _mean(by_class.values()),
            "neutral": by_class.get("neutral", 0.0),
            **({"intents_macro": _mean(intent_f1(known).values())} if known else {}),
        },
    )


def spans_f1(pairs: Iterable[tuple[Sequence[Span], Sequence[Span]]], *, exact: bool, polarity: bool) -> float:
    """Return F1 over (labelled, found) spans of sentences.

    With `exact` borders must be the same, else they must overlap; one span answers for one other at most. With
    `polarity` the opinions must be the same too.
    """
    hits = labelled = found = 0
    for truth, said in pairs:
        labelled, found = labelled + len(truth), found + len(said)
        hits += _hits(truth, list(said), exact=exact, polarity=polarity)
    return _f1(hits, labelled, found)


def _hits(truth: Sequence[Span], left: list[Span], *, exact: bool, polarity: bool) -> int:
    """Count labelled spans that are answered; an answer with the very borders is taken before one that overlaps."""
    hits = 0
    for same_borders in (True, False)[: 1 if exact else 2]:
        rest = []
        for span in truth:
            match = next((one for one in left if _answers(one, span, same_borders, polarity)), None)
            if match is None:
                rest.append(span)
            else:
                left.remove(match)
                hits += 1
        truth = rest
    return hits


def _answers(one: Span, span: Span, exact: bool, polarity: bool) -> bool:  # noqa: FBT001  one caller, above
    if polarity and one.polarity != span.polarity:
        return False
    if exact:
        return (one.start, one.end) == (span.start, span.end)
    return one.start < span.end and span.start < one.end


def class_f1(pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Return F1 of every class that the labels (first of each pair) name."""
    return {
        name: _f1(
            sum(a == b == name for a, b in pairs),
            sum(a == name for a, _ in pairs),
            sum(b == name for _, b in pairs),
        )
        for name in sorted({truth for truth, _ in pairs})
    }


def intent_f1(pairs: Sequence[tuple[frozenset[str], frozenset[str]]]) -> dict[str, float]:
    """Return F1 of every intent that the labels (first of each pair) name."""
    return {
        name: _f1(
            sum(name in a and name in b for a, b in pairs),
            sum(name in a for a, _ in pairs),
            sum(name in b for _, b in pairs),
        )
        for name in sorted({name for truth, _ in pairs for name in truth})
    }


def _f1(hits: int, labelled: int, found: int) -> float:
    return round(2 * hits / (labelled + found), 4) if labelled + found else 1.0


def _mean(values: Iterable[float]) -> float:
    known = list(values)
    return round(sum(known) / len(known), 4) if known else 0.0
