"""Trustpilot: the pages of a business, for users with leave to fetch them.

Shape: `script#__NEXT_DATA__` with `props.pageProps.reviews[]` (`id`, `text`, `title`, `rating`, `dates.publishedDate`,
`consumer.displayName`) and `filters.pagination` (`totalCount`, `totalPages`), as many programs in public repositories
read it; a page without it is read by its schema.org reviews.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from rivalscope.domain.capture import Verdict
from rivalscope.domain.page import Page, Review
from spiders.pages.document import Document
from spiders.pages.next_data import next_data
from spiders.services.listing import EXTRACTOR, Told, at, count, query_of, review_of, with_query
from spiders.services.schema_org import read_listed

_PROPS = "next:/props/pageProps"


def read(
    body: bytes, *, url: str, options: Mapping[str, str], seen_at: datetime, content_type: str | None = None
) -> Page:
    """Return the reviews of one page, the next one, and how many there are; walls are judged as on any page."""
    del options
    page = read_listed(body, url=url, seen_at=seen_at, content_type=content_type)
    props = at(next_data(Document(body, content_type=content_type)), "props", "pageProps")
    listed = at(props, "reviews")
    if page.verdict not in (Verdict.OK, Verdict.EMPTY) or not isinstance(listed, list):
        return page
    found = [_review(item, f"{_PROPS}/reviews/{index}", seen_at) for index, item in enumerate(listed)]
    number = count(query_of(url).get("page", "1")) or 1
    pages = count(at(props, "filters", "pagination", "totalPages")) or 0
    return replace(
        page,
        verdict=Verdict.OK,
        reason="",
        reviews=tuple(review for review in found if review is not None),
        next_page=with_query(url, page=str(number + 1)) if found and number < pages else None,
        stated=_stated(props),
        extractor=EXTRACTOR,
    )


def _stated(props: Any) -> int | None:
    """Return how many reviews the list has in the language that is shown, else how many the business has."""
    for path in (("filters", "pagination", "totalCount"), ("businessUnit", "numberOfReviews")):
        number = count(at(props, *path))
        if number is not None:
            return number
    return None


def _review(item: Any, place: str, seen_at: datetime) -> Review | None:
    told = Told(
        selector=f"{place}/text",
        text=at(item, "text"),
        title=at(item, "title"),
        rating=at(item, "rating"),
        best=Decimal(5),
        date=at(item, "dates", "publishedDate"),
        key=at(item, "id"),
        author=at(item, "consumer", "displayName"),
    )
    return review_of(told, seen_at=seen_at)
