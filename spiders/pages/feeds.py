"""Feeds: the entries of Atom, RSS and RDF from their bytes; nothing is fetched."""

import io
import json
import re
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

import feedparser

from spiders.pages.dates import read_date
from spiders.pages.decoding import decode
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
    following: str | None = None
    """URL of the feed's next part, as written (RFC 5005 `next`, JSON Feed `next_url`); None when it names none."""


def parse_feed(body: bytes, *, content_type: str | None = None) -> Feed:
    """Read a feed from its bytes: RSS, Atom or JSON Feed.

    feedparser is given a stream: bytes or a string it would try as an address or a file name first.
    """
    if _looks_like_json_feed(body):
        return _json_feed(body, content_type=content_type)
    headers = {"content-type": content_type} if content_type else {}
    parsed = feedparser.parse(io.BytesIO(body), response_headers=headers)
    return Feed(
        title=plain_text(str(parsed.feed.get("title") or "")) or None,
        language=str(parsed.feed.get("language") or "").lower() or None,
        entries=[_entry(entry) for entry in parsed.entries[:MOST_ENTRIES]],
        following=next(
            (
                link["href"]
                for link in parsed.feed.get("links") or []
                if link.get("rel") == "next" and link.get("href")
            ),
            None,
        ),
    )


def looks_like_feed(body: bytes) -> bool:
    """Tell from the first bytes whether a body is an Atom, RSS, RDF or JSON feed."""
    head = body[:2048].lower()
    if _looks_like_json_feed(body):
        return True
    return any(mark in head for mark in (b"<rss", b"<feed", b"<rdf:rdf")) and b"<html" not in head


def _looks_like_json_feed(body: bytes) -> bool:
    head = body[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"{") and b"jsonfeed.org/version/" in head.replace(b"\\/", b"/")


def _json_feed(body: bytes, *, content_type: str | None) -> Feed:
    """Read a JSON Feed, version 1 or 1.1 (https://www.jsonfeed.org/version/1.1/); what has the wrong type is absent."""
    try:
        found = json.loads(decode(body, content_type=content_type))
    except (ValueError, RecursionError):
        found = None
    document = found if isinstance(found, dict) else {}
    items = document.get("items")
    entries = [_json_entry(item) for item in items[:MOST_ENTRIES]] if isinstance(items, list) else []
    return Feed(
        title=plain_text(_string(document, "title")) or None,
        language=_string(document, "language").lower() or None,
        entries=entries,
        following=_string(document, "next_url") or None,
    )


def _json_entry(item: Any) -> Entry:
    fields = item if isinstance(item, dict) else {}
    html = _string(fields, "content_html")
    # Plain text is not markup: a `<` in it is a character.
    plain = escape(_string(fields, "content_text") or _string(fields, "summary"), quote=False)
    content = html or plain
    day = _string(fields, "date_published") or _string(fields, "date_modified")
    return Entry(
        title=plain_text(escape(_string(fields, "title"), quote=False)),
        content=plain_text(content),
        items=_items(content),
        link=_string(fields, "url") or _string(fields, "external_url") or None,
        date=read_date(day[:40]),
    )


def _string(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    return value.strip() if isinstance(value, str) else ""


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
