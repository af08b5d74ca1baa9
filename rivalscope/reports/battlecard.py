"""The battlecard: one rival on a page, for whoever meets it at a customer's."""

from collections.abc import Iterable, Iterator, Sequence

from rivalscope.analysis.parity import HAVE
from rivalscope.domain.finding import CALLING, FeatureCell, FeatureScore, Gap, GapKind
from rivalscope.domain.market import Product
from rivalscope.domain.page import ClaimStatus
from rivalscope.domain.reading import Relation
from rivalscope.domain.statement import StatementFact
from rivalscope.errors import UsageError
from rivalscope.reports.content import Report
from rivalscope.reports.inert import markdown
from rivalscope.reports.markdown_parts import cite, heading, listing, table, versions
from rivalscope.reports.stories import stories
from rivalscope.reports.tables import plan_prices
from rivalscope.reports.words import STATUSES, count, day, money, percent, plan_names, price, short_day, span

_MOST = 10
_QUOTES = 3


def find_rival(products: Iterable[Product], name: str) -> Product:
    """Return the rival with a slug or name, whatever its case; UsageError with those there are when there is none."""
    rivals = [product for product in products if not product.ours]
    for product in rivals:
        if name.casefold() in (product.slug.casefold(), product.name.casefold()):
            return product
    known = ", ".join(product.slug for product in rivals) or "none: market.toml names no rival"
    raise UsageError(f"no rival is called {name!r}; there is {known}")


def render(report: Report, rival: Product) -> str:
    """Return the card of a rival as Markdown; every claim leads to its words."""
    cited: dict[int, None] = {}
    body = [
        *_head(report, rival),
        *_positioning(report, rival, cited),
        *_prices(report, rival, cited),
        *_wins(report, rival, cited),
        *_ours(report, rival, cited),
        *_complaints(report, rival, cited),
        *_moves(report, rival, cited),
        *_objections(report, rival, cited),
    ]
    return "\n".join([*body, *listing(report, cited), *versions(report)]) + "\n"


def _head(report: Report, rival: Product) -> Iterator[str]:
    yield f"# Battlecard: {markdown(rival.name)}"
    yield ""
    reviewers = sum(1 for source in report.sources if source.product == rival.slug)
    yield (
        f"{markdown(report.ours.name)} against {markdown(rival.name)}. As of {day(report.as_of, report.timezone)}; "
        f"{count(reviewers, 'source')} of theirs, reviews of {report.window_days} days."
    )
    failing = [s for s in report.sources if s.product == rival.slug and s.state.value != "ok"]
    for source in failing:
        yield ""
        yield f"Not up to date: {markdown(source.source)} ({markdown(source.reason or 'never fetched')})."


def _positioning(report: Report, rival: Product, cited: dict[int, None]) -> Iterator[str]:
    yield from heading("What they say they are")
    said = _distinct(s for s in report.statements if s.product == rival.slug and s.value)
    for one in said[:_MOST]:
        yield f"- “{markdown(one.value or '', limit=300)}” ({markdown(one.source)}) {cite(report, [one.evidence], cited)}"
    if not said:
        yield "No page that was read says it in a line."
    yield ""


def _distinct(statements: Iterable[StatementFact]) -> list[StatementFact]:
    """Return one statement for each wording: those of the home page, or those of all pages when it has none."""
    found: dict[str, StatementFact] = {}
    said = sorted(statements, key=lambda s: s.source)
    for one in [s for s in said if s.source.endswith("/home")] or said:
        found.setdefault((one.value or "").casefold(), one)
    return list(found.values())


def _prices(report: Report, rival: Product, cited: dict[int, None]) -> Iterator[str]:
    yield from heading("Prices")
    rows = [
        [
            markdown(plan.product.name),
            markdown(plan.plan),
            markdown(price(fact)),
            "–" if month is None else markdown(money(month, fact.currency)),
            short_day(fact.first_seen),
            cite(report, [fact.evidence], cited),
        ]
        for plan in plan_prices(report)
        if plan.product.slug in (rival.slug, report.ours.slug)
        for fact, month in plan.ways
    ]
    yield from table(("product", "plan", "price", "a month", "since", "evidence"), rows)


def _wins(report: Report, rival: Product, cited: dict[int, None]) -> Iterator[str]:
    yield from heading("Where they win")
    gaps = [g for g in report.analysis.gaps if g.kind in CALLING and rival.slug in g.rivals]
    yield from _gaps(report, gaps, cited)
    yield from _contests(report, winner=rival, loser=report.ours, cited=cited)


def _ours(report: Report, rival: Product, cited: dict[int, None]) -> Iterator[str]:
    yield from heading("Where we win")
    leads = [g for g in report.analysis.gaps if g.kind is GapKind.LEAD and rival.slug in g.rivals]
    yield from _gaps(report, leads, cited)
    denied = [cell for cell in _cells(report, rival) if _only_ours(report, cell)]
    told = {gap.feature for gap in leads}
    for cell in [cell for cell in denied if cell.feature not in told][:_MOST]:
        ours = _cell(report, cell.feature, report.ours)
        yield (
            f"- {markdown(cell.feature)}: ours {STATUSES[ours.status]}, theirs {STATUSES[cell.status]} "
            f"{cite(report, (*ours.evidence[:1], *cell.evidence[:1]), cited)}"
        )
    yield from _contests(report, winner=report.ours, loser=rival, cited=cited)


def _only_ours(report: Report, cell: FeatureCell) -> bool:
    """Whether their pages deny what ours state: silence is not a no."""
    gone = cell.status in (ClaimStatus.ABSENT, ClaimStatus.WITHDRAWN, ClaimStatus.PLANNED)
    return gone and _cell(report, cell.feature, report.ours).status in HAVE


def _gaps(report: Report, gaps: Sequence[Gap], cited: dict[int, None]) -> Iterator[str]:
    for gap in gaps[:_MOST]:
        thin = " (thin evidence)" if gap.thin else ""
        yield f"- {markdown(gap.feature)}: {markdown(gap.summary)}{thin} {cite(report, gap.evidence[:4], cited)}"
    if len(gaps) > _MOST:
        yield f"- {len(gaps) - _MOST} more stand in the report."
    if not gaps:
        yield "- No feature on which pages or reviews show it."


def _contests(report: Report, *, winner: Product, loser: Product, cited: dict[int, None]) -> Iterator[str]:
    """Yield what reviewers who compared the two, or moved from one to the other, say for the winner."""
    for one in report.contests:
        if (one.winner, one.loser) != (winner.slug, loser.slug):
            continue
        if one.relation is Relation.BETTER:
            verb = f"{count(one.voices, 'reviewer')} put {winner.name} above {loser.name}"
        elif one.relation is Relation.SWITCH:
            verb = f"{count(one.voices, 'reviewer')} moved from {loser.name} to {winner.name}"
        else:
            continue
        over = f" over {one.aspect}" if one.aspect else ""
        yield f"- {markdown(verb + over)} {cite(report, one.evidence[:3], cited)}"
    yield ""


def _complaints(report: Report, rival: Product, cited: dict[int, None]) -> Iterator[str]:
    yield from heading("What their customers complain of")
    disliked = [s for s in report.analysis.scores if s.product == rival.slug and _disliked(s)]
    problems = {d.feature: d for d in report.problems if d.product == rival.slug and d.feature is not None}
    for score in sorted(disliked, key=lambda s: s.score or 0)[:_MOST]:
        interval = f"{span(score.low or 0, score.high or 0)}, n = {score.n}"
        yield f"- {markdown(score.feature)}: {percent(score.score or 0)} of opinions positive ({interval})"
        if told := problems.pop(score.feature, None):
            yield from _quoted(report, told.evidence, cited)
    for problem in list(problems.values())[:_MOST]:
        told_by = count(problem.voices, "reviewer")
        yield f"- {markdown(problem.feature or '')}: a problem to {told_by}"
        yield from _quoted(report, problem.evidence, cited)
    if not disliked and not problems:
        yield "Nothing with enough voices."
    yield ""


def _disliked(score: FeatureScore) -> bool:
    """Whether fewer than half like it, chance aside."""
    return score.ranked and score.high is not None and score.high < 0.5


def _quoted(report: Report, ids: Iterable[int], cited: dict[int, None]) -> Iterator[str]:
    for number in [number for number in ids if number in report.evidence][:_QUOTES]:
        before, after = report.around.get(number, ("", ""))
        said = markdown(f"{before}{report.evidence[number].quote}{after}", limit=300)
        yield f"  - “{said}” {cite(report, [number], cited)}"


def _moves(report: Report, rival: Product, cited: dict[int, None]) -> Iterator[str]:
    yield from heading(f"Since {day(report.since)}")
    rows = [
        [
            short_day(story.lead.night),
            f"{markdown(story.subject)} ({story.lead.kind.value} {story.lead.mode.value})"
            + (f" in {markdown(plan_names(story.plans))}" if story.plans else ""),
            markdown(story.lead.before or "", limit=120),
            markdown(story.lead.after or "", limit=120),
            cite(report, story.evidence, cited),
        ]
        for story in stories([change for change in report.changes if change.product == rival.slug])[:_MOST]
    ]
    yield from table(("night", "what", "before", "after", "evidence"), rows)


def _objections(report: Report, rival: Product, cited: dict[int, None]) -> Iterator[str]:
    """Yield why customers preferred the rival, in their words, each with what we can answer from evidence."""
    yield from heading("Objections")
    lost = [
        one
        for one in report.contests
        if (one.winner, one.loser) == (rival.slug, report.ours.slug)
        and one.relation in (Relation.BETTER, Relation.SWITCH, Relation.THREATENED)
    ]
    for one in lost[:_MOST]:
        yield f"- “{markdown(one.aspect or 'They suit us better')}” ({count(one.voices, 'reviewer')})"
        yield from _quoted(report, one.evidence, cited)
        yield f"  - Answer: {_answer(report, one.aspect, cited)}"
    if not lost:
        yield "No reviewer says why they prefer it to ours."
    yield ""


def _answer(report: Report, aspect: str | None, cited: dict[int, None]) -> str:
    """Return what our pages and reviewers say of an aspect, or that nothing answers it yet."""
    if aspect is None:
        return "no reason is given; ask."
    parts = []
    cell = _cell(report, aspect, report.ours)
    if cell.status in HAVE:
        plans = f" in {plan_names(cell.plans)}" if cell.plans else ""
        parts.append(
            f"our pages: {STATUSES[cell.status]}{markdown(plans)} {cite(report, cell.evidence[:1], cited)}"
        )
    score = next(
        (s for s in report.analysis.scores if (s.product, s.feature) == (report.ours.slug, aspect)), None
    )
    if score is not None and score.ranked and score.score is not None:
        parts.append(
            f"{percent(score.score)} of our reviewers’ opinions are positive (n = {score.n}) "
            f"{cite(report, score.evidence[:1], cited)}"
        )
    return "; ".join(parts) or "nothing on our pages or in our reviews answers it yet."


def _cells(report: Report, product: Product) -> list[FeatureCell]:
    return [cell for cell in report.analysis.cells if cell.product == product.slug]


def _cell(report: Report, feature: str, product: Product) -> FeatureCell:
    found = next((cell for cell in _cells(report, product) if cell.feature == feature), None)
    return found or FeatureCell(product=product.slug, feature=feature, status=ClaimStatus.UNKNOWN)
