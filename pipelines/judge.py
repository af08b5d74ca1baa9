"""The judge: the last word on whether a page may update facts."""

from dataclasses import replace
from typing import Protocol, Self

from scrapy.crawler import Crawler

from rivalscope.domain.capture import Verdict
from spiders.items import Fetched
from spiders.night import night_of


class Earlier(Protocol):
    """Knows how many items pages yielded before: the night of a crawl, or a replay."""

    def earlier_items(self, url: str) -> int:
        """Return how many items the newest ok capture of a URL yielded; 0 when there is none."""


class JudgePipeline:
    """Turns an ok page into a partial one when it yields less or more than it should, so that no fact seems withdrawn."""

    def __init__(self, night: Earlier) -> None:
        self._night = night

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the pipeline for the night of a crawler's spider."""
        return cls(night_of(crawler))

    def process_item(self, item: Fetched) -> Fetched:
        """Return the item with its final verdict; only the page at the source's own URL is held to account."""
        page, source = item.page, item.source
        if page is None or item.capture.verdict is not Verdict.OK or item.capture.url != source.url:
            return item
        reason = ""
        if source.expect is not None and page.items < source.expect:
            reason = f"it yields {page.items} items and should yield at least {source.expect}"
        elif source.most is not None and page.items > source.most:
            reason = f"it yields {page.items} items and should yield at most {source.most}"
        elif page.items == 0 and (before := self._night.earlier_items(item.capture.url)):
            reason = f"it yields nothing and yielded {before} items before"
        if not reason:
            return item
        return replace(
            item,
            capture=replace(item.capture, verdict=Verdict.PARTIAL, reason=reason),
            page=replace(page, verdict=Verdict.PARTIAL, reason=reason),
        )
