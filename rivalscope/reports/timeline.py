"""What a report says of time, put together from what is read for it and from the store's history."""

import dataclasses
from collections.abc import Sequence

from rivalscope.analysis.history import WEEKS, time_findings
from rivalscope.analysis.launches import launched
from rivalscope.analysis.lifelines import life_lines
from rivalscope.analysis.sentiment import in_window
from rivalscope.analysis.share_of_voice import share_of_voice
from rivalscope.analysis.troubles import troubles
from rivalscope.analysis.voices import voices
from rivalscope.domain.fact import IntentFact, Mention, ReviewFact
from rivalscope.domain.settings import Market
from rivalscope.reports.content import Report
from storage import reads
from storage.reads import Engine

DAYS = WEEKS * 7
"""Days of reviews that the history reaches back."""


def with_time(
    engine: Engine,
    market: Market,
    report: Report,
    *,
    reviews: Sequence[ReviewFact],
    mentions: Sequence[Mention],
    intents: Sequence[IntentFact],
) -> Report:
    """Return the report with what moved over time; reviews, mentions and intents reach back `DAYS` days."""
    until = report.as_of.date()
    heard = in_window(reviews, as_of=report.as_of, days=DAYS)
    found = voices(heard, mentions, intents)
    slugs = [product.slug for product in market.products]
    releases = reads.releases(engine, until=until)
    lives = life_lines(
        reads.claims(engine, as_of=report.as_of, history=True),
        releases,
        taxonomy=market.taxonomy,
        products=slugs,
        as_of=report.as_of,
    )
    recent = in_window(heard, as_of=report.as_of, days=report.window_days)
    return dataclasses.replace(
        report,
        time=time_findings(found, until=until, undated=sum(review.date is None for review in heard)),
        lives=lives,
        troubles=troubles(
            intents,
            recent,
            releases,
            until=until,
            days=report.window_days,
            minimum_n=report.minimum_n,
        ),
        share_of_voice=share_of_voice(
            recent,
            products=slugs,
            until=until,
            days=report.window_days,
            cut=frozenset(one.source for one in report.sources if one.extent),
        ),
        launches=launched(lives, found, until=until, products=slugs),
    )
