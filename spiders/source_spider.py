"""The source spider: what all spiders share. It asks for what the frontier holds and yields one item a URL."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar

import scrapy
from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from rivalscope.domain.capture import Capture, Ending, Validators, Verdict
from rivalscope.domain.crawl import FrontierEntry
from rivalscope.domain.market import Source, SourceKind, SourceOrigin
from rivalscope.domain.page import Page
from rivalscope.errors import EvidenceError
from rivalscope.services.gate import objection
from spiders.answers import again, answer_of, conditions, is_same
from spiders.extractors import extractor_of
from spiders.fetching import ask
from spiders.items import Answer, Fetched
from spiders.lanes import Left
from spiders.night import Night, user_agent
from spiders.probing import probed
from spiders.reading import ReadJob, glance
from spiders.refusal import Refusal, Stopped, explain
from spiders.rendering import is_page, render

BATCH = 500
"""URLs that one process claims at a time."""
TICK = 0.002
"""Seconds between two looks whether the last items have passed all pipelines, which takes a few turns of the loop."""
SAME_BYTES = "the same bytes as before"
"""Why a page that came whole is not modified."""


class SourceSpider(scrapy.Spider):
    """Fetches the sources of some kinds. A subclass declares the kinds and may say which links to follow."""

    kinds: ClassVar[frozenset[SourceKind]]

    def __init__(self, *, night: Night, **named: Any) -> None:
        super().__init__(**named)
        self.night = night

    async def start(self) -> AsyncIterator[Any]:
        """Yield a request for every URL of our kinds that tonight has still to fetch."""
        async for entries in self.batches():
            for request in self.requests(entries):
                yield request

    async def batches(self) -> AsyncIterator[list[FrontierEntry]]:
        """Note the plan's sources of our kinds in the frontier; yield what is undone of them, a batch at a time.

        The next batch is claimed when half of the one before is stored, so that other processes may share the night.
        It is over when all that we have asked for is stored.
        """
        night = self.night
        await night.seed(map(_seed, filter(self.takes, night.plan.sources)))
        while not night.stopping:
            sources = {entry.source for entry in await night.waiting() if self.takes(self.source(entry))}
            entries = await night.claim(sources, limit=BATCH) if sources else []
            if not entries:
                break
            yield entries
            await night.landings.room(BATCH // 2)
        await self.settled()

    async def settled(self) -> None:
        """Wait until all that was asked for is stored and Scrapy is done with it: a start must end with this.

        Scrapy looks whether a spider may close when its start or one of its requests ends. When a start ended before
        the last item that it yielded, nobody would look again for five seconds.
        """
        await self.night.landings.room(0)
        scraped = self.crawler.engine.scraper.slot
        while scraped is not None and scraped.itemproc_size:  # noqa: ASYNC110 - Scrapy has no event for it
            await asyncio.sleep(TICK)

    def takes(self, source: Source) -> bool:
        """Tell whether a source is fetched by this spider: by kind, and those of services by a spider of their own."""
        return source.service is None and source.kind in self.kinds

    def source(self, entry: FrontierEntry) -> Source:
        """Return the source that an entry is fetched for."""
        return self.night.source(entry.source, url=entry.url)

    def requests(self, entries: list[FrontierEntry]) -> Iterator[Request | Fetched]:
        """Yield a request for each entry that this run has not asked for yet; an item for one that it must not."""
        for entry in entries:
            if entry.url in self.night.asked:
                continue
            self.night.asked.add(entry.url)
            self.night.landings.begin(entry.url)
            if barred := objection(self.source(entry)):
                yield self.refused(entry, Refusal(Verdict.DISALLOWED, barred))
                continue
            validators = self.validators(entry)
            yield Request(
                entry.url,
                callback=self.parse,
                errback=self.failed,
                # Whether the scripts would make the same of a bare page that did not change, its server cannot know.
                headers={} if self.source(entry).render else conditions(validators),
                cb_kwargs={"entry": entry, "validators": validators},
                dont_filter=True,
            )

    async def parse(
        self, response: Response, entry: FrontierEntry, validators: Validators | None
    ) -> AsyncIterator[Any]:
        """Yield what one answer says, then the requests that it leads to.

        The frontier learns of these first: were it killed in between, the page would be fetched again, and
        nothing that it leads to would be lost.
        """
        answer = answer_of(response)
        try:
            if self.source(entry).render and is_page(answer):
                answer = await self.rendered(answer)
            fetched = await self.read(answer, entry, validators)
            fetched, entries = await self.lead(entry, fetched)
        except Refusal as refusal:
            yield self.refused(entry, refusal, elapsed_ms=answer.elapsed_ms)
            return
        except (Left, Stopped):
            return
        yield fetched
        if entries:
            await self.night.landings.landed(entry.url)  # a page of a list is in flight until it is stored
        for request in self.requests(entries):
            yield request

    async def rendered(self, answer: Answer) -> Answer:
        """Return a page as its scripts make it; whatever it asks for passes all that our own requests pass."""

        async def asked(url: str) -> Answer:
            return answer_of(await ask(self.crawler, url))

        plan = self.night.plan
        return await render(
            self.night.browser,
            answer,
            ask=asked,
            user_agent=user_agent(plan.contact),
            max_bytes=plan.options.max_bytes,
        )

    async def lead(self, entry: FrontierEntry, fetched: Fetched) -> tuple[Fetched, list[FrontierEntry]]:
        """Note in the frontier what a page leads to; return what of it is new tonight, or the item with the reason
        why a list ends at this page.
        """
        if not self.leads_on(entry):
            return fetched, []
        page = fetched.page
        if fetched.capture.verdict is Verdict.NOT_MODIFIED and fetched.capture.snapshot is not None:
            earlier = self.night.archive.get(fetched.capture.snapshot)
            page = await self._page(again(fetched.capture, earlier), fetched.source, fetched.capture.seen_at)
            fetched = replace(fetched, capture=replace(fetched.capture, stated=page.stated))
        led = self.follow(entry, page) if page is not None else []
        if isinstance(led, Ending):
            return replace(fetched, capture=replace(fetched.capture, ending=led)), []
        return fetched, await self.night.add(led)

    def leads_on(self, entry: FrontierEntry) -> bool:
        """Tell whether links of an entry's page may be followed; never, unless a subclass says otherwise."""
        del entry
        return False

    def follow(self, entry: FrontierEntry, page: Page) -> list[FrontierEntry] | Ending:
        """Return what a page leads to, or why its list ends; nothing, unless a subclass says otherwise."""
        del entry, page
        return []

    def failed(self, failure: Failure) -> Iterator[Fetched]:
        """Yield a capture that says why there was no answer."""
        if failure.value is None or isinstance(failure.value, Stopped):
            return
        request: Request = failure.request  # type: ignore[attr-defined]
        entry: FrontierEntry = request.cb_kwargs["entry"]
        yield self.refused(entry, explain(failure.value), elapsed_ms=request.meta.get("elapsed_ms", 0))

    def refused(self, entry: FrontierEntry, refusal: Refusal, *, elapsed_ms: int = 0) -> Fetched:
        """Return the item of a URL that gave no answer."""
        capture = Capture(
            source=entry.source,
            url=entry.url,
            night=self.night.plan.night,
            seen_at=self.night.now(),
            verdict=refusal.verdict,
            reason=refusal.reason,
            elapsed_ms=elapsed_ms,
        )
        return Fetched(capture=capture, source=self.source(entry), page=None, body=None)

    async def read(self, answer: Answer, entry: FrontierEntry, validators: Validators | None) -> Fetched:
        """Return one answer as an item: the page that it is, or the word that nothing has changed."""
        source, seen_at = self.source(entry), self.night.now()
        same = is_same(answer, validators)
        unchanged = validators if answer.status == 304 or same else None
        page = None if unchanged else await self._page(answer, source, seen_at)
        if page is not None and self.night.plan.options.probe and self.night.plan.options.extract:
            page = await probed(self.night, self.crawler, page, asked=entry.url)
        capture = Capture(
            source=entry.source,
            url=entry.url,
            night=self.night.plan.night,
            seen_at=seen_at,
            verdict=page.verdict if page is not None else Verdict.NOT_MODIFIED,
            reason=page.reason if page is not None else SAME_BYTES * same,
            status=answer.status,
            snapshot=unchanged.snapshot if unchanged else None,
            content_type=answer.headers.get("content-type"),
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
            size=len(answer.body),
            elapsed_ms=answer.elapsed_ms,
            items=page.items if page is not None else 0,
            stated=page.stated if page is not None else None,
        )
        return Fetched(capture=capture, source=source, page=page, body=None if unchanged else answer.body)

    def job(self, answer: Answer, source: Source, seen_at: datetime) -> ReadJob:
        """Return what a reader is asked about an answer."""
        return ReadJob(
            body=answer.body,
            url=answer.url,
            kind=source.kind,
            seen_at=seen_at,
            content_type=answer.headers.get("content-type"),
            status=answer.status,
            headers=answer.headers,
            service=source.service,
            options=dict(source.options),
        )

    async def _page(self, answer: Answer, source: Source, seen_at: datetime) -> Page:
        """Return what an answer says, whatever its bytes do to the reader; Left when nobody will read it tonight."""
        job = self.job(answer, source, seen_at)
        return await self.night.readers.read(job) if self.night.plan.options.extract else glance(job)

    def validators(self, entry: FrontierEntry) -> Validators | None:
        """Return the newest ok capture of a page, when its bytes are still at hand and today's reader has read them."""
        validators = self.night.earlier.get(entry.url)
        if validators is None or not self._is_current(validators, self.source(entry)):
            return None
        try:
            if self.leads_on(entry):
                self.night.archive.get(validators.snapshot)  # its links will be needed, so it must be whole
            elif not self.night.archive.has(validators.snapshot):
                return None
        except EvidenceError:
            return None
        return validators

    def _is_current(self, validators: Validators, source: Source) -> bool:
        """Tell whether today's reader would say of a page what is stored: else it is to be read again."""
        return not self.night.plan.options.extract or validators.extractor == extractor_of(source)


def _seed(source: Source) -> FrontierEntry:
    """Return the entry of a source of the plan; one that was found lies at least one link from a given URL."""
    if source.origin is SourceOrigin.DISCOVERED:
        return FrontierEntry(url=source.url, source=source.key, depth=1, carrier="known")
    return FrontierEntry(url=source.url, source=source.key)
