"""The spider of products' own sites: the given pages, and those that sitemap and links lead to."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import Any

from rivalscope.domain.capture import Verdict
from rivalscope.domain.crawl import FrontierEntry
from rivalscope.domain.forgetting import source_mark
from rivalscope.domain.market import PAGE_KINDS, Product, SourceKind
from rivalscope.domain.page import Page
from spiders.discovery import Choice, choose, within
from spiders.fetching import ask
from spiders.hosts import authority
from spiders.lanes import Left
from spiders.middlewares import RobotsMiddleware
from spiders.night import Night
from spiders.reading import SitemapJob
from spiders.refusal import Refusal, Stopped
from spiders.sitemap import Sitemap
from spiders.source_spider import SourceSpider

MOST_SITEMAPS = 10
"""Sitemaps of one site that are read in a night."""


class SiteSpider(SourceSpider):
    """Fetches pages of products' own sites and discovers further ones, a few of each kind."""

    name = "site"
    kinds = PAGE_KINDS

    def __init__(self, *, night: Night, **named: Any) -> None:
        super().__init__(night=night, **named)
        self._left_out: frozenset[str] = frozenset()

    async def start(self) -> AsyncIterator[Any]:
        """Yield the pages known so far; then, site by site, what its sitemaps name, and its home page.

        A home page that is done says that its site's sitemaps were read tonight.
        """
        homes = await self._homes()
        async for entries in self.batches():
            for request in self.requests([entry for entry in entries if entry.url not in homes]):
                yield request
            explorations = [self._explore(homes[entry.url], entry) for entry in entries if entry.url in homes]
            for exploration in asyncio.as_completed(explorations):
                for request in self.requests(await exploration):
                    yield request

    def leads_on(self, entry: FrontierEntry) -> bool:
        """Tell whether links are followed from a page: down to the depth that the market file sets."""
        plan = self.night.plan
        return plan.searches(self.source(entry).product) and entry.depth < plan.options.depth

    def follow(self, entry: FrontierEntry, page: Page) -> list[FrontierEntry]:
        """Return the pages that a page's links lead to."""
        product = self.night.products.get(self.source(entry).product)
        if page.verdict is not Verdict.OK or product is None:
            return []
        links = ((link.url, link.kind) for link in page.links)
        return self._entries(product, links, depth=entry.depth + 1, carrier="link")

    async def _homes(self) -> dict[str, Product]:
        """Note the home pages of the sites to be searched; return their products by URL."""
        plan = self.night.plan
        sites = [
            (product, product.site)
            for product in plan.products
            if product.site and plan.searches(product.slug)
        ]
        sources = [(product, self.night.found(product, SourceKind.HOME, site)) for product, site in sites]
        await self.night.seed([FrontierEntry(url=source.url, source=source.key) for _, source in sources])
        return {source.url: product for product, source in sources}

    async def _explore(self, product: Product, home: FrontierEntry) -> list[FrontierEntry]:
        """Return what a site's sitemaps lead to, and its home page."""
        from spiders.pages.kinds import kind_of_link  # noqa: PLC0415 - it loads half the reader; few crawls explore

        found: list[tuple[str, SourceKind | None]] = []
        try:
            waiting = await self._sitemaps(home.url)
            for number, url in enumerate(waiting):
                if number >= MOST_SITEMAPS:
                    break
                sitemap = await self._sitemap(url)
                waiting.extend(deeper for deeper in sitemap.sitemaps if deeper not in waiting)
                pages = (page for page in sitemap.pages if within(page, product.site or ""))
                found.extend((page, kind_of_link(page, "")) for page in pages)
        except (Left, Stopped):
            return []
        chosen = self._entries(product, found, depth=1, carrier="sitemap")
        return [*await self.night.add(chosen), home]

    async def _sitemaps(self, home: str) -> list[str]:
        """Return the sitemaps that robots.txt names, else the customary one; none when we may not ask."""
        robots = self.crawler.get_downloader_middleware(RobotsMiddleware)
        if robots is None:
            return []
        try:
            rules = await robots.rules(home)
        except Refusal:
            return []  # the home page meets the same refusal and records it
        root = "/".join(home.split("/", 3)[:3])
        return list(dict.fromkeys(rules.sitemaps)) or [f"{root}/sitemap.xml"]

    async def _sitemap(self, url: str) -> Sitemap:
        """Return a sitemap; an empty one when it cannot be had, which is no fault: few sites need one."""
        try:
            response = await ask(self.crawler, url)
        except Refusal as refusal:
            self.logger.info("no sitemap at %s: %s", url, refusal.reason)
            return Sitemap()
        if response.status != 200 or not response.body:
            return Sitemap()
        job = SitemapJob(body=response.body, url=url, max_bytes=self.night.plan.options.max_bytes)
        return await self.night.readers.sitemap(job)

    def _entries(
        self, product: Product, found: Iterable[tuple[str, SourceKind | None]], *, depth: int, carrier: str
    ) -> list[FrontierEntry]:
        """Choose among found pages and return them as entries, each with a source of its own."""
        known = [source for source in self.night.sources.values() if source.product == product.slug]
        marks = self.night.plan.forgotten
        found = (one for one in found if source_mark(product.slug, one[0]) not in marks)
        choice = choose(found, product=product, known=known, budget=self.night.plan.options.pages_per_site)
        self._note_left_out(product, choice)
        return [
            FrontierEntry(
                url=url, source=self.night.found(product, kind, url).key, depth=depth, carrier=carrier
            )
            for url, kind in choice.pages
        ]

    def _note_left_out(self, product: Product, choice: Choice) -> None:
        """Count the pages that the budget of a site keeps from being known."""
        fresh = choice.left_out - self._left_out
        self._left_out |= fresh
        if fresh and product.site is not None:
            self.logger.info("%s: %d pages are left out by the site's budget", product.slug, len(fresh))
            self.night.ledger.add(authority(product.site), left_out=len(fresh))
