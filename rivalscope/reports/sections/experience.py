"""Claim against experience: where customers contradict a product's pages, and where its pages contradict each other."""

from collections.abc import Iterator, Sequence

from rivalscope.analysis.experience import FAILING, TROUBLED, Contradiction, Experience, Experienced
from rivalscope.reports.columns import NOTHING, said
from rivalscope.reports.content import Report
from rivalscope.reports.section import Cell, Quotation, Section, Table
from rivalscope.reports.summary import Sentence
from rivalscope.reports.words import STATUSES, count, day, percent, span

_ROWS = 15
_PAIRS = 3
_VOICES = 3
_HEAD = ("feature", "product", "pages say", "confidence", "pages that deny", "good opinions", "n", "report a problem", "customers")  # fmt: skip


def section(report: Report) -> Section | None:
    """Return the section of claims against experience; None when the report was assembled without them."""
    found = report.experience
    if found is None:
        return None
    kinds = {kind: [one for one in found.found if one.kind is kind] for kind in Contradiction}
    return Section(
        slug="experience",
        title="What pages claim, what customers say",
        told=tuple(_told(report, found, kinds)),
        tables=tuple(_table(report, kind, rows) for kind, rows in kinds.items() if rows),
        quotations=tuple(_quotations(report, kinds)),
        method=(
            f"experience/1; reviews of {report.window_days} days up to {day(report.as_of, report.timezone)}; one voice per "
            f"reviewer and feature; told from {report.minimum_n} reviewers on, when the 95 % interval of bad opinions lies "
            f"above {percent(FAILING)}, or that of reviewers with a problem (Wilson) above {percent(TROUBLED)} of all who "
            "speak of it; praise: good opinions above "
            f"{percent(FAILING)}. Confidence of pages: noisy-OR of what kind they are and when they were last looked at."
        ),
    )


def _told(
    report: Report, found: Experienced, kinds: dict[Contradiction, list[Experience]]
) -> Iterator[Sentence]:
    fails, unsaid, pages = (kinds[kind] for kind in Contradiction)
    if fails:
        where = count(len(fails), "feature that is offered fails", "features that are offered fail")
        yield Sentence(
            text=f"By the words of customers {where}: of {count(found.judged, 'claim')} that enough of them judge. "
            f"The clearest is {_name(report, fails[0])}: {_says(fails[0])}.",
            evidence=_both(fails[0]),
        )
    elif found.judged:
        yield Sentence(
            text=f"None of the {count(found.judged, 'claim')} that enough customers judge surely fails in their words."
        )
    else:
        yield Sentence(
            text=f"Not enough data: none of {count(found.stated, 'claim')} is judged by {report.minimum_n} reviewers."
        )
    if found.stated > found.judged:
        yield Sentence(
            text=f"Of {count(found.stated - found.judged, 'other claim')} nothing can be said: fewer than "
            f"{report.minimum_n} reviewers judge each."
        )
    if unsaid:
        yield Sentence(
            text=f"Customers praise {count(len(unsaid), 'feature')} that no page of the product offers: first "
            f"{_name(report, unsaid[0])}, {_says(unsaid[0])}.",
            evidence=unsaid[0].evidence_voices[:_VOICES],
        )
    if pages:
        yield Sentence(
            text=f"Pages contradict each other on {count(len(pages), 'feature')}; the matrix takes neither side, and no "
            f"gap is claimed there. The surest is {_name(report, pages[0])}.",
            evidence=(*pages[0].evidence[:1], *pages[0].evidence_against[:1]),
        )


def _name(report: Report, one: Experience) -> str:
    return f"{one.feature} of {report.names.get(one.product, one.product)}"


def _says(one: Experience) -> str:
    """Say what customers hold, e.g. `71 % of opinions bad (52–86 %, n = 24)`."""
    if one.score is None or one.low is None or one.high is None:
        return f"{one.problems} of {count(one.speakers, 'reviewer')} report a problem"
    if one.kind is Contradiction.UNSAID:
        return f"{percent(one.score)} of opinions good ({span(one.low, one.high)}, n = {one.n})"
    bad = f"{percent(1 - one.score)} of opinions bad ({span(1 - one.high, 1 - one.low)}, n = {one.n})"
    return f"{bad}, {one.problems} of {count(one.speakers, 'reviewer')} report a problem"


def _both(one: Experience) -> tuple[int, ...]:
    return *one.evidence[:1], *one.evidence_voices[:2]


def _table(report: Report, kind: Contradiction, rows: Sequence[Experience]) -> Table:
    head, shown = said(_HEAD, [_row(report, one) for one in rows[:_ROWS]])
    return Table(
        caption=kind.value[0].upper() + kind.value[1:],
        head=head,
        rows=shown,
        left=max(0, len(rows) - _ROWS),
    )


def _row(report: Report, one: Experience) -> tuple[Cell, ...]:
    thin = one.n < report.minimum_n
    good = troubled = NOTHING
    if one.score is not None and one.low is not None and one.high is not None:
        good = f"{percent(one.score)} ({span(one.low, one.high)})"
    if one.troubled is not None:
        troubled = f"{one.problems:,} of {one.speakers:,} ({span(*one.troubled)})"
    return (
        Cell(text=one.feature),
        Cell(text=report.names.get(one.product, one.product)),
        Cell(text=STATUSES[one.status], evidence=one.evidence[:1]),
        Cell(text=NOTHING if one.confidence is None else percent(one.confidence), value=one.confidence),
        Cell(text=count(len(one.evidence_against), "quote") if one.evidence_against else NOTHING,
             evidence=one.evidence_against[:_VOICES]),
        Cell(text=good, value=one.score, thin=thin and one.score is not None),
        Cell(text=f"{one.n:,}", value=one.n),
        Cell(text=troubled, value=one.problems),
        Cell(text=count(len(one.evidence_voices), "quote") if one.evidence_voices else NOTHING,
             evidence=one.evidence_voices[:_VOICES]),
    )  # fmt: skip


def _quotations(report: Report, kinds: dict[Contradiction, list[Experience]]) -> Iterator[Quotation]:
    """Yield the words of both sides of the clearest findings of each kind."""
    for kind, rows in kinds.items():
        for one in rows[:_PAIRS]:
            name = report.names.get(one.product, one.product)
            if one.evidence:
                yield Quotation(lead=f"{name}’s page on {one.feature}", evidence=one.evidence[0])
            if kind is Contradiction.PAGES:
                for number in one.evidence_against[:1]:
                    yield Quotation(lead=f"another page of {name}", evidence=number)
            else:
                for number in one.evidence_voices[: 2 if kind is Contradiction.FAILS else 1]:
                    yield Quotation(lead=f"a customer of {name} on {one.feature}", evidence=number)
