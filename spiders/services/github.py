"""GitHub: what its lists have in common: the next page, errors and Markdown (https://docs.github.com/rest)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urljoin

from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Page, ReleaseItem
from spiders.pages.privacy import mask
from spiders.pages.releases import items_of, items_of_notes
from spiders.pages.text import plain_text
from spiders.services.answers import page_number, query, words
from spiders.services.listing import with_query

EXTRACTOR = "github/1"
"""Name and version of this reader."""
MOST_ITEMS = 200
"""Lines of one release's notes that are kept."""

_NEXT = re.compile(r"<([^<>]{1,2000})>\s*;[^,<]*\brel=\"?next\"?", re.IGNORECASE)
_LIMITED = re.compile(r"rate limit|abuse detection|secondary rate", re.IGNORECASE)

Item = TypeVar("Item")


def noted(text: str) -> tuple[ReleaseItem, ...]:
    """Return what release notes in Markdown list, each with what it tells of, else all of them as one item."""
    listed = items_of_notes(text[:100_000])[:MOST_ITEMS]
    said = mask(plain_text(text[:2_000]))
    kept = tuple(replace(item, text=mask(item.text)) for item in listed)
    return kept or (items_of((said,)) if said else ())


def each(items: list[Any], make: Callable[[Any, int], Item | None]) -> tuple[Item, ...]:
    """Return what is made of the items of a list, without those of which nothing is."""
    made = (make(item, place) for place, item in enumerate(items))
    return tuple(item for item in made if item is not None)


def following(items: list[Any], url: str) -> str | None:
    """Return the next page by number after a full page; None after one that is not full."""
    size = page_number(url, "per_page", first=30)
    return with_query(url, page=str(page_number(url) + 1)) if len(items) >= size else None


def linked(page: Page, headers: Mapping[str, str]) -> Page:
    """Return a page with the next one that the `Link` header names, or none where it names no next.

    Where the header counts pages, our own URL is counted on, so that a page has one URL from night to night. Without
    the header (a single page, or an answer 304) what `following` says stands.
    """
    link = headers.get("link")
    if page.verdict is not Verdict.OK or link is None:
        return page
    told = _NEXT.search(link)
    if told is None:
        return replace(page, next_page=None)
    named = urljoin(page.url, told.group(1))
    numbered = with_query(page.url, page=str(page_number(page.url) + 1))
    return replace(page, next_page=numbered if query(named, "page") == query(numbered, "page") else named)


def failed(document: Any, url: str, seen_at: datetime, kind: SourceKind) -> Page:
    """Return the page of an answer that is no list: an object with `message`, `documentation_url` and `status`."""
    said = words(document, "message")
    limited = said is not None and (_LIMITED.search(said) or words(document, "status") in ("403", "429"))
    return Page(
        url=url,
        kind=kind,
        verdict=Verdict.BLOCKED if limited else Verdict.PARTIAL,
        reason=f"GitHub answered: {said[:200]}" if said else "the answer is not a list",
        seen_at=seen_at,
        extractor=EXTRACTOR,
    )
