"""Our own corpus: products of its test split, which nothing was trained or tuned on, and the treebank's reviews."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from nlp.corpus.market import market
from nlp.corpus.reading import FOLDER, LabelledReview, Span, read_corpus
from rivalscope.domain.settings import Tier
from rivalscope.evaluation.reading.cases import Case, Pair
from rivalscope.evaluation.reading.figures import Figures, joined, label_parts, merged, report
from rivalscope.evaluation.reading.readers import Reader, readers
from rivalscope.evaluation.reading.relations import comparison_figures, switch_figures
from rivalscope.evaluation.reading.spans import polarity_figures, span_figures
from rivalscope.evaluation.suite import Report, Suite

TIERS = (Tier.QUALITY, Tier.FAST, Tier.LITE)
BEST = Tier.QUALITY.value
LATER = frozenset({"Corralyte", "Kinthorn"})
"""Held-out products written after the floors were set, whose comparisons mostly lack a comparing word: measured apart."""


def sentence_cases(reviews: Iterable[LabelledReview]) -> list[Case]:
    """Return each sentence as a case."""
    return [
        Case(
            text=one.text,
            spans=one.spans,
            intents=one.intents,
            comparisons=one.comparisons,
            switches=one.switches,
            product=review.product,
        )
        for review in reviews
        for one in review.sentences
    ]


def review_case(review: LabelledReview) -> Case:
    """Return a whole review as one case, its sentences a blank apart, its labels moved along and put together.

    `information`, which stands where a sentence has no other label, says nothing of a review.
    """
    text = ""
    spans: list[Span] = []
    for one in review.sentences:
        offset = len(text) + bool(text)
        text = f"{text} {one.text}" if text else one.text
        spans += [Span(start=s.start + offset, end=s.end + offset, polarity=s.polarity) for s in one.spans]
    labels = frozenset(label for one in review.sentences for label in one.intents)
    return Case(
        text=text,
        spans=tuple(spans),
        intents=labels - {"information"},
        comparisons=tuple(relation for one in review.sentences for relation in one.comparisons),
        switches=tuple(relation for one in review.sentences for relation in one.switches),
        product=review.product,
    )


def measure(
    reviews: Sequence[LabelledReview],
    treebank: Sequence[LabelledReview],
    *,
    products: Iterable[str],
    tiers: Sequence[Tier] = TIERS,
    later: Sequence[LabelledReview] = (),
) -> Report:
    """Return each tier's figures on sentences, and the baseline's on aspects.

    Those of the best tier are given on whole reviews and on the treebank's sentences too, and those of each tier on
    the reviews that came later.
    """
    sentences, whole = sentence_cases(reviews), [review_case(review) for review in reviews]
    found: list[tuple[str, Figures]] = []
    for name, reader in readers(tiers, products).items():
        pairs = _pairs(reader, sentences)
        if name not in set(Tier):
            found.append((name, aspect_figures(pairs)))
            continue
        found.append((name, all_figures(pairs)))
        if later:
            found.append((f"{name}, later", all_figures(_pairs(reader, sentence_cases(later)))))
        if name == BEST:
            found.append((f"{name}, whole reviews", all_figures(_pairs(reader, whole))))
            found.append((f"{name}, treebank", aspect_figures(_pairs(reader, sentence_cases(treebank)))))
    return report(len(sentences), joined(found))


def all_figures(pairs: Sequence[Pair]) -> Figures:
    """Return the figures of a reader on cases that bear all labels."""
    intents = [(case.intents or frozenset(), answer.intents) for case, answer in pairs]
    relations = merged(comparison_figures(pairs), switch_figures(pairs))
    return merged(aspect_figures(pairs), label_parts("intents", intents), relations)


def aspect_figures(pairs: Sequence[Pair]) -> Figures:
    """Return the figures of aspects and their polarity."""
    return merged(span_figures(pairs), polarity_figures(pairs))


def _pairs(reader: Reader, cases: Sequence[Case]) -> list[Pair]:
    return list(zip(cases, reader.answers(cases), strict=True))


def measure_corpus(_data: Path | None) -> Report:
    """Measure on the products held out, and on the treebank's reviews that are."""
    corpus = read_corpus()
    held_out = [review for review in corpus if review.split == "test"]
    return measure(
        [review for review in held_out if review.product not in LATER],
        read_corpus(FOLDER / "ewt", split="dev"),
        products=market(corpus),
        later=[review for review in held_out if review.product in LATER],
    )


CORPUS = Suite(
    name="corpus",
    about="our corpus, products held out: aspects, polarity, intents, comparisons, switches; each tier, and VADER on noun"
    " phrases",
    run=measure_corpus,
)
