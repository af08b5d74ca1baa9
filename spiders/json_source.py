"""The spider of interfaces: lists of services, and JSON documents read by the field paths that the source states."""

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

from rivalscope.domain.capture import Ending, Validators, Verdict
from rivalscope.domain.crawl import FrontierEntry
from rivalscope.domain.market import Source, SourceKind
from rivalscope.domain.page import Page
from rivalscope.services import CATALOGUE
from rivalscope.services.gate import objection
from rivalscope.services.service import BASE, Service, request_of
from spiders.items import Fetched
from spiders.json_client import JsonClient
from spiders.lanes import Left
from spiders.middlewares import RobotsMiddleware
from spiders.night import Night
from spiders.refusal import Refusal, Stopped
from spiders.review_lists import ReviewLists
from spiders.source_spider import SourceSpider, conditions


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
            waiting = {asyncio.create_task(self._fetch(client, entry)) for entry in self.pending()}
            while waiting:
                done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    entry, fetched = task.result()
                    if fetched is None:
                        continue
                    fetched, following = await self.lead(entry, fetched)
                    yield fetched
                    if not self.night.stopping:
                        waiting |= {asyncio.create_task(self._fetch(client, after)) for after in following}

    def leads_on(self, entry: FrontierEntry) -> bool:
        """Tell that every document may name a next one."""
        del entry
        return True

    def follow(self, entry: FrontierEntry, page: Page) -> list[FrontierEntry] | Ending:
        """Return the next page of the list, or why it ends."""
        return self._lists.follow(entry, page, self.source(entry))

    async def _fetch(self, client: JsonClient, entry: FrontierEntry) -> tuple[FrontierEntry, Fetched | None]:
        """Fetch one document; None when the crawl was told to stop."""
        source = self.source(entry)
        service, options = CATALOGUE.get(source.service or ""), dict(source.options)
        validators: Validators | None = self.validators(entry)
        if barred := objection(source):
            return entry, self.refused(entry, Refusal(Verdict.DISALLOWED, barred))
        try:
            if service is not None and BASE not in options:
                self.night.hosts.slow(entry.url, service.pace)
            request = request_of(service, entry.url, options)
            answer = await client.ask(
                request,
                headers={**conditions(validators), **_accept(service)},
                secret=_secret(service),
            )
        except Stopped:
            return entry, None
        except Refusal as refusal:
            return entry, self.refused(entry, refusal)
        if answer.url == request.url:
            answer = replace(
                answer, url=entry.url
            )  # with the fragment, which says where in the list it stands
        try:
            return entry, await self.read(answer, entry, validators)
        except Left:
            return entry, None


def _accept(service: Service | None) -> dict[str, str]:
    return {} if service is None else {"Accept": service.accept}


def _secret(service: Service | None) -> dict[str, str]:
    """Return the header that says who asks; none without a token. Refusal when a service does not answer without."""
    if service is None or service.token is None:
        return {}
    token = os.environ.get(service.variable, "").strip()
    if token:
        return {service.token.header: service.token.form.format(token)}
    if not service.token.required:
        return {}
    raise Refusal(
        Verdict.LOGIN, f"{service.title} answers only with a token: put yours into {service.variable}"
    )
