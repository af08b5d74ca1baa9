"""Comparisons and switches from the parts that products play: who wins against whom, who was left for whom."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from nlp.products import Side
from nlp.roles import CONTESTS, MOVES, RoleWeights, Told
from rivalscope.domain.reading import Comparison, Relation

BETTER, WORSE, EQUAL = (CONTESTS.index(name) for name in ("better", "worse", "equal"))
WAYS = (Relation.SWITCH, Relation.CONSIDERING, Relation.THREATENED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Two sides set against each other; None for the product under review, or one that is not said."""

    winner: Side | None
    loser: Side | None
    relation: Relation

    @property
    def sides(self) -> tuple[Side, ...]:
        """Those that are said."""
        return tuple(side for side in (self.winner, self.loser) if side is not None)


def find_verdicts(
    told: Sequence[Told], weights: RoleWeights, *, ruled: Iterable[Comparison]
) -> Iterator[Verdict]:
    """Yield what the parts say of products of which the rules said nothing, moves first.

    Rules go first, for they are right more often.
    """
    known = list(ruled)
    moved = {name for one in known if one.relation in WAYS for name in (one.winner, one.loser)}
    judged = {name for one in known if one.relation not in WAYS for name in (one.winner, one.loser)}
    yield from _moves(_open(told, moved), weights.move_threshold, alone=not moved)
    yield from _contests(_open(told, judged), weights.contest_threshold)


def _open(told: Sequence[Told], names: set[str | None]) -> list[Told]:
    """Return the products that are not among the names, each where it is first met."""
    first: dict[str | None, Told] = {}
    for one in told:
        first.setdefault(one.side.name, one)
    return [one for name, one in first.items() if name not in names]


def _contests(told: Iterable[Told], threshold: float) -> Iterator[Verdict]:
    """Yield comparisons: where one product wins and one loses, these two; each against what is not said else."""
    said = [one for one in told if 1.0 - one.contest[0] >= threshold]
    best = [(one.side, 1 + int(one.contest[1:].argmax())) for one in said]
    winners, losers, alike = (
        [side for side, part in best if part == wanted] for wanted in (BETTER, WORSE, EQUAL)
    )
    if len(winners) == len(losers) == 1:
        yield Verdict(winner=winners[0], loser=losers[0], relation=Relation.BETTER)
    else:
        yield from (Verdict(winner=side, loser=None, relation=Relation.BETTER) for side in winners)
        yield from (Verdict(winner=None, loser=side, relation=Relation.BETTER) for side in losers)
    if len(alike) == 2:
        yield Verdict(winner=alike[0], loser=alike[1], relation=Relation.EQUAL)
    else:
        yield from (Verdict(winner=side, loser=None, relation=Relation.EQUAL) for side in alike)


def _moves(told: Iterable[Told], threshold: float, *, alone: bool) -> Iterator[Verdict]:
    """Yield moves; one product left and one gone to are one move where the rules found none."""
    found = [_move(one) for one in told if 1.0 - one.move[0] >= threshold]
    to = [one for one in found if one.winner is not None]
    left = [one for one in found if one.loser is not None]
    if alone and len(to) == len(left) == 1:
        yield Verdict(winner=to[0].winner, loser=left[0].loser, relation=to[0].relation)
    else:
        yield from found


def _move(one: Told) -> Verdict:
    """Return the likeliest move of a product: whether to it or from it, then how far it has come."""
    chances = {name: float(chance) for name, chance in zip(MOVES, one.move, strict=True)}
    to = sum(chances[f"to, {way.value}"] for way in WAYS)
    left = sum(chances[f"from, {way.value}"] for way in WAYS)
    ways = {way: chances[f"to, {way.value}"] + chances[f"from, {way.value}"] for way in WAYS}
    unmade = ways[Relation.CONSIDERING] + ways[Relation.THREATENED]
    way = Relation.SWITCH if ways[Relation.SWITCH] >= unmade else max(WAYS[1:], key=lambda one: ways[one])
    return Verdict(
        winner=one.side if to >= left else None, loser=None if to >= left else one.side, relation=way
    )
