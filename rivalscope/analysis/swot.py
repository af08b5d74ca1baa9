"""Strengths, weaknesses, opportunities and threats, each made of evidence or not made at all."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rivalscope.analysis.swot_drafts import Found, Quadrant, drafts, in_turn

LEAST = 3
"""Independent witnesses, reviewers or pages, without whom no point is made."""
SOURCES = 2
"""Sources from which they come at least."""
_EVIDENCE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """Who stands behind one piece of evidence."""

    who: str
    """Key of the reviewer, or address of the page: two pieces of one of them are not independent."""
    source: str
    """Key of the source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point that evidence makes."""

    quadrant: Quadrant
    subject: str
    """Feature, or name of the rival whom customers go to."""
    text: str
    """One sentence with the figures."""
    n: int
    """Reviewers behind the figures."""
    witnesses: int
    """Independent reviewers and pages behind `evidence`."""
    sources: int
    rivals: tuple[str, ...]
    """Slugs of the rivals whom it sets us against; none where it is of the whole market."""
    evidence: tuple[int, ...]
    """Evidence ids, one a witness, the sources in turn; at most 12."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A point that holds by its figures and has too little independent evidence to be made."""

    quadrant: Quadrant
    subject: str
    witnesses: int
    sources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Swot:
    """All points, and those that were withheld."""

    points: tuple[Point, ...]
    """By quadrant, most reviewers first."""
    withheld: tuple[Withheld, ...]

    def of(self, quadrant: Quadrant) -> list[Point]:
        """Return the points of a quadrant."""
        return [point for point in self.points if point.quadrant is quadrant]


def swot(found: Found, *, witnesses: Mapping[int, Witness]) -> Swot:
    """Return the points that at least `LEAST` independent witnesses from `SOURCES` sources stand behind.

    `witnesses` gives evidence id → who stands behind it; evidence outside it does not count. Points that hold by their
    figures and lack witnesses are returned as withheld.
    """
    made: list[Point] = []
    withheld: list[Withheld] = []
    for draft in drafts(found):
        ids = _independent(draft.evidence, witnesses)
        sources = len({witnesses[number].source for number in ids})
        if len(ids) >= LEAST and sources >= SOURCES:
            made.append(
                Point(
                    quadrant=draft.quadrant,
                    subject=draft.subject,
                    text=draft.text,
                    n=draft.n,
                    witnesses=len(ids),
                    sources=sources,
                    rivals=draft.rivals,
                    evidence=ids[:_EVIDENCE],
                )
            )
        else:
            withheld.append(
                Withheld(quadrant=draft.quadrant, subject=draft.subject, witnesses=len(ids), sources=sources)
            )
    order = list(Quadrant)
    return Swot(
        points=tuple(sorted(made, key=lambda p: (order.index(p.quadrant), -p.n, p.subject))),
        withheld=tuple(sorted(withheld, key=lambda w: (order.index(w.quadrant), w.subject))),
    )


def withheld_counts(found: Swot) -> dict[Quadrant, int]:
    """Return how many points were withheld by quadrant, those without any left out."""
    return dict(Counter(one.quadrant for one in found.withheld))


def _independent(evidence: Iterable[int], witnesses: Mapping[int, Witness]) -> tuple[int, ...]:
    """Return one id for each witness, the sources in turn."""
    by_source: defaultdict[str, list[int]] = defaultdict(list)
    seen: set[str] = set()
    for number in evidence:
        witness = witnesses.get(number)
        if witness is not None and witness.who not in seen:
            seen.add(witness.who)
            by_source[witness.source].append(number)
    return in_turn([tuple(ids) for ids in by_source.values()])
