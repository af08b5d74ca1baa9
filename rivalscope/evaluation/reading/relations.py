"""Comparisons and switches held against labels: sides, direction, what became of them, aspect and reason."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from nlp.corpus.market import SOME, THIS
from nlp.corpus.reading import Compared, Switched
from rivalscope.domain.reading import Comparison, Relation
from rivalscope.evaluation.reading.cases import Case, Pair
from rivalscope.evaluation.reading.figures import Figures, f1
from rivalscope.evaluation.tally import same_name

MOVES = {
    "done": Relation.SWITCH,
    "considered": Relation.CONSIDERING,
    "threatened": Relation.THREATENED,
}
"""What labels call how far a move has come."""

Truth = TypeVar("Truth", Compared, Switched)
Met = tuple[Case, Truth, Comparison]


def comparison_figures(pairs: Sequence[Pair]) -> Figures:
    """Return precision, recall and F1 of comparisons with their direction, and how many aspects are the right ones.

    A comparison is right when both sides are and it says the same of them: which is better, or that they are alike.
    A reading that leaves a side unsaid means the reviewed product or none, and answers both labels. Comparisons of
    which no side but the reviewed product has a name are left out, with what answers them, and so are those that a
    reading tells of the reviewed product alone, for reports leave them out.
    """
    known = [(case, answer) for case, answer in pairs if case.comparisons is not None]
    labelled = [(case, one) for case, _ in known for one in case.comparisons or () if _sayable(case, one)]
    met: list[Met[Compared]] = []
    given = 0
    for case, answer in known:
        said = [
            one for one in answer.comparisons if one.relation not in MOVES.values() and not _alone(case, one)
        ]
        truths = [one for one in case.comparisons or () if _sayable(case, one)]
        vague = [one for one in case.comparisons or () if not _sayable(case, one)]
        own = list(_met(case, truths, said, _same_comparison))
        rest = [one for one in said if all(one is not right for _, _, right in own)]
        given += len(said) - len(list(_met(case, vague, rest, _same_comparison)))
        met += own
    named = [entry for entry in met if entry[1].aspect is not None]
    return Figures(
        parts={
            "comparisons, precision": (len(met), given),
            "comparisons, recall": (len(met), len(labelled)),
            "comparisons, direction F1": f1(len(met), len(labelled), given),
            "comparisons, aspects found": (
                sum(_same_words(truth.aspect, said.aspect) for _, truth, said in named),
                len(named),
            ),
        }
    )


def switch_figures(pairs: Sequence[Pair]) -> Figures:
    """Return precision, recall and F1 of switches, those of done ones alone, and how many reasons are right.

    A switch is right when from, to, and whether it was made are. `way` is the share of the right ones of which it is
    also told rightly how far they have come: done, considered or threatened.
    """
    known = [(case, answer) for case, answer in pairs if case.switches is not None]
    met: list[Met[Switched]] = []
    given: list[Comparison] = []
    for case, answer in known:
        said = [one for one in answer.comparisons if one.relation in MOVES.values()]
        given += said
        met += _met(case, case.switches or (), said, _same_switch)
    labelled = [one for case, _ in known for one in case.switches or ()]
    done = [entry for entry in met if entry[1].way == "done"]
    reasons = [(truth.reason, said.aspect) for _, truth, said in met]
    return Figures(
        parts={
            "switches, precision": (len(met), len(given)),
            "switches, recall": (len(met), len(labelled)),
            "switches, F1": f1(len(met), len(labelled), len(given)),
            "switches, way": (sum(MOVES[truth.way] is said.relation for _, truth, said in met), len(met)),
            "switches done, precision": (len(done), sum(one.relation is Relation.SWITCH for one in given)),
            "switches done, recall": (len(done), sum(one.way == "done" for one in labelled)),
            "reasons, precision": (
                sum(_same_words(*pair) for pair in reasons),
                sum(said is not None for _, said in reasons),
            ),
            "reasons, recall": (
                sum(_same_words(*pair) for pair in reasons),
                sum(truth is not None for truth, _ in reasons),
            ),
        }
    )


def _met(
    case: Case,
    truths: Iterable[Truth],
    said: Iterable[Comparison],
    same: Callable[[Case, Truth, Comparison], bool],
) -> Iterator[Met[Truth]]:
    """Yield labelled relations with what answers for each; one answers for one at most."""
    left = list(said)
    for truth in truths:
        match = next((one for one in left if same(case, truth, one)), None)
        if match is not None:
            left.remove(match)
            yield case, truth, match


def _alone(case: Case, one: Comparison) -> bool:
    named = [side for side in (one.winner, one.loser) if side is not None]
    return len(named) == 1 and bool(case.product) and named[0].lower() == case.product.lower()


def _sayable(case: Case, one: Compared) -> bool:
    sides = (one.winner, one.loser)
    return any(side not in (THIS, SOME) and not same_name(side, case.product) for side in sides)


def _same_comparison(case: Case, truth: Compared, said: Comparison) -> bool:
    if truth.equal != (said.relation is Relation.EQUAL):
        return False
    straight = _same_side(case, truth.winner, said.winner) and _same_side(case, truth.loser, said.loser)
    turned = _same_side(case, truth.winner, said.loser) and _same_side(case, truth.loser, said.winner)
    return straight or (truth.equal and turned)


def _same_switch(case: Case, truth: Switched, said: Comparison) -> bool:
    made = (truth.way == "done") == (said.relation is Relation.SWITCH)
    return made and _same_side(case, truth.origin, said.loser) and _same_side(case, truth.target, said.winner)


def _same_side(case: Case, truth: str, said: str | None) -> bool:
    if truth == SOME:
        return said is None
    if truth == THIS or same_name(truth, case.product):
        return said is None or same_name(said, case.product)
    return said is not None and same_name(truth, said)


def _same_words(truth: str | None, said: str | None) -> bool:
    """Tell whether two ways of naming a thing share a word of four letters or more, or are the same."""
    if truth is None or said is None:
        return False
    first, second = truth.lower(), said.lower()
    shared = {word.rstrip("s") for word in first.split()} & {word.rstrip("s") for word in second.split()}
    return same_name(first, second) or any(len(word) > 3 for word in shared)
