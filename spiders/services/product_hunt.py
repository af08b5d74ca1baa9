"""Product Hunt: the comments on a launch, from its GraphQL interface (api.producthunt.com/v2/docs).

Shape: `data.post.comments` as a Relay connection, `edges[].node` with `body`, `createdAt`; errors under `errors[]`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Page, Review
from rivalscope.services.stores import moved, position
from spiders.services.listing import EXTRACTOR, Told, at, count, failed, load, review_of, words


def read(
    body: bytes, *, url: str, options: Mapping[str, str], seen_at: datetime, content_type: str | None = None
) -> Page:
    """Return the comments of one page, the next one, and how many the launch has."""
    try:
        answer = load(body, content_type=content_type)
    except ValueError:
        return failed(url, seen_at=seen_at, verdict=Verdict.ERROR, reason="the answer is not JSON")
    refused = at(answer, "errors", 0)
    if refused is not None:
        said = (
            words(at(refused, "error_description"))
            or words(at(refused, "message"))
            or words(at(refused, "error"))
        )
        denied = "token" in said.lower() or "oauth" in words(at(refused, "error")).lower()
        verdict = Verdict.LOGIN if denied else Verdict.ERROR
        return failed(url, seen_at=seen_at, verdict=verdict, reason=f"the interface answered: {said[:200]}")
    post = at(answer, "data", "post")
    edges = at(post, "comments", "edges")
    if not isinstance(edges, list):
        reason = f"there is no launch called {options['slug']!r}"
        return failed(url, seen_at=seen_at, verdict=Verdict.PARTIAL, reason=reason)
    found = [
        _comment(at(edge, "node"), f"json:/data/post/comments/edges/{index}/node", seen_at)
        for index, edge in enumerate(edges)
    ]
    cursor = words(at(post, "comments", "pageInfo", "endCursor"))
    goes_on = at(post, "comments", "pageInfo", "hasNextPage") is True and cursor and cursor != position(url)
    return Page(
        url=url,
        kind=SourceKind.REVIEWS,
        verdict=Verdict.OK,
        title=words(at(post, "name")) or None,
        reviews=tuple(review for review in found if review is not None),
        next_page=moved(url, cursor) if goes_on else None,
        stated=count(at(post, "commentsCount")),
        seen_at=seen_at,
        extractor=EXTRACTOR,
    )


def _comment(node: Any, place: str, seen_at: datetime) -> Review | None:
    told = Told(
        selector=f"{place}/body",
        text=at(node, "body"),
        date=at(node, "createdAt"),
        key=at(node, "id"),
        author=at(node, "user", "name"),
    )
    return review_of(told, seen_at=seen_at)
