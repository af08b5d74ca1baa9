"""The spider of interfaces: lists of services, and JSON documents read by the field paths that the source states."""

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from rivalscope.domain.capture import Ending, Validators, Verdict
from rivalscope.domain.crawl import FrontierEntry
from rivalscope.domain.market import Source, SourceKind
from rivalscope.domain.page import Page
from rivalscope.services import CATALOGUE
from rivalscope.services.gate import objection
from rivalscope.services.service import BASE, Service, request_of
from spiders.answers import conditions
from spiders.items import Answer, Fetched
from spiders.json_client import JsonClient
from spiders.lanes import Left
from spiders.middlewares import RobotsMiddleware
from spiders.night import Night
from spiders.rate_limits import rest_asked
from spiders.refusal import Refusal, Stopped
from spiders.review_lists import ReviewLists
from spiders.source_spider import SourceSpider
from spiders.tokens import secret_of


class JsonSpider(SourceSpider):
    """Fetches each list with httpx, page after page, sources side by side."""

    name = "json"
    kinds = frozenset({SourceKind.JSON})

    def __init__(self, *, night: Night, **named: Any) -> None:
        super().__init__(night=night, **named)
        self._lists = ReviewLists(night)

    def takes(self, source: Source) -> bool:
        """Tell that every source of a service is ours, whatever is published there."""
        return source.service is not None or source.kind in self.kinds

    async def start(self) -> AsyncIterator[Any]:
        """Yield an item for every document as it comes; each list's next page is asked for when one was read."""
        robots = self.crawler.get_downloader_middleware(RobotsMiddleware)
        if robots is None:
            raise RuntimeError("the JSON spider needs RobotsMiddleware in DOWNLOADER_MIDDLEWARES")
        async with JsonClient(self.night, check=robots.check) as client:
            entries = [entry async for batch in self.batches() for entry in batch]
            waiting = {asyncio.create_task(self._fetch(client, entry)) for entry in entries}
            while waiting:
                done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    entry, fetched = task.result()
                    if fetched is None:
                        continue
                    fetched, following = await self.lead(entry, fetched)
                    yield fetched
                    await self.night.landings.landed(entry.url)
                    if not self.night.stopping:
                        waiting |= {asyncio.create_task(self._fetch(client, after)) for after in following}
        await self.settled()

    def leads_on(self, entry: FrontierEntry) -> bool:
        """Tell that every document may name a next one."""
        del entry
        return True

    def follow(self, entry: FrontierEntry, page: Page) -> list[FrontierEntry] | Ending:
        """Return the next page of the list, or why it ends."""
        return self._lists.follow(entry, page, self.source(entry))

    async def _fetch(self, client: JsonClient, entry: FrontierEntry) -> tuple[FrontierEntry, Fetched | None]:
        """Fetch one document; None when the crawl was told to stop."""
        self.night.landings.begin(entry.url)
        source = self.source(entry)
        service, options = CATALOGUE.get(source.service or ""), dict(source.options)
        validators: Validators | None = self.validators(entry)
        if barred := objection(source):
            return entry, self.refused(entry, Refusal(Verdict.DISALLOWED, barred))
        try:
            if service is not None and BASE not in options:
                self.night.hosts.slow(entry.url, service.pace)
            request = request_of(service, entry.url, options)
            if request.method != "GET":
                validators = (
                    None  # only a GET can be asked whether anything has changed (RFC 9110 section 13.1.3)
                )
            answer = await client.ask(
                request,
                headers={**conditions(validators), **_accept(service)},
                secret=secret_of(service, options, environment=os.environ),
            )
        except Stopped:
            return entry, None
        except Refusal as refusal:
            return entry, self.refused(entry, refusal)
        if answer.url == request.url:
            # The fragment says where in the list the page stands.
            answer = replace(answer, url=entry.url)
        try:
            fetched = await self.read(answer, entry, validators)
        except Left:
            return entry, None
        self._rest(answer, fetched)
        return entry, fetched

    def _rest(self, answer: Answer, fetched: Fetched) -> None:
        """Leave a host alone as long as the answer asks, in its headers or in what it says."""
        asked = rest_asked(answer.headers, now=datetime.now(UTC))
        told = fetched.page.pause if fetched.page is not None else None
        seconds = max((wish for wish in (asked, told) if wish is not None), default=0.0)
        if seconds:
            self.night.hosts.rest(answer.url, seconds)


def _accept(service: Service | None) -> dict[str, str]:
    return {} if service is None else {"Accept": service.accept}
