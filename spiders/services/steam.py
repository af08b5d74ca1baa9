"""Steam: the reviews of an app, as Valve documents them for programs.

Shape (partner.steamgames.com/doc/store/getreviews): `reviews[]` with `recommendationid`, `review`, `voted_up`,
`timestamp_created`; `cursor` of the next page; `query_summary`, whose totals only the first page holds. A page may be
short though the list goes on; it ends with an empty page, or with a cursor that was given before.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Page, Review
from spiders.services.listing import (
    EXTRACTOR,
    Told,
    at,
    count,
    failed,
    load,
    query_of,
    review_of,
    with_query,
    words,
)

BEST = Decimal(2)
"""A recommendation is 2 of 2, its absence 1 of 2: on the common scale the ends, 5 and 1."""


def read(
    body: bytes, *, url: str, options: Mapping[str, str], seen_at: datetime, content_type: str | None = None
) -> Page:
    """Return the reviews of one page, the next one, and on the first page how many there are."""
    del options
    try:
        answer = load(body, content_type=content_type)
    except ValueError:
        return failed(url, seen_at=seen_at, verdict=Verdict.ERROR, reason="the answer is not JSON")
    if words(at(answer, "success")) != "1" or not isinstance(at(answer, "reviews"), list):
        reason = "the answer does not report success with a list of reviews"
        return failed(url, seen_at=seen_at, verdict=Verdict.PARTIAL, reason=reason)
    found = [_review(item, f"json:/reviews/{index}", seen_at) for index, item in enumerate(answer["reviews"])]
    cursor = words(at(answer, "cursor"))
    goes_on = bool(answer["reviews"]) and cursor and cursor != query_of(url).get("cursor")
    return Page(
        url=url,
        kind=SourceKind.REVIEWS,
        verdict=Verdict.OK,
        reviews=tuple(review for review in found if review is not None),
        next_page=with_query(url, cursor=cursor) if goes_on else None,
        stated=count(at(answer, "query_summary", "total_reviews")),
        seen_at=seen_at,
        extractor=EXTRACTOR,
    )


def _review(item: Any, place: str, seen_at: datetime) -> Review | None:
    liked = at(item, "voted_up")
    told = Told(
        selector=f"{place}/review",
        text=at(item, "review"),
        rating={True: "2", False: "1"}.get(liked) if isinstance(liked, bool) else None,
        best=BEST,
        date=at(item, "timestamp_created"),
        key=at(item, "recommendationid"),
        author=at(item, "author", "steamid"),
    )
    return review_of(told, seen_at=seen_at)
