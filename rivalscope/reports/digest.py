"""The digest of one week, built from facts: what changed, what customers say, which of our gaps moved."""

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from rivalscope.analysis.changes import by_weight
from rivalscope.analysis.coverage import summarise
from rivalscope.analysis.demand import demands
from rivalscope.analysis.lifelines import LifeLine
from rivalscope.analysis.rivalry import contests
from rivalscope.analysis.sentiment import in_window, reviewer_keys
from rivalscope.analysis.trends import shifts
from rivalscope.domain.coverage import NightPages, SourceCoverage
from rivalscope.domain.fact import (
    Change,
    ChangeMode,
    ComparisonFact,
    Evidence,
    IntentFact,
    Mention,
    PriceFact,
    ReviewFact,
)
from rivalscope.domain.feedback import Mark
from rivalscope.domain.finding import Analysis, CoverageSummary, Gap, GapKind
from rivalscope.domain.market import Product
from rivalscope.domain.noise import NoiseKind
from rivalscope.domain.reading import IntentLabel
from rivalscope.errors import UsageError
from rivalscope.reports.background import background
from rivalscope.reports.content import Digest, DigestState, GapMove, ProductChanges
from rivalscope.reports.tables import changes_by_product
from rivalscope.reports.upcoming import upcoming

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
    prices: Sequence[PriceFact] = ()
    """Those that stood by the end of the week."""
    lives: Sequence[LifeLine] = ()
    """Since when each product has each feature."""
    marks: Mapping[Mark, int] = field(default_factory=dict)
    """Marks that readers gave in the four weeks to the end of the week."""


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
    window_days: int = 365,
) -> Digest:
    """Return the digest of a week as it stands at `now`; UsageError for a week that has not begun.

    Nights that failed cause no change and no silence: a week in which no night ran is `no data`, never `nothing
    changed`. Unstable values are counted, not told.
    """
    since, sunday = week_days(week)
    until = min(sunday, now.date())
    if until < since:
        raise UsageError(f"week {week} has not begun")
    digest = Digest(
        market=market,
        week=week,
        since=since,
        until=until,
        written_at=now,
        timezone=timezone,
        products=tuple(products),
        state=DigestState.NO_DATA,
        coverage=_coverage(facts, until=until),
        days=(until - since).days + 1,
        groups=(),
        unstable=sum(change.mode is ChangeMode.UNSTABLE for change in facts.changes),
        noise=facts.noise,
        new_reviews=0,
        shifts=(),
        shift_days=SHIFT_DAYS,
        requests=(),
        problems=(),
        contests=(),
        gaps=tuple(gap_moves(facts.analysis, facts.before)),
        evidence=evidence,
        around={},
        upcoming=tuple(upcoming(facts.analysis, facts.lives, since=since, until=until)),
        minimum_n=minimum_n,
        compared=sum(night.covered for night in facts.pages if since <= night.night <= until),
        marks=facts.marks,
    )
    digest = _with_voices(_with_changes(digest, facts), facts, window_days=window_days)
    return dataclasses.replace(digest, state=digest_state(digest))


def digest_state(digest: Digest) -> DigestState:
    """Return what a digest comes to: no data where no night ran, whatever else is known."""
    if not digest.coverage.nights:
        return DigestState.NO_DATA
    return DigestState.CHANGED if digest.changes or digest.shifts or digest.gaps else DigestState.NOTHING


def _coverage(facts: WeekFacts, *, until: date) -> CoverageSummary:
    return summarise(
        facts.coverage,
        until=until,
        reviews=facts.stored_reviews,
        languages=(review.language for review in facts.reviews),
        pages=facts.pages,
        decided=facts.decided,
    )


def _with_changes(digest: Digest, facts: WeekFacts) -> Digest:
    told = by_weight([change for change in facts.changes if change.mode is not ChangeMode.UNSTABLE])
    groups = tuple(
        ProductChanges(product=product, changes=tuple(own))
        for product, own in changes_by_product(digest.products, told)
    )
    return dataclasses.replace(digest, groups=groups)


def _with_voices(digest: Digest, facts: WeekFacts, *, window_days: int) -> Digest:
    """Return the digest with what customers say now, and what it is set against."""
    since, until = digest.since, digest.until
    fresh = reviewer_keys(r for r in facts.reviews if since <= r.first_seen.date() <= until)
    end = datetime.combine(until, time.max, tzinfo=UTC)
    moved = shifts(
        facts.mentions,
        facts.reviews,
        facts.intents,
        until=until,
        days=SHIFT_DAYS,
        minimum_n=digest.minimum_n,
    )
    return dataclasses.replace(
        digest,
        new_reviews=len(fresh),
        shifts=tuple(moved),
        requests=tuple(demands(facts.intents, label=IntentLabel.REQUEST, reviewers=fresh)),
        problems=tuple(demands(facts.intents, label=IntentLabel.PROBLEM, reviewers=fresh)),
        contests=tuple(contests(facts.comparisons, reviewers=fresh)),
        background=background(
            analysis=facts.analysis,
            intents=facts.intents,
            comparisons=facts.comparisons,
            prices=facts.prices,
            reviewers=reviewer_keys(in_window(facts.reviews, as_of=end, days=window_days)),
            ours=digest.ours,
            window_days=window_days,
            as_of=min(end, digest.written_at),
        ),
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
