"""Fetching: a crawl of some sources of a market, planned from its file and its store."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from flows.opened import OpenMarket
from rivalscope.domain.crawl import CrawlPlan, CrawlSummary
from rivalscope.domain.market import Source
from spiders.crawl import run_crawl
from spiders.shares import Portion
from storage.forgotten import allowed_products, marks

Progress = Callable[[str], None]


def fetch(
    opened: OpenMarket,
    *,
    night: date,
    clock: datetime | None,
    chosen: Sequence[Source],
    progress: Progress | None,
) -> CrawlSummary:
    """Fetch sources that somebody chose, due or not; no site is searched for further pages."""
    plan = _plan(opened, night=night, clock=clock, sources=chosen, discover=False, when_due=False)
    return run_crawl(plan, progress=progress)


def fetch_portion(
    opened: OpenMarket, *, night: date, clock: datetime | None, portion: Portion, progress: Progress | None
) -> CrawlSummary:
    """Fetch what is due of a share of a night, and search its sites for further pages."""
    plan = _plan(opened, night=night, clock=clock, sources=portion.sources, sites=portion.sites, again=False)
    return run_crawl(plan, progress=progress)


def _plan(
    opened: OpenMarket,
    *,
    night: date,
    clock: datetime | None,
    sources: Sequence[Source],
    discover: bool = True,
    when_due: bool = True,
    sites: frozenset[str] | None = None,
    again: bool = True,
) -> CrawlPlan:
    market = opened.market
    return CrawlPlan(
        night=night,
        clock=clock,
        contact=market.contact,
        products=allowed_products(opened.engine, market.products),
        sources=tuple(sources),
        discover=discover,
        when_due=when_due,
        sites=sites,
        again=again,
        options=market.crawl,
        archive=market.archive,
        database_url=market.database_url,
        forgotten=marks(opened.engine),
    )
