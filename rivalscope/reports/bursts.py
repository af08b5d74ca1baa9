"""Bursts in words: how many reviews, when, and what opinion is with and without them; nobody is accused."""

from rivalscope.analysis.bursts import BurstEffect
from rivalscope.domain.fact import Burst
from rivalscope.reports.content import Report
from rivalscope.reports.words import count, percent, short_day

_MOST = 3


def burst_sentences(report: Report) -> list[str]:
    """Return one sentence or two for each product with an unusual number of reviews in a short time."""
    return [_sentence(effect, report.names.get(effect.product, effect.product)) for effect in report.bursts]


def _sentence(effect: BurstEffect, name: str) -> str:
    times = "; ".join(_days(burst) for burst in effect.bursts[:_MOST])
    rest = len(effect.bursts) - _MOST
    more = f"; and {count(rest, 'earlier time')}" if rest > 0 else ""
    told = (
        f"{name} got an unusual number of reviews in a short time: {times}{more}. "
        "A launch, a campaign or news can be behind it; the number does not tell."
    )
    if effect.share_with is None:
        return told
    liked = f"{percent(effect.share_with)} of the reviewers with an opinion are content (n = {effect.n_with})"
    if effect.share_without is None:
        return f"{told} With these reviews {liked}; without them none is left."
    return f"{told} With these reviews {liked}, without them {percent(effect.share_without)} (n = {effect.n_without})."


def _days(burst: Burst) -> str:
    when = short_day(burst.since)
    if burst.until != burst.since:
        when = f"{when} to {short_day(burst.until)}"
    return f"{burst.n:,} at {burst.source} on {when}, where {burst.usual:g} a day are usual"
