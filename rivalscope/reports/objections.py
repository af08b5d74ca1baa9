"""Objections: why customers prefer a rival, in their words, with what we can answer from evidence."""

from collections.abc import Iterable, Iterator, Sequence

from rivalscope.analysis.parity import HAVE
from rivalscope.domain.market import Product
from rivalscope.domain.reading import Relation
from rivalscope.reports.content import Report
from rivalscope.reports.inert import markdown
from rivalscope.reports.lookups import cause_words, cell_words, find_cell, find_route, find_score, share_words
from rivalscope.reports.markdown_parts import cite, heading
from rivalscope.reports.words import count

_MOST = 10
_QUOTES = 3


def objections(report: Report, rival: Product, cited: dict[int, None]) -> Iterator[str]:
    """Yield why customers preferred the rival, in their words, each with what we can answer from evidence."""
    yield from heading("Objections")
    route = find_route(report, report.ours, rival)
    causes = route.causes if route is not None else ()
    for cause in causes[:_MOST]:
        yield f"- “{markdown(cause_words(cause))}” ({count(cause.voices, 'reviewer')})"
        yield from quoted(report, cause.evidence, cited)
        yield f"  - Answer: {_answers(report, [name for name, _ in cause.features[:3]], cited)}"
    lost = [
        one
        for one in report.contests
        if (one.winner, one.loser, one.relation) == (rival.slug, report.ours.slug, Relation.BETTER)
    ]
    for one in lost[: max(0, _MOST - len(causes))]:
        yield f"- “{markdown(one.aspect or 'They suit us better')}” ({count(one.voices, 'reviewer')})"
        yield from quoted(report, one.evidence, cited)
        yield f"  - Answer: {_answers(report, [one.aspect] if one.aspect else [], cited)}"
    if not lost and not causes:
        yield "No reviewer says why they prefer it to ours."
    yield ""


def _answers(report: Report, features: Sequence[str], cited: dict[int, None]) -> str:
    """Return what our pages and reviewers say of what is named, or that nothing answers it yet."""
    if not features:
        return "no feature is named; ask."
    parts = []
    for feature in features:
        cell, score = find_cell(report, feature, report.ours), find_score(report, feature, report.ours)
        if cell.status in HAVE:
            told = f"our pages on {feature}: {cell_words(cell)}"
            parts.append(f"{markdown(told)} {cite(report, cell.evidence[:1], cited)}")
        if score is not None and score.ranked:
            told = f"good opinions of our {feature}: {share_words(score)}"
            parts.append(f"{markdown(told)} {cite(report, score.evidence[:1], cited)}")
    return "; ".join(parts) or "nothing on our pages or in our reviews answers it yet."


def quoted(report: Report, ids: Iterable[int], cited: dict[int, None]) -> Iterator[str]:
    """Yield the first few words behind ids as a list, with what stands around them."""
    for number in [number for number in ids if number in report.evidence][:_QUOTES]:
        before, after = report.around.get(number, ("", ""))
        said = markdown(f"{before}{report.evidence[number].quote}{after}", limit=300)
        yield f"  - “{said}” {cite(report, [number], cited)}"
