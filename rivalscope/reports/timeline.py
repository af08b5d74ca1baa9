"""What a report says of time, put together from what is read for it and from the store's history."""

import dataclasses
from collections.abc import Sequence

from rivalscope.analysis.history import WEEKS, time_findings
from rivalscope.analysis.sentiment import in_window
from rivalscope.analysis.voices import voices
from rivalscope.domain.fact import IntentFact, Mention, ReviewFact
from rivalscope.reports.content import Report

DAYS = WEEKS * 7
"""Days of reviews that the history reaches back."""


def with_time(
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
    undated = sum(review.date is None for review in heard)
    return dataclasses.replace(report, time=time_findings(found, until=until, undated=undated))
