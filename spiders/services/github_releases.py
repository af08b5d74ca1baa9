"""GitHub releases of a repository (https://docs.github.com/rest/releases/releases#list-releases), newest first."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Page, Release
from spiders.pages.privacy import mask
from spiders.pages.versions import read_version
from spiders.services.answers import day, parse, passage, pointer, value, words
from spiders.services.github import EXTRACTOR, each, failed, following, linked, noted

__all__ = ["linked", "read"]


def read(
    body: bytes,
    *,
    url: str,
    options: Mapping[str, str],
    seen_at: datetime,
    content_type: str | None = None,
) -> Page:
    """Return the published releases of one page.

    The shape: a list of `id`, `tag_name`, `name`, `body` (Markdown), `draft`, `published_at`. Drafts are left out.
    """
    del options
    document = parse(body, content_type=content_type)
    if not isinstance(document, list):
        return failed(document, url, seen_at, SourceKind.FEED)
    return Page(
        url=url,
        kind=SourceKind.FEED,
        verdict=Verdict.OK,
        releases=each(document, lambda item, place: _release(item, place, seen_at)),
        next_page=following(document, url),
        seen_at=seen_at,
        extractor=EXTRACTOR,
    )


def _release(item: Any, place: int, seen_at: datetime) -> Release | None:
    name = "name" if words(item, "name") else "tag_name"
    title = words(item, name)
    if title is None or value(item, "draft") is True:
        return None
    said = value(item, "body")
    entries = noted(said) if isinstance(said, str) else ()
    return Release(
        date=day(item, "published_at", seen_at=seen_at) or day(item, "created_at", seen_at=seen_at),
        title=mask(title[:300]),
        version=read_version(words(item, "tag_name") or title),
        items=tuple(entry.text for entry in entries),
        entries=entries,
        passage=passage(pointer(place, name), title[:300]),
    )
