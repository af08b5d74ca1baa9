"""The store: bytes to the archive, then the capture and its facts to the database in one transaction."""

from dataclasses import replace
from typing import Self

from scrapy.crawler import Crawler

from rivalscope.domain.capture import Verdict
from spiders.items import Fetched
from spiders.night import Night, night_of
from storage.archive import Archive
from storage.engine import Engine, open_engine
from storage.loads import store_capture


class StorePipeline:
    """Stores every capture, and facts of those alone that were judged ok."""

    def __init__(self, night: Night, engine: Engine, archive: Archive) -> None:
        self._night = night
        self._engine = engine
        self._archive = archive

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the pipeline with the night's database and archive."""
        night = night_of(crawler)
        return cls(night, open_engine(night.plan.database_url), Archive(night.plan.archive))

    def process_item(self, item: Fetched) -> Fetched:
        """Store one item and count it; the bytes are safe before the database speaks of them."""
        capture = item.capture
        if item.body:
            capture = replace(capture, snapshot=self._archive.put(item.body))
        page = item.page if capture.verdict is Verdict.OK else None
        result = store_capture(self._engine, capture=capture, page=page, product=item.source.product)
        self._night.count(capture, changes=result.changes)
        return replace(item, capture=capture)

    def close_spider(self) -> None:
        """Let go of the database."""
        self._engine.dispose()
