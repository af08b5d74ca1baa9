"""Changes told together: what comes to one feature in several plans on one night is one thing to read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rivalscope.domain.fact import Change, ChangeKind, ChangeMode

_FOLDED = frozenset({ChangeKind.FEATURE, ChangeKind.LIMIT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One or more changes of one product that differ only in the plan or page they stand on."""

    lead: Change
    """The weightiest."""
    subject: str
    plans: tuple[str, ...]
    """Plans it happened in, in the order of weight; empty when it is not told by plan."""
    changes: tuple[Change, ...]

    @property
    def evidence(self) -> tuple[int, ...]:
        """Ids of the evidence: the lead's after and before, then the others'."""
        sides = ((change.evidence_after, change.evidence_before) for change in self.changes)
        return tuple(dict.fromkeys(number for pair in sides for number in pair if number is not None))


def stories(changes: Iterable[Change]) -> list[Story]:
    """Fold changes of features and limits that share night, name, before and after; the order of the leads is kept.

    Every change is in exactly one story, so that counts of changes stay what they are.
    """
    grouped: dict[tuple[str, date, ChangeKind, ChangeMode, str, str | None, str | None], list[Change]] = {}
    for change in changes:
        name = _split(change)[1]
        key = (change.product, change.night, change.kind, change.mode, name, change.before, change.after)
        grouped.setdefault(key, []).append(change)
    return [
        Story(
            lead=own[0],
            subject=_split(own[0])[1],
            plans=tuple(dict.fromkeys(plan for change in own if (plan := _split(change)[0]))),
            changes=tuple(own),
        )
        for own in grouped.values()
    ]


def _split(change: Change) -> tuple[str, str]:
    """Return plan and feature of a subject such as `Pro: Cloud recording`; no plan for other kinds of change."""
    plan, found, feature = change.subject.partition(": ")
    return (plan, feature) if found and change.kind in _FOLDED else ("", change.subject)
