"""What a new capture does to the facts that stood before: pure interval logic, the same for every kind of fact.

A fact that is missing once is suspected; missing on a second night it ends, as of the first. A value that takes the
place of another ends it at once. A value that comes back within UNSTABLE_WITHIN captures is unstable.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

UNSTABLE_WITHIN = 5
"""Captures within which a value that returns is unstable: an experiment or a fault, not a decision."""

Value = Hashable
Place = tuple[str, Value]
"""A group and a value: what makes two statements the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One statement of the page at hand."""

    group: str
    """What it is about: one value of a group may take the place of another, e.g. a plan's prices."""
    value: Value
    """What is compared; equal values of a group are the same statement."""
    vague: bool = False
    """Whether it says nothing definite: it then never takes the place of a definite statement at once."""

    @property
    def place(self) -> Place:
        """What makes it the same as a held fact."""
        return self.group, self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One fact that stood after the capture before."""

    id: int
    group: str
    value: Value
    vague: bool = False
    suspected_night: date | None = None
    """Night on which it was first missing; None while it is not suspected."""
    suspected_at: datetime | None = None

    @property
    def place(self) -> Place:
        """What makes it the same as a statement."""
        return self.group, self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What to do with each fact and each statement; every held fact is in exactly one of the first four."""

    extended: tuple[Held, ...]
    """Seen again."""
    suspected: tuple[Held, ...]
    """Missing, but not yet on two nights."""
    ended: tuple[tuple[Held, datetime], ...]
    """Missing on a second night: the fact, and when it was first missed."""
    replaced: tuple[tuple[Held, datetime, Seen], ...]
    """Another value stands in its place: the fact, when it ended, and what stands now."""
    opened: tuple[Seen, ...]
    """New, and in nothing's place."""
    unstable: frozenset[Place]
    """Groups and values among the new ones that came back within UNSTABLE_WITHIN captures."""


Pairing = Callable[[Sequence[Value], Sequence[Value]], Iterable[tuple[int, int]]]
"""Says which new value takes the place of which old one: pairs of positions in the two sequences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The capture at hand, as history needs it."""

    night: date
    seen_at: datetime
    ordinal: int
    """Its running number among the captures of the page that could update facts."""
    recent: Mapping[Place, int]
    """Ordinal of the capture that last showed each value that ended not long ago."""
    waiting: frozenset[str] = frozenset()
    """Groups whose facts are at most suspected, never ended: what they belong to may return."""


def in_order(old: Sequence[Value], new: Sequence[Value]) -> list[tuple[int, int]]:
    """Pair values in the order given: right where a group holds one value at a time."""
    return [(place, place) for place in range(min(len(old), len(new)))]


def reconcile(
    held: Sequence[Held], seen: Sequence[Seen], moment: Moment, pair: Pairing = in_order
) -> Outcome:
    """Compare what stood with what the page at hand says."""
    stated: dict[Place, Seen] = {}
    for statement in seen:
        stated.setdefault(statement.place, statement)
    known = {fact.place for fact in held}
    extended = tuple(fact for fact in held if fact.place in stated)
    missing = {fact.place: fact for fact in held if fact.place not in stated}
    fresh = {place: statement for place, statement in stated.items() if place not in known}
    replaced = _replacements(missing, fresh, moment, pair)
    gone = {fact.place: when for fact in missing.values() if (when := _ended(fact, moment)) is not None}
    suspected = tuple(fact for place, fact in missing.items() if place not in gone)
    definite = {fact.group for fact in suspected if not fact.vague}
    opened = tuple(s for s in fresh.values() if not (s.vague and s.group in definite))
    return Outcome(
        extended=extended,
        suspected=suspected,
        ended=tuple((missing[place], when) for place, when in gone.items()),
        replaced=tuple(replaced),
        opened=opened,
        unstable=_returned([*opened, *(statement for _, _, statement in replaced)], moment),
    )


def _replacements(
    missing: dict[Place, Held], fresh: dict[Place, Seen], moment: Moment, pair: Pairing
) -> list[tuple[Held, datetime, Seen]]:
    """Take out of `missing` and `fresh`, group by group, what takes the place of what."""
    replaced = []
    for vague in (False, True):
        for group in dict.fromkeys(statement.group for statement in fresh.values()):
            old = [
                fact
                for fact in missing.values()
                if fact.group == group and _may_yield(fact, moment, vague=vague)
            ]
            new = [s for s in fresh.values() if s.group == group and s.vague is vague]
            for before, after in pair([fact.value for fact in old], [s.value for s in new]):
                fact, statement = missing.pop(old[before].place), fresh.pop(new[after].place)
                replaced.append((fact, fact.suspected_at or moment.seen_at, statement))
    return replaced


def _may_yield(fact: Held, moment: Moment, *, vague: bool) -> bool:
    """Whether a fact gives way: to a definite statement at once, to a vague one when it was missing before."""
    return not vague or fact.vague or _ended(fact, moment) is not None


def _ended(fact: Held, moment: Moment) -> datetime | None:
    """When a missing fact ended; None when it is only suspected."""
    if fact.suspected_night is None or fact.suspected_night >= moment.night or fact.group in moment.waiting:
        return None
    return fact.suspected_at


def _returned(new: Sequence[Seen], moment: Moment) -> frozenset[Place]:
    return frozenset(
        statement.place
        for statement in new
        if (last := moment.recent.get(statement.place)) is not None
        and moment.ordinal - last <= UNSTABLE_WITHIN
    )
