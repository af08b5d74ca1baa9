"""Life lines of features and launches: who was first, how a feature spread, and what came of each launch."""

from collections.abc import Iterator, Sequence

from rivalscope.analysis.launch import DOUBT, LEAST_WEEKS, LaunchEffect
from rivalscope.analysis.launches import WEEKS, Launched
from rivalscope.analysis.lifelines import Holder, LifeLine
from rivalscope.analysis.series import Measure
from rivalscope.reports.charts_lifelines import lifelines_chart
from rivalscope.reports.content import Report
from rivalscope.reports.inert import one_line
from rivalscope.reports.section import Cell, Section, Table
from rivalscope.reports.summary import Sentence
from rivalscope.reports.words import count, percent, short_day

_ROWS = 20
_TOLD = 3
WHAT = {
    Measure.MENTIONS: "speak of it",
    Measure.REQUESTS: "ask for it",
    Measure.SENTIMENT: "like it, of those with an opinion",
}
"""What reviewers do whom a launch's measure counts."""


def section(report: Report) -> Section | None:
    """Return the section of life lines and launches; None when the report was assembled without them."""
    lines = report.lives
    if lines is None:
        return None
    spread = sorted(
        (line for line in lines if line.came),
        key=lambda line: (line.came[0].since, line.feature),
        reverse=True,
    )
    chart = lifelines_chart(report, spread)
    tables = (_launches(report, report.launches), _spread(report, spread), _ended(report, lines))
    return Section(
        slug="lifelines",
        title="Launches and life lines of features",
        told=tuple(_told(report, lines, spread)),
        charts=(chart,) if chart else (),
        tables=tuple(table for table in tables if table.rows),
        method=(
            f"launches/1; a launch is a feature that release notes add, or that appears on a page 14 days or more after the "
            f"page was first read. Effects: change of level of the weekly difference from the mean of the other products, "
            f"{WEEKS} weeks on either side, {LEAST_WEEKS} at least (interrupted time series, ordinary least squares, 95 % "
            f"intervals); p: share of days before the launch that would look as clear; told as clear from p ≤ {DOUBT:g}. Most "
            "launches show nothing."
        ),
    )


def _told(report: Report, lines: Sequence[LifeLine], spread: Sequence[LifeLine]) -> Iterator[Sentence]:
    if not report.launches:
        yield Sentence(
            text=f"No launch is dated: of {count(len(lines), 'feature')} on pages, all were there when their pages were first "
            "read, and no release notes add one."
        )
    else:
        yield Sentence(text=_sum(report))
        for one in [one for one in report.launches if one.clear and not one.doubted and not one.early][
            :_TOLD
        ]:
            yield Sentence(text=_launch(report, one), evidence=one.evidence)
    for line in [line for line in spread if len(line.holders) > 1][:_TOLD]:
        yield Sentence(
            text=_story(report, line), evidence=tuple(n for one in line.holders for n in one.evidence[:1])[:6]
        )


def _sum(report: Report) -> str:
    real = [one for one in report.launches if not one.doubted]
    told = [one for one in real if not one.early]
    followed = [one for one in told if any(effect.effect is not None for effect in one.effects)]
    clear = [one for one in followed if one.clear]
    early = [one for one in real if one.early]
    thin = len(told) - len(followed)
    shows = "shows" if len(clear) == 1 else "show"
    parts = [
        f"{len(clear)} of {len(followed)} that can be followed {shows} an effect that chance does not explain"
    ]
    if early:
        parts.append(f"{_are(len(early))} too early to tell, with fewer than {LEAST_WEEKS} weeks")
    if thin:
        parts.append(f"of {thin} too few customers speak")
    if doubted := len(report.launches) - len(real):
        parts.append(
            f"{doubted} more {'is' if doubted == 1 else 'are'} none, for customers praised the feature before"
        )
    dated = "is" if len(real) == 1 else "are"
    return (
        f"{count(len(real), 'launch', 'launches')} of the last two years {dated} dated: {'; '.join(parts)}."
    )


def _are(number: int) -> str:
    return f"{number} {'is' if number == 1 else 'are'}"


def _launch(report: Report, one: Launched) -> str:
    return f"{_name(report, one.product)}, {one_line(one.feature)}, {short_day(one.on)}: {'; '.join(map(effect_words, one.clear))}."


def effect_words(one: LaunchEffect) -> str:
    """Return an effect in words, or why there is none."""
    if one.effect is None or one.low is None or one.high is None or one.before is None or one.after is None:
        return f"{WHAT[one.measure]}: not enough data, {one.problem}"
    doubt = "" if one.p_value is None else f", p = {one.p_value:.2f}"
    return (
        f"{percent(one.before)} → {percent(one.after)} {WHAT[one.measure]} (n = {one.n_before:,} and {one.n_after:,}), "
        f"{100 * one.effect:+.0f} points against rivals ({100 * one.low:+.0f} to {100 * one.high:+.0f}{doubt})"
    )


def _story(report: Report, line: LifeLine) -> str:
    first = line.first
    latest = line.came[0]
    who = (
        f"{_name(report, first.product)} was first ({_when(first)})"
        if first
        else "several had it before their pages were first read"
    )
    spread = f"{len(line.holders)} of {line.products} products"
    if first and first.known and line.months:
        spread += f" in {line.months:.0f} months"
    return f"{one_line(line.feature)}: {spread}; {who}; the latest is {_name(report, latest.product)} ({_when(latest)})."


def _launches(report: Report, launches: Sequence[Launched]) -> Table:
    rows = tuple(
        (
            Cell(text=f"{_name(report, one.product)}: {one.feature}", evidence=one.evidence),
            Cell(text=short_day(one.on)),
            Cell(text=one.source),
            Cell(text=f"{one.weeks:,}", value=one.weeks, thin=one.early),
            *(_effect(one, measure) for measure in WHAT),
        )
        for one in launches[:_ROWS]
    )
    return Table(
        caption="Launches, and what came of them",
        head=(
            "product and feature",
            "launched",
            "known from",
            "weeks since",
            "speak of it",
            "ask for it",
            "like it",
        ),
        rows=rows,
        left=max(0, len(launches) - _ROWS),
    )


def _effect(launch: Launched, measure: Measure) -> Cell:
    if launch.doubted:
        return Cell(text=f"no launch: {launch.praised} praised it before")
    if launch.early:
        return Cell(text=f"too early: has {count(launch.weeks, 'week')}, needs {LEAST_WEEKS}")
    one = next((effect for effect in launch.effects if effect.measure is measure), None)
    if one is None:
        return Cell(text="nobody speaks of it")
    if one.effect is None or one.low is None or one.high is None:
        return Cell(text=f"not enough data: {one.problem}")
    doubt = "" if one.p_value is None else f", p = {one.p_value:.2f}"
    words = f"{100 * one.effect:+.0f} points ({100 * one.low:+.0f} to {100 * one.high:+.0f}{doubt}; n = {one.n_before + one.n_after:,})"
    return Cell(text=words if one.clear else f"{words}: chance explains it", value=round(one.effect, 4))


def _spread(report: Report, lines: Sequence[LifeLine]) -> Table:
    rows = tuple(
        (
            Cell(text=line.feature),
            Cell(text=f"{line.standing} of {line.products}", value=line.standing),
            Cell(text=_name(report, line.first.product) if line.first else "not known"),
            *(_holder(line, product.slug) for product in report.products),
        )
        for line in lines[:_ROWS]
    )
    return Table(
        caption="Since when each product has it, the latest comings first",
        head=("feature", "have it", "first", *(one_line(product.name) for product in report.products)),
        rows=rows,
        left=max(0, len(lines) - _ROWS),
    )


def _holder(line: LifeLine, slug: str) -> Cell:
    one = next((holder for holder in line.holders if holder.product == slug), None)
    if one is None:
        return Cell(text="nothing known")
    ended = f", until {short_day(one.ended)}" if one.ended else ""
    return Cell(text=f"{_when(one)}{ended}", evidence=one.evidence)


def _ended(report: Report, lines: Sequence[LifeLine]) -> Table:
    gone = [(one, line) for line in lines for one in line.holders if one.ended]
    gone.sort(key=lambda pair: (pair[0].ended or pair[0].since, pair[1].feature), reverse=True)
    rows = tuple(
        (
            Cell(text=f"{_name(report, one.product)}: {line.feature}", evidence=one.evidence),
            Cell(text=_when(one)),
            Cell(text=short_day(one.ended)),
        )
        for one, line in gone[:_ROWS]
        if one.ended
    )
    return Table(
        caption="What is no longer stated",
        head=("product and feature", "since", "until"),
        rows=rows,
        left=max(0, len(gone) - _ROWS),
    )


def _when(one: Holder) -> str:
    return short_day(one.since) if one.known else f"by {short_day(one.since)}"


def _name(report: Report, slug: str) -> str:
    return one_line(report.names.get(slug, slug))
