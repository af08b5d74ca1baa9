"""The digest of one week, built from facts: what changed, what customers say, which of our gaps moved."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from rivalscope.analysis.changes import by_weight
from rivalscope.analysis.coverage import summarise
from rivalscope.analysis.demand import demands
from rivalscope.analysis.rivalry import contests
from rivalscope.analysis.sentiment import reviewer_keys
from rivalscope.analysis.trends import shifts
from rivalscope.domain.fact import (
    Change,
    ChangeMode,
    ComparisonFact,
    Evidence,
    IntentFact,
    Mention,
    NightPages,
    ReviewFact,
    SourceCoverage,
)
from rivalscope.domain.finding import Analysis, CoverageSummary, Gap, GapKind
from rivalscope.domain.market import Product
from rivalscope.domain.noise import NoiseKind
from rivalscope.domain.reading import IntentLabel
from rivalscope.errors import UsageError
from rivalscope.reports.content import Digest, DigestState, GapMove, ProductChanges
from rivalscope.reports.tables import changes_by_product

SHIFT_DAYS = 28
"""Days of each span in which opinions are compared: a week has too few reviews to tell a trend from chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekFacts:
    """What the store knows of a week and of the time before it."""

    changes: Sequence[Change]
    """Of the week, scored."""
    coverage: Sequence[SourceCoverage]
    """Of the nights of the week."""
    reviews: Sequence[ReviewFact]
    """First seen by the end of the week; those of two spans of `SHIFT_DAYS` at least."""
    mentions: Sequence[Mention]
    intents: Sequence[IntentFact]
    comparisons: Sequence[ComparisonFact]
    analysis: Analysis | None
    """Newest by the end of the week."""
    before: Analysis | None
    """Newest before the week began."""
    stored_reviews: int
    """Reviews in the store by the end of the week."""
    pages: Sequence[NightPages] = ()
    """Of the nights of the week and of the seven before."""
    noise: Mapping[NoiseKind, int] = field(default_factory=dict)
    """Passages that differed in the week and said the same, by kind."""
    decided: Sequence[tuple[str, str]] = ()
    """Sources of which a page was held back, with who accepted or rejected it in words."""


def week_days(week: str) -> tuple[date, date]:
    """Return Monday and Sunday of an ISO week such as `2026-W47`; UsageError when there is no such week."""
    found = re.fullmatch(r"(\d{4})-W(\d{2})", week)
    try:
        # A week 00 stands for any text of another form: no year has one, so both are refused in one place.
        year, number = (int(found[1]), int(found[2])) if found else (1, 0)
        monday = date.fromisocalendar(year, number, 1)
    except ValueError as error:
        raise UsageError(f"{week!r} is no ISO week; write it like 2026-W47") from error
    return monday, monday + timedelta(days=6)


def build_digest(
    facts: WeekFacts,
    *,
    market: str,
    timezone: str,
    products: Sequence[Product],
    week: str,
    now: datetime,
    minimum_n: int,
    evidence: Mapping[int, Evidence],
) -> Digest:
    """Return the digest of a week as it stands at `now`; UsageError for a week that has not begun.

    Nights that failed cause no change and no silence: a week in which no night ran is `no data`, never `nothing
    changed`. Unstable values are counted, not told.
    """
    since, sunday = week_days(week)
    until = min(sunday, now.date())
    if until < since:
        raise UsageError(f"week {week} has not begun")
    coverage = summarise(
        facts.coverage,
        until=until,
        reviews=facts.stored_reviews,
        languages=(review.language for review in facts.reviews),
        pages=facts.pages,
        decided=facts.decided,
    )
    told = by_weight([change for change in facts.changes if change.mode is not ChangeMode.UNSTABLE])
    fresh = reviewer_keys(r for r in facts.reviews if since <= r.first_seen.date() <= until)
    moved = shifts(
        facts.mentions, facts.reviews, facts.intents, until=until, days=SHIFT_DAYS, minimum_n=minimum_n
    )
    gaps = gap_moves(facts.analysis, facts.before)
    return Digest(
        market=market,
        week=week,
        since=since,
        until=until,
        written_at=now,
        timezone=timezone,
        products=tuple(products),
        state=_state(coverage, anything=bool(told or moved or gaps)),
        coverage=coverage,
        days=(until - since).days + 1,
        groups=tuple(
            ProductChanges(product=product, changes=tuple(own))
            for product, own in changes_by_product(products, told)
        ),
        unstable=len(facts.changes) - len(told),
        noise=facts.noise,
        new_reviews=len(fresh),
        shifts=tuple(moved),
        shift_days=SHIFT_DAYS,
        requests=tuple(demands(facts.intents, label=IntentLabel.REQUEST, reviewers=fresh)),
        problems=tuple(demands(facts.intents, label=IntentLabel.PROBLEM, reviewers=fresh)),
        contests=tuple(contests(facts.comparisons, reviewers=fresh)),
        gaps=tuple(gaps),
        evidence=evidence,
        around={},
    )


def gap_moves(now: Analysis | None, before: Analysis | None) -> list[GapMove]:
    """Return ranked gaps that opened, closed, or whose opportunity left its former interval; the largest first.

    A gap is ranked when enough reviewers speak of it; what few speak of comes and goes with every page and is not
    told. Without an analysis before the week nothing moved: everything would be new.
    """
    if now is None or before is None:
        return []
    old = {_identity(gap): gap for gap in before.gaps}
    new = {_identity(gap): gap for gap in now.gaps}
    opened = [GapMove(gap=gap, before=None) for key, gap in new.items() if key not in old and not gap.thin]
    closed = [
        GapMove(gap=gap, before=gap, closed=True)
        for key, gap in old.items()
        if key not in new and not gap.thin
    ]
    moved = [
        GapMove(gap=gap, before=old[key]) for key, gap in new.items() if key in old and _moved(gap, old[key])
    ]
    return sorted([*opened, *moved, *closed], key=_order)


def _identity(gap: Gap) -> tuple[GapKind, str]:
    return gap.kind, gap.feature


def _moved(gap: Gap, before: Gap) -> bool:
    ranked = not gap.thin and not before.thin
    return ranked and not before.low <= gap.opportunity <= before.high


def _order(move: GapMove) -> tuple[float, str]:
    return -move.gap.opportunity, move.gap.feature


def _state(coverage: CoverageSummary, *, anything: bool) -> DigestState:
    if not coverage.nights:
        return DigestState.NO_DATA
    return DigestState.CHANGED if anything else DigestState.NOTHING
