"""Failures that last: why a source has given nothing for nights on end, and what a person can do about it."""

import re
from collections import Counter
from collections.abc import Sequence

from rivalscope.domain.capture import Verdict
from rivalscope.domain.coverage import SourceCoverage
from rivalscope.domain.finding import Cause, LastingFailure

NIGHTS = 5
"""Nights without facts, on which the source was due, from which a failure lasts."""

_CAUSES = {
    Verdict.SOFT_404: Cause.GONE,
    Verdict.REDIRECT_LOOP: Cause.GONE,
    Verdict.BLOCKED: Cause.BLOCKED,
    Verdict.LOGIN: Cause.BLOCKED,
    Verdict.CONSENT: Cause.BLOCKED,
    Verdict.EMPTY: Cause.REDESIGNED,
    Verdict.PARTIAL: Cause.REDESIGNED,
    Verdict.TRUNCATED: Cause.REDESIGNED,
    Verdict.TOO_LARGE: Cause.REDESIGNED,
    Verdict.DISALLOWED: Cause.ROBOTS,
    Verdict.ROBOTS_UNREACHABLE: Cause.ROBOTS,
    Verdict.REFUSED_ADDRESS: Cause.GONE,
}
"""What a verdict says of the cause; those that are missing leave it to the words, else the site is down."""

_GONE = re.compile(r"\((?:404|410)\)|name|DNS|lookup|resolve", re.IGNORECASE)
"""Words of an error by which the page, or its host, is no more."""


def lasting_failure(rows: Sequence[SourceCoverage]) -> LastingFailure | None:
    """Return the failure of one source that lasts at the end of its rows; None when it gave facts not long ago.

    Nights on which it was not due say nothing. The cause is the one that most of the nights tell; of equals the newest.
    """
    due = [row for row in sorted(rows, key=lambda row: row.night) if row.due and row.verdict is not None]
    streak: list[SourceCoverage] = []
    for row in reversed(due):
        if row.verdict is None or row.verdict.factual:
            break
        streak.append(row)
    if len(streak) < NIGHTS:
        return None
    causes = Counter(_cause(row) for row in streak)
    cause = max(causes, key=lambda one: causes[one])
    return LastingFailure(
        source=streak[0].source,
        cause=cause,
        nights=len(streak),
        since=streak[-1].night,
        reason=streak[0].reason,
        url=streak[0].url,
    )


def _cause(row: SourceCoverage) -> Cause:
    if row.verdict is None:
        return Cause.DOWN
    if row.verdict is Verdict.ERROR and _GONE.search(row.reason):
        return Cause.GONE
    return _CAUSES.get(row.verdict, Cause.DOWN)
