"""The spider of review pages: schema.org reviews, page after page until there is no next one."""

from typing import Any

from rivalscope.domain.capture import Ending
from rivalscope.domain.crawl import FrontierEntry
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Page
from spiders.night import Night
from spiders.review_lists import ReviewLists
from spiders.source_spider import SourceSpider


class ReviewsSpider(SourceSpider):
    """Fetches every page of each list of reviews."""

    name = "reviews"
    kinds = frozenset({SourceKind.REVIEWS})

    def __init__(self, *, night: Night, **named: Any) -> None:
        super().__init__(night=night, **named)
        self._lists = ReviewLists(night)

    def leads_on(self, entry: FrontierEntry) -> bool:
        """Tell that every page may name a next one."""
        del entry
        return True

    def follow(self, entry: FrontierEntry, page: Page) -> list[FrontierEntry] | Ending:
        """Return the next page of the list, or why it ends."""
        return self._lists.follow(entry, page, self.source(entry))
