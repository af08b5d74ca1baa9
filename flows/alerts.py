"""Alerts raised from what a night found, and handed to each channel once, outside the quiet hours."""

import dataclasses
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flows.opened import ALERTS, OpenMarket, leased
from rivalscope.analysis.alerts import REST, alerts, untold, wished
from rivalscope.analysis.history import time_findings
from rivalscope.analysis.movement import Movement
from rivalscope.analysis.sentiment import dated, in_window, reviewer_keys
from rivalscope.analysis.voices import voices
from rivalscope.domain.alert import Alert
from rivalscope.domain.fact import IntentFact
from rivalscope.errors import LeaseError
from rivalscope.notify import Channel, channels, ping
from rivalscope.reports.heard import Heard, hear
from rivalscope.reports.timeline import DAYS
from storage import reads
from storage.alerts import alerts_since, raise_alerts, settle_alerts, waiting_alerts

NIGHTS = 3
"""Nights of changes that are looked at, so that one without a run is made up for by the next."""


def raise_new(opened: OpenMarket, *, as_of: datetime, at: datetime, heard: Heard | None = None) -> int:
    """Raise what the nights up to an instant give cause for and was not raised before; returns how many are new.

    `heard` is what customers say as of the same instant, where it was read already; it is read once otherwise, and
    not at all where no alert asks for it.
    """
    engine, market = opened.engine, opened.market
    until = as_of.date()
    if heard is None and market.alerts.spikes:
        heard = hear(engine, market, as_of=as_of)
    found = alerts(
        reads.changes(engine, since=until - timedelta(days=NIGHTS - 1), until=until),
        claims=reads.claims(engine, as_of=as_of),
        wishes=_wishes(opened, as_of=as_of, heard=heard) if market.alerts.wished_for is not None else {},
        movements=movements(heard, as_of=as_of) if heard and market.alerts.spikes else (),
        names={product.slug: product.name for product in market.products},
        ours=market.ours.slug,
        options=market.alerts,
    )
    found = untold(found, (alert for alert, _ in alerts_since(engine, until - REST)))
    named = [channel.name for channel in channels(market.alerts)]
    return raise_alerts(engine, _with_pages(opened, found), channels=named, at=at)


def deliver_alerts(opened: OpenMarket, *, now: datetime) -> tuple[tuple[str, int, str], ...]:
    """Hand each channel what waits for it as one message; returns its name, how many alerts, and what went wrong.

    In quiet hours, and while another run does it, everything waits.
    """
    options = opened.market.alerts
    local = now.astimezone(ZoneInfo(opened.market.timezone)).time()
    if options.quiet is not None and options.quiet.holds(local):
        return ()
    reached = channels(options)
    if not any(waiting_alerts(opened.engine, channel=channel.name, due=now) for channel in reached):
        return ()
    try:
        with leased(opened, by="alerts", name=ALERTS):
            told = (_tell(opened, channel, now=now) for channel in reached)
            return tuple(one for one in told if one[1])
    except LeaseError:
        return ()


def ping_switch(opened: OpenMarket, *, clock: datetime | None) -> str:
    """Tell the dead-man's switch that a night ran, when there is one; returns what went wrong in words.

    A night that is replayed as of a clock says nothing of tonight and is not told.
    """
    return ping(opened.market.ping) if opened.market.ping and clock is None else ""


def _tell(opened: OpenMarket, channel: Channel, *, now: datetime) -> tuple[str, int, str]:
    waiting = waiting_alerts(opened.engine, channel=channel.name, due=now)
    if not waiting:
        return channel.name, 0, ""
    problem = channel.send([one.alert for one in waiting], market=opened.market.name, at=now)
    settle_alerts(opened.engine, waiting, problem=problem, at=now)
    return channel.name, len(waiting), problem


def _wishes(opened: OpenMarket, *, as_of: datetime, heard: Heard | None) -> Counter[str]:
    since = as_of.date() - timedelta(days=opened.market.analysis.window_days)
    if heard is None:
        reviews = reads.review_facts(opened.engine, as_of=as_of, since=since)
        intents: Sequence[IntentFact] = reads.intents(opened.engine, as_of=as_of, since=since)
    else:
        reviews, intents = [one for one in heard.reviews if dated(one) >= since], heard.intents
    return wished(intents, reviewers=reviewer_keys(reviews))


def movements(heard: Heard, *, as_of: datetime) -> tuple[Movement, ...]:
    """Return what moved in what customers say over two years, spikes among it."""
    reviews = in_window(heard.reviews, as_of=as_of, days=DAYS)
    return time_findings(voices(reviews, heard.mentions, heard.intents), until=as_of.date()).movements


def _with_pages(opened: OpenMarket, found: list[Alert]) -> list[Alert]:
    shown = reads.evidence(opened.engine, {number for alert in found for number in alert.evidence[:1]})
    return [
        dataclasses.replace(alert, url=shown[alert.evidence[0]].url)
        if alert.evidence and alert.evidence[0] in shown
        else alert
        for alert in found
    ]
