"""Ours against the rivals in what drives satisfaction: asymmetric impact and competitors, with what each place asks for."""

from collections.abc import Iterator, Sequence

from rivalscope.analysis.common_mix import RATE, SURE
from rivalscope.analysis.driver import Action, Driver, Drivers, Versus
from rivalscope.reports.chart_asymmetry import asymmetry_chart
from rivalscope.reports.content import Report
from rivalscope.reports.section import Cell, Quotation, Section, Table
from rivalscope.reports.sections.importance import few
from rivalscope.reports.summary import Sentence
from rivalscope.reports.words import count, day, percent

_ROWS = 20
_QUOTED = 3
_HEAD = ("feature", "best rival", "ours less theirs, points (95 %)", "n", "chance ours is better", "class", "what it asks for")  # fmt: skip
_URGENT = (
    Action.FIX,
    Action.CATCH_UP,
    Action.DEFEND,
    Action.KEEP_LEAD,
    Action.DIFFERENTIATE,
    Action.SHOW,
    Action.BEHIND,
    Action.AHEAD,
    Action.LET_BE,
    Action.LEVEL,
    Action.OPEN,
)
_MEANING = {
    Action.FIX: "Fix now, for its lack is punished and a rival does it better",
    Action.CATCH_UP: "Catch up, for it counts both ways and a rival does it better",
    Action.DEFEND: "Defend, for nobody praises it until it breaks",
    Action.KEEP_LEAD: "Keep the lead",
    Action.DIFFERENTIATE: "Differentiate or skip, for praise of it delights and its lack is forgiven",
    Action.SHOW: "Show it, for it delights",
    Action.BEHIND: "A rival is better, and what it does to satisfaction can’t be told yet",
    Action.AHEAD: "Ours is better, and what it does to satisfaction can’t be told yet",
}


def section(report: Report) -> Section | None:
    """Return the section that sets us against rivals; None when the report was assembled without drivers."""
    found = report.drivers
    if found is None:
        return None
    compared = [one for one in found.drivers if one.versus]
    if not compared:
        return _nothing(report, found)
    compared.sort(key=lambda one: _URGENT.index(one.versus[0].action))
    chart = asymmetry_chart(found.derived, names=report.names)
    return Section(
        slug="against-rivals",
        title="Against the best rival, by what it does to satisfaction",
        told=tuple(_told(report, compared)),
        charts=(chart,) if chart else (),
        tables=(_best(report, compared), _each(report, compared)),
        quotations=tuple(_quotations(report, compared)),
        method=_method(report, found),
    )


def _nothing(report: Report, found: Drivers) -> Section:
    ours = sum(one.performance is not None for one in found.drivers)
    return Section(
        slug="against-rivals",
        title="Against the best rival, by what it does to satisfaction",
        told=(
            Sentence(
                text=f"Not enough data to set {report.ours.name} against a rival: a feature needs {report.minimum_n} opinions "
                f"at both; {count(ours, 'feature')} of ours {'has' if ours == 1 else 'have'} them, none at a rival on the same platform."
            ),
        ),
        method=_method(report, found),
    )


def _told(report: Report, compared: Sequence[Driver]) -> Iterator[Sentence]:
    for action, words in _MEANING.items():
        own = [one for one in compared if one.versus[0].action is action]
        if own:
            yield Sentence(
                text=f"{words}: {few([_named(report, one) for one in own])}.",
                evidence=tuple(number for one in own[:4] for number in _behind(one)[:2]),
            )
    level = sum(one.versus[0].action is Action.LEVEL for one in compared)
    unsure = sum(one.versus[0].action is Action.OPEN for one in compared)
    settled = f"; {level:,} are level on enough opinions" if level else ""
    yield Sentence(
        text=f"Of {count(len(compared), 'feature')} compared with the best rival, {unsure:,} leave open who is better{settled}."
    )


def _named(report: Report, driver: Driver) -> str:
    best = driver.versus[0]
    who = report.names.get(best.rival, best.rival)
    return f"{driver.feature} ({_points(best)} points to {who}, n = {best.ours_n} and {best.theirs_n})"


def _points(against: Versus) -> str:
    value = round(100 * against.difference.value)
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{abs(value)}"


def _behind(driver: Driver) -> tuple[int, ...]:
    """Return words on either side: who is worse blamed, who is better praised."""
    best = driver.versus[0]
    if best.difference.value < 0:
        return (*driver.evidence_blame[:1], *best.evidence_praise[:1])
    return (*driver.evidence_praise[:1], *best.evidence_blame[:1])


def _best(report: Report, compared: Sequence[Driver]) -> Table:
    rows = tuple(_row(report, one) for one in compared[:_ROWS])
    left = max(0, len(compared) - _ROWS)
    return Table(caption="Against the best rival in each feature", head=_HEAD, rows=rows, left=left)


def _row(report: Report, driver: Driver) -> tuple[Cell, ...]:
    best = driver.versus[0]
    return (
        Cell(text=driver.feature, evidence=_behind(driver)),
        Cell(text=report.names.get(best.rival, best.rival)),
        _apart(best),
        Cell(text=f"{best.ours_n:,} and {best.theirs_n:,}", value=min(best.ours_n, best.theirs_n)),
        Cell(text=percent(best.ahead), value=round(best.ahead, 3)),
        Cell(text=driver.kano.kano.value),
        Cell(text=best.action.value),
    )


def _apart(against: Versus) -> Cell:
    low, high = (round(100 * end) for end in (against.difference.low, against.difference.high))
    ends = " to ".join(f"{'+' if end > 0 else '−' if end < 0 else ''}{abs(end)}" for end in (low, high))
    return Cell(text=f"{_points(against)} ({ends})", value=round(100 * against.difference.value, 1))


def _each(report: Report, compared: Sequence[Driver]) -> Table:
    """Return one row a feature and one column a rival."""
    rivals = [product for product in report.products if not product.ours]
    rows = []
    for one in compared[:_ROWS]:
        by_rival = {against.rival: against for against in one.versus}
        cells = [
            _apart(against) if (against := by_rival.get(product.slug)) else Cell(text="not compared")
            for product in rivals
        ]
        rows.append((Cell(text=one.feature), *cells))
    return Table(
        caption="Ours less each rival’s, points of positive share (95 %)",
        head=("feature", *(product.name for product in rivals)),
        rows=tuple(rows),
        left=max(0, len(compared) - _ROWS),
    )


def _quotations(report: Report, compared: Sequence[Driver]) -> Iterator[Quotation]:
    apart = [one for one in compared if one.versus[0].action not in (Action.LEVEL, Action.OPEN)]
    for one in apart[:_QUOTED]:
        best = one.versus[0]
        us, them = report.ours.name, report.names.get(best.rival, best.rival)
        worse = best.difference.value < 0
        mine = one.evidence_blame if worse else one.evidence_praise
        theirs = best.evidence_praise if worse else best.evidence_blame
        if mine:
            yield Quotation(lead=f"{one.feature}, of {us}", evidence=mine[0])
        if theirs:
            yield Quotation(lead=f"{one.feature}, of {them}", evidence=theirs[0])


def _method(report: Report, found: Drivers) -> str:
    return (
        f"{found.method}; reviews of {report.window_days} days up to {day(report.as_of, report.timezone)}; across: impact "
        "asymmetry, what praise adds less what blame costs, of both together; upwards: our shrunken positive share less "
        "that of the compared rival with the highest; who is better: on platforms that both have, at a "
        f"chance of {percent(SURE)} and a false discovery rate of {percent(RATE)}; from "
        f"{report.minimum_n} opinions on both sides; intervals: 95 %."
    )
