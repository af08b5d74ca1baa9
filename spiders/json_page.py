"""JSON pages: what a JSON document says, by the field paths that a source states; pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import SourceKind
from rivalscope.domain.matching import review_key
from rivalscope.domain.page import Page, Review
from spiders.pages.dates import read_date
from spiders.pages.decoding import decode
from spiders.pages.jsonld import escape
from spiders.pages.passages import value_passage
from spiders.pages.privacy import mask
from spiders.pages.reviews import read_rating
from spiders.pages.values import value_text, walk

EXTRACTOR = "json/1"
"""Name and version of this reader."""

DEFAULTS: Mapping[str, str] = {"items": "items", "text": "text", "next": "next"}
"""Paths of a source that states none; the other fields are read only where a path is stated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fields:
    """Paths of a source: keys and indexes with dots between them; an empty path means the document itself."""

    paths: Mapping[str, str]

    def value(self, name: str, item: Any) -> Any:
        """Return what stands at a field's path in an item; None when nothing does, or no path is stated."""
        path = self.paths.get(name)
        if path is None:
            return None
        try:
            return walk(item, keys_of(path))
        except LookupError:
            return None

    def words(self, name: str, item: Any) -> str | None:
        """Return a field as text; None when it is missing or empty."""
        value = self.value(name, item)
        return value_text(value) or None if isinstance(value, str | int | float) else None


def read_json(
    body: bytes, *, url: str, options: Mapping[str, str], seen_at: datetime, content_type: str | None = None
) -> Page:
    """Return the reviews of a JSON document, and the next page when it names one.

    `options` state where things stand, as paths of keys with dots: `items` the list (an empty path when the
    document is the list), `next` the next page's URL, and within an item `text`, `title`, `rating`, `best`,
    `date`, `id`, `version` and `author`.
    """
    fields = _Fields(paths={**DEFAULTS, **options})
    try:
        document = json.loads(decode(body, content_type=content_type), parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        return _page(url, seen_at, Verdict.ERROR, "the answer is not JSON")
    items = fields.value("items", document)
    if not isinstance(items, list):
        path = fields.paths["items"]
        return _page(
            url,
            seen_at,
            Verdict.PARTIAL,
            f"the answer has no list at {path!r}, where the source's items stand",
        )
    prefix = "/".join(["json:", *map(escape, keys_of(fields.paths["items"]))])
    reviews = [
        _review(item, fields=fields, selector=f"{prefix}/{index}", seen_at=seen_at)
        for index, item in enumerate(items)
    ]
    following = fields.words("next", document)
    return Page(
        url=url,
        kind=SourceKind.JSON,
        verdict=Verdict.OK,
        reviews=tuple(review for review in reviews if review is not None),
        next_page=urljoin(url, following) if following else None,
        seen_at=seen_at,
        extractor=EXTRACTOR,
    )


def keys_of(path: str) -> list[str]:
    """Return the keys of a path with dots."""
    return [key for key in path.split(".") if key]


def _review(item: Any, *, fields: _Fields, selector: str, seen_at: datetime) -> Review | None:
    """Return one item as a review; None when it has no text."""
    text = fields.words("text", item)
    if text is None:
        return None
    place = "/".join([selector, *map(escape, keys_of(fields.paths["text"]))])
    rating, best = read_rating(fields.words("rating", item) or "", fields.words("best", item) or "")
    dated = fields.words("date", item) or ""
    passage = value_passage(place, mask(text))
    return Review(
        text=passage.quote,
        title=fields.words("title", item),
        date=read_date(dated, seen_at=seen_at),
        rating=rating,
        best=best,
        version=fields.words("version", item),
        key=fields.words("id", item) or review_key(passage.quote, rating=rating, date=read_date(dated)),
        author=fields.words("author", item),
        passage=passage,
    )


def _page(url: str, seen_at: datetime, verdict: Verdict, reason: str) -> Page:
    return Page(
        url=url, kind=SourceKind.JSON, verdict=verdict, reason=reason, seen_at=seen_at, extractor=EXTRACTOR
    )
