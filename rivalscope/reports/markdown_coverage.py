"""What a report stands on and what it cost the sites, as Markdown."""

from collections.abc import Iterator

from rivalscope.domain.wording import size_text
from rivalscope.reports.content import Report
from rivalscope.reports.inert import markdown
from rivalscope.reports.markdown_parts import heading, table
from rivalscope.reports.words import count, day, short_day, unread

_MOST = 60


def coverage(report: Report) -> Iterator[str]:
    """Yield what the report stands on: nights, sources, what was left out."""
    yield from heading("Coverage")
    covered = report.coverage
    yield (
        f"{count(covered.nights, 'night')}, {covered.ok} of {count(covered.sources, 'source')} gave facts every time, "
        f"{count(covered.captures, 'capture')}, {count(covered.reviews, 'review')}."
    )
    yield ""
    for night, why in covered.cut_short:
        yield f"The night of {day(night)} was partial: {markdown(why)}."
        yield ""
    for one in covered.lasting:
        yield f"**{markdown(one.source)}** {markdown(one.words)}."
        yield ""
    for key, why in covered.decided:
        yield f"{markdown(key)} was held back: {markdown(why)}."
        yield ""
    if covered.unread:
        yield f"{unread(covered.unread)}."
        yield ""
    if report.kept_back:
        yield f"{report.kept_back}."
        yield ""
    rows = [
        [
            markdown(one.source),
            one.state.value,
            f"{one.nights_ok} of {one.nights}",
            short_day(one.last_ok) if one.last_ok else "never",
            markdown(one.reason or (one.verdict.value if one.verdict else "never fetched"), limit=120),
        ]
        for one in report.sources
    ]
    yield from table(("source", "state", "nights with facts", "last facts", "last answer"), rows)
    extents = [f"- {markdown(one.source)}: {markdown(one.extent)}" for one in report.sources if one.extent]
    if extents:
        yield "Of these lists not every review is held:"
        yield ""
        yield from extents
        yield ""


def cost(report: Report) -> Iterator[str]:
    """Yield what the nights cost each host, the dearest first."""
    yield from heading("What it cost the sites")
    rows = [
        [
            markdown(one.host),
            str(one.requests),
            size_text(one.bytes),
            str(one.not_modified),
            f"{one.waits_seconds:.0f} s",
            str(one.refusals),
        ]
        for one in report.hosts[:_MOST]
    ]
    yield from table(("host", "requests", "received", "unchanged (304)", "waited", "not sent"), rows)
