"""Who switches: from which product to which, what is left on balance, and for which reasons."""

from collections.abc import Iterator, Sequence

from rivalscope.analysis.reasons import Theme
from rivalscope.analysis.rivalry import FEWEST
from rivalscope.analysis.switching import Cause, Exchange, Route, Switching
from rivalscope.reports.charts_switching import switches_chart
from rivalscope.reports.content import Report
from rivalscope.reports.lookups import cause_words
from rivalscope.reports.section import Cell, Section, Table
from rivalscope.reports.summary import Sentence
from rivalscope.reports.words import count, day, listed, percent, signed, span

_ROWS = 20
_QUOTES = 3


def section(report: Report) -> Section | None:
    """Return the section of switches; None when the report was assembled without them."""
    found = report.switching
    if found is None:
        return None
    chart = switches_chart(found, report.products)
    tables = (_balance(report, found), _routes(report, found), _reasons(report, found))
    return Section(
        slug="switching",
        title="Who switches, and why",
        told=tuple(_told(report, found)),
        charts=(chart,) if chart else (),
        tables=tuple(table for table in tables if table.rows),
        method=(
            f"switching/1; reviews of {report.window_days} days up to {day(report.as_of, report.timezone)}; one voice per "
            f"reviewer and way; net: Wilson, 95 %, from {FEWEST} switches; shares of reasons: Wilson, 95 %, of those who say "
            "why, who may give several; thinking of it and threatening are no switches."
        ),
    )


def _told(report: Report, found: Switching) -> Iterator[Sentence]:
    done = sum(route.done for route in found.routes)
    may = sum(route.considered + route.threatened for route in found.routes)
    if not done:
        yield Sentence(
            text="No reviewer in the window says that they went from one product of this market to another"
            + (f"; {count(may, 'reviewer')} may." if may else ".")
        )
    else:
        yield Sentence(
            text=f"{count(done, 'switch', 'switches')} between products of this market; "
            f"{count(may, 'reviewer')} more think of one or threaten it.",
            evidence=found.routes[0].evidence[:_QUOTES],
        )
        yield _ours(report, found)
    for words, causes in (("leave", found.left), ("come to", found.joined)):
        if top := [cause for cause in causes if cause.theme is not Theme.OTHER][:1]:
            yield _why(report, words, top[0])
    if found.outside:
        yield Sentence(
            text=f"{count(found.outside, 'reviewer')} went and "
            f"{'names' if found.outside == 1 else 'name'} no second product of this market: not counted above."
        )


def _ours(report: Report, found: Switching) -> Sentence:
    ours = report.ours.slug
    own = [one for one in found.exchanges if one.first == ours]
    gained, lost = sum(one.gained for one in own), sum(one.lost for one in own)
    sure = [one for one in own if _settled(one)]
    listed_pairs = listed(
        f"{'we win from' if one.net > 0 else 'we lose to'} {report.names.get(one.second, one.second)}, net {signed(one.net)} "
        f"({_net(one)})"
        for one in sure
    )
    evidence = [number for r in found.routes if ours in (r.origin, r.target) for number in r.evidence[:1]]
    verdict = (
        f": {listed_pairs}"
        if sure
        else f"; no pair has {FEWEST} switches that lean one way by more than chance"
    )
    return Sentence(
        text=f"{gained} came to {report.ours.name}, {lost} left it{verdict}.",
        evidence=tuple(evidence[:_QUOTES]),
    )


def _settled(one: Exchange) -> bool:
    return one.interval is not None and (one.interval[0] > 0 or one.interval[1] < 0)


def _net(one: Exchange) -> str:
    return "–" if one.interval is None else f"{signed(one.interval[0])} to {signed(one.interval[1])}"


def _why(report: Report, verb: str, cause: Cause) -> Sentence:
    thin = ", thin" if cause.of < report.minimum_n else ""
    return Sentence(
        text=f"Of {count(cause.of, 'reviewer')} who say why they {verb} us, {cause.voices} give {cause_words(cause)}: "
        f"{percent(cause.voices / cause.of)} ({span(cause.low, cause.high)}{thin}).",
        evidence=cause.evidence[:_QUOTES],
    )


def _balance(report: Report, found: Switching) -> Table:
    names = report.names
    rows = [
        (
            Cell(text=f"{names.get(one.first, one.first)} and {names.get(one.second, one.second)}"),
            Cell(text=f"{one.gained} to {names.get(one.first, one.first)}", value=one.gained),
            Cell(text=f"{one.lost} to {names.get(one.second, one.second)}", value=one.lost),
            Cell(
                text=f"{signed(one.net)} for {names.get(one.first, one.first)}",
                value=one.net,
                thin=one.interval is None,
            ),
            Cell(text=_net(one)),
        )
        for one in found.exchanges[:_ROWS]
    ]
    head = ("pair", "came", "went", "net", "95 % interval of the net")
    left = max(0, len(found.exchanges) - _ROWS)
    return Table(caption="Switches set off against each other", head=head, rows=tuple(rows), left=left)


def _routes(report: Report, found: Switching) -> Table:
    rows = tuple(_route(report, route) for route in found.routes[:_ROWS])
    head = ("from", "to", "went", "think of it", "threaten it", "why they went", "quotes")
    left = max(0, len(found.routes) - _ROWS)
    return Table(caption="Every way, with its reasons", head=head, rows=rows, left=left)


def _route(report: Report, route: Route) -> tuple[Cell, ...]:
    causes = ", ".join(f"{cause_words(cause)} {cause.voices} of {cause.of}" for cause in route.causes[:3])
    return (
        Cell(text=report.names.get(route.origin, route.origin)),
        Cell(text=report.names.get(route.target, route.target)),
        Cell(text=str(route.done), value=route.done, thin=route.done < report.minimum_n),
        Cell(text=str(route.considered), value=route.considered),
        Cell(text=str(route.threatened), value=route.threatened),
        Cell(text=causes or "not said"),
        Cell(text="quotes", evidence=route.evidence[:_QUOTES]),
    )


def _reasons(report: Report, found: Switching) -> Table:
    groups: tuple[tuple[str, Sequence[Cause]], ...] = (
        ("they come to us", found.joined),
        ("they leave us", found.left),
        ("ours think of leaving", found.wavering),
        ("between rivals", found.elsewhere),
    )
    rows = [_reason(report, words, cause) for words, causes in groups for cause in causes]
    head = ("when", "reason", "reviewers", "of those who say why (95 %)", "features named", "quotes")
    return Table(
        caption="Why they go", head=head, rows=tuple(rows[: 2 * _ROWS]), left=max(0, len(rows) - 2 * _ROWS)
    )


def _reason(report: Report, words: str, cause: Cause) -> tuple[Cell, ...]:
    share = cause.voices / cause.of
    return (
        Cell(text=words),
        Cell(text=cause.theme.value),
        Cell(text=str(cause.voices), value=cause.voices, thin=cause.of < report.minimum_n),
        Cell(text=f"{percent(share)} of {cause.of} ({span(cause.low, cause.high)})", value=round(share, 4)),
        Cell(text=", ".join(f"{name} {n}" for name, n in cause.features[:4])),
        Cell(text="quotes", evidence=cause.evidence[:_QUOTES]),
    )
