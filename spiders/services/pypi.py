"""PyPI: the releases of a project, from its feed or its JSON (https://docs.pypi.org/api/)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import ItemType, Page, Release, ReleaseItem
from spiders.pages.feeds import looks_like_feed
from spiders.pages.privacy import mask
from spiders.pages.reader import read_page
from spiders.pages.releases import MOST_RELEASES
from spiders.services.answers import day, parse, passage, pointer, value, words

EXTRACTOR = "pypi/1"
"""Name and version of this reader."""


def read(
    body: bytes, *, url: str, options: Mapping[str, str], seen_at: datetime, content_type: str | None = None
) -> Page:
    """Return the releases of a project, newest first.

    The feed (`/rss/project/NAME/releases.xml`) gives the last 40 with titles that are versions. The JSON
    (`/pypi/NAME/json`) has `releases`, by version a list of files with `upload_time_iso_8601`, `filename` and
    `yanked`; a version without files says nothing. Its error is an object with `message`.
    """
    del options
    if looks_like_feed(body):
        return read_page(body, url=url, kind=SourceKind.FEED, seen_at=seen_at, content_type=content_type)
    document = parse(body, content_type=content_type)
    versions = value(document, "releases")
    if not isinstance(versions, dict):
        said = words(document, "message")
        reason = (
            f"PyPI answered: {said}"[:200] if said else "the answer is neither a feed nor has it releases"
        )
        return Page(url=url, kind=SourceKind.FEED, verdict=Verdict.PARTIAL, reason=reason, seen_at=seen_at,
                    extractor=EXTRACTOR)  # fmt: skip
    made = (_release(name, files, seen_at) for name, files in versions.items())
    releases = sorted((one for one in made if one is not None), key=lambda one: one[0], reverse=True)
    return Page(
        url=url,
        kind=SourceKind.FEED,
        verdict=Verdict.OK,
        releases=tuple(release for _, release in releases[:MOST_RELEASES]),
        stated=sum(bool(files) for files in versions.values()),
        seen_at=seen_at,
        extractor=EXTRACTOR,
    )


def _release(name: str, files: Any, seen_at: datetime) -> tuple[str, Release] | None:
    """Return when a version came out, as written, and what it is; None when it has no files."""
    first = files[0] if isinstance(files, list) and files else None
    told, title = words(first, "filename"), mask(name.strip()[:300])
    if told is None or not title:
        return None
    reason = words(first, "yanked_reason")
    text = f"yanked: {mask(reason[:1000])}" if reason else "yanked"
    yanked = (ReleaseItem(type=ItemType.REMOVED, text=text),) if value(first, "yanked") is True else ()
    return words(first, "upload_time_iso_8601") or "", Release(
        date=day(first, "upload_time_iso_8601", seen_at=seen_at)
        or day(first, "upload_time", seen_at=seen_at),
        title=title,
        version=title,
        items=tuple(item.text for item in yanked),
        entries=yanked,
        passage=passage(pointer("releases", name, 0, "filename"), told[:300]),
    )
