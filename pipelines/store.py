"""The store: bytes to the archive, then the capture and its facts to the database, many pages at a time."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Self

from scrapy.crawler import Crawler

from rivalscope.domain.capture import Verdict
from spiders.items import Fetched
from spiders.night import Night, night_of
from storage.archive import Archive
from storage.frontier import SqlFrontier
from storage.loads import Load

HANDS = 4
"""Threads that write to the archive: each waits for the disk most of the time."""


class StorePipeline:
    """Stores every capture, and facts of those alone that were judged ok.

    Nothing here waits for the disk in the reactor: bodies are written by a few threads, and the frontier's writer
    commits what waits for it in one transaction. An item is done when its capture is committed.
    """

    def __init__(self, night: Night, frontier: SqlFrontier, archive: Archive) -> None:
        self._night = night
        self._writer = frontier.writer
        self._archive = archive
        self._hands = ThreadPoolExecutor(max_workers=HANDS, thread_name_prefix="archive")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the pipeline with the night's database and archive."""
        night = night_of(crawler)
        if not isinstance(night.frontier, SqlFrontier):
            raise TypeError("the store needs the frontier of storage.frontier: set FRONTIER to it")
        return cls(night, night.frontier, Archive(night.plan.archive))

    async def process_item(self, item: Fetched) -> Fetched:
        """Store one item and count it; the bytes are safe before the database speaks of them."""
        capture = item.capture
        if item.body:
            earlier = self._night.earlier.get(capture.url)
            put = partial(self._archive.put, item.body, base=earlier.snapshot if earlier else None)
            digest = await asyncio.get_running_loop().run_in_executor(self._hands, put)
            capture = replace(capture, snapshot=digest)
        page = item.page if capture.verdict is Verdict.OK else None
        load = Load(capture=capture, page=page, product=item.source.product, learnt_at=datetime.now(UTC))
        result = await asyncio.wrap_future(self._writer.load(load))
        self._night.count(capture, changes=result.changes)
        return replace(item, capture=capture)

    def close_spider(self) -> None:
        """Let the threads go; every item has been stored."""
        self._hands.shutdown(wait=True)
