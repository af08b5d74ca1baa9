"""News: the entries of a news sitemap, read as releases."""

import datetime as dt
from collections.abc import Iterator

from rivalscope.domain.page import Release
from spiders.pages.dates import read_date
from spiders.pages.passages import value_passage
from spiders.pages.releases import MOST_RELEASES
from spiders.pages.trees import Tree, read_tree


def looks_like_news(body: bytes) -> bool:
    """Tell from its bytes whether a body is a sitemap of news."""
    return b"<urlset" in body[:4096] and b"schemas/sitemap-news/" in body[:4096]


def read_news(body: bytes, *, seen_at: dt.datetime | None) -> tuple[Release, ...]:
    """Return the entries of a news sitemap, in its order.

    The shape (https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap): `url` of `loc` and
    `news` with `publication_date` and `title`.
    """
    tree = read_tree(body)
    return tuple(_releases(tree, seen_at))[:MOST_RELEASES] if tree is not None else ()


def _releases(tree: Tree, seen_at: dt.datetime | None) -> Iterator[Release]:
    for url in tree.children:
        for news in (child for child in url.children if child.name == "news"):
            found = {child.name: child for child in reversed(news.children)}
            title = found.get("title")
            if title is None or not title.text:
                continue
            passage = value_passage(title.selector, title.text[:300])
            day = found["publication_date"].text if "publication_date" in found else ""
            yield Release(date=read_date(day[:40], seen_at=seen_at), title=passage.quote, passage=passage)
