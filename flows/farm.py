"""The farm: processes on any machines share a night, each taking shards; with one process it takes them all."""

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

from flows.clock import instant_of
from flows.fetching import fetch_portion
from flows.opened import NIGHT, OpenMarket
from flows.reading import read, shares
from rivalscope.domain.capture import Verdict
from rivalscope.domain.crawl import CrawlSummary
from rivalscope.domain.market import Source
from rivalscope.domain.reading import Annotated
from rivalscope.errors import LeaseError
from spiders.plan import read_summary, summary_fields
from spiders.shares import deal_hosts, portion
from storage import shards
from storage.forgotten import allowed_products
from storage.frontier import begin_again
from storage.lease import is_held
from storage.market import sources
from storage.shards import Share, Taken, Work

logger = logging.getLogger(__name__)

PAUSE = 0.5
"""Seconds between two looks whether there is a shard to take, or whether others are done with theirs."""

Tell = Callable[[str], None]
Told = Callable[[int], None]


def crawl_night(
    opened: OpenMarket,
    *,
    night: date,
    clock: datetime | None,
    due: Sequence[Source],
    progress: Tell | None = None,
) -> CrawlSummary:
    """Fetch a night together with whoever takes part; over when all shares are done, those of the dead too."""
    products = allowed_products(opened.engine, opened.market.products)
    dealt = [{"hosts": hosts} for hosts in deal_hosts(due, products, of=opened.market.farm.workers)]
    begin_again(opened.engine, night)

    def do(taken: Taken) -> Share:
        return _crawl(opened, taken, clock=clock, progress=progress)

    done = _together(opened, Work.CRAWL, dealt, night=night, replayed=clock is not None, do=do)
    return _sum(night, map(read_summary, done))


def read_unread(opened: OpenMarket, *, progress: Told | None = None) -> Annotated:
    """Read every unread review together with whoever takes part; `progress` is told how many this process has read."""
    before = 0

    def do(taken: Taken) -> Share:
        nonlocal before
        outcome = _read(opened, taken, progress=lambda done: progress(before + done) if progress else None)
        before += outcome["reviews"]
        return outcome

    today = datetime.now(UTC).date()
    done = _together(opened, Work.READ, list(shares(opened)), night=today, replayed=False, do=do)
    return Annotated(reviews=sum(one["reviews"] for one in done), texts=sum(one["texts"] for one in done))


def take_part(opened: OpenMarket, *, progress: Tell | None = None) -> int:
    """Do shards of the night that another process runs until it is over; returns how many were taken here."""
    done = 0
    while is_held(opened.engine, NIGHT):
        if _take(opened, lambda taken: _any(opened, taken, progress), work=None):
            done += 1
        else:
            time.sleep(PAUSE)
    return done


def _together(
    opened: OpenMarket,
    work: Work,
    dealt: Sequence[Share],
    *,
    night: date,
    replayed: bool,
    do: Callable[[Taken], Share],
) -> list[Share]:
    """Deal a work, do what nobody else takes, and wait for the rest; returns what the shards came to."""
    engine = opened.engine
    shards.deal(engine, night=night, work=work, shares=dealt, replayed=replayed)
    try:
        while shards.undone(engine, work=work):
            if not _take(opened, do, work=work):
                time.sleep(PAUSE)
    finally:
        shards.withdraw(engine, work=work)
    return shards.outcomes(engine, night=night, work=work)


def _take(opened: OpenMarket, do: Callable[[Taken], Share], *, work: Work | None) -> bool:
    """Take a shard that nobody has and do it; False when there is none. One that was taken over is done elsewhere."""
    with shards.take(opened.engine, holder="rivalscope work", work=work) as taken:
        if taken is None:
            return False
        with suppress(LeaseError):
            shards.finish(opened.engine, taken, do(taken))
        return True


def _any(opened: OpenMarket, taken: Taken, progress: Tell | None) -> Share:
    """Do a shard of whatever work, as the process that runs the night would."""
    shard = taken.shard
    if progress is not None:
        progress(f"{shard.name}: taken")
    if shard.work is Work.CRAWL:
        clock = instant_of(shard.night) if shard.replayed else None
        return _crawl(opened, taken, clock=clock, progress=progress)
    return _read(
        opened,
        taken,
        progress=lambda done: progress(f"{shard.name}: {done} reviews read") if progress else None,
    )


def _crawl(
    opened: OpenMarket, taken: Taken, *, clock: datetime | None, progress: Tell | None
) -> dict[str, Any]:
    def tell(line: str) -> None:
        if taken.lease.lost:
            raise LeaseError(f"{taken.shard.name} was taken over by another run, which does it anew")
        if progress is not None:
            progress(line)

    hosts = frozenset(taken.shard.share["hosts"])
    products = allowed_products(opened.engine, opened.market.products)
    mine = portion(sources(opened.engine), products, hosts)
    return summary_fields(
        fetch_portion(opened, night=taken.shard.night, clock=clock, portion=mine, progress=tell)
    )


def _read(opened: OpenMarket, taken: Taken, *, progress: Told) -> dict[str, int]:
    done = read(opened, dict(taken.shard.share), fence=taken.lease.confirm, progress=progress)
    return {"reviews": done.reviews, "texts": done.texts}


def _sum(night: date, parts: Iterable[CrawlSummary]) -> CrawlSummary:
    """Add up what the shares of a night came to."""
    summaries = list(parts)
    verdicts: Counter[Verdict] = Counter()
    for one in summaries:
        verdicts.update(dict(one.verdicts))
    return CrawlSummary(
        night=night,
        captures=sum(one.captures for one in summaries),
        verdicts=tuple(verdicts.most_common()),
        requests=sum(one.requests for one in summaries),
        bytes=sum(one.bytes for one in summaries),
        changes=sum(one.changes for one in summaries),
    )
