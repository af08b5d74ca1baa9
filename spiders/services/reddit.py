"""Reddit: posts and comments of a listing (https://www.reddit.com/dev/api#listings), newest first."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Page, Review
from spiders.services.answers import parse, pointer, unix_day, value, voice, words
from spiders.services.listing import with_query

EXTRACTOR = "reddit/1"
"""Name and version of this reader."""


def read(
    body: bytes, *, url: str, options: Mapping[str, str], seen_at: datetime, content_type: str | None = None
) -> Page:
    """Return the posts (`t3`) and comments (`t1`) of one listing.

    The shape: `kind: "Listing"`, `data.children` of `kind` and `data` with `name`, `title`, `selftext` or `body`,
    `author`, `created_utc`; `data.after` names where the next page begins, null at the end. An error is an object
    with `message` and `error`. A listing ends after about 1,000 items, whatever there is.
    """
    del options
    document = parse(body, content_type=content_type)
    children = value(document, "data", "children")
    if not isinstance(children, list):
        said = words(document, "message")
        reason = f"Reddit answered: {said[:200]}" if said else "the answer is not a listing"
        verdict = Verdict.BLOCKED if words(document, "error") in ("401", "403", "429") else Verdict.PARTIAL
        return Page(url=url, kind=SourceKind.REVIEWS, verdict=verdict, reason=reason, seen_at=seen_at,
                    extractor=EXTRACTOR)  # fmt: skip
    found = (_voice(value(child, "data"), place, seen_at) for place, child in enumerate(children))
    after = words(document, "data", "after")
    return Page(
        url=url,
        kind=SourceKind.REVIEWS,
        verdict=Verdict.OK,
        reviews=tuple(review for review in found if review is not None),
        next_page=with_query(url, after=after) if after and children else None,
        seen_at=seen_at,
        extractor=EXTRACTOR,
    )


def _voice(post: Any, place: int, seen_at: datetime) -> Review | None:
    return voice(
        [
            (pointer("data", "children", place, "data", name), value(post, name))
            for name in ("selftext", "body")
        ],
        key=words(post, "name") or words(post, "id"),
        date=unix_day(post, "created_utc", seen_at=seen_at),
        author=value(post, "author"),
        title=value(post, "title") or value(post, "link_title"),
    )
