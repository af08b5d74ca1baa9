"""Trustpilot's interface: the reviews of a business, for those with a key of their own.

Shape (documentation-apidocumentation.trustpilot.com, business units, reviews): `reviews[]` with `id`, `stars`,
`title`, `text`, `createdAt`, `consumer.displayName`; `links[]` with `rel` `next-page`.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Page, Review
from spiders.services.listing import (
    EXTRACTOR,
    Told,
    at,
    count,
    failed,
    load,
    query_of,
    review_of,
    with_query,
    words,
)


def read(
    body: bytes, *, url: str, options: Mapping[str, str], seen_at: datetime, content_type: str | None = None
) -> Page:
    """Return the reviews of one page and the next one."""
    del options
    try:
        answer = load(body, content_type=content_type)
    except ValueError:
        return failed(url, seen_at=seen_at, verdict=Verdict.ERROR, reason="the answer is not JSON")
    listed = at(answer, "reviews")
    if not isinstance(listed, list):
        return failed(
            url, seen_at=seen_at, verdict=Verdict.PARTIAL, reason="the answer has no list of reviews"
        )
    found = [_review(item, f"json:/reviews/{index}", seen_at) for index, item in enumerate(listed)]
    links = at(answer, "links")
    relations = {words(at(link, "rel")) for link in (links if isinstance(links, list) else [])}
    number = count(query_of(url).get("page", "1")) or 1
    # The link's own address may name another host or drop the order; the number of the page is all that is new in it.
    goes_on = bool(listed) and "next-page" in relations
    return Page(
        url=url,
        kind=SourceKind.REVIEWS,
        verdict=Verdict.OK,
        reviews=tuple(review for review in found if review is not None),
        next_page=with_query(url, page=str(number + 1)) if goes_on else None,
        seen_at=seen_at,
        extractor=EXTRACTOR,
    )


def _review(item: Any, place: str, seen_at: datetime) -> Review | None:
    told = Told(
        selector=f"{place}/text",
        text=at(item, "text"),
        title=at(item, "title"),
        rating=at(item, "stars"),
        best=Decimal(5),
        date=at(item, "createdAt"),
        key=at(item, "id"),
        author=at(item, "consumer", "displayName"),
    )
    return review_of(told, seen_at=seen_at)
