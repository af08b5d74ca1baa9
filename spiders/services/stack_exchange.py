"""Stack Exchange: questions of `search/advanced` (https://api.stackexchange.com/docs/advanced-search), newest first."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Page, Review
from spiders.services.answers import page_number, parse, pointer, unix_day, value, voice, whole, words
from spiders.services.listing import with_query

EXTRACTOR = "stack-exchange/1"
"""Name and version of this reader."""

A_NIGHT = 86_400.0
"""Seconds for which the host is left alone once the day's quota is spent."""


def read(
    body: bytes, *, url: str, options: Mapping[str, str], seen_at: datetime, content_type: str | None = None
) -> Page:
    """Return the questions of one page.

    The shape (https://api.stackexchange.com/docs/wrapper): `items`, `has_more`, `quota_remaining`, now and then
    `backoff`, the seconds that must pass before the method is asked again; `total` only with a filter that asks for
    it. Errors have `error_id`, `error_name` and `error_message`; 502 is `throttle_violation`.
    """
    del options
    document = parse(body, content_type=content_type)
    items = value(document, "items")
    pause = _pause(document)
    if not isinstance(items, list) or words(document, "error_id"):
        name = words(document, "error_name")
        reason = f"Stack Exchange answered {name}: {words(document, 'error_message') or 'no more is said'}"
        blocked = name in ("throttle_violation", "access_denied", "temporarily_unavailable")
        return Page(
            url=url,
            kind=SourceKind.REVIEWS,
            verdict=Verdict.BLOCKED if blocked else Verdict.PARTIAL,
            reason=reason[:300] if name else "the answer has no list of items",
            pause=A_NIGHT if name == "throttle_violation" and pause is None else pause,
            seen_at=seen_at,
            extractor=EXTRACTOR,
        )
    found = (_voice(item, place, seen_at) for place, item in enumerate(items))
    more = value(document, "has_more") is True and bool(items)
    return Page(
        url=url,
        kind=SourceKind.REVIEWS,
        verdict=Verdict.OK,
        reviews=tuple(review for review in found if review is not None),
        next_page=with_query(url, page=str(page_number(url) + 1)) if more else None,
        stated=whole(document, "total"),
        pause=pause,
        seen_at=seen_at,
        extractor=EXTRACTOR,
    )


def _voice(item: Any, place: int, seen_at: datetime) -> Review | None:
    # Without the filter `withbody` a question has no body, and its title is all that is said.
    return voice(
        [(pointer("items", place, name), value(item, name)) for name in ("body", "title")],
        key=words(item, "question_id"),
        date=unix_day(item, "creation_date", seen_at=seen_at),
        author=value(item, "owner", "display_name"),
        title=value(item, "title"),
    )


def _pause(document: Any) -> float | None:
    if whole(document, "quota_remaining") == 0:
        return A_NIGHT
    backoff = whole(document, "backoff")
    return None if backoff is None else float(min(backoff, A_NIGHT))
