"""The sections that are told once for every format, as Markdown."""

from collections.abc import Iterable, Iterator

from rivalscope.reports.content import Report
from rivalscope.reports.inert import markdown
from rivalscope.reports.markdown_parts import cite, heading, table
from rivalscope.reports.section import Cell, Section, Table
from rivalscope.reports.words import count


def told(report: Report, sections: Iterable[Section], cited: dict[int, None]) -> Iterator[str]:
    """Yield the sections: sentences, tables, quotations; a chart is left out, for its table tells the same."""
    for section in sections:
        yield from heading(markdown(section.title))
        for sentence in section.told:
            yield _with_marks(markdown(sentence.text), report, sentence.evidence, cited)
            yield ""
        for one in section.tables:
            yield from _table(report, one, cited)
        yield from _quotations(report, section, cited)
        if section.method:
            yield f"Method: {markdown(section.method)}"
            yield ""


def _table(report: Report, one: Table, cited: dict[int, None]) -> Iterator[str]:
    yield f"**{markdown(one.caption)}**"
    yield ""
    rows = [[_cell(report, cell, cited) for cell in row] for row in one.rows]
    yield from table([markdown(title) for title in one.head], rows)
    if one.left:
        yield f"{count(one.left, 'further row')} {'stands' if one.left == 1 else 'stand'} in report.json."
        yield ""


def _cell(report: Report, cell: Cell, cited: dict[int, None]) -> str:
    text = markdown(cell.text)
    return _with_marks(f"{text} (thin)" if cell.thin else text, report, cell.evidence[:3], cited)


def _with_marks(text: str, report: Report, ids: Iterable[int], cited: dict[int, None]) -> str:
    marks = cite(report, ids, cited)
    return f"{text} {marks}".strip() if marks else text


def _quotations(report: Report, section: Section, cited: dict[int, None]) -> Iterator[str]:
    for one in section.quotations:
        if one.evidence in report.evidence:
            quote = markdown(report.evidence[one.evidence].quote, limit=400)
            yield f"> {markdown(one.lead)}: “{quote}” {cite(report, [one.evidence], cited)}"
            yield ""
