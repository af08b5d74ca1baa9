"""Review lists: how far a paginated list is followed, and why it ends where it does."""

import logging
from collections import defaultdict
from collections.abc import Hashable
from urllib.parse import urlsplit

from rivalscope.domain.capture import Ending, Verdict
from rivalscope.domain.crawl import FrontierEntry
from rivalscope.domain.market import Source
from rivalscope.domain.page import Page
from rivalscope.services import CATALOGUE
from rivalscope.services.service import Service
from spiders.night import Night

logger = logging.getLogger(__name__)

FULL_WALK_DAYS = 7
"""Nights after which a list is walked to its end again, so that edits and removals far down are noticed."""


class ReviewLists:
    """Follows the next page of each list; an entry's depth is the number of pages before it."""

    def __init__(self, night: Night) -> None:
        self._night = night
        self._items: defaultdict[str, set[Hashable]] = defaultdict(set)
        self._urls: defaultdict[str, set[str]] = defaultdict(set)

    def follow(self, entry: FrontierEntry, page: Page, source: Source) -> list[FrontierEntry] | Ending:
        """Return the next page of a list, or why it ends; nothing for a page that says nothing of its list."""
        if page.verdict is not Verdict.OK:
            return []
        ending = self._ending(entry, page, source)
        if ending is None and page.next_page is not None:
            return [
                FrontierEntry(url=page.next_page, source=entry.source, depth=entry.depth + 1, carrier="next")
            ]
        logger.info("%s: the list ends at %s: %s", entry.source, entry.url, ending)
        return ending or Ending.END

    def _ending(self, entry: FrontierEntry, page: Page, source: Source) -> Ending | None:
        """Return why a list ends at a page; None when it goes on."""
        service = CATALOGUE.get(source.service or "")
        items = _identities(page)
        fresh = items - self._items[entry.source]
        self._items[entry.source] |= items
        self._urls[entry.source].add(entry.url)
        if page.next_page is None:
            at_cap = service is not None and service.cap and entry.depth + 1 >= service.most_pages
            return Ending.CAP if at_cap else Ending.END
        # A page may hold nothing for us, such as one of pull requests alone: that is no loop.
        if (items and not fresh) or page.next_page in self._urls[entry.source]:
            return Ending.LOOP
        if not _beside(page.next_page, page.url, service):
            return Ending.ELSEWHERE
        if service is not None and entry.depth + 1 >= service.most_pages:
            return Ending.CAP if service.cap else Ending.LIMIT
        if entry.depth + 1 >= self._night.plan.options.review_pages:
            return Ending.LIMIT
        return Ending.KNOWN if self._known(page, source, service) else None

    def _known(self, page: Page, source: Source, service: Service | None) -> bool:
        """Tell whether nothing new can follow: new reviews come first, all here are known, and the rest was read."""
        if service is None or not service.newest_first or not page.reviews:
            return False
        walked = self._night.frontier.walked_on(source.key)
        if walked is None or not 0 <= (self._night.plan.night - walked).days < FULL_WALK_DAYS:
            return False
        return self._night.frontier.all_known(source.key, page.reviews)


def _beside(following: str, url: str, service: Service | None) -> bool:
    """Tell whether a page's successor is on its host, or both are on hosts of the service."""
    ours = [urlsplit(address) for address in (following, url)]
    if ours[0].netloc == ours[1].netloc:
        return True
    hosts = service.hosts if service is not None else ()
    return all(
        any(place.hostname == host or (place.hostname or "").endswith(f".{host}") for host in hosts)
        for place in ours
    )


def _identities(page: Page) -> set[Hashable]:
    """Return what tells the items of a page from those of others."""
    releases: set[Hashable] = {(release.date, release.title, release.items) for release in page.releases}
    roles: set[Hashable] = {(role.title, role.team, role.location, role.date) for role in page.roles}
    return releases | roles | {review.key for review in page.reviews}
