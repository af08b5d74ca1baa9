"""Parts: blocks whose names say that they are the body of an article, or stand beside what a page is about."""

from dataclasses import dataclass

from bs4 import Tag

from spiders.pages.articles import is_article, is_posted
from spiders.pages.asides import names_of, words_in
from spiders.pages.document import Document, attribute
from spiders.pages.threads import thread_of
from spiders.pages.weights import Weights

Span = tuple[int, int]
"""Where a block begins and ends in the pieces of its document."""

_BODIES = frozenset({"div", "section", "article", "span", "ol", "ul", "aside"})
_MOST = 50
"""Blocks of comments, and of reviews, that are heeded."""
_NEARLY = 0.95
"""Share of the root from which a block named after comments holds the page."""

_COMMENTS = words_in(r"comments?", "disqus", "comment-list", "comments-area", "respond")
_CONSENT = words_in(r"cookies?(?:-.*)?", "consent", "gdpr", "onetrust")
_REVIEWS = words_in(
    r"(?:customer|user|product)?-?reviews?(?:-(?:list|section|content|container|wrapper|widget|ctn|app))?",
    "ratings",
    r"reviews?-.*",
    "ugc",
)
_BODY = words_in(
    r"(?:article|post|entry|story|blog|news|main|page)[-_]*(?:content|body|text|copy)", "article-body-content", r"rich-?text"
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Blocks of a page whose names say what they are."""

    bodies: list[Tag]
    comments: frozenset[Span]
    """Comments on an article or a post, and reviews on the page of a product."""
    windows: frozenset[Span]
    """Windows that ask for consent, which may say more than the page does."""

    @property
    def beside(self) -> frozenset[Span]:
        """The blocks that are no part of the matter."""
        return self.comments | self.windows


def parts_of(document: Document, root: Tag, weights: Weights) -> Parts:
    """Find the named blocks within the root of a page."""
    first, last = document.span_of(root)
    bodies: list[Tag] = []
    found: dict[str, list[Span]] = {"comments": [], "reviews": [], "windows": []}
    past_body = past_beside = -1
    shop = is_shop(document) and not (is_article(document) or is_posted(document))
    for element in document.elements:
        start, end = document.span_of(element)
        if element.name not in _BODIES or not first <= start < last:
            continue
        words, item = names_of(element), attribute(element, "itemprop").lower()
        part = _beside(words, shop=shop) if start >= past_beside else ""
        if part and _is_small(element, root, weights):
            found[part].append((start, end))
            past_beside = end
        elif start >= past_body and ("articlebody" in item or _BODY.search(words)):
            bodies.append(element)
            past_body = end
    comments = _comments(document, found["comments"], bodies) + found["reviews"][:_MOST]
    return Parts(bodies=bodies, comments=frozenset(comments), windows=frozenset(found["windows"]))


def _beside(words: str, *, shop: bool) -> str:
    """Return what stands in a block of such a name; empty where it tells of none of that."""
    if not words:
        return ""
    if _COMMENTS.search(words):
        return "comments"
    if _CONSENT.search(words):
        return "windows"
    return "reviews" if shop and _REVIEWS.search(words) else ""


def _comments(document: Document, comments: list[Span], bodies: list[Tag]) -> list[Span]:
    """Return the comments that are no part of the matter, as the posts of a forum are."""
    thread = thread_of(document)
    if thread is not None:
        return [span for span in comments if thread.within_post(*span)][:_MOST]
    return comments[:_MOST] if bodies or is_article(document) else []


def _is_small(element: Tag, root: Tag, weights: Weights) -> bool:
    """Tell whether a block is not nearly all of the root, and not the place of its title."""
    return weights.size(element) < _NEARLY * weights.size(root) and not weights.titled(element)


def is_shop(document: Document) -> bool:
    """Tell whether a page says of itself that it shows a product on sale."""
    told = any(
        attribute(meta, "property") == "og:type" and "product" in attribute(meta, "content")
        for meta in document.named["meta"]
    )
    return told or '"Product"' in document.source or "schema.org/Product" in document.source
