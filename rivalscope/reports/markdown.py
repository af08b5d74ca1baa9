"""The report as Markdown: plain tables and a list of evidence, every text of strangers escaped."""

from collections.abc import Iterable, Iterator, Sequence

from rivalscope.domain.finding import Gap
from rivalscope.domain.page import ClaimStatus
from rivalscope.reports.bursts import burst_sentences
from rivalscope.reports.content import Report
from rivalscope.reports.inert import markdown
from rivalscope.reports.markdown_coverage import cost, coverage
from rivalscope.reports.markdown_parts import cite, heading, listing, table, versions
from rivalscope.reports.markdown_sections import told as told_sections
from rivalscope.reports.section import Section
from rivalscope.reports.sections.register import sections
from rivalscope.reports.stories import Story, stories
from rivalscope.reports.summary import partial, summary
from rivalscope.reports.tables import (
    MatrixGroup,
    PlanPrices,
    changes_by_product,
    compared_features,
    extra_prices,
    gap_sections,
    judged_products,
    plan_prices,
    score_rows,
    single_features,
)
from rivalscope.reports.words import (
    KINDS,
    MARKS,
    MEANINGS,
    STATUSES,
    day,
    listed,
    money,
    percent,
    plan_names,
    price,
    short_day,
    span,
    tenth,
)

_MOST = 60


def render(report: Report, *, told: Sequence[Section] | None = None) -> str:
    """Return the report as one Markdown document; evidence is cited as `e123` and listed at the end.

    `told` are its `sections` when they are made already.
    """
    cited: dict[int, None] = {}
    body = [
        *_head(report),
        *_gaps(report, cited),
        *_changes(report, cited),
        *_prices(report, cited),
        *_matrix(report),
        *_sentiment(report, cited),
        *told_sections(report, sections(report) if told is None else told, cited),
        *coverage(report),
        *cost(report),
    ]
    return "\n".join([*body, *listing(report, cited), *versions(report)]) + "\n"


def _head(report: Report) -> Iterator[str]:
    rivals = listed(markdown(product.name) for product in report.products if not product.ours)
    yield f"# {markdown(report.market)}: market report"
    yield ""
    yield f"As of {day(report.as_of, report.timezone)}. {markdown(report.ours.name)} against {rivals}."
    for sentence in summary(report):
        yield ""
        yield markdown(sentence.text)
    if report.partial:
        yield ""
        yield f"**This report is partial.** {markdown(partial(report.coverage))}"


def _gaps(report: Report, cited: dict[int, None]) -> Iterator[str]:
    yield from heading("Gaps")
    sections = gap_sections(report)
    if not sections:
        yield "No gap and no lead."
    for section in sections:
        yield f"### {section.kind.value.capitalize()}"
        yield ""
        yield f"{KINDS[section.kind]}"
        yield ""
        rows = [_gap(report, gap, cited) for gap in (*section.ranked, *section.thin[:_MOST])]
        yield from table(
            ("feature", "ours", "rivals", "opportunity of 20", "reviewers", "what it is", "evidence"), rows
        )
        left = len(section.thin) - _MOST
        if left > 0:
            yield f"{left} further ones with fewer than {report.minimum_n} reviewers stand in report.json."
            yield ""


def _gap(report: Report, gap: Gap, cited: dict[int, None]) -> list[str]:
    interval = (
        "not ranked" if gap.thin else f"{tenth(gap.opportunity)} ({tenth(gap.low)} to {tenth(gap.high)})"
    )
    return [
        markdown(gap.feature),
        STATUSES[gap.ours],
        listed(markdown(report.names.get(slug, slug)) for slug in gap.rivals),
        interval,
        str(gap.n),
        markdown(gap.summary),
        cite(report, gap.evidence, cited),
    ]


def _changes(report: Report, cited: dict[int, None]) -> Iterator[str]:
    yield from heading(f"Changes since {day(report.since)}")
    groups = changes_by_product(report.products, report.changes)
    if not groups:
        yield "Nothing changed that the sources show." if report.coverage.nights else "No night ran."
        yield ""
    for product, changes in groups:
        yield f"### {markdown(product.name)}{' (ours)' if product.ours else ''}"
        yield ""
        rows = [_story(report, story, cited) for story in stories(changes)]
        yield from table(("score", "what", "before", "after", "night", "why", "evidence"), rows)


def _story(report: Report, story: Story, cited: dict[int, None]) -> list[str]:
    change = story.lead
    plans = f" in {markdown(plan_names(story.plans))}" if story.plans else ""
    return [
        "–" if change.score is None else f"{change.score:.0f}",
        f"{markdown(story.subject)}{plans} ({change.kind.value} {change.mode.value})",
        markdown(change.before or "", limit=160),
        markdown(change.after or "", limit=160),
        short_day(change.night),
        markdown(change.reason or ""),
        cite(report, story.evidence, cited),
    ]


def _prices(report: Report, cited: dict[int, None]) -> Iterator[str]:
    yield from heading("Prices")
    yield from _price_table(report, "plan", plan_prices(report), cited)
    extras = extra_prices(report)
    if extras:
        yield "### Extras"
        yield ""
        yield from _price_table(report, "extra", extras, cited)


def _price_table(
    report: Report, what: str, plans: Iterable[PlanPrices], cited: dict[int, None]
) -> Iterator[str]:
    rows = [
        [
            markdown(plan.product.name),
            markdown(plan.plan),
            markdown(price(fact)),
            "–" if month is None else markdown(money(month, fact.currency)),
            short_day(fact.first_seen),
            markdown(fact.raw, limit=60),
            cite(report, [fact.evidence], cited),
        ]
        for plan in plans
        for fact, month in plan.ways
    ]
    yield from table(("product", what, "price", "a month", "since", "on the page", "evidence"), rows)


def _matrix(report: Report) -> Iterator[str]:
    yield from heading("Feature matrix")
    for status in ClaimStatus:
        yield f"- {MARKS[status]} {STATUSES[status]}: {MEANINGS[status]}"
    yield ""
    for group in (*compared_features(report), *single_features(report)):
        yield from _matrix_group(report, group)


def _matrix_group(report: Report, group: MatrixGroup) -> Iterator[str]:
    yield f"### {markdown(group.name)}"
    yield ""
    rows = [
        [
            markdown(row.feature, limit=90),
            *(
                " ".join(
                    [
                        MARKS[cell.status],
                        *([markdown(cell.value, limit=40)] if cell.value else []),
                        *([f"({markdown(plan_names(cell.plans))})"] if cell.plans else []),
                    ]
                )
                for cell in row.cells
            ),
        ]
        for row in group.rows
    ]
    yield from table(("feature", *(markdown(product.name) for product in report.products)), rows)


def _sentiment(report: Report, cited: dict[int, None]) -> Iterator[str]:
    yield from heading("Feature sentiment")
    yield f"Positive share of opinions with its 95 % interval, reviews of {report.window_days} days."
    yield ""
    rows = []
    for row in score_rows(report)[:_MOST]:
        cells = [
            "–"
            if score is None or score.score is None or score.low is None or score.high is None
            else f"{percent(score.score)} ({span(score.low, score.high)}, n = {score.n}"
            f"{'' if score.ranked else ', thin'}) {cite(report, score.evidence[:1], cited)}"
            for score in row.scores
        ]
        rows.append([markdown(row.feature), *cells])
    yield from table(("feature", *(markdown(product.name) for product in judged_products(report))), rows)
    for sentence in burst_sentences(report):
        yield f"- {markdown(sentence)}"
    for shift in report.shifts:
        yield (
            f"- {markdown(report.names.get(shift.product, shift.product))}, {markdown(shift.feature)}: "
            f"{shift.measure.value} from {percent(shift.before)} (n = {shift.n_before}) to {percent(shift.after)} "
            f"(n = {shift.n_after}) {cite(report, shift.evidence[:1], cited)}"
        )
