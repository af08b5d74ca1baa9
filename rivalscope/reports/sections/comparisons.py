"""Which product reviewers call better than which, and in what; switches stand in a section of their own."""

from rivalscope.analysis.rivalry import Contest
from rivalscope.domain.reading import Relation
from rivalscope.reports.content import Report
from rivalscope.reports.section import Cell, Quotation, Section, Table
from rivalscope.reports.summary import Sentence
from rivalscope.reports.tables import contest_words
from rivalscope.reports.words import count, day

_ROWS = 20
_QUOTED = 3
_HERE = (Relation.BETTER, Relation.EQUAL)


def section(report: Report) -> Section | None:
    """Return the section of comparisons; None when no reviewer sets two products against each other."""
    found = [one for one in report.contests if one.relation in _HERE]
    if not found:
        return None
    first = found[0]
    return Section(
        slug="comparisons",
        title="Products set against each other",
        told=(
            Sentence(
                text=f"Reviewers set two products against each other in {count(len(found), 'way')}; the most frequent: "
                f"{_told(report, first)} ({count(first.voices, 'reviewer')}).",
                evidence=first.evidence[:_QUOTED],
            ),
        ),
        tables=(
            Table(
                caption="Who is called better, by distinct reviewers",
                head=("comparison", "on", "reviewers"),
                rows=tuple(_row(report, one) for one in found[:_ROWS]),
                left=max(0, len(found) - _ROWS),
            ),
        ),
        quotations=tuple(
            Quotation(lead=_told(report, one), evidence=one.evidence[0])
            for one in found[:_QUOTED]
            if one.evidence
        ),
        method=(
            f"contests/1; reviews of {report.window_days} days up to {day(report.as_of, report.timezone)}; one voice per "
            "reviewer, pair and aspect; counts, from which no share of all customers follows."
        ),
    )


def _told(report: Report, one: Contest) -> str:
    return contest_words(one, report.names) + (f", on {one.aspect}" if one.aspect else "")


def _row(report: Report, one: Contest) -> tuple[Cell, ...]:
    return (
        Cell(text=contest_words(one, report.names)),
        Cell(text=one.aspect or "–"),
        Cell(
            text=f"{one.voices:,}",
            value=one.voices,
            evidence=one.evidence,
            thin=one.voices < report.minimum_n,
        ),
    )
