"""Review lists: how far a paginated list is followed."""

import logging
from collections import defaultdict
from urllib.parse import urlsplit

from rivalscope.domain.capture import Verdict
from rivalscope.domain.crawl import FrontierEntry
from rivalscope.domain.page import Page

logger = logging.getLogger(__name__)


class ReviewLists:
    """Follows the next page of each list; an entry's depth is the number of pages before it."""

    def __init__(self, *, most_pages: int) -> None:
        self._most_pages = most_pages
        self._seen: defaultdict[str, set[str]] = defaultdict(set)

    def follow(self, entry: FrontierEntry, page: Page) -> list[FrontierEntry]:
        """Return the next page, unless the list ends, leaves its host, repeats itself or is too long for a night."""
        if page.verdict is not Verdict.OK or page.next_page is None:
            return []
        keys = {review.key for review in page.reviews}
        fresh = keys - self._seen[entry.source]
        self._seen[entry.source] |= keys
        if not fresh:
            logger.info("%s: %s shows no review that earlier pages did not", entry.source, entry.url)
            return []
        if urlsplit(page.next_page).netloc != urlsplit(page.url).netloc:
            logger.info("%s: the next page %s is on another host", entry.source, page.next_page)
            return []
        if entry.depth + 1 >= self._most_pages:
            logger.info("%s: stopped after %d pages", entry.source, entry.depth + 1)
            return []
        return [FrontierEntry(url=page.next_page, source=entry.source, depth=entry.depth + 1, carrier="next")]
