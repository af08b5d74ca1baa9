"""Our own corpus: products of its test split, which nothing was trained or tuned on, and the treebank's reviews."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from nlp.corpus.reading import FOLDER, LabelledReview, Sentence, Span, read_corpus
from nlp.words import word_set
from rivalscope.domain.settings import Tier
from rivalscope.evaluation.reading.cases import Case, Pair
from rivalscope.evaluation.reading.figures import Figures, joined, label_parts, merged, report
from rivalscope.evaluation.reading.readers import Reader, readers
from rivalscope.evaluation.reading.relations import SOME, THIS, comparison_figures, switch_figures
from rivalscope.evaluation.reading.spans import polarity_figures, span_figures
from rivalscope.evaluation.suite import Report, Suite

TIERS = (Tier.QUALITY, Tier.FAST, Tier.LITE)
BEST = Tier.QUALITY.value


COMMON = word_set(
    "paper pen book books system systems transfer exchange keyboard file files cupboard cupboards cabinet machine phone"
    " mailbox inbox other others post-it envelope tool tools sms shop page application applications apps app program"
    " programs sheet sheets spreadsheet spreadsheets shoebox kitchen thing things texting provider software one bank"
    " product service platform website tier logic paint hive moss nova anchor apple hinge exodus phantom envoy"
)
"""Words that make no name of what labels call a rival in lower case."""


def market(reviews: Iterable[LabelledReview]) -> tuple[str, ...]:
    """Return names of a market for all reviews: their products, and every rival that some label calls by a name.

    A rival of one product is known when the reviews of another are read, so a name that is known is not yet a relation.
    """
    names: dict[str, str] = {}
    for review in reviews:
        names.setdefault(review.product.lower(), review.product)
        for sentence in review.sentences:
            for side in _sides(sentence):
                if side not in (THIS, SOME) and _is_name(side):
                    names.setdefault(side.lower(), side)
    return tuple(names.values())


def _is_name(side: str) -> bool:
    return side != side.lower() or COMMON.isdisjoint(side.split())


def _sides(sentence: Sentence) -> list[str]:
    compared = [side for one in sentence.comparisons for side in (one.winner, one.loser)]
    return compared + [side for one in sentence.switches for side in (one.origin, one.target)]


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
) -> Report:
    """Return each tier's figures on sentences, and the baseline's on aspects.

    Those of the best tier are given on whole reviews and on the treebank's sentences too.
    """
    sentences, whole = sentence_cases(reviews), [review_case(review) for review in reviews]
    found: list[tuple[str, Figures]] = []
    for name, reader in readers(tiers, products).items():
        pairs = _pairs(reader, sentences)
        if name not in set(Tier):
            found.append((name, aspect_figures(pairs)))
            continue
        found.append((name, all_figures(pairs)))
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
    return measure(
        [review for review in corpus if review.split == "test"],
        read_corpus(FOLDER / "ewt", split="dev"),
        products=market(corpus),
    )


CORPUS = Suite(
    name="corpus",
    about="our corpus, products held out: aspects, polarity, intents, comparisons, switches; each tier, and VADER on noun"
    " phrases",
    run=measure_corpus,
)
