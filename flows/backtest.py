"""The history that other thresholds are tried on, as the store has it."""

from datetime import date, datetime, timedelta

from flows.alerts import movements
from flows.opened import OpenMarket
from rivalscope.analysis.backtest import History
from rivalscope.reports.heard import hear
from storage import reads


def read_history(opened: OpenMarket, *, since: date, now: datetime) -> History:
    """Return what is known of the nights from a day on."""
    engine, market, until = opened.engine, opened.market, now.date()
    oldest = since - timedelta(days=market.analysis.window_days)
    return History(
        changes=reads.changes(engine, since=since, until=until),
        claims=reads.claims(engine, as_of=now, history=True),
        intents=reads.intents(engine, as_of=now, since=oldest),
        reviews=reads.review_facts(engine, as_of=now, since=oldest),
        movements=movements(hear(engine, market, as_of=now), as_of=now),
        names={product.slug: product.name for product in market.products},
        ours=market.ours.slug,
        since=since,
        until=until,
        window_days=market.analysis.window_days,
    )
