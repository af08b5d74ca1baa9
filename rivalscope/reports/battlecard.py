"""The battlecard: one rival on a page, for whoever meets it at a customer's."""

from collections.abc import Iterable, Iterator, Sequence

from rivalscope.analysis.parity import HAVE
from rivalscope.domain.finding import FeatureCell, FeatureScore, Gap, GapKind
from rivalscope.domain.market import Product
from rivalscope.domain.page import ClaimStatus
from rivalscope.domain.reading import Relation
from rivalscope.domain.statement import StatementFact
from rivalscope.errors import UsageError
from rivalscope.reports.content import Report
from rivalscope.reports.inert import markdown
from rivalscope.reports.lookups import (
    cause_words,
    cell_words,
    find_cell,
    find_exchange,
    find_route,
    find_score,
    share_words,
)
from rivalscope.reports.markdown_parts import cite, heading, listing, table, versions
from rivalscope.reports.objections import objections, quoted
from rivalscope.reports.stories import stories
from rivalscope.reports.tables import plan_prices
from rivalscope.reports.words import count, day, money, percent, plan_names, price, short_day, signed, span

_MOST = 10
_LOSSES = (GapKind.PARITY, GapKind.QUALITY)


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
        *_summary(report, rival, cited),
        *_positioning(report, rival, cited),
        *_prices(report, rival, cited),
        *_wins(report, rival, cited),
        *_ours(report, rival, cited),
        *_complaints(report, rival, cited),
        *_wanted(report, rival, cited),
        *_moves(report, rival, cited),
        *objections(report, rival, cited),
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
    gaps = [gap for gap in report.analysis.gaps if gap.kind in _LOSSES and rival.slug in gap.rivals]
    yield from _gaps(report, rival, gaps, cited)
    yield from _preferred(report, winner=rival, loser=report.ours, cited=cited)


def _ours(report: Report, rival: Product, cited: dict[int, None]) -> Iterator[str]:
    yield from heading("Where we win")
    leads = [gap for gap in report.analysis.gaps if gap.kind is GapKind.LEAD and rival.slug in gap.rivals]
    yield from _gaps(report, rival, leads, cited)
    told = {gap.feature for gap in leads}
    denied = [cell.feature for cell in report.analysis.cells if _only_ours(report, rival, cell)]
    for feature in [feature for feature in denied if feature not in told][:_MOST]:
        yield f"- {markdown(feature)}: {_contrast(report, rival, feature, cited)}"
    yield from _preferred(report, winner=report.ours, loser=rival, cited=cited)


def _only_ours(report: Report, rival: Product, cell: FeatureCell) -> bool:
    """Whether their pages deny what ours state: silence is not a no."""
    gone = cell.status in (ClaimStatus.ABSENT, ClaimStatus.WITHDRAWN, ClaimStatus.PLANNED)
    return cell.product == rival.slug and gone and find_cell(report, cell.feature, report.ours).status in HAVE


def _gaps(report: Report, rival: Product, gaps: Sequence[Gap], cited: dict[int, None]) -> Iterator[str]:
    for gap in gaps[:_MOST]:
        thin = " (thin evidence)" if gap.thin else ""
        yield f"- {markdown(gap.feature)}: {_contrast(report, rival, gap.feature, cited)}{thin}"
    if len(gaps) > _MOST:
        yield f"- {len(gaps) - _MOST} more stand in the report."
    if not gaps:
        yield "- No feature on which pages or reviews show it."


def _contrast(report: Report, rival: Product, feature: str, cited: dict[int, None]) -> str:
    """Return what this rival and we state and are liked for: a gap's own sentence may be of another rival."""
    cells = [find_cell(report, feature, product) for product in (rival, report.ours)]
    scores = [find_score(report, feature, product) for product in (rival, report.ours)]
    told = f"theirs {markdown(cell_words(cells[0]))}, ours {markdown(cell_words(cells[1]))}"
    if any(score is not None and score.n for score in scores):
        told += f"; good opinions: theirs {share_words(scores[0])}, ours {share_words(scores[1])}"
    ids = [*cells[0].evidence[:1], *cells[1].evidence[:1]]
    ids += [number for score in scores if score is not None for number in score.evidence[:1]]
    return f"{told} {cite(report, ids, cited)}"


def _preferred(report: Report, *, winner: Product, loser: Product, cited: dict[int, None]) -> Iterator[str]:
    """Yield what reviewers who compared the two, or moved from one to the other, say for the winner."""
    for one in report.contests:
        if (one.winner, one.loser, one.relation) == (winner.slug, loser.slug, Relation.BETTER):
            over = f" over {one.aspect}" if one.aspect else ""
            verb = f"{count(one.voices, 'reviewer')} put {winner.name} above {loser.name}"
            yield f"- {markdown(verb + over)} {cite(report, one.evidence[:3], cited)}"
    route = find_route(report, loser, winner)
    if route is not None:
        went = f"{count(route.done, 'reviewer')} moved from {loser.name} to {winner.name}"
        may = f", {route.considered} think of it, {route.threatened} threaten it"
        yield f"- {markdown(went + may)} {cite(report, route.evidence[:3], cited)}"
        for cause in route.causes:
            share = f"{cause.voices} of {cause.of} who say why ({span(cause.low, cause.high)})"
            yield f"  - {markdown(cause_words(cause))}: {share} {cite(report, cause.evidence[:3], cited)}"
    yield ""


def _complaints(report: Report, rival: Product, cited: dict[int, None]) -> Iterator[str]:
    yield from heading("What their customers complain of")
    disliked = [s for s in report.analysis.scores if s.product == rival.slug and _disliked(s)]
    problems = {d.feature: d for d in report.problems if d.product == rival.slug and d.feature is not None}
    for score in sorted(disliked, key=lambda s: s.score or 0)[:_MOST]:
        interval = f"{span(score.low or 0, score.high or 0)}, n = {score.n}"
        yield f"- {markdown(score.feature)}: {percent(score.score or 0)} of opinions positive ({interval})"
        if told := problems.pop(score.feature, None):
            yield from quoted(report, told.evidence, cited)
    for problem in list(problems.values())[:_MOST]:
        told_by = count(problem.voices, "reviewer")
        yield f"- {markdown(problem.feature or '')}: a problem to {told_by}"
        yield from quoted(report, problem.evidence, cited)
    if not disliked and not problems:
        yield "Nothing with enough voices."
    yield ""


def _disliked(score: FeatureScore) -> bool:
    """Whether fewer than half like it, chance aside."""
    return score.ranked and score.high is not None and score.high < 0.5


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


def _summary(report: Report, rival: Product, cited: dict[int, None]) -> Iterator[str]:
    """Yield the balance of switches with the rival, and the points that set us against it."""
    yield from heading("In short")
    exchange = find_exchange(report, rival)
    if exchange is None:
        yield "- No reviewer says that they went from one of the two to the other."
    else:
        interval = exchange.interval
        sure = (
            f" ({signed(interval[0])} to {signed(interval[1])}, 95 %)"
            if interval
            else ", too few for an interval"
        )
        yield (
            f"- {exchange.gained} came from them to us, {exchange.lost} went from us to them: "
            f"net {signed(exchange.net)}{sure}."
        )
    points = [p for p in (report.swot.points if report.swot else ()) if rival.slug in p.rivals]
    for point in points[:_MOST]:
        told = f"{point.quadrant.value.capitalize()}: {point.text}"
        yield f"- {markdown(told)} {cite(report, point.evidence[:4], cited)}"
    yield ""


def _wanted(report: Report, rival: Product, cited: dict[int, None]) -> Iterator[str]:
    """Yield what their customers ask for, and whether we have it."""
    yield from heading("What their customers ask for")
    wishes = [wish for wish in (report.wishes.wishes if report.wishes else ()) if wish.asked_at(rival.slug)]
    for wish in sorted(wishes, key=lambda wish: -wish.asked_at(rival.slug))[:_MOST]:
        ours = ": **we have it**" if report.ours.slug in wish.holders else ""
        asking = count(wish.asked_at(rival.slug), "reviewer")
        theirs = [n for n in wish.evidence if n in report.evidence and _of(rival, report.evidence[n].source)]
        yield f"- {markdown(wish.name)}, {asking}{ours} {cite(report, theirs[:3], cited)}"
    if not wishes:
        yield "Nothing by name."
    yield ""


def _of(product: Product, source: str) -> bool:
    return source.partition("/")[0] == product.slug
