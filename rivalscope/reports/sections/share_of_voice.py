"""Share of voice: whose customers speak most, on each platform and over the months."""

from collections.abc import Iterator, Sequence

from rivalscope.analysis.share_of_voice import PlatformVoice, ShareOfVoice, Slice
from rivalscope.reports.charts_share_of_voice import voice_chart
from rivalscope.reports.content import Report
from rivalscope.reports.inert import one_line
from rivalscope.reports.section import Cell, Section, Table
from rivalscope.reports.summary import Sentence
from rivalscope.reports.words import count, listed, percent, short_day, span

_PLATFORMS = 8
_CHARTS = 2


def section(report: Report) -> Section | None:
    """Return the section of share of voice; None when the report was assembled without it."""
    found = report.share_of_voice
    if found is None:
        return None
    charts = [voice_chart(report, one, number) for number, one in enumerate(found.platforms[:_CHARTS])]
    tables = (_table(report, found), *(_months(report, one) for one in found.platforms[:_CHARTS]))
    return Section(
        slug="share-of-voice",
        title="Share of voice",
        told=tuple(_told(report, found)),
        charts=tuple(chart for chart in charts if chart is not None),
        tables=tuple(table for table in tables if table.rows),
        method=(
            f"voice/1; reviewers of the {report.window_days} days up to {short_day(report.as_of)}, one voice per reviewer "
            "and product; platforms apart, each from the day on to which all its lists reach back; 95 % intervals, "
            "simultaneous over products (Goodman); platforms are pooled with equal weights, and only those on which all "
            f"products are reviewed. {_left_out(found)}"
        ),
    )


def _told(report: Report, found: ShareOfVoice) -> Iterator[Sentence]:
    if not found.platforms:
        yield Sentence(
            text="Not enough data: it takes dated reviews of two products on one platform, and there is none that has them."
        )
        return
    for one in found.platforms[:3]:
        lead = one.slices[0]
        ours = next((part for part in one.slices if part.product == report.ours.slug), None)
        own = f"; ours {_words(ours)}" if ours is not None and ours is not lead else ""
        yield Sentence(
            text=f"{one_line(one.platform)}: of {count(one.n, 'reviewer')} since {short_day(one.since)}, "
            f"{_name(report, lead.product)} has {_words(lead)}{own}."
        )
    if found.pooled:
        spoken = listed(f"{_name(report, part.product)} {_words(part)}" for part in found.pooled[:4])
        yield Sentence(text=f"Over {listed(map(one_line, found.shared))} with equal weights: {spoken}.")
    elif len(found.platforms) > 1:
        yield Sentence(text="Platforms are not pooled: fewer than two have reviews of every product.")


def _table(report: Report, found: ShareOfVoice) -> Table:
    shown = found.platforms[:_PLATFORMS]
    rows = [
        _row(report, one_line(one.platform), one.slices, since=short_day(one.since), n=one.n) for one in shown
    ]
    if found.pooled:
        rows.append(
            _row(
                report,
                "pooled, equal weights",
                found.pooled,
                since="as above",
                n=sum(part.n for part in found.pooled),
            )
        )
    return Table(
        caption="Share of reviewers by platform (95 %)",
        head=("platform", "since", "reviewers", *(one_line(product.name) for product in report.products)),
        rows=tuple(rows),
        left=max(0, len(found.platforms) - _PLATFORMS),
    )


def _row(report: Report, name: str, slices: Sequence[Slice], *, since: str, n: int) -> tuple[Cell, ...]:
    return (
        Cell(text=name),
        Cell(text=since),
        Cell(text=f"{n:,}", value=n),
        *(_cell(report, slices, product.slug) for product in report.products),
    )


def _months(report: Report, one: PlatformVoice) -> Table:
    shown = [product for product in report.products if product.slug in {part.product for part in one.slices}]
    return Table(
        caption=f"{one_line(one.platform)} by four weeks",
        head=("four weeks from", "reviewers", *(one_line(product.name) for product in shown)),
        rows=tuple(
            (
                Cell(text=short_day(month.since)),
                Cell(text=f"{month.n:,}", value=month.n, thin=month.n < report.minimum_n),
                *(_cell(report, month.slices, product.slug) for product in shown),
            )
            for month in one.months
        ),
    )


def _cell(report: Report, slices: Sequence[Slice], slug: str) -> Cell:
    part = next((part for part in slices if part.product == slug), None)
    if part is None:
        return Cell(text="no reviews")
    return Cell(text=_words(part), value=round(part.share, 4), thin=part.n < report.minimum_n)


def _words(part: Slice) -> str:
    return f"{percent(part.share)} ({span(part.low, part.high)}, n = {part.n:,})"


def _left_out(found: ShareOfVoice) -> str:
    left = [f"{count(found.undated, 'review')} without a date"] if found.undated else []
    older = sum(one.left for one in found.platforms)
    left += [f"{count(older, 'review')} from before that day"] if older else []
    left += [f"{one_line(platform)}, which has one product alone" for platform, _ in found.alone[:4]]
    return f"Left out: {listed(left)}." if left else ""


def _name(report: Report, slug: str) -> str:
    return one_line(report.names.get(slug, slug))
