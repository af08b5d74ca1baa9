"""Discovery: which of the pages that a site names are worth fetching."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urldefrag, urlsplit

from rivalscope.domain.market import PAGE_KINDS, Product, Source, SourceKind
from spiders.urls import url_objection

PAGES_PER_KIND = 3
"""Pages of one kind that a product is known by, given ones counted: the first few say it all."""

DEEPEST = 20
"""Segments of a path beyond which it is taken for made up by a loop (Heritrix's limit)."""

WANTED = PAGE_KINDS - {SourceKind.HOME, SourceKind.LEGAL}

_AGAIN = re.compile(r"(/[^/]+/[^/]+(?:/[^/]+)*?)\1(?=/|$)")
_SESSION = re.compile(r";|/\(\w|/[0-9a-f]{32,}(?=/|$)", re.IGNORECASE)
_CALENDAR = re.compile(r"/(?:cal|calendar|events?|archives?)/(?:.*/)?\d{4}(?=[/-]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is worth fetching of the pages that were found."""

    pages: tuple[tuple[str, SourceKind], ...] = ()
    left_out: frozenset[str] = frozenset()
    """Pages that only the budget keeps from being fetched: what is known of the site is not all that it has."""


def within(url: str, site: str) -> bool:
    """Tell whether a URL lies under a site: the same host, `www.` or not, and below its path."""
    try:
        page, root = urlsplit(url), urlsplit(site)
        same_host = _bare(page.hostname) == _bare(root.hostname) and page.port == root.port
    except ValueError:
        return False
    folder = root.path if root.path.endswith("/") else root.path + "/"
    return same_host and (unquote(page.path) + "/").startswith(unquote(folder))


def choose(
    found: Iterable[tuple[str, SourceKind | None]], *, product: Product, known: Sequence[Source], budget: int
) -> Choice:
    """Choose the pages to fetch among those found, the nearest to the root of the site first.

    `known` are the product's sources so far; at most `budget` pages are known of a product in the end.
    """
    site = product.site
    if site is None:
        return Choice()
    pages = [source for source in known if source.kind in PAGE_KINDS]
    have = {same(source.url) for source in pages} | {same(site)}
    counts = Counter(source.kind for source in pages)
    chosen: list[tuple[str, SourceKind]] = []
    left_out: set[str] = set()
    for url, kind in sorted(dict(found).items(), key=_nearness):
        page = urldefrag(url)[0]
        if kind not in WANTED or counts[kind] >= PAGES_PER_KIND:
            continue
        if same(page) in have or not within(page, site) or is_trap(page):
            continue
        if len(pages) + len(chosen) >= budget:
            left_out.add(same(page))
            continue
        have.add(same(page))
        counts[kind] += 1
        chosen.append((page, kind))
    return Choice(pages=tuple(chosen), left_out=frozenset(left_out))


def same(url: str) -> str:
    """Return the form of a URL in which two spellings of one page agree."""
    parts = urlsplit(urldefrag(url)[0])
    return f"{_bare(parts.hostname)}:{parts.port}{unquote(parts.path).rstrip('/')}?{parts.query}"


def _nearness(page: tuple[str, SourceKind | None]) -> tuple[int, int, str]:
    path = urlsplit(page[0]).path
    return path.strip("/").count("/"), len(path), page[0]


def is_trap(url: str) -> bool:
    """Tell whether a URL must not be asked for, or looks made up by a loop.

    So do a query, a session in the path, a calendar's day, a path that is very deep, a segment that stands there
    three times and a run of segments that comes twice in a row.
    """
    if url_objection(url):
        return True
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    repeated = any(count > 2 for count in Counter(segments).values()) or bool(_AGAIN.search(parts.path))
    made_up = _SESSION.search(parts.path) or _CALENDAR.search(parts.path)
    return bool(parts.query or made_up or repeated or len(segments) > DEEPEST)


def _bare(host: str | None) -> str:
    return (host or "").removeprefix("www.")
