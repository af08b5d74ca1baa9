"""App Store: the customer-review feed that Apple publishes for each country's store.

Shape: `feed.entry[]` with every value under `label` (facundoolano/app-store-scraper lib/reviews.js; the fixture of
DayBySay/Reviewer). Older answers begin with an entry of the app itself, without a rating; a single review is an object
and no list. The links `next` and `last` lead to XML, so pages are counted instead; there are ten at most.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Page, Review
from spiders.services.listing import EXTRACTOR, Told, at, failed, load, review_of

_PAGE = re.compile(r"/page=(\d{1,4})/")


def read(
    body: bytes, *, url: str, options: Mapping[str, str], seen_at: datetime, content_type: str | None = None
) -> Page:
    """Return the reviews of one page of the feed; it does not say how many there are."""
    del options
    try:
        feed = at(load(body, content_type=content_type), "feed")
    except ValueError:
        return failed(url, seen_at=seen_at, verdict=Verdict.ERROR, reason="the feed is not JSON")
    if not isinstance(feed, dict):
        return failed(url, seen_at=seen_at, verdict=Verdict.PARTIAL, reason="the answer holds no feed")
    entries = feed.get("entry", [])
    if isinstance(entries, dict):
        listed = [("json:/feed/entry", entries)]
    else:
        listed = [(f"json:/feed/entry/{index}", entry) for index, entry in enumerate(entries)]
    found = [_review(entry, place, seen_at) for place, entry in listed if at(entry, "im:rating") is not None]
    reviews = tuple(review for review in found if review is not None)
    return Page(
        url=url,
        kind=SourceKind.REVIEWS,
        verdict=Verdict.OK,
        title=at(feed, "title", "label"),
        reviews=reviews,
        next_page=_following(url) if reviews else None,
        seen_at=seen_at,
        extractor=EXTRACTOR,
    )


def _review(entry: Any, place: str, seen_at: datetime) -> Review | None:
    told = Told(
        selector=f"{place}/content/label",
        text=at(entry, "content", "label"),
        title=at(entry, "title", "label"),
        rating=at(entry, "im:rating", "label"),
        best=Decimal(5),
        date=at(entry, "updated", "label"),
        version=at(entry, "im:version", "label"),
        key=at(entry, "id", "label"),
        author=at(entry, "author", "name", "label"),
    )
    return review_of(told, seen_at=seen_at)


def _following(url: str) -> str | None:
    """Return the address of the page after one; None when the address counts no pages."""
    found = _PAGE.search(url)
    if found is None:
        return None
    return f"{url[: found.start(1)]}{int(found[1]) + 1}{url[found.end(1) :]}"
