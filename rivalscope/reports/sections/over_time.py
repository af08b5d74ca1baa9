"""What moved over time: spikes, trends and changes of level, with how often the tests speak where nothing changed."""

from collections.abc import Iterator
from datetime import date

from rivalscope.analysis.alarms import MEASURED, SERIES
from rivalscope.analysis.movement import Movement, Shape, Tested, TimeFindings
from rivalscope.reports.charts_time import movement_chart
from rivalscope.reports.content import Report
from rivalscope.reports.inert import one_line
from rivalscope.reports.movement_words import SPEAK, cause, change, movement_sentence, when
from rivalscope.reports.section import Cell, Quotation, Section, Table
from rivalscope.reports.summary import Sentence
from rivalscope.reports.words import count, listed, short_day

_TOLD = 6
_ROWS = 30
_CHARTS = 6
_QUOTES = 3
_HEAD = ("product and feature", "what", "how", "when", "change (95 %)", "n", "rivals, season", "in their words")  # fmt: skip
_TESTS = {
    Shape.SPIKE: "spikes (gamma-Poisson predictive of 13 bins, p < 0.01)",
    Shape.TREND: "trends (Mann-Kendall on four-week shares, Sen slope of 10 points a year or more)",
    Shape.STEP: "changes of level (least squares with penalty, PELT’s minimum)",
}
_PLURAL = {Shape.SPIKE: "spikes", Shape.TREND: "trends", Shape.STEP: "changes of level"}


def section(report: Report) -> Section | None:
    """Return the section of time; None when the report was assembled without it."""
    found = report.time
    if found is None:
        return None
    return Section(
        slug="time",
        title="What moved over time",
        told=tuple(_told(report, found)),
        charts=tuple(
            movement_chart(report, moved, line, launches=_launches(report, moved))
            for line in found.lines[:_CHARTS]
            for moved in (found.movements[line.movement],)
        ),
        tables=(_table(report, found.movements), _lookups(found)) if found.movements else (_lookups(found),),
        quotations=tuple(_quotations(report, found)),
        method=_method(found),
    )


def _told(report: Report, found: TimeFindings) -> Iterator[Sentence]:
    tested = [one for one in found.tested if one.series]
    if tested:
        spoken = listed(
            f"{count(one.found, one.shape.value, _PLURAL[one.shape])} in {one.series:,} series"
            for one in tested
        )
        lead = "" if found.movements else "Nothing moved that chance does not explain: "
        yield Sentence(text=f"{lead}{spoken}, in the {found.weeks} weeks up to {short_day(found.until)}.")
    for one in found.tested:
        if not one.series:
            yield Sentence(
                text=f"Not enough data for {_PLURAL[one.shape]}: {one.needs}; there are {one.most}."
            )
    ours = [moved for moved in found.movements if moved.product == report.ours.slug]
    theirs = [moved for moved in found.movements if moved.product != report.ours.slug]
    for moved in sorted((*ours[: _TOLD // 2 + 1], *theirs[:_TOLD]), key=lambda one: one.p_value)[:_TOLD]:
        yield movement_sentence(report, moved)


def _table(report: Report, movements: tuple[Movement, ...]) -> Table:
    return Table(
        caption="What moved, the surest first of each kind",
        head=_HEAD,
        rows=tuple(_row(report, moved) for moved in movements[:_ROWS]),
        left=max(0, len(movements) - _ROWS),
    )


def _row(report: Report, moved: Movement) -> tuple[Cell, ...]:
    name = report.names.get(moved.product, moved.product)
    return (
        Cell(text=f"{name}: {moved.feature}"),
        Cell(text=SPEAK[moved.measure]),
        Cell(text=moved.shape.value),
        Cell(text=when(moved)),
        Cell(text=change(moved), value=round(moved.after - moved.before, 4)),
        Cell(text=f"{moved.n:,}", value=moved.n, thin=moved.n < report.minimum_n),
        Cell(text=cause(moved).strip() or "not known: too few voices"),
        Cell(text=count(len(moved.evidence), "quote"), evidence=moved.evidence[:_QUOTES]),
    )


def _lookups(found: TimeFindings) -> Table:
    rows = tuple(
        (
            Cell(text=_PLURAL[one.shape]),
            Cell(text=f"{one.series:,}", value=one.series),
            Cell(text=f"{one.thin:,}", value=one.thin),
            Cell(text=f"{one.found:,}", value=one.found),
            Cell(text=one.needs),
            Cell(text=_alarms(one)),
        )
        for one in found.tested
    )
    return Table(
        caption="What was looked at",
        head=(
            "test",
            "series tested",
            "too thin",
            "found",
            "a series needs",
            "in 1,000 series without any change",
        ),
        rows=rows,
    )


def _alarms(one: Tested) -> str:
    measured = MEASURED[one.shape]
    return (
        f"speaks in {100 * measured.even:.1f} %; in {100 * measured.waves:.1f} % where talk comes in waves; "
        f"in {100 * measured.alone:.1f} % when a single series is tested"
    )


def _quotations(report: Report, found: TimeFindings) -> Iterator[Quotation]:
    for moved in [one for one in found.movements if one.evidence][:_QUOTES]:
        name = one_line(report.names.get(moved.product, moved.product))
        yield Quotation(
            lead=f"{moved.shape.value}, {one_line(moved.feature)}: a customer of {name}",
            evidence=moved.evidence[0],
        )


def _launches(report: Report, moved: Movement) -> list[date]:
    """Return the days on which the product launched the feature."""
    return [one.on for one in report.launches if (one.product, one.feature) == (moved.product, moved.feature)]


def _method(found: TimeFindings) -> str:
    speaks = [
        f"{_TESTS[shape]} in {100 * alarm.even:.1f} %, {100 * alarm.waves:.1f} % where talk comes in waves"
        for shape, alarm in MEASURED.items()
    ]
    left = [
        words
        for number, words in (
            (found.undated, f"{count(found.undated, 'review')} without a date"),
            (found.aside, f"{count(found.aside, 'review')} of sources that were not there throughout"),
        )
        if number
    ]
    return (
        f"time/1; {found.weeks} weeks up to {short_day(found.until)}, one voice per reviewer and bin, weeks from 10 voices "
        f"on, else four weeks; false discoveries held to 10 % of each kind. In {SERIES:,} series without any change each "
        f"test speaks: {'; '.join(speaks)}. Intervals: 95 %, Newcombe for changes of level, Sen for trends, the "
        f"predictive for spikes.{f' Not counted: {listed(left)}.' if left else ''}"
    )
