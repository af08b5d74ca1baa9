"""Irony: made sentences that blame with words of praise, each beside one that means them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from nlp.corpus.reading import read_corpus
from rivalscope.domain.settings import Tier
from rivalscope.evaluation.reading.cases import Case, Pair
from rivalscope.evaluation.reading.corpus import sentence_cases
from rivalscope.evaluation.reading.figures import Figures, joined, report
from rivalscope.evaluation.reading.readers import Reader, readers
from rivalscope.evaluation.suite import Report, Suite

FOLDER = Path(__file__).with_name("irony")
TIERS = (Tier.QUALITY, Tier.FAST, Tier.LITE)


def irony_figures(pairs: Sequence[Pair]) -> Figures:
    """Return shares of given aspects: ironical ones read as blame, sincere ones as praise, and of both together.

    One half of the aspects is blamed, so that a reader that takes words at face value, or guesses, has half of them right.
    """
    judged = [
        (span.polarity, said)
        for case, answer in pairs
        for span, said in zip(case.spans or (), answer.on_gold, strict=True)
    ]
    ironical = [truth == said for truth, said in judged if truth == "negative"]
    sincere = [truth == said for truth, said in judged if truth == "positive"]
    return Figures(
        parts={
            "right": (sum(ironical) + sum(sincere), len(judged)),
            "ironical, read as blame": (sum(ironical), len(ironical)),
            "sincere, read as praise": (sum(sincere), len(sincere)),
        }
    )


def measure(cases: Sequence[Case], by_name: Mapping[str, Reader]) -> Report:
    """Return the figures of every reader on the cases."""
    found = [
        (name, irony_figures(list(zip(cases, reader.answers(cases), strict=True))))
        for name, reader in by_name.items()
    ]
    return report(len(cases), joined(found))


def measure_irony(_data: Path | None) -> Report:
    """Measure each tier and the baseline on the made sentences."""
    return measure(sentence_cases(read_corpus(FOLDER)), readers(TIERS))


IRONY = Suite(
    name="irony",
    about="polarity of given aspects in made sentences that blame with words of praise, each beside one that means them",
    run=measure_irony,
)
