"""The voices of a brief: who speaks of a feature, asks for it, and goes for want of it, in their words."""

from collections.abc import Iterator, Sequence

from rivalscope.analysis.requests import Wish
from rivalscope.reports.content import Report
from rivalscope.reports.inert import markdown
from rivalscope.reports.lookups import asked_at, by_turns, find_score, find_wish, of_feature, share_words
from rivalscope.reports.markdown_parts import cite, heading, table
from rivalscope.reports.words import count, percent

_QUOTES = 8
_MONTHS = 4


def askers(report: Report, feature: str, cited: dict[int, None]) -> Iterator[str]:
    """Yield a row for each product: who speaks of it, likes it, asks for it and reports problems; how it is asked for."""
    yield from heading("Who speaks of it")
    rows = []
    for product in report.products:
        score = find_score(report, feature, product)
        if score is None and not asked_at(report, feature, product):
            continue
        rows.append(
            [
                f"{markdown(product.name)}{' (ours)' if product.ours else ''}",
                percent(score.importance) if score else "–",
                share_words(score),
                str(asked_at(report, feature, product)),
                str(sum(d.voices for d in of_feature(report.problems, feature, product))),
                cite(report, score.evidence[:2] if score else (), cited),
            ]
        )
    head = (
        "reviewers of",
        "speak of it",
        "positive share (95 %)",
        "ask for it",
        "report problems",
        "evidence",
    )
    yield from table(head, rows)
    if wish := find_wish(report, feature):
        yield from _wish(report, wish, cited)
    yield from _going(report, feature, cited)


def _wish(report: Report, wish: Wish, cited: dict[int, None]) -> Iterator[str]:
    """Yield how it is asked for: to have or to mend, in which words, since when."""
    months = ", ".join(f"{month:%b %Y} {n}" for month, n in wish.months[-_MONTHS:])
    since = f" Asked for since {wish.months[0][0]:%B %Y}; of late {months}." if wish.months else ""
    forms = ", ".join(f"{markdown(form)} {n}" for form, n in wish.forms[:5])
    yield (
        f"{count(wish.voices, 'reviewer')} ask, {wish.new} to have it and {wish.mend} to have it mended.{since} "
        f"{cite(report, wish.evidence[:3], cited)}"
    )
    yield ""
    if forms:
        yield f"They call it: {forms}."
        yield ""


def _going(report: Report, feature: str, cited: dict[int, None]) -> Iterator[str]:
    """Yield who names the feature as a reason for going from one product to another."""
    for route in report.switching.routes if report.switching else ():
        for cause in route.causes:
            voices = dict(cause.features).get(feature, 0)
            if voices:
                origin, target = (report.names.get(slug, slug) for slug in (route.origin, route.target))
                yield (
                    f"- {voices} of {count(cause.of, 'reviewer')} who say why they went from {markdown(origin)} to "
                    f"{markdown(target)} name it ({cause.theme.value}). {cite(report, cause.evidence[:3], cited)}"
                )
    yield ""


def words(report: Report, feature: str, cited: dict[int, None]) -> Iterator[str]:
    """Yield what reviewers ask and report, verbatim."""
    yield from heading("In their words")
    told = False
    for title, ids in (
        ("They ask", asked_words(report, feature)),
        ("They report", by_turns(of_feature(report.problems, feature))),
    ):
        shown = [number for number in ids if number in report.evidence][:_QUOTES]
        if shown:
            told = True
            yield f"{title}:"
            yield ""
            for number in shown:
                one = report.evidence[number]
                said = markdown(one.quote, limit=300)
                yield f"- “{said}” ({markdown(one.source)}, {cite(report, [number], cited)})"
            yield ""
    if not told:
        yield "Nobody asks for it or reports a problem with it in these reviews."
        yield ""


def asked_words(report: Report, feature: str) -> Sequence[int]:
    """Return evidence ids of requests for a feature, products in turn."""
    wish = find_wish(report, feature)
    return wish.evidence if wish is not None else by_turns(of_feature(report.requests, feature))
