"""CompSent-19: sentences of the web that name two things, and which of the two they call better, if either."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rivalscope.domain.reading import Comparison, Relation
from rivalscope.domain.settings import Tier
from rivalscope.evaluation.reading.cases import Answer, Case, draw
from rivalscope.evaluation.reading.figures import Figures, f1, joined, report
from rivalscope.evaluation.reading.readers import readers
from rivalscope.evaluation.suite import Report, Suite
from rivalscope.evaluation.tally import is_held_out

FILE = "nlp/compsent19/data.csv"
DRAWN = 600
BETTER, WORSE, NONE = "BETTER", "WORSE", "NONE"


@dataclass(frozen=True, slots=True, kw_only=True)
class PairCase(Case):
    """A sentence, its two things in the order of the text, and which is better: the first, the second, or neither."""

    first: str
    second: str
    label: str
    """BETTER when the first is."""

    @property
    def held_out(self) -> bool:
        """Whether no rule was made by sentences on these two things: half of the pairs, by a hash of their names."""
        return is_held_out(" ".join(sorted((self.first.lower(), self.second.lower()))))


def read_pairs(path: Path) -> list[PairCase]:
    """Return the sentences of the file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            PairCase(
                text=row["sentence"],
                first=row["object_a"],
                second=row["object_b"],
                label=row["most_frequent_label"],
            )
            for row in csv.DictReader(lines)
        ]


def judged(case: PairCase, answer: Answer) -> str:
    """Return which of the two a reading calls better.

    A comparison with something else says nothing of them, nor do two that call each better than the other.
    """
    better = [one for one in answer.comparisons if one.relation is Relation.BETTER]
    first = any(_are(one, case.first, case.second) for one in better)
    second = any(_are(one, case.second, case.first) for one in better)
    if first == second:
        return NONE
    return BETTER if first else WORSE


def _are(one: Comparison, winner: str, loser: str) -> bool:
    return (one.winner or "").lower() == winner.lower() and (one.loser or "").lower() == loser.lower()


def pair_figures(pairs: Sequence[tuple[str, str]]) -> Figures:
    """Return, of (label, judgement), precision, recall and F1 of directions, F1 of each, and accuracy."""
    said = [(truth, given) for truth, given in pairs if given != NONE]
    true = [(truth, given) for truth, given in pairs if truth != NONE]
    hits = sum(truth == given for truth, given in said)
    both = [(truth, given) for truth, given in said if truth != NONE]
    parts = {
        "direction, precision": (hits, len(said)),
        "direction, recall": (hits, len(true)),
        "direction F1": f1(hits, len(true), len(said)),
        "direction of those found": (sum(truth == given for truth, given in both), len(both)),
        "accuracy": (sum(truth == given for truth, given in pairs), len(pairs)),
    }
    return Figures(parts=parts)


def measure(cases: Sequence[PairCase], *, tiers: Sequence[Tier]) -> Figures:
    """Return each tier's figures on the pairs held out and on the others; the market is all things that are named."""
    names = dict.fromkeys(name for case in cases for name in (case.first, case.second))
    found: list[tuple[str, Figures]] = []
    for name, reader in readers(tiers, names, baseline=False).items():
        answers = reader.answers(cases)
        entries = [
            (case.held_out, (case.label, judged(case, answer)))
            for case, answer in zip(cases, answers, strict=True)
        ]
        for part, held_out in (("held out", True), ("tuned", False)):
            found.append(
                (f"{name}, {part}", pair_figures([pair for own, pair in entries if own is held_out]))
            )
    always = [
        (case.label, BETTER if "than" in case.text.split() else NONE) for case in cases if case.held_out
    ]
    found.append(("first of `than`, held out", pair_figures(always)))
    return joined(found)


def measure_pairs(data: Path | None) -> Report:
    """Measure on a draw of the sentences."""
    cases = draw(read_pairs((data or Path()) / FILE), DRAWN)
    return report(len(cases), measure(cases, tiers=(Tier.QUALITY, Tier.FAST)))


COMPSENT = Suite(
    name="compsent",
    about="which of two things a sentence calls better, CompSent-19, split by pair; the baseline calls the first better"
    " where it says `than`",
    run=measure_pairs,
    needs=(FILE,),
)
