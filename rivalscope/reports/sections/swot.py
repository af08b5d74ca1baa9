"""Strengths, weaknesses, opportunities and threats: points that evidence makes, and how many it does not."""

from collections.abc import Iterator

from rivalscope.analysis.swot import LEAST, SOURCES, Point, Swot, withheld_counts
from rivalscope.analysis.swot_drafts import Quadrant
from rivalscope.reports.content import Report
from rivalscope.reports.section import Cell, Section, Table
from rivalscope.reports.summary import Sentence
from rivalscope.reports.words import count, day, listed

_ROWS = 10
_QUOTES = 6
_PLURALS = {
    Quadrant.STRENGTH: "strengths",
    Quadrant.WEAKNESS: "weaknesses",
    Quadrant.OPPORTUNITY: "opportunities",
    Quadrant.THREAT: "threats",
}
_MEANINGS = {
    Quadrant.STRENGTH: "we have it, and the interval of our good opinions lies above every comparable rival's",
    Quadrant.WEAKNESS: "the interval of a comparable rival's good opinions lies above ours",
    Quadrant.OPPORTUNITY: "asked for and on no product's pages, or a rival weak on it and getting weaker",
    Quadrant.THREAT: "a rival has it, we do not say so, and its customers like it; or ours go there on balance",
}


def section(report: Report) -> Section | None:
    """Return the section of strengths, weaknesses, opportunities and threats; None when it was not made."""
    found = report.swot
    if found is None:
        return None
    tables = [_table(found, quadrant) for quadrant in Quadrant]
    meanings = "; ".join(f"{quadrant.value}: {words}" for quadrant, words in _MEANINGS.items())
    return Section(
        slug="swot",
        title="Strengths, weaknesses, opportunities, threats",
        told=tuple(_told(found)),
        tables=tuple(table for table in tables if table.rows),
        method=(
            f"swot/1; {meanings}. A point needs {LEAST} independent reviewers or pages from {SOURCES} sources. Intervals are "
            f"95 %; opinions of {report.window_days} days up to {day(report.as_of, report.timezone)}; scores from "
            f"{report.minimum_n} opinions on."
        ),
    )


def _told(found: Swot) -> Iterator[Sentence]:
    made = [(quadrant, found.of(quadrant)) for quadrant in Quadrant]
    if found.points:
        numbers = listed(
            count(len(points), quadrant.value, _PLURALS[quadrant]) if points else f"no {quadrant.value}"
            for quadrant, points in made
        )
        yield Sentence(text=f"Evidence makes {numbers}.")
        for _, points in made:
            if points:
                yield Sentence(
                    text=f"{points[0].quadrant.value.capitalize()}: {points[0].text}",
                    evidence=points[0].evidence[:LEAST],
                )
    else:
        yield Sentence(
            text=f"No point has {LEAST} independent reviewers or pages from {SOURCES} sources behind it and figures "
            "that chance does not explain."
        )
    if found.withheld:
        by_quadrant = listed(
            f"{n} {quadrant.value if n == 1 else _PLURALS[quadrant]}"
            for quadrant, n in withheld_counts(found).items()
        )
        nearest = max(found.withheld, key=lambda one: (one.witnesses, one.sources))
        yield Sentence(
            text=f"Withheld for want of independent evidence: {by_quadrant}; the nearest, {nearest.subject}, has "
            f"{count(nearest.witnesses, 'witness', 'witnesses')} from {count(nearest.sources, 'source')}."
        )


def _table(found: Swot, quadrant: Quadrant) -> Table:
    points = found.of(quadrant)
    return Table(
        caption=_PLURALS[quadrant].capitalize(),
        head=("of", "what shows it", "reviewers", "witnesses", "evidence"),
        rows=tuple(_row(point) for point in points[:_ROWS]),
        left=max(0, len(points) - _ROWS),
    )


def _row(point: Point) -> tuple[Cell, ...]:
    return (
        Cell(text=point.subject),
        Cell(text=point.text),
        Cell(text=f"{point.n:,}", value=point.n),
        Cell(text=f"{point.witnesses} from {point.sources} sources", value=point.witnesses),
        Cell(text="evidence", evidence=point.evidence[:_QUOTES]),
    )
