"""Products set against each other by reviewers: comparisons, and who switches from whom to whom."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rivalscope.analysis.intervals import wilson
from rivalscope.domain.fact import ComparisonFact
from rivalscope.domain.reading import Relation

FEWEST = 10
"""Switches between two products below which a flow has no net share: they are only listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """How often reviewers put one product above another on one aspect."""

    winner: str | None
    """Slug of a product in the market, or the name as written; None when the writer names none."""
    loser: str | None
    relation: Relation
    aspect: str | None
    voices: int
    """Distinct reviewers."""
    evidence: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Switches between two products, both ways."""

    first: str
    second: str
    to_first: int
    """Reviewers who went from the second to the first."""
    to_second: int
    interval: tuple[float, float] | None
    """95 % Wilson interval of the share that goes to the first; None below ten switches."""
    evidence: tuple[int, ...]


def contests(comparisons: Iterable[ComparisonFact], *, reviewers: Mapping[int, str]) -> list[Contest]:
    """Return comparisons and switches by winner, loser and aspect, most voices first.

    Reviews outside `reviewers` (review id → key of its reviewer) do not count, nor does a review that sets its own
    product against nothing that it names.
    """
    voices: defaultdict[tuple[str | None, str | None, Relation, str | None], dict[str, int]] = defaultdict(
        dict
    )
    for one in comparisons:
        if one.review in reviewers and not one.alone:
            key = (one.winner, one.loser, one.relation, one.aspect)
            voices[key].setdefault(reviewers[one.review], one.evidence)
    found = [
        Contest(
            winner=winner,
            loser=loser,
            relation=relation,
            aspect=aspect,
            voices=len(said),
            evidence=tuple(dict.fromkeys(said.values())),
        )
        for (winner, loser, relation, aspect), said in voices.items()
    ]
    return sorted(found, key=lambda c: (-c.voices, c.relation, c.winner or "", c.loser or "", c.aspect or ""))


def flows(comparisons: Iterable[ComparisonFact], *, reviewers: Mapping[int, str]) -> list[Flow]:
    """Return the switches between each two named products, most of them first; thoughts and threats are none."""
    moved: defaultdict[tuple[str, str], dict[str, tuple[str, int]]] = defaultdict(dict)
    for one in comparisons:
        if one.relation is Relation.SWITCH and one.winner and one.loser and one.review in reviewers:
            low, high = sorted((one.winner, one.loser))
            moved[low, high].setdefault(reviewers[one.review], (one.winner, one.evidence))
    return sorted(
        (_flow(pair, list(said.values())) for pair, said in moved.items()),
        key=lambda flow: (-(flow.to_first + flow.to_second), flow.first, flow.second),
    )


def _flow(pair: tuple[str, str], said: list[tuple[str, int]]) -> Flow:
    to_first = sum(winner == pair[0] for winner, _ in said)
    return Flow(
        first=pair[0],
        second=pair[1],
        to_first=to_first,
        to_second=len(said) - to_first,
        interval=wilson(to_first, len(said)) if len(said) >= FEWEST else None,
        evidence=tuple(dict.fromkeys(evidence for _, evidence in said)),
    )
