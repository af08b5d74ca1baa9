"""Roadmap and launches assembled from the store: what makes gaps urgent or doubtful, and what came of a launch."""

from datetime import date, datetime, timedelta

from rivalscope.analysis.launch import LaunchEffect, Moves, moves, track
from rivalscope.analysis.roadmap import rank
from rivalscope.analysis.sentiment import in_window, reviewer_keys
from rivalscope.analysis.trends import shifts
from rivalscope.analysis.urgency import doubts, urgencies
from rivalscope.domain.finding import Analysis
from rivalscope.domain.roadmap import Roadmap
from rivalscope.domain.settings import Market
from rivalscope.reports.compared import compared
from rivalscope.reports.digest import SHIFT_DAYS
from storage import reads
from storage.reads import Engine


def assemble_roadmap(engine: Engine, market: Market, analysis: Analysis, *, as_of: datetime) -> Roadmap:
    """Return the roadmap of an analysis as of its instant, by what the market file estimates."""
    options, until = market.analysis, as_of.date()
    oldest = until - timedelta(days=max(options.window_days, 2 * SHIFT_DAYS))
    reviews = reads.review_facts(engine, as_of=as_of, since=oldest)
    intents = reads.intents(engine, as_of=as_of, since=oldest)
    moved = shifts(
        reads.mentions(engine, as_of=as_of, since=oldest),
        reviews,
        intents,
        until=until,
        days=SHIFT_DAYS,
        minimum_n=options.minimum_n,
    )
    urgent = urgencies(
        us=market.ours.slug,
        rivals=[product.slug for product in market.products if not product.ours],
        claims=reads.claims(engine, as_of=as_of),
        shifts=moved,
        intents=intents,
        comparisons=compared(engine, market, as_of=as_of),
        reviewers=reviewer_keys(in_window(reviews, as_of=as_of, days=options.window_days)),
        as_of=as_of,
    )
    evidence = reads.evidence(engine, {number for gap in analysis.gaps for number in gap.evidence})
    weak = {gap.feature: doubts(gap, evidence, as_of=as_of) for gap in analysis.gaps}
    return rank(analysis, market.roadmap, urgencies=urgent, doubts=weak)


def assemble_launch(
    engine: Engine, market: Market, feature: str, *, on: date, weeks: int, as_of: datetime
) -> tuple[list[LaunchEffect], Moves]:
    """Return what the weeks around a launch of ours show of a feature, as of an instant."""
    until, since = as_of.date(), on - timedelta(weeks=weeks)
    effects = track(
        feature,
        on=on,
        until=until,
        weeks=weeks,
        us=market.ours.slug,
        rivals=[product.slug for product in market.products if not product.ours],
        reviews=reads.review_facts(engine, as_of=as_of, since=since),
        mentions=reads.mentions(engine, as_of=as_of, since=since),
        intents=reads.intents(engine, as_of=as_of, since=since),
    )
    said = compared(engine, market, as_of=as_of)
    return effects, moves(said, on=on, until=until, weeks=weeks, us=market.ours.slug)
