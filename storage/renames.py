"""Renames: a plan that goes and one that comes with its prices and features are one plan under another name."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from rivalscope.domain.page import PriceKind
from storage.changes import Comparison
from storage.history import Outcome
from storage.statements import PLANS, PRICES, Columns, offer_key

ALIKE = 0.6
"""Share of what two plans offer that they have in common at least. Our convention."""

_Trait = tuple[object, ...]


def renames(comparisons: Sequence[Comparison]) -> dict[str, str]:
    """Return key of the former plan → key of the new one, for plans that are missed and seen for the first time.

    Prices, features and limits are matched, and between equals the place on the page. A plan that shows nothing but
    that it is free is known again by its place alone. Extras are matched among themselves, at the same place only:
    many of a page cost the same. Keys are those of `offer_key`.
    """
    plans = next(one for one in comparisons if one.kind is PLANS)
    held = [plans.held[fact.id] for fact in plans.outcome.suspected if fact.suspected_night is None]
    fresh = [plans.stated[seen.place].columns for seen in plans.outcome.opened]
    offers = [one for one in comparisons if one.kind is not PLANS]
    former, later = [str(offer_key(row)) for row in held], [str(offer_key(row)) for row in fresh]
    old, new = [_held(offers, key) for key in former], [_stated(offers, key) for key in later]
    ranked = sorted(
        (-_likeness(old[i], new[j]), abs(was["position"] - now["position"]), i, j)
        for i, was in enumerate(held)
        for j, now in enumerate(fresh)
        if _is_same(was, now, old[i], new[j])
    )
    found: dict[str, str] = {}
    for _, _, i, j in ranked:
        was, now = former[i], later[j]
        if was not in found and now not in found.values():
            found[was] = now
    return found


def renamed(comparison: Comparison, names: Mapping[str, str], *, at: datetime) -> Comparison:
    """Return a comparison in which plans that are renamed give way at once, with all that they held."""
    if not names:
        return comparison
    outcome = comparison.outcome
    gone = {fact.id for fact in outcome.suspected if offer_key(comparison.held[fact.id]) in names}
    leaving = [fact for fact in outcome.suspected if fact.id in gone]
    outcome = replace(outcome, suspected=tuple(fact for fact in outcome.suspected if fact.id not in gone))
    if comparison.kind is not PLANS:
        endings = tuple((fact, fact.suspected_at or at) for fact in leaving)
        return replace(comparison, outcome=replace(outcome, ended=(*outcome.ended, *endings)))
    return replace(comparison, outcome=_replaced(comparison, outcome, names, at=at))


def _replaced(comparison: Comparison, outcome: Outcome, names: Mapping[str, str], *, at: datetime) -> Outcome:
    """Let each new name take the place of the former one."""
    coming = {seen.group: seen for seen in outcome.opened}
    former = {offer_key(row): number for number, row in comparison.held.items()}
    facts = {fact.id: fact for fact in comparison.outcome.suspected}
    swaps = tuple((facts[former[was]], at, coming[now]) for was, now in names.items())
    opened = tuple(seen for seen in outcome.opened if seen.group not in names.values())
    return replace(outcome, opened=opened, replaced=(*outcome.replaced, *swaps))


def _held(offers: Sequence[Comparison], key: str) -> frozenset[_Trait]:
    return frozenset(
        trait
        for one in offers
        for row in one.held.values()
        if offer_key(row) == key
        for trait in _traits(one, row)
    )


def _stated(offers: Sequence[Comparison], key: str) -> frozenset[_Trait]:
    return frozenset(
        trait
        for one in offers
        for statement in one.stated.values()
        if offer_key(statement.columns) == key
        for trait in _traits(one, statement.columns)
    )


def _traits(comparison: Comparison, columns: Columns) -> list[_Trait]:
    """Return what a fact tells of its plan, whatever the plan is called; nothing when it says nothing definite."""
    kind = comparison.kind
    if kind.vague(columns) or kind.silent(columns):
        return []
    return [(kind.table.__tablename__, columns.get("name_key"), kind.value(columns))]


def _likeness(one: frozenset[_Trait], other: frozenset[_Trait]) -> float:
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0


def _is_same(was: Columns, now: Columns, one: frozenset[_Trait], other: frozenset[_Trait]) -> bool:
    """Tell whether two plans may be one: they offer alike, and more than what any plan of the page might."""
    if was["extra"] != now["extra"] or _likeness(one, other) < ALIKE:
        return False
    if was["extra"]:
        return bool(was["position"] == now["position"])
    shared = one & other
    priced = any(trait[0] == PRICES.table.__tablename__ and _is_amount(trait[2]) for trait in shared)
    return priced or len(shared) > 1 or bool(was["position"] == now["position"])


def _is_amount(value: object) -> bool:
    return isinstance(value, tuple) and value[0] is PriceKind.PRICED
