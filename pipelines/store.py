"""The store: bytes to the archive, then the capture and its facts to the database, many pages at a time."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Self

from scrapy.crawler import Crawler

from rivalscope.domain.capture import Verdict
from rivalscope.domain.forgetting import WITHHELD, author_mark
from spiders.items import Fetched
from spiders.night import Night, night_of
from storage.archive import Archive
from storage.frontier import SqlFrontier
from storage.loads import Load
from storage.writer import Parcel


class StorePipeline:
    """Stores every capture, and facts of those alone that were judged ok.

    Nothing here waits for the disk in the reactor: the frontier's writer keeps the bodies of what waits for it, then
    commits all of it in one transaction. An item is done when its capture is committed.
    """

    def __init__(self, night: Night, frontier: SqlFrontier, archive: Archive) -> None:
        self._night = night
        self._writer = frontier.writer
        self._archive = archive
        self._out: dict[Parcel, asyncio.Future[None]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None

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
        put = None
        if self._shows_forgotten(item):
            capture = replace(capture, snapshot=WITHHELD)
        elif item.body:
            earlier = self._night.earlier.get(capture.url)
            put = partial(self._archive.put, item.body, base=earlier.snapshot if earlier else None)
        page = item.page if capture.verdict is Verdict.OK else None
        load = Load(capture=capture, page=page, product=item.source.product, learnt_at=datetime.now(UTC))
        parcel = Parcel(load=load, put=put, told=self._told)
        self._loop = asyncio.get_running_loop()
        self._out[parcel] = self._loop.create_future()
        self._writer.send(parcel)
        await self._out[parcel]
        self._night.count(capture, changes=parcel.result.changes)
        return item

    def _shows_forgotten(self, item: Fetched) -> bool:
        """Tell whether a page shows somebody who was forgotten: it is read, and not kept."""
        marks = self._night.plan.forgotten
        reviews = item.page.reviews if item.page is not None and marks else ()
        return any(review.author is not None and author_mark(review.author) in marks for review in reviews)

    def _told(self, parcels: Sequence[Parcel]) -> None:
        """Have the reactor settle what the writer's thread has stored: it is woken once a transaction."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._settle, parcels)

    def _settle(self, parcels: Sequence[Parcel]) -> None:
        for parcel in parcels:
            waiting = self._out.pop(parcel)
            if waiting.done():
                continue
            if parcel.error is not None:
                waiting.set_exception(parcel.error)
            else:
                waiting.set_result(None)
