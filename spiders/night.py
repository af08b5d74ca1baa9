"""The night: what all spiders of one crawl share, from the plan to the frontier and the counts."""

import asyncio
import json
import sys
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any, cast

from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.misc import load_object

from rivalscope import __version__
from rivalscope.domain.capture import Capture, Validators, Verdict
from rivalscope.domain.crawl import Claim, CrawlPlan, CrawlSummary, FrontierEntry
from rivalscope.domain.market import PAGE_KINDS, Product, Source, SourceKind, SourceOrigin
from rivalscope.domain.recheck import bounds_of
from spiders.browser import Browser
from spiders.hosts import Hosts
from spiders.landings import Landings
from spiders.ledger import Ledger
from spiders.robots import Robots
from spiders.stores import Archive, Frontier
from spiders.workers import Readers


@dataclass(slots=True, kw_only=True)
class Tally:
    """Counts of a night's crawl."""

    requests: int = 0
    bytes: int = 0
    changes: int = 0
    verdicts: Counter[Verdict] = field(default_factory=Counter)


class Night:
    """One night's crawl in one process."""

    def __init__(self, plan: CrawlPlan, *, frontier: str, archive: str) -> None:
        """Open frontier and archive, which are given by their dotted names."""
        self.plan = plan
        self.frontier = cast(
            "Frontier", load_object(frontier)(plan.database_url, plan.night, again=plan.again)
        )
        self.archive = cast("Archive", load_object(archive)(plan.archive))
        self.readers = Readers(workers=plan.options.readers, seconds=plan.options.read_seconds)
        self.browser = Browser()
        self.ledger = Ledger(self.frontier, night=plan.night)
        self.hosts = Hosts(
            options=plan.options,
            ledger=self.ledger,
            sent=self.frontier.requests_tonight(),
            paused=self.frontier.pauses(now=self.now()),
            on_pause=self.pause,
        )
        self.robots: dict[str, asyncio.Future[Robots]] = {}
        """The rules of each authority, or the asking for them that is under way."""
        self.probes: dict[str, asyncio.Task[Response | None]] = {}
        """The answer of each authority for a page that cannot be there, or the asking for it (spiders.fetching)."""
        self.tally = Tally()
        self.sources = {source.key: source for source in plan.sources}
        self.products = {product.slug: product for product in plan.products}
        self.asked: set[str] = set()
        """URLs that this process has asked for: none is asked for twice in one run."""
        self.landings = Landings()
        self.earlier: dict[str, Validators] = {}
        """The newest ok capture of each URL that this process has claimed, where there is one."""
        self.stopping = False
        self._told: list[str] = []

    def now(self) -> datetime:
        """Return the time that captures of this moment carry: the night's clock, else the real one."""
        return (self.plan.clock or datetime.now(UTC)).astimezone(UTC)

    def stop(self) -> None:
        """Begin no further request; those in flight come to their end."""
        self.stopping = True
        self.hosts.stop()
        self.readers.stop()
        self.landings.stop()

    def pause(self, host: str, seconds: float | None, reason: str) -> None:
        """Leave a host alone for some seconds, or for the rest of the night, in later runs too."""
        now = self.now()
        until = now + timedelta(seconds=seconds) if seconds is not None else self._end(now)
        self.frontier.pause_host(host, until=until, reason=reason)

    def _end(self, now: datetime) -> datetime:
        """Return when the night ends: with its UTC date, and not at once when that is over."""
        midnight = datetime.combine(self.plan.night + timedelta(days=1), time(), tzinfo=UTC)
        return max(midnight, now + timedelta(hours=1))

    def source(self, key: str, *, url: str) -> Source:
        """Return the source with a key; one that was found tonight, by a run that was cut off, is read from its key."""
        if key not in self.sources:
            self.sources[key] = _discovered(key, url)
        return self.sources[key]

    def takes(self, entry: FrontierEntry) -> bool:
        """Tell whether an undone URL belongs to this plan: to a source of it, or to one that its discovery found."""
        if entry.source in self.sources:
            return True
        found = _discovered(entry.source, entry.url)
        return self.plan.searches(found.product) and (self.plan.sites is None or found.kind in PAGE_KINDS)

    async def seed(self, entries: Iterable[FrontierEntry]) -> None:
        """Note the URLs that the night begins with; those that need no check yet are left alone tonight."""
        wanted = list(entries)
        sources = [self.source(entry.source, url=entry.url) for entry in wanted] if self.plan.when_due else []
        bounds = {source.key: bounds_of(source, self.plan.options) for source in sources}
        await asyncio.wrap_future(self.frontier.seed(wanted, bounds=bounds, at=self.now()))

    async def waiting(self) -> list[FrontierEntry]:
        """Return one URL of each source that this plan has still to fetch anything of."""
        return [entry for entry in await asyncio.wrap_future(self.frontier.waiting()) if self.takes(entry)]

    async def claim(self, sources: Collection[str], *, limit: int) -> list[FrontierEntry]:
        """Return undone URLs of these sources, which no other process will fetch."""
        return self._ours(await asyncio.wrap_future(self.frontier.claim(sources, limit=limit)))

    async def add(self, entries: Iterable[FrontierEntry]) -> list[FrontierEntry]:
        """Note URLs that were found and return what of them is new tonight, which is ours to fetch."""
        wanted = list(entries)
        return self._ours(await asyncio.wrap_future(self.frontier.add(wanted))) if wanted else []

    def _ours(self, claimed: list[Claim]) -> list[FrontierEntry]:
        self.earlier |= {one.entry.url: one.earlier for one in claimed if one.earlier is not None}
        return [one.entry for one in claimed]

    def earlier_items(self, url: str) -> int:
        """Return how many items the newest ok capture of a URL yielded; 0 when there is none."""
        earlier = self.earlier.get(url)
        return earlier.items if earlier is not None else 0

    async def hold(self) -> None:
        """Keep what was claimed, for as long as the crawl runs."""
        while True:
            await asyncio.sleep(self.frontier.beat)
            await asyncio.wrap_future(self.frontier.renew())

    def found(self, product: Product, kind: SourceKind, url: str) -> Source:
        """Return the source of a page found tonight."""
        source = self.frontier.source_for(product.slug, kind, url)
        return self.sources.setdefault(source.key, source)

    def count(self, capture: Capture, *, changes: int) -> None:
        """Count a stored capture and tell of it."""
        self.landings.land(capture.url)
        self.tally.verdicts[capture.verdict] += 1
        self.tally.changes += changes
        fields = {
            "source": capture.source,
            "url": capture.url,
            "verdict": capture.verdict,
            "items": capture.items,
        }
        if not self._told:
            asyncio.get_running_loop().call_soon(self.tell_captures)
        self._told.append(_line("capture", fields | {"reason": capture.reason}))

    def tell_captures(self) -> None:
        """Tell of the captures that were counted since the last time: many are committed at once."""
        sys.stdout.write("".join(self._told))
        sys.stdout.flush()
        self._told.clear()

    def summary(self) -> CrawlSummary:
        """Return what the night came to so far."""
        return CrawlSummary(
            night=self.plan.night,
            captures=self.tally.verdicts.total(),
            verdicts=tuple(self.tally.verdicts.most_common()),
            requests=self.tally.requests,
            bytes=self.tally.bytes,
            changes=self.tally.changes,
        )


def _discovered(key: str, url: str) -> Source:
    """Return a source that was found, as its key tells it."""
    product, _, name = key.partition("/")
    kind = SourceKind(name.rstrip("0123456789").rstrip("-"))
    return Source(key=key, product=product, kind=kind, url=url, origin=SourceOrigin.DISCOVERED)


def night_of(crawler: Crawler) -> Night:
    """Return the night of the spider that a crawler runs."""
    night = getattr(crawler.spider, "night", None)
    if not isinstance(night, Night):
        raise TypeError("a spider of this project runs with a night: start it through spiders.crawl")
    return night


def tell(name: str, value: Any) -> None:
    """Say one thing to the process that started this one: a JSON object on a line of standard output."""
    sys.stdout.write(_line(name, value))
    sys.stdout.flush()


def _line(name: str, value: Any) -> str:
    return json.dumps({name: value}, default=str) + "\n"


def user_agent(contact: str) -> str:
    """Return the name we go by: product, version and where we can be reached."""
    return f"rivalscope/{__version__} (+{contact})"
