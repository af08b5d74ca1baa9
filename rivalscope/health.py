"""The health of what runs by itself: whether nights ran, which sources keep failing, what waits to be sent where."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from rivalscope.analysis.coverage import summarise
from rivalscope.check import Check, State
from rivalscope.domain.alert import AlertOptions
from rivalscope.domain.delivery import DeliveryState
from rivalscope.domain.settings import Market
from rivalscope.errors import StoreError
from rivalscope.notify import channels, objection_to
from storage import reads
from storage.clock import refuse_turned_back
from storage.digests import outgoing
from storage.engine import Engine

LATE = timedelta(hours=36)
"""Age of the newest night from which one has not run that should have: a day, and half of one for a slow night."""

DAYS = 14
"""Nights that are looked at for failures that last."""


def health(engine: Engine, market: Market, *, now: datetime) -> Iterator[Check]:
    """Yield one check after another; nothing is asked of anybody."""
    ran = reads.nights(engine)
    if not ran:
        yield Check(
            name="nights",
            state=State.WARN,
            detail="no night has run yet",
            mend="`rivalscope nightly` runs one now",
        )
        return
    try:
        refuse_turned_back(engine, now=now)
    except StoreError as error:
        yield Check(
            name="clock",
            state=State.FAIL,
            detail=str(error),
            mend="set the clock of this machine and have it kept by NTP",
        )
    newest = ran[-1]
    age = now.date() - newest
    if age > LATE:
        yield Check(
            name="nights",
            state=State.FAIL,
            detail=f"the newest night is that of {newest}, {age.days} days ago",
            mend="look whether `rivalscope schedule` or cron still runs, and what it said; `rivalscope nightly` runs one now",
        )
    else:
        yield Check(name="nights", state=State.PASS, detail=f"the newest is that of {newest}")
    yield from _sources(engine, market, now=now)
    yield _mail(engine)


def reach(options: AlertOptions) -> Iterator[Check]:
    """Say whether the channels of alerts can be; none is spoken to."""
    for channel in channels(options):
        wrong = objection_to(channel)
        yield Check(
            name=f"alerts {channel.name}",
            state=State.FAIL if wrong else State.PASS,
            detail=wrong or "`rivalscope alerts --test` sends it a message",
            mend="mend it in RIVALSCOPE_ALERT_URLS or the file that holds it" if wrong else "",
        )


def _sources(engine: Engine, market: Market, *, now: datetime) -> Iterator[Check]:
    until = now.date()
    known = {source.key for product in market.products for source in product.sources}
    rows = reads.coverage(engine, since=until - timedelta(days=DAYS), until=until)
    for one in summarise(rows, until=until, reviews=0).lasting:
        # What discovery found and lost again is its own affair; what the market file names is somebody's wish.
        state = State.FAIL if one.source in known else State.WARN
        detail, _, mend = one.words.partition("; ")
        yield Check(name=f"source {one.source}", state=state, detail=detail, mend=mend)


def _mail(engine: Engine) -> Check:
    mails = outgoing(engine)
    lost = [mail for mail in mails if mail.state in (DeliveryState.REFUSED, DeliveryState.GIVEN_UP)]
    waiting = [mail for mail in mails if mail.state in (DeliveryState.WAITING, DeliveryState.DEFERRED)]
    if lost:
        return Check(
            name="outbox",
            state=State.FAIL,
            detail=f"{lost[-1].recipient}, week {lost[-1].week}: {lost[-1].state.value}: {lost[-1].detail}",
            mend="mend the address in [digest] or the mail server, then `rivalscope digest --week … --send`",
        )
    if waiting:
        return Check(
            name="outbox",
            state=State.WARN,
            detail=f"{len(waiting)} mails wait: {waiting[-1].detail or 'not tried yet'}",
            mend="the next night tries them; `rivalscope outbox --send` does so now",
        )
    return Check(name="outbox", state=State.PASS, detail=f"{len(mails)} mails sent, none waits")
