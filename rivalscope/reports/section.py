"""A section of the report told once for every format: sentences, charts, and tables whose cells lead to evidence."""

from collections.abc import Iterator
from dataclasses import dataclass

from rivalscope.reports.canvas import Chart
from rivalscope.reports.summary import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table."""

    text: str
    """What people read; plain text, whoever wrote it."""
    value: int | float | None = None
    """The number behind the text, for programs and spreadsheets; None for words."""
    evidence: tuple[int, ...] = ()
    thin: bool = False
    """Whether too few voices stand behind it to rank it: shown, and marked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; the first column names what a row is about."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    """As many cells a row as the head has columns."""
    left: int = 0
    """Rows that are not shown; they stand in report.json."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words of a page or of a review, set beside what they are said to show."""

    lead: str
    """Who says it of what, e.g. `Zoom's pricing page` or `a customer of Zoom`."""
    evidence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section of a report."""

    slug: str
    """Id in the page, e.g. `price-for-value`; lower case with hyphens."""
    title: str
    told: tuple[Sentence, ...]
    """What it comes to, the most important first; never empty: "not enough data" is a result and says how much is."""
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    method: str = ""
    """One line: method and version, window, minimum n, what the interval is."""

    def cited(self) -> Iterator[int]:
        """Yield the ids of all evidence that it leads to, in reading order."""
        for sentence in self.told:
            yield from sentence.evidence
        for table in self.tables:
            for row in table.rows:
                for cell in row:
                    yield from cell.evidence
        for quotation in self.quotations:
            yield quotation.evidence
