"""GitHub issues of a repository (https://docs.github.com/rest/issues/issues#list-repository-issues), newest first."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Page, Review
from spiders.services.answers import day, parse, pointer, value, voice, words
from spiders.services.github import EXTRACTOR, each, failed, following, linked

__all__ = ["linked", "read"]


def read(
    body: bytes,
    *,
    url: str,
    options: Mapping[str, str],
    seen_at: datetime,
    content_type: str | None = None,
) -> Page:
    """Return the issues of one page as tickets: a title and a text.

    The shape: a list of `id`, `number`, `title`, `body` (Markdown or null), `user.login`, `created_at`. The list
    holds pull requests too (they have `pull_request`): they are the makers' own work and are left out, as is what
    programs write (`user.type` is `Bot`).
    """
    del options
    document = parse(body, content_type=content_type)
    if not isinstance(document, list):
        return failed(document, url, seen_at, SourceKind.REVIEWS)
    return Page(
        url=url,
        kind=SourceKind.REVIEWS,
        verdict=Verdict.OK,
        reviews=each(document, lambda item, place: _issue(item, place, seen_at)),
        next_page=following(document, url),
        seen_at=seen_at,
        extractor=EXTRACTOR,
    )


def _issue(item: Any, place: int, seen_at: datetime) -> Review | None:
    if value(item, "pull_request") is not None or words(item, "user", "type") == "Bot":
        return None
    return voice(
        [(pointer(place, name), value(item, name)) for name in ("body", "title")],
        key=words(item, "id") or words(item, "number"),
        date=day(item, "created_at", seen_at=seen_at),
        author=value(item, "user", "login"),
        title=value(item, "title"),
    )
