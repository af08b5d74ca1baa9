"""Schema.org lists: pages of reviews marked up for machines, page after page."""

from dataclasses import replace
from datetime import datetime

from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Page
from spiders.pages.reader import read_page
from spiders.services.listing import count, query_of, with_query


def read_listed(body: bytes, *, url: str, seen_at: datetime, content_type: str | None = None) -> Page:
    """Return the schema.org reviews of a page; the next one is linked, or counted while more are stated."""
    page = read_page(body, url=url, kind=SourceKind.REVIEWS, seen_at=seen_at, content_type=content_type)
    if page.next_page is not None or not page.reviews or page.stated is None:
        return page
    number = count(query_of(url).get("page", "1")) or 1
    if number * len(page.reviews) >= page.stated:
        return page
    return replace(page, next_page=with_query(url, page=str(number + 1)))
