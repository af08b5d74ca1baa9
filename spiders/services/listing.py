"""Lists as services answer them: JSON read with care, reviews put together from its values, addresses turned over."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import SourceKind
from rivalscope.domain.matching import review_key
from rivalscope.domain.page import Page, Review
from spiders.pages.dates import read_date
from spiders.pages.decoding import decode
from spiders.pages.passages import value_passage
from spiders.pages.privacy import mask
from spiders.pages.reviews import read_rating
from spiders.pages.text import plain_text, unguarded

EXTRACTOR = "services/1"
"""Name and version of what reads services."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a service tells of one review, as its values stand in the answer; None for what it does not."""

    selector: str
    """Where the text stands."""
    text: object
    title: object = None
    rating: object = None
    best: Decimal | None = None
    date: object = None
    """A text with a day in it, or seconds since 1970."""
    version: object = None
    key: object = None
    author: object = None


def load(body: bytes, *, content_type: str | None = None) -> Any:
    """Return a JSON document with numbers as written; ValueError when it is none."""
    try:
        text = unguarded(decode(body, content_type=content_type))
        return json.loads(text, parse_float=str, parse_int=str)
    except RecursionError as error:
        raise ValueError("the document is nested too deeply") from error


def at(place: object, *keys: str | int) -> Any:
    """Return what lies at the end of a path of keys and indexes; None when nothing does."""
    for key in keys:
        if (isinstance(key, str) and isinstance(place, Mapping)) or (
            isinstance(key, int) and isinstance(place, list) and -len(place) <= key < len(place)
        ):
            place = place.get(key) if isinstance(place, Mapping) else place[int(key)]
        else:
            return None
    return place


def words(value: object) -> str:
    """Return a scalar as one line of text without markup; empty for anything else."""
    return plain_text(value) if isinstance(value, str) else ""


def count(value: object) -> int | None:
    """Return a number of things, which may be written with thousands, e.g. `1,204`; None when it is none."""
    figures = words(value).replace(",", "").replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
    return int(figures) if figures.isascii() and figures.isdigit() and len(figures) < 12 else None


def review_of(told: Told, *, seen_at: datetime) -> Review | None:
    """Return a review, masked, with its passage; None when it has no text."""
    if not isinstance(told.text, str):
        return None
    passage = value_passage(told.selector, mask(words(told.text)))
    if not passage.quote:
        return None
    rating, _ = read_rating(words(told.rating))
    stated = day_text(words(told.date))
    return Review(
        text=passage.quote,
        title=mask(words(told.title)) or None,
        date=read_date(stated, seen_at=seen_at),
        rating=rating,
        best=told.best if rating is not None else None,
        version=words(told.version)[:60] or None,
        key=words(told.key)[:300] or review_key(passage.quote, rating=rating, date=read_date(stated)),
        author=words(told.author)[:200] or None,
        passage=passage,
    )


def day_text(stated: str) -> str:
    """Return a date as text: seconds, or milliseconds, since 1970 become a day."""
    if not (stated.isascii() and stated.isdigit() and 9 <= len(stated) <= 13):
        return stated
    seconds = int(stated) / (1000 if len(stated) > 11 else 1)
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def failed(
    url: str, *, seen_at: datetime, verdict: Verdict, reason: str, kind: SourceKind = SourceKind.REVIEWS
) -> Page:
    """Return the page of an answer that says nothing of its list."""
    return Page(url=url, kind=kind, verdict=verdict, reason=reason, seen_at=seen_at, extractor=EXTRACTOR)


def with_query(url: str, **changes: str | None) -> str:
    """Return a URL with parameters of its query set; None takes one out. The fragment goes."""
    parts = urlsplit(url)
    pairs = dict(parse_qsl(parts.query, keep_blank_values=True))
    for name, value in changes.items():
        if value is None:
            pairs.pop(name, None)
        else:
            pairs[name] = value
    return urlunsplit((*parts[:3], urlencode(pairs), ""))


def query_of(url: str) -> dict[str, str]:
    """Return the parameters of a URL's query."""
    return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))
