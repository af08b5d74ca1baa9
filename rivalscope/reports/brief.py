"""The requirement brief of one feature: the problem, who has it, how rivals solve it, and when it is solved."""

from collections.abc import Iterator

from rivalscope.analysis.criteria import Criterion, criteria
from rivalscope.analysis.parity import HAVE
from rivalscope.analysis.prices import current, monthly
from rivalscope.analysis.urgency import doubts
from rivalscope.domain.fact import PriceFact
from rivalscope.domain.finding import FeatureCell
from rivalscope.domain.page import ClaimStatus, PriceKind
from rivalscope.domain.reading import IntentLabel
from rivalscope.domain.roadmap import Sizing
from rivalscope.errors import UsageError
from rivalscope.reports.brief_voices import asked_words, askers, words
from rivalscope.reports.content import Report
from rivalscope.reports.inert import markdown
from rivalscope.reports.lookups import (
    asked_at,
    by_turns,
    find_cell,
    find_gap,
    find_hidden,
    find_score,
    of_feature,
    share_words,
)
from rivalscope.reports.markdown_parts import cite, heading, listing, table, versions
from rivalscope.reports.words import (
    STATUSES,
    count,
    day,
    listed,
    money,
    percent,
    plan_names,
    price,
    short_day,
    tenth,
)

_CRITERIA = 10


def find_feature(report: Report, name: str) -> str:
    """Return the canonical name of a feature whatever its case; UsageError with the likeliest when there is none."""
    known = {cell.feature for cell in report.analysis.cells} | {
        score.feature for score in report.analysis.scores
    }
    known |= {wish.name for wish in (report.wishes.wishes if report.wishes else ())}
    for feature in sorted(known):
        if feature.casefold() == name.casefold():
            return feature
    near = [feature for feature in sorted(known) if name.casefold() in feature.casefold()]
    most = [gap.feature for gap in report.analysis.gaps]
    offered = ", ".join((near or most or sorted(known))[:8]) or "none yet; run `rivalscope nightly`"
    raise UsageError(f"nothing is known of a feature {name!r}; known are {offered}")


def render(report: Report, feature: str, *, sizing: Sizing | None = None) -> str:
    """Return the brief of a feature (`find_feature`) as Markdown; every number with its n, every claim with its words."""
    cited: dict[int, None] = {}
    body = [
        *_head(report, feature),
        *_problem(report, feature, cited),
        *askers(report, feature, cited),
        *words(report, feature, cited),
        *_rivals(report, feature, cited),
        *_criteria(report, feature, cited),
        *_questions(report, feature, sizing, cited),
        *_metrics(report, feature),
    ]
    return "\n".join([*body, *listing(report, cited), *versions(report)]) + "\n"


def _head(report: Report, feature: str) -> Iterator[str]:
    yield f"# Requirement brief: {markdown(feature)}"
    yield ""
    yield (
        f"{markdown(report.market)}, for {markdown(report.ours.name)}. As of {day(report.as_of, report.timezone)}; "
        f"reviews of {report.window_days} days."
    )


def _problem(report: Report, feature: str, cited: dict[int, None]) -> Iterator[str]:
    yield from heading("Problem")
    gap = find_gap(report, feature)
    yield from _points(report, feature, cited)
    if gap is None:
        yield "No gap: neither the pages nor the reviewers of this market set us behind, or before, on it."
        return
    yield f"{markdown(gap.summary)} {cite(report, gap.evidence, cited)}"
    yield ""
    if gap.thin:
        yield f"Thin evidence: {count(gap.n, 'reviewer')}, fewer than {report.minimum_n}. Read it as a hint."
    else:
        yield (
            f"{gap.kind.value.capitalize()} gap; opportunity {tenth(gap.opportunity)} of 20 "
            f"({tenth(gap.low)} to {tenth(gap.high)}, 95 %), {count(gap.n, 'reviewer')}, "
            f"{percent(gap.importance)} of all."
        )


def _points(report: Report, feature: str, cited: dict[int, None]) -> Iterator[str]:
    """Yield where it stands among strengths, weaknesses, opportunities and threats."""
    for point in report.swot.points if report.swot else ():
        if point.subject == feature:
            told = f"{point.quadrant.value.capitalize()}: {markdown(point.text)}"
            yield f"{told} {cite(report, point.evidence[:4], cited)}"
            yield ""


def _rivals(report: Report, feature: str, cited: dict[int, None]) -> Iterator[str]:
    yield from heading("How each product does it")
    rows = []
    for product in report.products:
        cell = find_cell(report, feature, product)
        quote = next((report.evidence[n].quote for n in cell.evidence if n in report.evidence), "")
        rows.append(
            [
                f"{markdown(product.name)}{' (ours)' if product.ours else ''}",
                STATUSES[cell.status],
                markdown(cell.value or ""),
                markdown(plan_names(cell.plans)),
                markdown(_cheapest(report, cell)),
                markdown(quote, limit=120),
                short_day(cell.last_seen) if cell.last_seen else "",
                cite(report, (*cell.evidence[:2], *cell.evidence_against[:1]), cited),
            ]
        )
    head = (
        "product",
        "status",
        "how much",
        "plans",
        "cheapest of them",
        "on the page",
        "last seen",
        "evidence",
    )
    yield from table(head, rows)


def _cheapest(report: Report, cell: FeatureCell) -> str:
    """Return the plan with the least monthly money among those that include the feature, one for each currency and unit."""
    if cell.status not in HAVE:
        return ""
    found: dict[tuple[str | None, str | None], tuple[PriceFact, str]] = {}
    for fact in current(report.prices, as_of=report.as_of):
        month = monthly(fact)
        if fact.product != cell.product or month is None or (cell.plans and fact.plan not in cell.plans):
            continue
        way = (None, None) if fact.kind is PriceKind.FREE else (fact.currency, fact.unit)
        former = found.get(way)
        if former is None or month < (monthly(former[0]) or month):
            found[way] = fact, f"{fact.plan}: {price(fact)} ({money(month, fact.currency)} a month)"
    if (None, None) in found:
        return f"{found[None, None][0].plan}: free"
    return "; ".join(words for _, words in found.values())


def _criteria(report: Report, feature: str, cited: dict[int, None]) -> Iterator[str]:
    yield from heading("Acceptance criteria")
    quotes = [
        (label, number, report.evidence[number].quote)
        for label, ids in (
            (IntentLabel.REQUEST, asked_words(report, feature)),
            (IntentLabel.PROBLEM, by_turns(of_feature(report.problems, feature))),
        )
        for number in ids
        if number in report.evidence
    ]
    cells = [find_cell(report, feature, product) for product in report.products if not product.ours]
    found = criteria(feature, quotes, cells, names=report.names, ours=report.ours.name)
    for number, one in enumerate(found[:_CRITERIA], 1):
        yield from _criterion(report, number, one, cited)
    if not found:
        yield "Neither a request nor a problem says what would be enough: ask customers first."
        yield ""


def _criterion(report: Report, number: int, one: Criterion, cited: dict[int, None]) -> Iterator[str]:
    yield f"{number}. **Given** {markdown(one.given)}"
    yield f"   **when** {markdown(one.when)}"
    yield f"   **then** {markdown(one.then)}. {cite(report, one.evidence, cited)}"
    yield ""


def _questions(report: Report, feature: str, sizing: Sizing | None, cited: dict[int, None]) -> Iterator[str]:
    yield from heading("Open questions")
    ours = find_cell(report, feature, report.ours)
    silent = [
        p.name
        for p in report.products
        if not p.ours and find_cell(report, feature, p).status is ClaimStatus.UNKNOWN
    ]
    hidden = find_hidden(report, feature)
    gap = find_gap(report, feature)
    if ours.status is ClaimStatus.UNKNOWN:
        yield "- Do we have it? Our own pages do not say."
    if hidden is not None:
        yield (
            f"- We have it, and {count(hidden.voices, 'reviewer')} of ours ask for it: can they not find it, or is it not "
            f"enough? {cite(report, (*hidden.evidence_page[:1], *hidden.evidence_asked[:2]), cited)}"
        )
    yield from _contradictions(report, feature, cited)
    if silent:
        yield f"- Do {markdown(listed(silent))} have it? Their pages do not say, which is not a no."
    for product in report.products:
        score = find_score(report, feature, product)
        if not product.ours and score and score.ranked and score.high is not None and score.high < 0.5:
            yield f"- {markdown(product.name)}’s customers dislike theirs ({share_words(score)}): is their way one to follow?"
    if sizing is None:
        yield f'- What does it take? `[roadmap.items."{markdown(feature)}"]` in market.toml has no effort.'
    elif not sizing.feasible:
        yield f"- It is held to be infeasible. {markdown(sizing.note)} Is it still?"
    for doubt in doubts(gap, report.evidence, as_of=report.as_of) if gap else ():
        yield f"- How sure are we? {markdown(doubt[0].upper() + doubt[1:])}."
    yield ""


def _contradictions(report: Report, feature: str, cited: dict[int, None]) -> Iterator[str]:
    for product in report.products:
        cell = find_cell(report, feature, product)
        if cell.status is ClaimStatus.CONFLICTING:
            both = cite(report, (*cell.evidence[:1], *cell.evidence_against[:1]), cited)
            yield f"- Which page of {markdown(product.name)} holds? One says that it is there, another denies it. {both}"


def _metrics(report: Report, feature: str) -> Iterator[str]:
    yield from heading("To watch after the launch")
    score = find_score(report, feature, report.ours)
    asked = asked_at(report, feature, report.ours)
    broken = sum(d.voices for d in of_feature(report.problems, feature, report.ours))
    days = f"in {report.window_days} days"
    rows = [
        ["share of our reviewers who speak of it", percent(score.importance) if score else "0 %", "rises"],
        ["positive share at ours", share_words(score), "rises"],
        ["reviewers of ours who ask for it", f"{asked} {days}", "falls"],
        ["reviewers of ours who report a problem with it", f"{broken} {days}", "does not rise"],
    ]
    yield from table(("measure", "today", "a success when it"), rows)
