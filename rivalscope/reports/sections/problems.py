"""What customers have trouble with: problems by feature, whether they grow, and versions in which they stand out."""

from collections.abc import Iterator, Sequence

from rivalscope.analysis.troubles import Portion, Trouble, Troubles, VersionTrouble
from rivalscope.reports.charts_problems import problems_chart
from rivalscope.reports.content import Report
from rivalscope.reports.inert import one_line
from rivalscope.reports.section import Cell, Quotation, Section, Table
from rivalscope.reports.summary import Sentence
from rivalscope.reports.words import count, listed, percent, short_day, span

_ROWS = 20
_TOLD = 3
_QUOTES = 3


def section(report: Report) -> Section | None:
    """Return the section of problems; None when the report was assembled without them."""
    found = report.troubles
    if found is None:
        return None
    chart = problems_chart(report, found.troubles)
    tables = (_table(report, found.troubles), _versions(report, found.troubles))
    return Section(
        slug="problems",
        title="What customers have trouble with",
        told=tuple(_told(report, found)),
        charts=(chart,) if chart else (),
        tables=tuple(table for table in tables if table.rows),
        quotations=tuple(_quotations(report, found.troubles)),
        method=(
            f"problems/1; reviews of {report.window_days} days, one voice per reviewer, problem and product; shares of all "
            f"reviewers with Wilson 95 % intervals; later half from {short_day(found.middle)} against the earlier, and each "
            f"version against the others, by the z test of two shares from {report.minimum_n} reviewers each, false "
            f"discoveries held to 10 %. Version as stated, else that of the newest release notes of the day: known of "
            f"{found.placed:,} of {count(found.reviews, 'review')}."
        ),
    )


def _told(report: Report, found: Troubles) -> Iterator[Sentence]:
    if not found.troubles:
        yield Sentence(
            text=f"None of {count(found.reviews, 'review')} reports a problem with a feature that is known."
        )
        return
    ours = [one for one in found.troubles if one.product == report.ours.slug]
    if ours:
        top = ours[0]
        beside = "" if top.rivals is None else f"; of rivals' {percent(top.rivals)} on the average"
        yield Sentence(
            text=f"Most trouble at ours: {one_line(top.feature)}, reported by {_words(top.portion)}{beside}.",
            evidence=top.evidence[:_QUOTES],
        )
    else:
        yield Sentence(
            text=f"No reviewer of {_name(report, report.ours.slug)} reports a problem with a feature that is known."
        )
    moved = [one for one in found.troubles if one.moved]
    for one in sorted(moved, key=lambda one: (one.product != report.ours.slug, one.p_value))[:_TOLD]:
        yield Sentence(
            text=f"{_name(report, one.product)}, {one_line(one.feature)}: problems {_way(one)}, {_words(one.earlier)} in the "
            f"earlier half of the window, {_words(one.later)} in the later.",
            evidence=one.evidence[:_QUOTES],
        )
    if not moved:
        yield Sentence(
            text=f"No problem grew or fell by more than chance explains: {count(len(found.troubles), 'series', 'series')} tested."
        )
    for one, version in _striking(found.troubles)[:_TOLD]:
        yield Sentence(
            text=f"{_name(report, one.product)} {one_line(version.version)}: {_words(version.portion)} report a problem with "
            f"{one_line(one.feature)}; in other versions {_words(version.others)}.",
            evidence=one.evidence[:_QUOTES],
        )


def _striking(found: Sequence[Trouble]) -> list[tuple[Trouble, VersionTrouble]]:
    pairs = [(one, version) for one in found for version in one.versions if version.stands_out]
    return sorted(pairs, key=lambda pair: pair[1].p_value)


def _table(report: Report, found: Sequence[Trouble]) -> Table:
    rows = tuple(
        (
            Cell(text=f"{_name(report, one.product)}: {one.feature}"),
            Cell(
                text=f"{one.portion.voices:,}",
                value=one.portion.voices,
                thin=one.portion.voices < report.minimum_n,
            ),
            _share(one.portion),
            _share(one.earlier),
            _share(one.later),
            Cell(text=_way(one) if one.moved else "no change that chance does not explain"),
            Cell(text="–" if one.rivals is None else percent(one.rivals), value=_rounded(one.rivals)),
            Cell(
                text=listed(version.version for version in one.versions if version.stands_out)
                or "none stands out"
            ),
            Cell(text=count(len(one.evidence), "quote"), evidence=one.evidence[:_QUOTES]),
        )
        for one in found[:_ROWS]
    )
    return Table(
        caption="Problems by product and feature",
        head=("product and feature", "reviewers", "share (95 %)", "earlier half", "later half", "trend", "rivals", "versions", "in their words"),
        rows=rows,
        left=max(0, len(found) - _ROWS),
    )  # fmt: skip


def _versions(report: Report, found: Sequence[Trouble]) -> Table:
    tested = [(one, version) for one in found for version in one.versions if version.p_value < 1]
    tested.sort(key=lambda pair: pair[1].p_value)
    rows = tuple(
        (
            Cell(text=f"{_name(report, one.product)}: {one.feature}"),
            Cell(text=version.version),
            _share(version.portion),
            _share(version.others),
            Cell(text="stands out" if version.stands_out else "as in others"),
        )
        for one, version in tested[:_ROWS]
    )
    return Table(
        caption="Problems by version",
        head=("product and feature", "version", "share (95 %)", "other versions", "finding"),
        rows=rows,
        left=max(0, len(tested) - _ROWS),
    )


def _quotations(report: Report, found: Sequence[Trouble]) -> Iterator[Quotation]:
    ours = [one for one in found if one.product == report.ours.slug and one.evidence]
    for one in (ours or [one for one in found if one.evidence])[:_QUOTES]:
        yield Quotation(
            lead=f"a customer of {_name(report, one.product)} on {one_line(one.feature)}",
            evidence=one.evidence[0],
        )


def _share(portion: Portion) -> Cell:
    if portion.share is None or portion.low is None or portion.high is None:
        return Cell(text="nobody wrote")
    return Cell(
        text=f"{percent(portion.share)} ({span(portion.low, portion.high)}; n = {portion.n:,})",
        value=_rounded(portion.share),
    )


def _words(portion: Portion) -> str:
    if portion.share is None or portion.low is None or portion.high is None:
        return "nobody"
    return (
        f"{portion.voices:,} of {portion.n:,} ({percent(portion.share)}, {span(portion.low, portion.high)})"
    )


def _way(one: Trouble) -> str:
    return "grew" if (one.later.share or 0) > (one.earlier.share or 0) else "fell"


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def _name(report: Report, slug: str) -> str:
    return one_line(report.names.get(slug, slug))
