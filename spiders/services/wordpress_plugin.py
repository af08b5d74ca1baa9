"""WordPress.org plugins: how many reviews a plugin has, then the feed of them.

Shapes: `plugins/info/1.2` answers `num_ratings` (codex.wordpress.org/WordPress.org_API); the feed
`support/plugin/SLUG/reviews/feed` is RSS of the forum, whose entries begin with `Replies: 0` and `Rating: 5 stars`.
A page beyond the last answers 404, which ends the list.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import SourceKind
from rivalscope.domain.matching import review_key
from rivalscope.domain.page import Page, Passage, Review
from rivalscope.services.service import BASE
from spiders.pages.feeds import Entry, looks_like_feed, parse_feed
from spiders.pages.privacy import mask
from spiders.services.listing import EXTRACTOR, at, count, failed, load, query_of, with_query

FEED_ENTRIES = 30
"""Entries of a full page of the feed; a shorter one is the last."""

_HEAD = re.compile(r"\s*(?:Replies: \d+\s*)?Rating: (\d(?:\.\d)?) stars?\s*")


def read(
    body: bytes, *, url: str, options: Mapping[str, str], seen_at: datetime, content_type: str | None = None
) -> Page:
    """Return the reviews of a page of the feed, or, of the first answer, how many there are and where the feed is."""
    if looks_like_feed(body):
        return _feed(body, url=url, seen_at=seen_at, content_type=content_type)
    try:
        plugin = load(body, content_type=content_type)
    except ValueError:
        return failed(
            url, seen_at=seen_at, verdict=Verdict.ERROR, reason="the answer is neither JSON nor a feed"
        )
    stated = count(at(plugin, "num_ratings"))
    if stated is None:
        reason = "the answer does not say how many reviews the plugin has"
        return failed(url, seen_at=seen_at, verdict=Verdict.PARTIAL, reason=reason)
    base = options.get(BASE, "https://wordpress.org").rstrip("/")
    return Page(
        url=url,
        kind=SourceKind.REVIEWS,
        verdict=Verdict.OK,
        stated=stated,
        next_page=f"{base}/support/plugin/{options['slug']}/reviews/feed/" if stated else None,
        seen_at=seen_at,
        extractor=EXTRACTOR,
    )


def _feed(body: bytes, *, url: str, seen_at: datetime, content_type: str | None) -> Page:
    feed = parse_feed(body, content_type=content_type)
    found = [_review(entry, index) for index, entry in enumerate(feed.entries)]
    number = count(query_of(url).get("paged", "1")) or 1
    full = len(feed.entries) >= FEED_ENTRIES
    return Page(
        url=url,
        kind=SourceKind.REVIEWS,
        verdict=Verdict.OK,
        title=feed.title,
        reviews=tuple(review for review in found if review is not None),
        next_page=with_query(url, paged=str(number + 1)) if full else None,
        seen_at=seen_at,
        extractor=EXTRACTOR,
    )


def _review(entry: Entry, index: int) -> Review | None:
    """Return an entry as a review; None for a topic that carries no rating, or no words."""
    head = _HEAD.match(entry.content)
    if head is None or not entry.content[head.end() :].strip():
        return None
    quote = mask(entry.content)[head.end() :]
    rating = Decimal(head[1])
    return Review(
        text=quote,
        title=mask(entry.title) or None,
        date=entry.date,
        rating=rating,
        best=Decimal(5),
        key=entry.link or review_key(quote, rating=rating, date=entry.date),
        passage=Passage(
            selector=f"feed:{index}/content", start=head.end(), end=len(entry.content), quote=quote
        ),
    )
