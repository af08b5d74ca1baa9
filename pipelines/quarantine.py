"""The quarantine: a page that loses too much at once, is another edition, or whose values are doubted, touches no facts."""

import asyncio
from dataclasses import replace
from functools import partial
from typing import Self

from scrapy.crawler import Crawler

from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import SourceKind
from spiders.items import Fetched
from spiders.night import night_of
from storage.frontier import SqlFrontier
from storage.gate import thin
from storage.quarantine import examine
from storage.writer import Writer

LASTING = frozenset({SourceKind.PRICING, SourceKind.FEATURES})
"""Kinds of pages whose facts end when they vanish; reviews and releases fall off a page without ending."""


class QuarantinePipeline:
    """Turns an ok page into a partial one when the store says that it must be held back."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the pipeline with the writer of the night's frontier."""
        frontier = night_of(crawler).frontier
        if not isinstance(frontier, SqlFrontier):
            raise TypeError("the quarantine needs the frontier of storage.frontier: set FRONTIER to it")
        return cls(frontier.writer)

    async def process_item(self, item: Fetched) -> Fetched:
        """Return the item with its final verdict; what vanished is written down."""
        page, capture = item.page, item.capture
        if page is None or capture.verdict not in (Verdict.OK, Verdict.PARTIAL):
            return item
        # Reviews are many pages a night: the store is asked of those alone that look thin.
        if item.source.kind not in LASTING and not (page.plans or page.features or thin(page)):
            return item
        sound = capture.verdict is Verdict.OK
        examined = self._writer.call(partial(examine, capture=capture, page=page, sound=sound))
        reason = await asyncio.wrap_future(examined)
        if not reason:
            return item
        reason = reason if sound else f"{capture.reason}; {reason}"
        return replace(
            item,
            capture=replace(capture, verdict=Verdict.PARTIAL, reason=reason),
            page=replace(page, verdict=Verdict.PARTIAL, reason=reason),
        )
