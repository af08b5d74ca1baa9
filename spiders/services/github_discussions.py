"""GitHub discussions of a repository (https://docs.github.com/graphql/guides/using-the-graphql-api-for-discussions)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urldefrag, urlencode

from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Page, Review
from spiders.services.answers import day, listing, parse, pointer, value, voice, whole, words
from spiders.services.github import EXTRACTOR, each, failed

_CONNECTION = ("data", "repository", "discussions")


def read(
    body: bytes, *, url: str, options: Mapping[str, str], seen_at: datetime, content_type: str | None = None
) -> Page:
    """Return the discussions of one page, newest first.

    The shape: `data.repository.discussions` with `totalCount`, `pageInfo` (`hasNextPage`, `endCursor`) and `nodes` of
    `id`, `title`, `body`, `createdAt`, `author.login`. Errors are told with status 200, in `errors` of `type` and
    `message`. Repository and place in the list stand in the URL's fragment, from which the question is made.
    """
    del options
    document = parse(body, content_type=content_type)
    nodes = value(document, *_CONNECTION, "nodes")
    errors = listing(document, "errors")
    if not isinstance(nodes, list):
        return failed(errors[0] if errors else document, url, seen_at, SourceKind.REVIEWS)
    cursor = words(document, *_CONNECTION, "pageInfo", "endCursor")
    more = value(document, *_CONNECTION, "pageInfo", "hasNextPage") is True and bool(nodes)
    return Page(
        url=url,
        kind=SourceKind.REVIEWS,
        verdict=Verdict.OK,
        reviews=each(nodes, lambda node, place: _voice(node, place, seen_at)),
        next_page=_after(url, cursor) if more and cursor else None,
        stated=whole(document, *_CONNECTION, "totalCount"),
        seen_at=seen_at,
        extractor=EXTRACTOR,
    )


def _after(url: str, cursor: str) -> str:
    """Return the URL of the page after a cursor."""
    address, fragment = urldefrag(url)
    return f"{address}#{urlencode(dict(parse_qsl(fragment)) | {'after': cursor}, safe='/')}"


def _voice(node: Any, place: int, seen_at: datetime) -> Review | None:
    return voice(
        [(pointer(*_CONNECTION, "nodes", place, name), value(node, name)) for name in ("body", "title")],
        key=words(node, "id"),
        date=day(node, "createdAt", seen_at=seen_at),
        author=value(node, "author", "login"),
        title=value(node, "title"),
    )
