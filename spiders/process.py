"""The crawling process: runs the spiders of a plan one after the other in one reactor, and stops cleanly."""

import asyncio
import gc
import os
import signal
import stat
import sys
from pathlib import Path
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
from scrapy.utils.misc import load_object
from twisted.python.failure import Failure

from rivalscope.domain.crawl import CrawlPlan
from rivalscope.domain.market import PAGE_KINDS, SourceKind
from rivalscope.errors import RivalscopeError
from rivalscope.log import follow
from spiders.logs import drop_told_errors
from spiders.night import Night, tell, user_agent
from spiders.plan import read_plan, summary_fields

SPIDERS = (
    ("spiders.site.SiteSpider", PAGE_KINDS),
    ("spiders.reviews.ReviewsSpider", frozenset({SourceKind.REVIEWS})),
    ("spiders.feed.FeedSpider", frozenset({SourceKind.FEED})),
    ("spiders.json_source.JsonSpider", frozenset({SourceKind.JSON})),
)
"""In this order, so that no host is asked by two spiders at once; within a spider hosts are asked side by side.

They are named, for a spider that has nothing to do is not loaded.
"""

NEW_OBJECTS = 10_000
"""Objects after which cycles are looked for among them; a page makes a few hundred, and hardly any cycle of them."""


class Crawl:
    """One night's crawl in this process."""

    def __init__(self, plan: CrawlPlan) -> None:
        self._settings = settings_of(plan)
        drop_told_errors()
        self._process = AsyncCrawlerProcess(self._settings)
        follow()
        self._night = Night(plan, frontier=self._settings["FRONTIER"], archive=self._settings["ARCHIVE"])
        self._fault = ""

    def run(self) -> int:
        """Run to the end, or until told to stop; return the exit code."""
        from twisted.internet import reactor  # noqa: PLC0415 - importing it earlier would install the wrong one

        loop = asyncio.get_event_loop()
        self._watch(loop)
        holding = loop.create_task(self._night.hold())
        spiders = loop.create_task(self._spiders())
        spiders.add_done_callback(lambda _task: holding.cancel())
        spiders.add_done_callback(lambda _task: reactor.stop())  # type: ignore[misc]
        self._process.start(stop_after_crawl=False, install_signal_handlers=False)
        self._night.tell_captures()
        self._night.ledger.flush()
        self._night.frontier.close()
        if not self._fault and spiders.done() and not spiders.cancelled() and spiders.exception() is not None:
            self._fault = _words(spiders.exception())
        if self._fault:
            tell("error", self._fault)
            return 1
        if self._night.stopping:
            tell("stopped", True)
        tell("summary", summary_fields(self._night.summary()))
        return 0

    async def _spiders(self) -> None:
        async with self._night.readers, self._night.browser:
            for name, kinds in SPIDERS:
                if self._night.stopping or not _wanted(self._night.plan, kinds):
                    continue
                crawler = self._process.create_crawler(load_object(name))
                crawler.signals.connect(self._failed, signals.item_error)
                crawler.signals.connect(self._failed, signals.spider_error)
                await self._process.crawl(crawler, night=self._night)

    def _failed(self, failure: Failure) -> None:
        """Stop at the first fault of frontier, spider or store: going on would lose pages in silence."""
        self._fault = self._fault or _words(failure.value)
        self._stop()

    def _stop(self) -> None:
        """Stop cleanly: what is in flight is finished and stored."""
        if not self._night.stopping:
            self._night.stop()
            asyncio.ensure_future(self._process.stop())  # noqa: RUF006 - the process lives until it is done

    def _watch(self, loop: asyncio.AbstractEventLoop) -> None:
        """Stop on SIGINT and SIGTERM, the second of which ends at once, and when the process that started us dies."""

        def told(number: signal.Signals) -> None:
            loop.remove_signal_handler(number)
            self._stop()

        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, told, number)
        stdin = sys.stdin.fileno()
        if stat.S_ISFIFO(os.fstat(stdin).st_mode):
            loop.add_reader(stdin, self._hung_up, loop, stdin)

    def _hung_up(self, loop: asyncio.AbstractEventLoop, stdin: int) -> None:
        if not os.read(stdin, 1024):
            loop.remove_reader(stdin)
            self._stop()


def settings_of(plan: CrawlPlan) -> Settings:
    """Return Scrapy's settings with what a plan decides."""
    settings = Settings()
    settings.setmodule("spiders.settings", priority="project")
    decided: dict[str, Any] = {
        "SPIDER_MODULES": [],  # Scrapy would load every spider to find out its name
        "USER_AGENT": user_agent(plan.contact),
        "ALLOW_PRIVATE_ADDRESSES": plan.options.allow_private,
        "DOWNLOAD_TIMEOUT": plan.options.timeout,
        "DOWNLOAD_MAXSIZE": plan.options.max_bytes,
    }
    for name, value in decided.items():
        settings.set(name, value, priority="cmdline")
    return settings


def main(arguments: list[str]) -> int:
    """Run the plan in the file that is the only argument; what happens is told on standard output."""
    try:
        crawl = Crawl(read_plan(Path(arguments[0])))
        _spare_what_stays()
        return crawl.run()
    except RivalscopeError as error:
        tell("error", str(error))
        return error.exit_code


def _spare_what_stays() -> None:
    """Have the collector of cycles pass over all that is loaded, and look less often at what comes and goes."""
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)
    gc.enable()


def _wanted(plan: CrawlPlan, kinds: frozenset[SourceKind]) -> bool:
    sites = SourceKind.HOME in kinds and any(one.site and plan.searches(one.slug) for one in plan.products)
    services = SourceKind.JSON in kinds and any(source.service for source in plan.sources)
    return sites or services or any(source.kind in kinds for source in plan.sources)


def _words(error: BaseException | None) -> str:
    lines = str(error).strip().splitlines()
    return (
        str(error)
        if isinstance(error, RivalscopeError)
        else f"{type(error).__name__}: {lines[0] if lines else ''}"
    )
