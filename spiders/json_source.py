"""The spider of JSON sources: reviews from an API, read by the field paths that the source states."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

from rivalscope.domain.capture import Validators
from rivalscope.domain.crawl import FrontierEntry
from rivalscope.domain.market import Source, SourceKind
from rivalscope.domain.page import Page
from spiders.items import Answer, Fetched
from spiders.json_client import JsonClient
from spiders.json_page import read_json
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
        self._lists = ReviewLists(most_pages=night.plan.options.review_pages)

    async def start(self) -> AsyncIterator[Any]:
        """Yield an item for every document, round by round: the first of each source, then the next ones."""
        robots = self.crawler.get_downloader_middleware(RobotsMiddleware)
        if robots is None:
            raise RuntimeError("the JSON spider needs RobotsMiddleware in DOWNLOADER_MIDDLEWARES")
        entries = self.pending()
        async with JsonClient(self.night, check=robots.check) as client:
            while entries and not self.night.stopping:
                following: list[FrontierEntry] = []
                for document in asyncio.as_completed([self._fetch(client, entry) for entry in entries]):
                    entry, fetched = await document
                    if fetched is not None:
                        following += self.lead(entry, fetched)
                        yield fetched
                entries = following

    def leads_on(self, entry: FrontierEntry) -> bool:
        """Tell that every document may name a next one."""
        del entry
        return True

    def follow(self, entry: FrontierEntry, page: Page) -> list[FrontierEntry]:
        """Return the next page of the list."""
        return self._lists.follow(entry, page)

    def page(self, answer: Answer, source: Source, seen_at: datetime) -> Page:
        """Return what a JSON document says."""
        return read_json(
            answer.body,
            url=answer.url,
            options=dict(source.options),
            seen_at=seen_at,
            content_type=answer.headers.get("content-type"),
        )

    async def _fetch(self, client: JsonClient, entry: FrontierEntry) -> tuple[FrontierEntry, Fetched | None]:
        """Fetch one document; None when the crawl was told to stop."""
        validators: Validators | None = self.validators(entry)
        try:
            answer = await client.get(entry.url, headers=conditions(validators))
        except Stopped:
            return entry, None
        except Refusal as refusal:
            return entry, self.refused(entry, refusal)
        return entry, self.read(answer, entry, validators)
