"""Reasons for switching: whether the switches of our corpus are given a reason where people marked one, and none elsewhere."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from nlp.corpus.reading import Sentence, Switched, read_corpus
from rivalscope.analysis.reasons import Reason, read_reasons
from rivalscope.analysis.wishes import Terms
from rivalscope.domain.fact import ComparisonFact
from rivalscope.domain.reading import Relation
from rivalscope.evaluation.suite import Report, Suite
from rivalscope.evaluation.tally import measures_of

_WAYS = {
    "done": Relation.SWITCH,
    "considered": Relation.CONSIDERING,
    "threatened": Relation.THREATENED,
}


def coded(sentence: Sentence, switch: Switched, *, known: bool) -> tuple[Reason, ...]:
    """Return the reasons read from a switch; with `known` the thing marked is a feature of the taxonomy."""
    terms = Terms({switch.reason: (switch.reason,)} if known and switch.reason else {})
    fact = ComparisonFact(
        review=0, product="", winner=switch.target, loser=switch.origin, aspect=None, relation=_WAYS[switch.way],
        date=None, quote=sentence.text, evidence=0,
    )  # fmt: skip
    return read_reasons(fact, terms=terms)


def measure_reasons(_data: Path | None) -> Report:
    """Read every switch of the corpus twice: with the thing marked in the taxonomy, and with an empty one."""
    parts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    wrong: list[str] = []
    switches = _switches()
    for split, sentence, switch in switches:
        half = "held out." if split == "test" else "tuned."
        for known, taxonomy in ((True, "in the taxonomy"), (False, "unknown")):
            if switch.reason is None and known:
                continue
            given = bool(coded(sentence, switch, known=known))
            measure = "unmarked left so" if switch.reason is None else f"found where {taxonomy}"
            right = given is (switch.reason is not None)
            for prefix in ("", half):
                parts[prefix + measure][0] += right
                parts[prefix + measure][1] += 1
            if not right:
                wrong.append(f"{sentence.text!r} ({split}): {switch.reason or 'no reason'} marked, {measure}")
    shares = {name: (part, whole) for name, (part, whole) in parts.items()}
    return Report(
        n=len(switches),
        measures=measures_of(shares),
        parts=shares,
        wrong=tuple(wrong),
        notes=(
            "people marked things alone: a reason that names none, such as `it got slow`, counts as unmarked",
        ),
    )


def _switches() -> Sequence[tuple[str, Sentence, Switched]]:
    return [
        (review.split, sentence, switch)
        for review in read_corpus()
        for sentence in review.sentences
        for switch in sentence.switches
    ]


SWITCH_REASONS = Suite(
    name="switch-reasons",
    about="whether switches of our corpus are given a reason where one is marked, and none elsewhere",
    run=measure_reasons,
)
