"""What drives satisfaction: derived importance beside the share of talk, reward and penalty, and where to concentrate."""

from collections.abc import Iterable, Iterator, Sequence

from rivalscope.analysis.driver import Driver, Drivers, Quadrant
from rivalscope.analysis.kano import KanoClass
from rivalscope.analysis.opportunity import Estimate
from rivalscope.reports.charts_drivers import impact_chart, importance_chart
from rivalscope.reports.content import Report
from rivalscope.reports.section import Cell, Quotation, Section, Table
from rivalscope.reports.summary import Sentence
from rivalscope.reports.words import count, day, listed, percent, span

_ROWS = 20
_QUOTED = 3
_LIKELY = 0.8
_HEAD = ("feature", "n", "spoken of", "importance (95 %)", "scale 0–10", "ours (95 %)", "place")
_SIDES = ("feature", "praise adds (95 %)", "blame costs (95 %)", "asymmetry (95 %)", "class")


def section(report: Report) -> Section | None:
    """Return the section of importance; None when the report was assembled without it."""
    found = report.drivers
    if found is None:
        return None
    charts = (importance_chart(found.derived), impact_chart(found.derived)) if found.derived else ()
    ranked = [driver for driver in found.drivers if driver.rank is not None]
    short = [driver for driver in found.drivers if driver.importance is None and driver.mentions]
    return Section(
        slug="importance",
        title="What drives satisfaction",
        told=tuple(_told(report, found)),
        charts=tuple(chart for chart in charts if chart is not None),
        tables=tuple(
            table for table in (_ranked(ranked), _sides(found.derived), _short(short)) if table.rows
        ),
        quotations=tuple(_quotations(ranked[:_QUOTED])),
        method=_method(report, found),
    )


def _told(report: Report, found: Drivers) -> Iterator[Sentence]:
    if found.lacking:
        yield Sentence(
            text=f"Not enough data to derive what drives the ratings: {found.lacking} in the last {report.window_days} days."
        )
        yield from _weights(found)
        return
    top = [one for one in found.derived if one.leading >= _LIKELY]
    first = sorted(top or found.derived, key=lambda one: -(one.importance.value if one.importance else 0))[:4]
    lead = (
        "The ratings move most with"
        if top
        else "No feature surely moves the ratings more than the others; first comes"
    )
    yield Sentence(
        text=f"{lead} {listed(_weighing(one) for one in (first if top else first[:1]))} "
        f"({count(found.rated, 'rated review')} of {count(found.reviewers, 'reviewer')}).",
        evidence=tuple(number for one in first for number in one.cited[:1]),
    )
    yield from _weights(found)
    yield from _hidden(found)
    yield _classes(found)
    yield from _concentrate(report, found)
    yield Sentence(
        text=f"All opinions together explain {percent(found.explained or 0)} of how ratings differ within source, month and "
        f"length; of that, {percent(found.rest or 0)} goes to features with too little data and phrases that match none."
    )


def _weighing(driver: Driver) -> str:
    worth = driver.importance
    return (
        f"{driver.feature} ({percent(worth.value)}, {span(worth.low, worth.high)})"
        if worth
        else driver.feature
    )


def _weights(found: Drivers) -> Iterator[Sentence]:
    given = [one for one in found.drivers if one.weight is not None]
    if given:
        named = few([f"{one.feature} {one.weight:g}" for one in given], most=6)
        yield Sentence(text=f"Weighted by you, in the place of what reviews say: {named} (0 to 10).")


def _hidden(found: Drivers) -> Iterator[Sentence]:
    hidden = [one for one in found.derived if one.hidden]
    if hidden:
        named = few([f"{one.feature} ({percent(one.mention_share)} of reviews)" for one in hidden])
        yield Sentence(
            text=f"Seldom spoken of, and heavy all the same: {named}. Counting mentions alone would miss this.",
            evidence=tuple(number for one in hidden[:4] for number in one.cited[:1]),
        )


def _classes(found: Drivers) -> Sentence:
    known = [one for one in found.derived if one.kano.kano is not KanoClass.UNCLASSIFIED]
    named = [
        f"of class {kind.value}: {few([one.feature for one in known if one.kano.kano is kind])}"
        for kind in dict.fromkeys(one.kano.kano for one in known)
    ]
    left = [one for one in found.derived if one.kano.kano is KanoClass.UNCLASSIFIED]
    short = sum(one.kano.why.startswith("needs") for one in left)
    rest = (
        f"{count(len(left), 'feature')} can’t be classified yet, {short} for want of opinions and {len(left) - short} because "
        "resamples disagree"
    )
    text = "; ".join([*named, *([rest] if left else [])])
    return Sentence(text=f"{text[0].upper()}{text[1:]}.")


def few(names: Sequence[str], *, most: int = 4) -> str:
    """Return names in a row, the first of them and how many more there are."""
    return listed([*names[:most], f"{len(names) - most} more"] if len(names) > most else names)


def _concentrate(report: Report, found: Drivers) -> Iterator[Sentence]:
    own = [
        one
        for one in found.derived
        if one.quadrant is Quadrant.CONCENTRATE and one.quadrant_chance >= _LIKELY
    ]
    if own:
        named = few(
            [
                f"{one.feature} ({percent(one.performance.value)} positive, chance {percent(one.quadrant_chance)})"
                for one in own
                if one.performance
            ]
        )
        yield Sentence(
            text=f"Important, and {report.ours.name} does worse in it than in most: {named}.",
            evidence=tuple(number for one in own[:4] for number in one.evidence_blame[:1]),
        )
    elif any(one.quadrant for one in found.derived):
        yield Sentence(
            text="No feature surely is both important and done worse by us than most: none at a chance of 80 %."
        )


def _ranked(drivers: Sequence[Driver]) -> Table:
    rows = tuple(_row(driver) for driver in drivers[:_ROWS])
    return Table(caption="Features by importance", head=_HEAD, rows=rows, left=max(0, len(drivers) - _ROWS))


def _row(driver: Driver) -> tuple[Cell, ...]:
    worth = driver.importance
    return (
        Cell(text=driver.feature, evidence=driver.cited[:4]),
        Cell(text=f"{driver.polar:,} (+{driver.praise:,} −{driver.blame:,})", value=driver.polar),
        Cell(text=percent(driver.mention_share), value=round(driver.mention_share, 4)),
        Cell(text=f"{percent(worth.value)} ({span(worth.low, worth.high)})", value=round(worth.value, 4))
        if worth
        else Cell(text=driver.lacking or "no review mentions it"),
        Cell(text=_scale(driver), value=driver.scale),
        Cell(
            text=f"{percent(driver.performance.value)} ({span(driver.performance.low, driver.performance.high)}), n = {driver.ours_n}",
            value=round(driver.performance.value, 4),
        )
        if driver.performance
        else Cell(text="too few opinions"),
        Cell(
            text=f"{driver.quadrant.value} ({percent(driver.quadrant_chance)})",
            thin=driver.quadrant_chance < _LIKELY,
        )
        if driver.quadrant
        else Cell(text=""),
    )


def _sides(drivers: Sequence[Driver]) -> Table:
    rows = tuple(
        (
            Cell(text=one.feature),
            _points(one.reward, "+"),
            _points(one.penalty, "−"),
            _leaning(one),
            Cell(text=_class(one)),
        )
        for one in drivers[:_ROWS]
    )
    left = max(0, len(drivers) - _ROWS)
    return Table(
        caption="What praise adds and blame costs, in points of the rating", head=_SIDES, rows=rows, left=left
    )


def _leaning(driver: Driver) -> Cell:
    """Return the cell of a driver's impact asymmetry, marked when its class is not known."""
    found = driver.asymmetry
    if found is None:
        return Cell(text="too few rated opinions")
    return Cell(
        text=f"{signed(found.value)} ({signed(found.low)} to {signed(found.high)})",
        value=round(found.value, 3),
        thin=driver.kano.kano is KanoClass.UNCLASSIFIED,
    )


def _scale(driver: Driver) -> str:
    if driver.weight is not None:
        return f"{driver.weight:g}, weighted by you"
    return f"{driver.scale:.1f}" if driver.scale is not None else ""


def _points(effect: Estimate | None, sign: str) -> Cell:
    if effect is None:
        return Cell(text="too few")
    shown = effect.value if sign == "+" else -effect.value
    low, high = sorted((effect.low, effect.high) if sign == "+" else (-effect.low, -effect.high))
    return Cell(text=f"{signed(shown)} ({signed(low)} to {signed(high)})", value=round(shown, 3))


def signed(value: float) -> str:
    """Return a number with its sign and two decimals, e.g. `−0.35`; nil has none."""
    shown = f"{abs(value):.2f}"
    return shown if shown == "0.00" else f"{'+' if value > 0 else '−'}{shown}"


def _class(driver: Driver) -> str:
    if driver.kano.kano is KanoClass.UNCLASSIFIED:
        return f"unclassified: {driver.kano.why}" if driver.kano.why else "unclassified"
    return f"{driver.kano.kano.value} ({percent(driver.kano.chance)})"


def _short(drivers: Sequence[Driver]) -> Table:
    rows = tuple(
        (
            Cell(text=one.feature, evidence=one.cited[:4]),
            Cell(text=f"{one.polar:,}", value=one.polar, thin=True),
            Cell(text=percent(one.mention_share), value=round(one.mention_share, 4)),
            Cell(text=one.lacking),
        )
        for one in drivers[:_ROWS]
    )
    return Table(
        caption="Not enough data for an importance",
        head=("feature", "n", "spoken of", "what is missing"),
        rows=rows,
        left=max(0, len(drivers) - _ROWS),
    )


def _quotations(drivers: Iterable[Driver]) -> Iterator[Quotation]:
    for driver in drivers:
        for side, evidence in (("praise", driver.evidence_praise), ("blame", driver.evidence_blame)):
            if evidence:
                yield Quotation(lead=f"{driver.feature}, {side}", evidence=evidence[0])


def _method(report: Report, found: Drivers) -> str:
    intervals = (
        f"intervals: 95 %, {found.resamples} resamples of {found.blocks} blocks of reviewers"
        if found.resamples
        else "no interval"
    )
    return (
        f"{found.method}; {found.rated:,} rated reviews of {report.window_days} days up to "
        f"{day(report.as_of, report.timezone)}; least squares of the rating on praise and blame of each feature, source, "
        "month and length held; importance: Shapley share of explained variance, less what chance explains; classes: "
        "penalty against reward, from 120 opinions, in 80 % of resamples; place: cross-hair at the means, chance by "
        f"resampling; {intervals}. Importance goes with the ratings and need not cause them; what never fails shows none."
    )
