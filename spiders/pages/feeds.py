"""Feeds: the entries of Atom, RSS and RDF from their bytes; nothing is fetched."""

import io
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import feedparser

from spiders.pages.text import plain_text

MOST_ENTRIES = 2_000
"""Entries that are read of one feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed, as text."""

    title: str
    content: str
    items: tuple[str, ...]
    """What the content lists, or all of it as one."""
    link: str | None
    date: date | None
    """Day of publication, else of the last update, in UTC; None when the feed states none that can be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed as text; without title and entries when it could not be read as one."""

    title: str | None
    language: str | None
    entries: list[Entry]


def parse_feed(body: bytes, *, content_type: str | None = None) -> Feed:
    """Read a feed from its bytes.

    feedparser is given a stream: bytes or a string it would try as an address or a file name first.
    """
    headers = {"content-type": content_type} if content_type else {}
    parsed = feedparser.parse(io.BytesIO(body), response_headers=headers)
    return Feed(
        title=plain_text(str(parsed.feed.get("title") or "")) or None,
        language=str(parsed.feed.get("language") or "").lower() or None,
        entries=[_entry(entry) for entry in parsed.entries[:MOST_ENTRIES]],
    )


def looks_like_feed(body: bytes) -> bool:
    """Tell from the first bytes whether a body is an Atom, RSS or RDF feed."""
    head = body[:2048].lower()
    return any(mark in head for mark in (b"<rss", b"<feed", b"<rdf:rdf")) and b"<html" not in head


def _entry(entry: Any) -> Entry:
    contents = [str(part.get("value") or "") for part in entry.get("content") or []]
    content = contents[0] if contents else str(entry.get("summary") or "")
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    return Entry(
        title=plain_text(str(entry.get("title") or "")),
        content=plain_text(content),
        items=_items(content),
        link=entry.get("link"),
        date=_day(moment),
    )


def _items(content: str) -> tuple[str, ...]:
    """Return the list items of an entry's HTML, else its text as one item."""
    listed = [
        plain_text(part)
        for part in re.findall(r"<li\b[^>]*>(.*?)(?=<li\b|</[uo]l|</li)", content, re.DOTALL | re.IGNORECASE)
    ]
    text = plain_text(content)
    return tuple(item for item in listed if item) or ((text,) if text else ())


def _day(moment: Any) -> date | None:
    try:
        return None if moment is None else date(moment.tm_year, moment.tm_mon, moment.tm_mday)
    except ValueError:
        return None
