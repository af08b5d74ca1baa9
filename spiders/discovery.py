"""Discovery: which of the pages that a site names are worth fetching."""

from collections import Counter
from collections.abc import Iterable, Sequence
from urllib.parse import unquote, urldefrag, urlsplit

from rivalscope.domain.market import PAGE_KINDS, Product, Source, SourceKind
from spiders.urls import url_objection

PAGES_PER_KIND = 3
"""Pages of one kind that a product is known by, given ones counted: the first few say it all."""

WANTED = PAGE_KINDS - {SourceKind.HOME}


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
) -> list[tuple[str, SourceKind]]:
    """Return the pages to fetch among those found, the nearest to the root of the site first.

    `known` are the product's sources so far; at most `budget` pages are known of a product in the end.
    """
    site = product.site
    if site is None:
        return []
    pages = [source for source in known if source.kind in PAGE_KINDS]
    have = {same(source.url) for source in pages} | {same(site)}
    counts = Counter(source.kind for source in pages)
    chosen: list[tuple[str, SourceKind]] = []
    for url, kind in sorted(dict(found).items(), key=_nearness):
        page = urldefrag(url)[0]
        if kind not in WANTED or counts[kind] >= PAGES_PER_KIND or len(pages) + len(chosen) >= budget:
            continue
        if same(page) in have or not within(page, site) or _is_trap(page):
            continue
        have.add(same(page))
        counts[kind] += 1
        chosen.append((page, kind))
    return chosen


def same(url: str) -> str:
    """Return the form of a URL in which two spellings of one page agree."""
    parts = urlsplit(urldefrag(url)[0])
    return f"{_bare(parts.hostname)}:{parts.port}{unquote(parts.path).rstrip('/')}?{parts.query}"


def _nearness(page: tuple[str, SourceKind | None]) -> tuple[int, int, str]:
    path = urlsplit(page[0]).path
    return path.strip("/").count("/"), len(path), page[0]


def _is_trap(url: str) -> bool:
    """Tell whether a URL must not be asked for, or looks made up by a loop: a query, or a segment that repeats."""
    parts = urlsplit(url)
    segments = Counter(segment for segment in parts.path.split("/") if segment)
    return bool(url_objection(url) or parts.query or any(count > 2 for count in segments.values()))


def _bare(host: str | None) -> str:
    return (host or "").removeprefix("www.")
