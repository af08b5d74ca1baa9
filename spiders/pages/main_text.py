"""Main text: what a page says in its own place, without menus, footers, side columns, comments and teasers.

Measured on WCXB (arXiv 2605.21097) and the article extraction benchmark by `rivalscope eval main-text`.
"""

from dataclasses import dataclass
from itertools import islice

from bs4 import Tag

from rivalscope.domain.market import SourceKind
from spiders.pages.articles import is_article, is_discussion, is_posted, is_prose, read_article
from spiders.pages.asides import is_aside, is_out, names_of, words_in
from spiders.pages.document import Document, ancestors, attribute
from spiders.pages.text import collapse_lines
from spiders.pages.weights import Weights, weights_of

_MAIN_SHARE = 0.25
"""Least share of the body's text that an element must hold to be believed to be the main one."""
_PROSE_SHARE = 0.85
"""Share of a page's paragraphs that the main block of an article holds."""
_LOST_HEADS = 2
"""Headings outside the block of most paragraphs from which it is only one section of a page."""
_BESIDE = 40
"""Characters outside links beside a heading from which it has something to say."""
_LEAST_PROSE = 500
"""Characters of paragraphs from which they show where the main block is."""

_BODIES = frozenset({"div", "section", "article", "span", "ol", "ul", "aside"})
_DEEPEST = 200
"""Blocks around a paragraph that are looked at; hostile pages have thousands."""
_MOST_COMMENTS = 50


_COMMENTS = words_in(r"comments?", "disqus", "comment-list", "comments-area", "respond")
_BODY = words_in(
    r"(?:article|post|entry|story|blog|news|main|page)[-_]*(?:content|body|text|copy)", "article-body-content", r"rich-?text"
)  # fmt: skip
_READ_WHOLE = frozenset(
    {
        SourceKind.DOCS,
        SourceKind.LEGAL,
        SourceKind.PRICING,
        SourceKind.CHANGELOG,
        SourceKind.CAREERS,
        SourceKind.REVIEWS,
    }
)
_LONGER = 4
"""Times that our walk may find more than the text of an article: beyond it that text is one part of the page."""
_LONG_LINE = 30
"""Characters from which a line that was said before says nothing new."""


def read_main_text(document: Document, *, kind: SourceKind | None = None) -> str:
    """Return the main text of a page, one line a block; all of its text where nothing can be told apart.

    Of articles it is what trafilatura finds; guides, terms, lists of facts and pages of no telling kind are walked by
    rules of our own, which lose less of them. A page of such a kind is no article, whatever it calls itself.
    """
    walked = _walk(document)
    if kind in _READ_WHOLE or not (is_article(document) or is_posted(document)) or is_discussion(document):
        return walked
    article = read_article(document)
    return article if article and len(walked) <= _LONGER * len(article) else walked


def _walk(document: Document) -> str:
    weights = weights_of(document)
    body = max(document.named["body"], key=weights.size, default=None)
    if body is None:
        return document.text
    root = _main_element(document, body, weights)
    parts = _parts(document, root, weights)
    prose = _prose_root(document, root, parts, weights)
    root = prose if _tells_all(document, prose, root, weights) else root
    text = _take(document, root, parts.comments, weights, strict=True)
    if len(text) < weights.size(body) // 5:
        text = _take(document, root, frozenset(), weights, strict=False)
    return text if document.named["pre"] else _once(text)


def _once(text: str) -> str:
    """Return a text without the long lines that it said before: the twin for small screens, the slide shown again."""
    lines = text.split("\n")
    first = {line: place for place, line in reversed(list(enumerate(lines)))}
    return "\n".join(
        line for place, line in enumerate(lines) if len(line) < _LONG_LINE or first[line] == place
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """Blocks whose names say what they are."""

    bodies: list[Tag]
    comments: frozenset[tuple[int, int]]


def _main_element(document: Document, body: Tag, weights: Weights) -> Tag:
    """Return the element that the page itself marks as its main one; the body when it marks none that says much."""
    marked = [e for e in document.elements if e.name == "main" or e.attrs.get("role") == "main"]
    root = max(marked, key=weights.size, default=body)
    if weights.size(root) < _MAIN_SHARE * weights.size(body):
        root = body
    article = max(document.named["article"], key=weights.size, default=root)
    return article if weights.plain(article) >= 0.6 * weights.plain(root) else root


def _parts(document: Document, root: Tag, weights: Weights) -> _Parts:
    """Find the blocks named as the body of an article and those named as its comments."""
    first, last = document.span_of(root)
    bodies: list[Tag] = []
    comments: list[tuple[int, int]] = []
    past_body = past_comments = -1
    for element in document.elements:
        start, end = document.span_of(element)
        if element.name not in _BODIES or not first <= start < last:
            continue
        words, item = names_of(element), attribute(element, "itemprop").lower()
        if (
            start >= past_comments
            and _COMMENTS.search(words)
            and weights.size(element) < 0.95 * weights.size(root)
        ):
            comments.append((start, end))
            past_comments = end
        elif start >= past_body and ("articlebody" in item or _BODY.search(words)):
            bodies.append(element)
            past_body = end
    if not bodies and not is_article(document):
        comments = []  # the posts of a forum are its text
    return _Parts(bodies=bodies, comments=frozenset(comments[:_MOST_COMMENTS]))


def _prose_root(document: Document, root: Tag, parts: _Parts, weights: Weights) -> Tag:
    """Return the smallest block that holds nearly all paragraphs, or the one that is named as the body."""
    mass, blocks = _paragraphs(document, root, parts, weights)
    whole = mass.get(id(root), 0)
    if whole > _LEAST_PROSE and whole > 0.3 * weights.plain(root):
        full = [blocks[key] for key, prose in mass.items() if prose >= _PROSE_SHARE * whole]
        root = min(full, key=weights.size, default=root)
    body = max(parts.bodies, key=weights.size, default=None)
    if body is None or mass.get(id(body), 0) < 0.3 * whole or weights.plain(body) < _LEAST_PROSE // 2:
        return root
    rivals = [one for one in parts.bodies if weights.size(one) > 0.4 * weights.size(body)]
    return body if len(rivals) == 1 else root


def _tells_all(document: Document, prose: Tag, root: Tag, weights: Weights) -> bool:
    """Tell whether the block of most paragraphs holds nearly all headings too, as it need not on an article or in a shop.

    A page that presents something has its matter in sections, and few paragraphs in most of them.
    """
    if (
        prose is root
        or is_prose(document)
        or _is_shop(document)
        or is_article(document)
        or is_posted(document)
    ):
        return True
    heads = [
        document.span_of(head)[0]
        for name in ("h1", "h2")
        for head in document.named[name]
        if not document.is_chrome(head) and _leads(head, weights)
    ]
    (first, last), (start, end) = document.span_of(root), document.span_of(prose)
    return (
        sum(first <= head < last for head in heads) - sum(start <= head < end for head in heads) < _LOST_HEADS
    )


def _leads(head: Tag, weights: Weights) -> bool:
    """Tell whether words that are no links stand beside a heading: one over a list of links leads to other pages."""
    beside = head.parent
    return beside is not None and weights.plain(beside) >= weights.size(head) + _BESIDE


def _is_shop(document: Document) -> bool:
    """Tell whether a page says of itself that it shows a product on sale."""
    told = any(
        attribute(meta, "property") == "og:type" and "product" in attribute(meta, "content")
        for meta in document.named["meta"]
    )
    return told or '"Product"' in document.source or "schema.org/Product" in document.source


def _paragraphs(
    document: Document, root: Tag, parts: _Parts, weights: Weights
) -> tuple[dict[int, int], dict[int, Tag]]:
    """Return the characters of paragraphs in each block of a root, the root's own included, and the blocks, by id."""
    first, last = document.span_of(root)
    mass: dict[int, int] = {id(root): 0}
    blocks: dict[int, Tag] = {id(root): root}
    for name in ("p", "pre", "blockquote"):
        for paragraph in document.named[name]:
            start, _ = document.span_of(paragraph)
            prose = weights.plain(paragraph)
            aside = document.is_chrome(paragraph) or any(a <= start < b for a, b in parts.comments)
            if prose < 40 or aside or not first <= start < last:
                continue
            for above in islice(ancestors(paragraph), _DEEPEST):
                mass[id(above)] = mass.get(id(above), 0) + prose
                blocks[id(above)] = above
                if above is root:
                    break
    return mass, blocks


def _take(
    document: Document, root: Tag, comments: frozenset[tuple[int, int]], weights: Weights, *, strict: bool
) -> str:
    """Return the text of a root without the blocks that are not part of its matter."""
    first, last = document.span_of(root)
    prose = sum(weights.plain(paragraph) for paragraph in document.named["p"])
    whole, listing = weights.size(root), prose < 0.15 * weights.size(root)
    kept: list[str] = []
    place = first
    for element in document.elements:
        start, end = document.span_of(element)
        if start < place or end > last or start == end or element is root:
            continue
        size = weights.size(element)
        out = size and (
            (start, end) in comments
            or is_out(element, weights, share=size / whole)
            or (strict and is_aside(element, weights, share=size / whole, listing=listing))
        )
        if out:
            kept += document.pieces[place:start]
            place = end
    kept += document.pieces[place:last]
    return collapse_lines("".join(kept))
