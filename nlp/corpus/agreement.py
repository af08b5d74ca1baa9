"""Double labelling: which reviews a second labeller reads, and how far the two agree."""

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from nlp.corpus.reading import INTENTS, LabelledReview, Sentence, Span, read_corpus
from nlp.training.encoder_scores import spans_f1
from rivalscope.errors import UsageError

SHARE = 0.1
"""Share of a product's sentences that are labelled twice, at least."""

Labels = tuple[Sentence, Sentence]
"""One sentence as the first and as the second labeller read it."""


def draw(reviews: Iterable[LabelledReview]) -> list[LabelledReview]:
    """Return whole reviews of every product until they hold a tenth of its sentences.

    The order is drawn by the product's name alone, so the same files always give the same reviews.
    """
    drawn: list[LabelledReview] = []
    for product, group in groupby(reviews, key=lambda review: review.product):
        shuffled = list(group)
        wanted = SHARE * sum(len(review.sentences) for review in shuffled)
        random.Random(product).shuffle(shuffled)  # noqa: S311  a draw that can be repeated, no secret
        while wanted > 0:
            drawn.append(shuffled.pop())
            wanted -= len(drawn[-1].sentences)
    return drawn


def plain(reviews: Iterable[LabelledReview]) -> str:
    """Return reviews in the form of a corpus file, without a label."""
    lines: list[str] = []
    for (product, split), group in groupby(reviews, key=lambda review: (review.product, review.split)):
        lines += [f"product: {product}", f"split: {split}", ""]
        for review in group:
            lines.append(f"== stars={review.stars or '-'} source={review.source} style={review.style}")
            lines += [*(f"{sentence.text} |||" for sentence in review.sentences), ""]
    return "\n".join(lines)


def both(first: Iterable[LabelledReview], second: Iterable[LabelledReview]) -> list[Labels]:
    """Return the sentences both have labelled; UsageError names one of the second that the first has not."""
    known = {(review.product, _words(review)): review for review in first}
    pairs: list[Labels] = []
    for review in second:
        match = known.get((review.product, _words(review)))
        if match is None:
            raise UsageError(
                f"{review.product}: the review that begins {review.sentences[0].text!r} is not in the corpus with "
                "the same words; a second labeller changes labels, never a text"
            )
        pairs += zip(match.sentences, review.sentences, strict=True)
    return pairs


def _words(review: LabelledReview) -> tuple[str, ...]:
    return tuple(sentence.text for sentence in review.sentences)


def compare(pairs: Sequence[Labels]) -> dict[str, float]:
    """Return the figures of agreement by name, 0 to 1.

    Spans, comparisons and switches: F1 of the second against the first, which is the same both ways. Polarity: share
    and Cohen's kappa over spans that overlap. Intents: kappa of each over all sentences (Cohen 1960, doi
    10.1177/001316446002000104).
    """
    spans = [(first.spans, second.spans) for first, second in pairs]
    opinions = [(a.polarity, b.polarity) for one, two in spans for a, b in _met(one, two)]
    found = {
        "aspects, exact F1": spans_f1(spans, exact=True, polarity=False),
        "aspects, overlap F1": spans_f1(spans, exact=False, polarity=False),
        "polarity, agreement": _share(opinions),
        "polarity, kappa": kappa(opinions),
    }
    for intent in sorted(INTENTS):
        marks = [(str(intent in first.intents), str(intent in second.intents)) for first, second in pairs]
        found[f"{intent}, kappa"] = kappa(marks)
    found["comparisons, F1"] = _set_f1([(_compared(first), _compared(second)) for first, second in pairs])
    found["switches, F1"] = _set_f1([(_switched(first), _switched(second)) for first, second in pairs])
    return {name: round(value, 3) for name, value in found.items()}


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Return Cohen's kappa of two labellers; 1 where both always say the same one thing, 0 for no pairs."""
    if not pairs:
        return 0.0
    labels = {label for pair in pairs for label in pair}
    chance = sum(
        sum(a == label for a, _ in pairs) * sum(b == label for _, b in pairs) / len(pairs) ** 2
        for label in labels
    )
    return 1.0 if chance == 1 else (_share(pairs) - chance) / (1 - chance)


def differences(pairs: Iterable[Labels]) -> Iterator[str]:
    """Yield both readings of every sentence that was not labelled alike."""
    for first, second in pairs:
        if _read(first) != _read(second):
            yield f"{first.text}\n  1: {_read(first)}\n  2: {_read(second)}"


def agreement(folder: Path) -> list[Labels]:
    """Return what the corpus and a folder of second labels both hold."""
    return both(read_corpus(), read_corpus(folder))


def _met(first: Sequence[Span], second: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    left = list(second)
    for span in first:
        near = next((other for other in left if span.start < other.end and other.start < span.end), None)
        if near is not None:
            left.remove(near)
            yield span, near


def _share(pairs: Sequence[tuple[str, str]]) -> float:
    return sum(a == b for a, b in pairs) / max(1, len(pairs))


def _compared(sentence: Sentence) -> set[tuple[str, ...]]:
    found = set()
    for one in sentence.comparisons:
        sides = (one.winner.lower(), one.loser.lower())
        found.add(("alike", *sorted(sides)) if one.equal else ("better", *sides))
    return found


def _switched(sentence: Sentence) -> set[tuple[str, ...]]:
    return {(one.origin.lower(), one.target.lower(), one.way) for one in sentence.switches}


def _set_f1(pairs: Iterable[tuple[set[tuple[str, ...]], set[tuple[str, ...]]]]) -> float:
    hits = total = 0
    for first, second in pairs:
        hits += len(first & second)
        total += len(first) + len(second)
    return 2 * hits / max(1, total)


def _read(sentence: Sentence) -> str:
    spans = [f"{sentence.text[span.start : span.end]} {span.polarity}" for span in sentence.spans]
    relations = [" ".join(one) for one in sorted(_compared(sentence) | _switched(sentence))]
    return "; ".join([*spans, ", ".join(sorted(sentence.intents)), *relations])
