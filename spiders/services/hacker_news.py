"""Hacker News: comments and stories of Algolia's search (https://hn.algolia.com/api), newest first."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Page, Review
from spiders.services.answers import (
    day,
    listing,
    page_number,
    parse,
    pointer,
    query,
    value,
    voice,
    whole,
    words,
)
from spiders.services.listing import with_query

EXTRACTOR = "hacker-news/1"
"""Name and version of this reader."""


def read(
    body: bytes, *, url: str, options: Mapping[str, str], seen_at: datetime, content_type: str | None = None
) -> Page:
    """Return the comments and stories of one page of `search_by_date`.

    The shape: `hits` of `objectID`, `author`, `created_at`, `created_at_i` and `comment_text` or `title` and
    `story_text`; `page` from 0, `nbPages`, `nbHits`. A search gives its first 1,000 hits, so after the last page the
    next window begins where its oldest hit was written (`numericFilters=created_at_i<=…`). A story that is a bare
    link is nobody's voice and is left out.
    """
    del options
    document = parse(body, content_type=content_type)
    hits = value(document, "hits")
    if not isinstance(hits, list):
        reason = words(document, "message") or "the answer has no list of hits"
        return Page(url=url, kind=SourceKind.REVIEWS, verdict=Verdict.PARTIAL, reason=reason[:200], seen_at=seen_at,
                    extractor=EXTRACTOR)  # fmt: skip
    found = (_voice(hit, place, seen_at) for place, hit in enumerate(hits))
    windowed = query(url, "numericFilters") is not None
    return Page(
        url=url,
        kind=SourceKind.REVIEWS,
        verdict=Verdict.OK,
        reviews=tuple(review for review in found if review is not None),
        next_page=_following(document, hits, url),
        stated=None if windowed else whole(document, "nbHits"),
        seen_at=seen_at,
        extractor=EXTRACTOR,
    )


def _voice(hit: Any, place: int, seen_at: datetime) -> Review | None:
    names = ("comment_text", "story_text")
    return voice(
        [(pointer("hits", place, name), value(hit, name)) for name in names],
        key=words(hit, "objectID"),
        date=day(hit, "created_at", seen_at=seen_at),
        author=value(hit, "author"),
        title=value(hit, "title") or value(hit, "story_title"),
    )


def _following(document: Any, hits: list[Any], url: str) -> str | None:
    """Return the next page, or the next window after the last one; None at the end."""
    pages, here = whole(document, "nbPages") or 0, page_number(url, first=0)
    if not hits:
        return None
    if here + 1 < pages:
        return with_query(url, page=str(here + 1))
    told = whole(document, "nbHits") or 0
    size = whole(document, "hitsPerPage") or len(hits)
    times = [time for hit in listing(document, "hits") if (time := whole(hit, "created_at_i")) is not None]
    if told <= pages * size or not times:
        return None
    oldest = f"created_at_i<={min(times)}"
    if query(url, "numericFilters") == oldest:  # more than a whole window in one second: go on before it
        oldest = f"created_at_i<{min(times)}"
    return with_query(url, page="0", numericFilters=oldest)
