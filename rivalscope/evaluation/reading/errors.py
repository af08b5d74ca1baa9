"""Errors of polarity of each tier, counted on the products held out: `python -m rivalscope.evaluation.reading.errors`.

Run it when the weights or the rules have changed: shares are corrected by the errors of the very model that read them.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict

from nlp.build import model_version
from nlp.corpus.market import market
from nlp.corpus.reading import LabelledReview, read_corpus
from nlp.reading_errors import COUNTS
from nlp.tiers import find_objection
from rivalscope.domain.finding import ReaderErrors
from rivalscope.domain.reading import Polarity
from rivalscope.domain.settings import Tier
from rivalscope.errors import UsageError
from rivalscope.evaluation.reading.cases import Pair
from rivalscope.evaluation.reading.corpus import TIERS, review_case
from rivalscope.evaluation.reading.readers import TierReader

ORIGIN = (
    "{n} reviews of the {products} products held out of our own corpus, aspects given, each review read whole"
)
"""Given aspects, since what counts is said of features that the taxonomy names; whole reviews, since these are read."""


def count(pairs: Sequence[Pair], *, model: str, origin: str) -> ReaderErrors:
    """Count aspects that labels and reading both call positive or negative.

    Mixed and neutral ones take no part: they are no polar opinion on one side at least.
    """
    judged = [
        (span.polarity, said)
        for case, answer in pairs
        for span, said in zip(case.spans or (), answer.on_gold, strict=True)
    ]
    good, bad = Polarity.POSITIVE.value, Polarity.NEGATIVE.value
    good_right, good_wrong = judged.count((good, good)), judged.count((good, bad))
    bad_right, bad_wrong = judged.count((bad, bad)), judged.count((bad, good))
    return ReaderErrors(
        model=model,
        good=good_right + good_wrong,
        good_right=good_right,
        bad=bad_right + bad_wrong,
        bad_right=bad_right,
        origin=origin,
    )


def measure(tier: Tier, corpus: Sequence[LabelledReview]) -> ReaderErrors:
    """Count the errors of one tier on the reviews of the test split."""
    held_out = [review for review in corpus if review.split == "test"]
    cases = [review_case(review) for review in held_out]
    pairs = list(zip(cases, TierReader(tier, market(corpus)).answers(cases), strict=True))
    origin = ORIGIN.format(n=len(held_out), products=len({review.product for review in held_out}))
    return count(pairs, model=model_version(tier=tier), origin=origin)


def main() -> None:
    """Measure every tier and write the counts; UsageError when one cannot be used here."""
    for tier in TIERS:
        if (objection := find_objection(tier)) is not None:
            raise UsageError(f"the errors of tier {tier.value} cannot be measured here: {objection}")
    corpus = read_corpus()
    counts = [asdict(measure(tier, corpus)) for tier in TIERS]
    COUNTS.write_text(json.dumps(counts, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
