"""Answers: documents of services read without trusting a single value of them; pure."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from rivalscope.domain.matching import review_key
from rivalscope.domain.page import Passage, Review
from spiders.pages.dates import EARLIEST, read_date
from spiders.pages.jsonld import escape
from spiders.pages.privacy import mask
from spiders.pages.values import value_text
from spiders.services.listing import load, query_of

LONGEST_TEXT = 20_000
"""Characters that are kept of one ticket, comment or description."""
LONGEST_KEY = 300
"""Characters of an item's own identity."""
_WHOLE = re.compile(r"\d{1,12}", re.ASCII)
_GONE = frozenset({"[deleted]", "[removed]", "[dead]", "[flagged]"})
"""What services write where an author or text was taken away."""


def parse(body: bytes, *, content_type: str | None = None) -> Any:
    """Return a JSON document with its numbers as written; None when it is none (or `null`)."""
    try:
        return load(body, content_type=content_type)
    except ValueError:
        return None


def value(item: Any, *keys: str) -> Any:
    """Return what stands at the end of a path of keys in objects; None when nothing does."""
    for key in keys:
        if not isinstance(item, dict):
            return None
        item = item.get(key)
    return item


def listing(item: Any, *keys: str) -> list[Any]:
    """Return the list at the end of a path; empty when there is none."""
    found = value(item, *keys)
    return found if isinstance(found, list) else []


def words(item: Any, *keys: str) -> str | None:
    """Return a string or number at the end of a path as text without markup; None when it is neither or empty."""
    found = value(item, *keys)
    return (value_text(found) or None) if isinstance(found, str) else None


def whole(item: Any, *keys: str) -> int | None:
    """Return a whole number of at most twelve digits at the end of a path; None when there is none."""
    found = value(item, *keys)
    return int(found) if isinstance(found, str) and _WHOLE.fullmatch(found.strip()) else None


def day(item: Any, *keys: str, seen_at: datetime) -> date | None:
    """Return the day of an ISO 8601 date at the end of a path; None when it states none that can be."""
    return read_date((words(item, *keys) or "")[:40], seen_at=seen_at)


def unix_day(item: Any, *keys: str, seen_at: datetime, per_second: int = 1) -> date | None:
    """Return the UTC day of a Unix time at the end of a path, of `per_second` units a second; None when it can't be."""
    found = value(item, *keys)
    moment = re.match(r"\d{1,13}", found) if isinstance(found, str) else None
    if moment is None:
        return None
    try:
        at = datetime.fromtimestamp(int(moment.group()) // per_second, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return at.date() if at.year >= EARLIEST and at <= seen_at + timedelta(hours=48) else None


def pointer(*keys: str | int) -> str:
    """Return the selector of a value in a JSON document (`json:` and an RFC 6901 pointer)."""
    return "/".join(["json:", *(escape(str(key)) for key in keys)])


def passage(selector: str, text: str) -> Passage:
    """Return the passage of a text that begins where its value does, masked and cut at LONGEST_TEXT."""
    quote = mask(text[:LONGEST_TEXT])
    return Passage(selector=selector, start=0, end=len(quote), quote=quote)


def voice(
    texts: Iterable[tuple[str, Any]],
    *,
    key: str | None,
    date: date | None,
    author: Any = None,
    title: Any = None,
) -> Review | None:
    """Return what somebody wrote as a review without a rating; None when nothing of it is left.

    `texts` are selectors and values, the first of which that says something is the text; the title is left out
    where it is the text already. A text that the service has taken away is none.
    """
    for selector, found in texts:
        text = value_text(found) if isinstance(found, str) else ""
        if not text or text.lower() in _GONE:
            continue
        said = passage(selector, text)
        name = value_text(title) if isinstance(title, str) else ""
        return Review(
            text=said.quote,
            title=mask(name[:LONGEST_KEY]) if name and name != text else None,
            date=date,
            key=(key or review_key(said.quote, rating=None, date=date))[:LONGEST_KEY],
            author=_author(author),
            passage=said,
        )
    return None


def query(url: str, name: str) -> str | None:
    """Return a parameter of a URL's query; None when it has none of the name."""
    return query_of(url).get(name)


def page_number(url: str, name: str = "page", *, first: int = 1) -> int:
    """Return the number of the page that a URL asks for."""
    text = query(url, name) or ""
    return int(text) if _WHOLE.fullmatch(text) else first


def _author(found: Any) -> str | None:
    name = value_text(found)[:200] if isinstance(found, str) else ""
    return name if name and name.lower() not in _GONE else None
