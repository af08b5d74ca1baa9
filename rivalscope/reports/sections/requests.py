"""What customers ask for: wishes by name, who has them already, and what we have and they do not find."""

from collections.abc import Iterator, Sequence

from rivalscope.analysis.intervals import wilson
from rivalscope.analysis.parity import has_pages
from rivalscope.analysis.requests import LEAST, Hidden, Wish, Wishes
from rivalscope.reports.charts_requests import wishes_chart
from rivalscope.reports.content import Report
from rivalscope.reports.section import Cell, Quotation, Section, Table
from rivalscope.reports.summary import Sentence
from rivalscope.reports.words import count, day, listed, percent, plan_names, span

_ROWS = 15
_QUOTES = 3
_HEAD = (
    "wish",
    "reviewers",
    "to have",
    "share (95 %)",
    "reviewers of",
    "who has it",
    "asked",
    "in their words",
)


def section(report: Report) -> Section | None:
    """Return the section of requests; None when the report was assembled without them."""
    found = report.wishes
    if found is None:
        return None
    tied = [wish for wish in found.wishes if wish.feature is not None]
    loose = [wish for wish in found.wishes if wish.feature is None]
    chart = (
        wishes_chart(found.wishes, asking=found.named, minimum_n=report.minimum_n) if found.named else None
    )
    tables = (
        _wishes(report, found, tied, "Requests for features that are known"),
        _wishes(report, found, loose, "Wishes that no known feature answers to"),
        _hidden_table(report, found.hidden),
    )
    return Section(
        slug="requests",
        title="What customers ask for",
        told=tuple(_told(report, found)),
        charts=(chart,) if chart else (),
        tables=tuple(table for table in tables if table.rows),
        quotations=tuple(_quotations(report, found.hidden)),
        method=(
            f"requests/1; reviews of {report.window_days} days up to {day(report.as_of, report.timezone)}; one voice per "
            "reviewer and wish; shares of those who name a wish, with 95 % Wilson intervals; to have: the others ask that it be mended; who has it: as pages state, silence is not a no; "
            f"marked: fewer than {report.minimum_n} reviewers."
        ),
    )


def _told(report: Report, found: Wishes) -> Iterator[Sentence]:
    if not found.reviewers:
        yield Sentence(text=f"None of {count(found.heard, 'reviewer')} in the window asks for anything.")
        return
    known = sum(wish.feature is not None for wish in found.wishes)
    loose = len(found.wishes) - known
    yield Sentence(
        text=f"{count(found.reviewers, 'reviewer')} of {found.heard:,} ask for something; {found.named:,} of them name it: "
        f"{count(known, 'feature')} that we know, and {count(loose, 'wish', 'wishes') if loose else 'no wish'} that no feature "
        "answers to."
    )
    if found.wishes:
        yield _top(report, found, found.wishes[0])
    if nobody := [
        w for w in found.wishes if w.feature and not w.holders and w.voices >= report.minimum_n and w.new
    ]:
        yield Sentence(
            text=f"No page says that any product has {listed(w.name for w in nobody[:4])}.",
            evidence=tuple(number for wish in nobody[:4] for number in wish.evidence[:1]),
        )
    if hidden := [one for one in found.hidden if one.voices >= LEAST]:
        yield _hidden_words(hidden)
    unnamed = found.reviewers - found.named
    if unnamed or found.single:
        yield Sentence(
            text=f"Not told by name: {count(unnamed, 'reviewer')} whose sentence does not say what is wanted, or names what "
            f"nobody else asks for ({count(found.single, 'such wish', 'such wishes')})."
        )


def _unmet(report: Report, wish: Wish) -> bool:
    """Whether enough reviewers ask to have it, and pages that name features name it for no product."""
    asked = wish.feature is not None and wish.new >= report.minimum_n
    return asked and not wish.holders and has_pages(report.analysis.cells, report.products)


def _top(report: Report, found: Wishes, top: Wish) -> Sentence:
    low, high = wilson(top.voices, found.named)
    names = report.names
    who = f"{listed(names.get(slug, slug) for slug in top.holders)} {'has' if len(top.holders) == 1 else 'have'} it"
    known = f"; {who}" if top.holders else ""
    thin = ", thin" if top.voices < report.minimum_n else ""
    return Sentence(
        text=f"Asked for most: {top.name}, by {count(top.voices, 'reviewer')}, {percent(top.voices / found.named)} of "
        f"those who name a wish ({span(low, high)}{thin}){known}.",
        evidence=top.evidence[:_QUOTES],
    )


def _hidden_words(hidden: Sequence[Hidden]) -> Sentence:
    top = hidden[0]
    more = f"; so it is with {listed(one.feature for one in hidden[1:4])}" if len(hidden) > 1 else ""
    return Sentence(
        text=f"We have {top.feature}, and {count(top.voices, 'reviewer')} of ours ask for it{more}: they do not find it, have "
        "another plan, or mean more than we offer.",
        evidence=(*top.evidence_page[:1], *top.evidence_asked[:2]),
    )


def _wishes(report: Report, found: Wishes, wishes: Sequence[Wish], caption: str) -> Table:
    rows = [_row(report, found, wish) for wish in wishes[:_ROWS]]
    return Table(caption=caption, head=_HEAD, rows=tuple(rows), left=max(0, len(wishes) - _ROWS))


def _row(report: Report, found: Wishes, wish: Wish) -> tuple[Cell, ...]:
    names = report.names
    low, high = wilson(wish.voices, found.named)
    share = wish.voices / found.named
    return (
        Cell(text=wish.name),
        Cell(text=f"{wish.voices:,}", value=wish.voices, thin=wish.voices < report.minimum_n),
        Cell(text=str(wish.new), value=wish.new),
        Cell(text=f"{percent(share)} ({span(low, high)})", value=round(share, 4)),
        Cell(
            text=", ".join(f"{form} {n}" for form, n in wish.forms[:3]) or "quotes",
            evidence=wish.evidence[:_QUOTES],
        ),
        Cell(text=_holders(report, wish)),
        Cell(text=", ".join(f"{names.get(slug, slug)} {n}" for slug, n in wish.products)),
        Cell(text=_months(wish)),
    )


def _holders(report: Report, wish: Wish) -> str:
    if wish.feature is None:
        return "unknown"
    if not has_pages(report.analysis.cells, report.products):
        return "unknown: no pages"
    return listed(report.names.get(slug, slug) for slug in wish.holders) or "nobody says so"


def _months(wish: Wish) -> str:
    """Say since when it is asked for, and how many asked first in the last month in which anybody did."""
    if not wish.months:
        return "undated"
    (first, _), (last, n) = wish.months[0], wish.months[-1]
    return f"since {first:%b %Y}; {n} in {last:%b %Y}" if first != last else f"{first:%b %Y}"


def _hidden_table(report: Report, hidden: Sequence[Hidden]) -> Table:
    rows = [
        (
            Cell(text=one.feature),
            Cell(text=f"{one.voices:,}", value=one.voices, thin=one.voices < report.minimum_n),
            Cell(text=f"{one.reviewers:,}", value=one.reviewers),
            Cell(text=plan_names(one.plans) or "whole product"),
            Cell(text="our page", evidence=one.evidence_page[:1]),
            Cell(text="they ask", evidence=one.evidence_asked[:_QUOTES]),
        )
        for one in hidden[:_ROWS]
    ]
    head = ("feature", "reviewers of ours who ask", "of", "plans", "our page says", "requests")
    return Table(
        caption="Asked for though we have it", head=head, rows=tuple(rows), left=max(0, len(hidden) - _ROWS)
    )


def _quotations(report: Report, hidden: Sequence[Hidden]) -> Iterator[Quotation]:
    for one in hidden[:_QUOTES]:
        yield Quotation(lead=f"{report.ours.name}’s page on {one.feature}", evidence=one.evidence_page[0])
        yield Quotation(lead=f"a customer of {report.ours.name} asks", evidence=one.evidence_asked[0])
