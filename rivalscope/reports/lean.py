"""How much evidence a report carries: all of a small market's, of a large one's the best of every finding."""

import dataclasses
from collections.abc import Sequence
from typing import Protocol, TypeVar

from rivalscope.domain.finding import Analysis

MOST = 10_000
"""Evidence ids of one kind of finding in a report: more would make pages and workbooks that nobody can open."""
USUAL = 20
"""Of one finding, where that leaves enough for all."""
LEAST = 3
"""Of one finding, however many there are."""


class Traced(Protocol):
    """A finding with evidence, best first: a frozen dataclass."""

    @property
    def evidence(self) -> tuple[int, ...]:
        """Evidence ids."""


T = TypeVar("T", bound=Traced)


def lean(found: Sequence[T]) -> tuple[T, ...]:
    """Return findings of one kind, each with as much of its evidence as a report has room for; the store keeps more."""
    room = min(USUAL, max(LEAST, MOST // max(len(found), 1)))
    return tuple(
        dataclasses.replace(one, evidence=one.evidence[:room])  # type: ignore[type-var]
        if len(one.evidence) > room
        else one
        for one in found
    )


def lean_analysis(analysis: Analysis) -> Analysis:
    """Return an analysis with leaner scores."""
    return dataclasses.replace(analysis, scores=lean(analysis.scores))
