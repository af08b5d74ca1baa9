"""What a span of nights covered: which sources gave facts, which failed, and which have gone stale."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from statistics import median

from rivalscope.analysis.lasting import lasting_failure
from rivalscope.analysis.sentiment import READ
from rivalscope.domain.coverage import NightPages, SourceCoverage
from rivalscope.domain.finding import CoverageSummary

STALE_DAYS = 7
"""Days without facts from which a source is called stale."""
LEAST_SHARE = 0.8
"""Share of the usual number of pages below which a night is partial."""
USUAL_NIGHTS = 7
"""Nights before it whose median is the usual number."""


def summarise(
    rows: Sequence[SourceCoverage],
    *,
    until: date,
    reviews: int,
    pages: Sequence[NightPages] = (),
    decided: Sequence[tuple[str, str]] = (),
    languages: Iterable[str | None] = (),
) -> CoverageSummary:
    """Return what the rows of a span of nights come to; `until` is the last day of the span.

    `pages` are those of its nights and of the seven before, by which partial nights are told; `decided` are the
    sources of which a page was held back, with who decided what; `languages` are those of the reviews.

    A source is ok when every night on which it was due gave facts, failing when the latest of these gave none, and
    stale when its last facts are seven days old or more at the end of the span, or when it never gave any; one that
    was not due on the latest night has facts that are old by intention.
    """
    by_source: defaultdict[str, list[SourceCoverage]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.night):
        by_source[row.source].append(row)
    nights = sorted({row.night for row in rows if row.captures > 0 or not row.due})
    latest = {source: own[-1] for source, own in by_source.items() if own[-1].due}
    failing = [(source, reason(row)) for source, row in sorted(latest.items()) if not gave_facts(row)]
    stale = [
        (source, row.last_ok.date().isoformat() if row.last_ok else "never")
        for source, row in sorted(latest.items())
        if row.last_ok is None or until - row.last_ok.date() >= timedelta(days=STALE_DAYS)
    ]
    return CoverageSummary(
        first_night=nights[0] if nights else None,
        last_night=nights[-1] if nights else None,
        nights=len(nights),
        sources=len(by_source),
        ok=sum(all(gave_facts(row) or not row.due for row in own) for own in by_source.values()),
        failing=tuple(failing),
        stale=tuple(stale),
        captures=sum(row.captures for row in rows),
        reviews=reviews,
        cut_short=tuple((night, why) for night, why in cut_short(pages) if night in nights),
        decided=tuple(decided),
        lasting=tuple(one for _, own in sorted(by_source.items()) if (one := lasting_failure(own))),
        unread=tuple(
            (code, n) for code, n in Counter(languages).most_common() if code is not None and code not in READ
        ),
    )


def cut_short(pages: Sequence[NightPages]) -> list[tuple[date, str]]:
    """Return each partial night with the reason in words.

    A night is partial when it left pages unfetched, or when those whose facts hold are fewer than 0.8 of the median of
    the last seven nights (Spidermon's and dlt's way to tell a run that fell short from one that found less).
    """
    told = []
    ordered = sorted(pages, key=lambda one: one.night)
    for place, night in enumerate(ordered):
        before = [one.covered for one in ordered[max(place - USUAL_NIGHTS, 0) : place]]
        usual = median(before) if before else 0
        if night.left:
            told.append((night.night, f"{night.left} of {night.planned} pages were not fetched"))
        elif night.covered < LEAST_SHARE * usual:
            told.append((night.night, f"{night.covered} pages gave facts, {usual:g} are usual"))
    return told


def gave_facts(row: SourceCoverage) -> bool:
    """Whether a source's night updated facts."""
    return row.verdict is not None and row.verdict.factual


def reason(row: SourceCoverage) -> str:
    """Return in words why a night gave no facts."""
    if row.verdict is None:
        return "never fetched"
    return f"{row.verdict.value}: {row.reason}" if row.reason else row.verdict.value
