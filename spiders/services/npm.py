"""npm: the versions of a package (https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import ItemType, Page, Release, ReleaseItem
from spiders.pages.privacy import mask
from spiders.pages.releases import MOST_RELEASES
from spiders.services.answers import day, parse, passage, pointer, value, words

EXTRACTOR = "npm/1"
"""Name and version of this reader."""


def read(
    body: bytes, *, url: str, options: Mapping[str, str], seen_at: datetime, content_type: str | None = None
) -> Page:
    """Return the versions of a package as releases, newest first; those taken back are left out.

    The shape: `name`, `versions` (by version, each with `version` and perhaps `deprecated`), `time` (by version, with
    `created` and `modified` among them). An error is an object with `error`. The whole document is one page; one of a
    package with thousands of versions may exceed the limit of bytes.
    """
    del options
    document = parse(body, content_type=content_type)
    versions = value(document, "versions")
    if not isinstance(versions, dict):
        said = words(document, "error")
        gone = isinstance(value(document, "time", "unpublished"), dict)
        reason = "the package was unpublished" if gone else f"npm answered: {said}" if said else "no versions"
        return Page(url=url, kind=SourceKind.FEED, verdict=Verdict.PARTIAL, reason=reason[:200], seen_at=seen_at,
                    extractor=EXTRACTOR)  # fmt: skip
    times = value(document, "time")
    made = (_release(name, entry, times, seen_at) for name, entry in versions.items())
    releases = sorted((one for one in made if one is not None), key=lambda one: one[0], reverse=True)
    return Page(
        url=url,
        kind=SourceKind.FEED,
        verdict=Verdict.OK,
        releases=tuple(release for _, release in releases[:MOST_RELEASES]),
        stated=len(versions),
        seen_at=seen_at,
        extractor=EXTRACTOR,
    )


def _release(name: str, entry: Any, times: Any, seen_at: datetime) -> tuple[str, Release] | None:
    """Return when a version came out, as written, and what it is; None when it does not say which it is."""
    title = words(entry, "version")
    if title is None:
        return None
    told = words(entry, "deprecated")
    text = f"deprecated: {mask(told[:1000])}" if told else ""
    deprecated = (ReleaseItem(type=ItemType.DEPRECATED, text=text),) if text else ()
    return str(value(times, name) or ""), Release(
        date=day(times, name, seen_at=seen_at),
        title=mask(title[:300]),
        version=mask(title[:300]),
        items=tuple(item.text for item in deprecated),
        entries=deprecated,
        passage=passage(pointer("versions", name, "version"), title[:300]),
    )
