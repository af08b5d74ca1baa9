"""The report as a workbook: one sheet a table, texts never formulas, numbers numbers."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from rivalscope.analysis.prices import monthly
from rivalscope.domain.fact import PriceFact
from rivalscope.reports.content import Report
from rivalscope.reports.inert import clean, guard
from rivalscope.reports.section import Section
from rivalscope.reports.sections.register import sections
from rivalscope.reports.summary import partial, summary
from rivalscope.reports.words import STATUSES, short_day
from rivalscope.reports.xlsx_sections import sheet_name, sheets

_CELL = 32_767
"""Characters that a cell may hold."""

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}

Row = Sequence[str | int | float | Decimal | None]


def render(report: Report, *, told: Sequence[Section] | None = None) -> bytes:
    """Return the report as XLSX bytes; the same report gives the same bytes. `told` are its `sections`, if made already.

    A text that a spreadsheet could take for a formula begins with an apostrophe (`inert.guard`).
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, _OPTIONS)
    book.set_properties(
        {"title": guard(clean(f"{report.market}: market report")), "created": _naive(report.as_of)}
    )
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"})
    taken: set[str] = set()
    for name, head, rows in _sheets(report, sections(report) if told is None else told):
        sheet = book.add_worksheet(sheet_name(name, taken))
        for column, title in enumerate(head):
            sheet.write_string(0, column, _text(title), bold)
            sheet.set_column(column, column, 48 if title in ("quote", "summary", "what") else 18)
        for number, row in enumerate(rows, 1):
            _write(sheet, number, row)
        sheet.freeze_panes(1, 1)
    book.close()
    return buffer.getvalue()


def _write(sheet: Any, number: int, row: Row) -> None:
    write_string, write_number = sheet.write_string, sheet.write_number
    for column, value in enumerate(row):
        if isinstance(value, str):
            write_string(number, column, _text(value))
        elif value is not None:
            write_number(number, column, float(value))


def _text(value: str) -> str:
    return guard(clean(value))[:_CELL]


def _sheets(report: Report, told: Sequence[Section]) -> Iterable[tuple[str, Sequence[str], Iterable[Row]]]:
    names = report.names
    yield "Summary", ("what", ""), _summary(report)
    yield "Gaps", _GAPS, _gaps(report)
    yield "Changes", _CHANGES, _changes(report, names)
    yield "Prices", _PRICES, _prices(report.prices, names)
    if report.extras:
        yield "Extras", ("product", "extra", *_PRICES[2:]), _prices(report.extras, names)
    yield "Matrix", ("feature", *(product.name for product in report.products)), _matrix(report)
    yield "Sentiment", _SENTIMENT, _sentiment(report, names)
    yield from sheets(told)
    yield (
        "Coverage",
        ("source", "state", "nights", "nights with facts", "last facts", "reason", "reviews held"),
        _coverage(report),
    )
    yield "Evidence", _EVIDENCE, _evidence(report)


_GAPS = ("kind", "feature", "ours", "rivals", "ranked", "opportunity", "low", "high", "reviewers", "importance",
         "our score", "best rival", "summary", "evidence")  # fmt: skip
_CHANGES = ("score", "product", "kind", "mode", "subject", "before", "after", "night", "reason", "evidence before",
            "evidence after")  # fmt: skip
_PRICES = ("product", "plan", "amount", "currency", "period", "billed", "unit", "kind", "a month", "first seen",
           "ended", "raw", "evidence")  # fmt: skip
_SENTIMENT = ("product", "feature", "reviewers", "neutral", "positive share", "score", "low", "high", "importance",
              "requests", "ranked", "evidence")  # fmt: skip
_EVIDENCE = ("id", "quote", "url", "seen", "source", "snapshot", "selector", "start", "end", "extractor")


def _summary(report: Report) -> Iterable[Row]:
    yield from ([sentence.text] for sentence in summary(report))
    if report.partial:
        yield [f"Partial: {partial(report.coverage)}"]
    yield from ([name, version] for name, version in sorted(report.versions.items()))


def _gaps(report: Report) -> Iterable[Row]:
    for gap in report.analysis.gaps:
        yield (
            gap.kind.value, gap.feature, STATUSES[gap.ours], ", ".join(report.names.get(s, s) for s in gap.rivals),
            "no" if gap.thin else "yes", gap.opportunity, gap.low, gap.high, gap.n, gap.importance, gap.our_score,
            gap.best_score, gap.summary, _ids(gap.evidence),
        )  # fmt: skip


def _changes(report: Report, names: Mapping[str, str]) -> Iterable[Row]:
    for change in report.changes:
        yield (
            change.score, names.get(change.product, change.product), change.kind.value, change.mode.value,
            change.subject, change.before, change.after, change.night.isoformat(), change.reason,
            change.evidence_before, change.evidence_after,
        )  # fmt: skip


def _prices(facts: Iterable[PriceFact], names: Mapping[str, str]) -> Iterable[Row]:
    for price in facts:
        yield (
            names.get(price.product, price.product), price.plan, price.amount, price.currency,
            price.period.value if price.period else None, price.billed.value if price.billed else None, price.unit,
            price.kind.value, monthly(price), price.first_seen.isoformat(),
            price.ended.isoformat() if price.ended else None, price.raw, price.evidence,
        )  # fmt: skip


def _matrix(report: Report) -> Iterable[Row]:
    cells: dict[str, dict[str, str]] = {}
    for cell in report.analysis.cells:
        words = " · ".join(
            part for part in (STATUSES[cell.status], cell.value, ", ".join(cell.plans)) if part
        )
        cells.setdefault(cell.feature, {})[cell.product] = words
    for feature in sorted(cells, key=str.casefold):
        yield feature, *(cells[feature].get(product.slug, "not stated") for product in report.products)


def _sentiment(report: Report, names: Mapping[str, str]) -> Iterable[Row]:
    for score in report.analysis.scores:
        yield (
            names.get(score.product, score.product), score.feature, score.n, score.neutral, score.positive_share,
            score.score, score.low, score.high, score.importance, score.requests, "yes" if score.ranked else "no",
            _ids(score.evidence),
        )  # fmt: skip


def _coverage(report: Report) -> Iterable[Row]:
    for one in report.sources:
        last = short_day(one.last_ok) if one.last_ok else "never"
        yield one.source, one.state.value, one.nights, one.nights_ok, last, one.reason, one.extent


def _evidence(report: Report) -> Iterable[Row]:
    for number in sorted(report.evidence):
        one = report.evidence[number]
        yield (
            number, one.quote, one.url, one.seen_at.isoformat(), one.source, one.snapshot, one.selector, one.start,
            one.end, one.extractor,
        )  # fmt: skip


def _ids(evidence: Iterable[int]) -> str:
    return " ".join(f"e{number}" for number in evidence)


def _naive(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)
