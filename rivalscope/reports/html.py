"""The report as one HTML file: no script, nothing remote, every figure a link to its words."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import jinja2
from markupsafe import Markup

from rivalscope.domain.fact import Evidence
from rivalscope.domain.finding import GapKind
from rivalscope.domain.page import ClaimStatus
from rivalscope.domain.wording import size_text
from rivalscope.reports import words
from rivalscope.reports.bursts import burst_sentences
from rivalscope.reports.charts import price_chart, sentiment_chart
from rivalscope.reports.content import Report
from rivalscope.reports.gap_map import gap_map
from rivalscope.reports.inert import clean, host, joined, one_line, web_address
from rivalscope.reports.section import Section, Table
from rivalscope.reports.sections.register import sections
from rivalscope.reports.stories import stories
from rivalscope.reports.summary import partial, rival_changes, summary
from rivalscope.reports.tables import (
    changes_by_product,
    claimed_evidence,
    compared_features,
    extra_prices,
    gap_sections,
    judged_products,
    plan_prices,
    score_rows,
    single_features,
)

BEFORE = (
    ("gaps", "Gaps"),
    ("matrix", "Feature matrix"),
    ("sentiment", "Feature sentiment"),
    ("changes", "Changes"),
    ("prices", "Prices"),
)
"""Id and title of the sections with a template of their own that stand before those of `sections.register`."""

AFTER = (("coverage", "Coverage"), ("method", "Method"), ("evidence", "Evidence"))
"""Likewise of those that stand after; evidence last, for it lists what the others cite."""

STORED = "http://127.0.0.1:8765/evidence/"
"""Where `rivalscope explore` shows an evidence in its stored page, on the machine of the store."""

_NUMBER, _LONG = 28, 24
"""Characters up to which a cell with a number is set as a number, and from which a text needs a wider column."""

_MOST_ROWS = 10
"""Rows of a section's first table that are open; the others unfold."""

_PRESSING = frozenset(GapKind) - {GapKind.TABLE_STAKES, GapKind.OVER_SERVED}
"""Kinds of gap whose tables are open; the others ask for nothing and unfold."""

_MOST_TOLD = 25
_MOST_THIN = 60
_MOST_SCORES = 60


class Citations:
    """The evidence that a rendering leads to: `cite` hands out ids and remembers them in the order of first use."""

    def __init__(self, evidence: Mapping[int, Evidence]) -> None:
        self._evidence = evidence
        self._cited: dict[int, None] = {}

    def cite(self, ids: Iterable[int], most: int) -> list[int]:
        """Return up to `most` of the ids whose words are known, so that no link leads nowhere."""
        found = [number for number in ids if number in self._evidence][:most]
        self._cited.update(dict.fromkeys(found))
        return found

    def cited(self) -> list[Evidence]:
        """Return the evidence handed out so far, by id."""
        return [self._evidence[number] for number in sorted(self._cited)]


@cache
def environment() -> jinja2.Environment:
    """Return the environment of all templates: everything escaped, whatever a file is called; undefined names raise.

    There is one, for compiling the templates takes as long as rendering them.
    """
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("rivalscope.reports"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_finalised,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "columns": _columns,
        "count": words.count,
        "day": words.day,
        "drawn": _drawn,
        "host": host,
        "joined": joined,
        "listed": words.listed,
        "mark": words.MARKS.__getitem__,
        "money": words.money,
        "percent": words.percent,
        "plan_names": words.plan_names,
        "price": words.price,
        "short_day": words.short_day,
        "shorten": _shorten,
        "size": size_text,
        "span": words.span,
        "stories": stories,
        "status": words.STATUSES.__getitem__,
        "tenth": words.tenth,
        "unbroken": _unbroken,
        "unread": words.unread,
        "web_address": web_address,
    }
    return made


def render(report: Report, *, told: Sequence[Section] | None = None) -> str:
    """Return the report as one self-contained HTML document; `told` are its `sections` when they are made already."""
    template = environment().get_template("report.html.j2")
    return template.render(_context(report, sections(report) if told is None else told))


def _context(report: Report, made: Sequence[Section]) -> dict[str, Any]:
    citations = Citations(report.evidence)
    gaps = gap_sections(report)
    return {
        "report": report,
        "rivals": [product for product in report.products if not product.ours],
        "names": report.names,
        "evidence": report.evidence,
        "cite": citations.cite,
        "cited": citations.cited,
        "stored": STORED,
        "sections": [*BEFORE, *((one.slug, one.title) for one in made), *AFTER],
        "made": {one.slug: one for one in made},
        "summary": summary(report),
        "moved": len(rival_changes(report)),
        "partial": partial(report.coverage),
        "days": (report.as_of.date() - report.since).days,
        "gaps": gaps,
        "gap_map": gap_map(report),
        "pressing": _PRESSING,
        "ranked": sum(len(section.ranked) for section in gaps),
        "unranked": sum(len(section.thin) for section in gaps),
        "claimed": claimed_evidence(report),
        "says": {(cell.feature, cell.product): cell.evidence for cell in report.analysis.cells},
        "kinds": words.KINDS,
        "meanings": words.MEANINGS,
        "statuses": list(ClaimStatus),
        "shared": compared_features(report),
        "single": single_features(report),
        "prices": plan_prices(report),
        "extras": extra_prices(report),
        "ended": [price for price in report.prices if price.ended is not None],
        "price_chart": price_chart(report),
        "sentiment_chart": sentiment_chart(report),
        "changes": changes_by_product(report.products, report.changes),
        "scores": score_rows(report),
        "bursts": burst_sentences(report),
        "judged": judged_products(report),
        "versions": sorted(report.versions.items()),
        "most_rows": _MOST_ROWS,
        "most_told": _MOST_TOLD,
        "most_thin": _MOST_THIN,
        "most_scores": _MOST_SCORES,
    }


def _finalised(value: Any) -> Any:
    """Take control characters and lone surrogates out of every text on its way into a template."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _drawn(svg: str) -> Markup:
    """Let a chart through as markup: `canvas.svg` has kept known elements only and escaped all text."""
    return Markup(svg)  # noqa: S704 - the one place where markup is not escaped, for what we drew ourselves


def _columns(table: Table) -> list[str]:
    """Return a class for each column: `num` for numbers, which stand flush right, `long` for texts that need room."""
    kinds = [""]
    for column in range(1, len(table.head)):
        cells = [row[column] for row in table.rows]
        longest = max((len(cell.text) for cell in cells), default=0)
        numbers = any(cell.value is not None for cell in cells) and longest <= _NUMBER
        kinds.append(
            "num" if numbers else "longer" if longest > 3 * _LONG else "long" if longest > _LONG else ""
        )
    return kinds


def _unbroken(text: str) -> str:
    """Keep `n = 64` and `79 %` each on one line."""
    return text.replace("n = ", "n\u00a0=\u00a0").replace(" %", "\u00a0%")


def _shorten(text: str, limit: int) -> str:
    return one_line(text, limit=limit)
