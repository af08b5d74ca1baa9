"""Main text: what a page says in its own place, without menus, footers, side columns, comments and teasers.

Measured on WCXB (arXiv 2605.21097) and the article extraction benchmark by `rivalscope eval main-text`.
"""

from itertools import islice

from bs4 import Tag

from rivalscope.domain.market import SourceKind
from spiders.pages.articles import is_article, is_discussion, is_posted, is_prose, read_article
from spiders.pages.asides import is_aside, is_out
from spiders.pages.document import Document, ancestors
from spiders.pages.parts import Parts, is_shop, parts_of
from spiders.pages.text import BLOCK, collapse_lines
from spiders.pages.threads import is_about_writer, thread_of, without_labels
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

_DEEPEST = 200
"""Blocks around a paragraph that are looked at; hostile pages have thousands."""


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
_LONGER, _LONGER_PARTED = 4, 1.25
"""Times that our walk may find more than the text of an article: beyond it that text is one part of the page.

The second holds where neither address nor paragraphs speak for an article: pages of sections whose template calls all
of them articles.
"""
_PARAGRAPH, _PARAGRAPHS = 100, 0.78
"""Characters of a line from which it is a paragraph, and the share of an article's text that is in paragraphs."""
_SHORTER, _LITTLE_SHORTER = 0.6, 0.85
"""Share of an article's text between which our walk is right: what it leaves out are teasers and captions."""
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
    return article if article and _is_whole(article, walked, document, kind) else walked


def _is_whole(article: str, walked: str, document: Document, kind: SourceKind | None) -> bool:
    """Tell from the length of our walk whether an article's text is all of it and no more."""
    ratio = len(walked) / len(article)
    told = sum(len(line) for line in article.split("\n") if len(line) >= _PARAGRAPH)
    posted = kind is SourceKind.BLOG and told >= _PARAGRAPHS * len(article)
    most = _LONGER if posted or is_prose(document) else _LONGER_PARTED
    return ratio <= most and not _SHORTER <= ratio <= _LITTLE_SHORTER


def _walk(document: Document) -> str:
    weights = weights_of(document)
    body = max(document.named["body"], key=weights.size, default=None)
    if body is None:
        return document.text
    thread = thread_of(document)
    root = _main_element(document, body, weights)
    parts = parts_of(document, root, weights)
    if thread is None:
        prose = _prose_root(document, root, parts, weights)
        root = prose if _tells_all(document, prose, root, weights) else root
    text = _take(document, root, parts.beside, weights, strict=True)
    asked = sum(weights.text[end] - weights.text[start] for start, end in parts.windows)
    if len(text) < (weights.size(body) - asked) // 5:
        text = _take(document, root, parts.windows, weights, strict=False)
    if thread is not None:
        return _once(without_labels(text, thread))
    return text if document.named["pre"] else _once(text)


def _once(text: str) -> str:
    """Return a text without the long lines that it said before: the twin for small screens, the slide shown again."""
    lines = text.split("\n")
    first = {line: place for place, line in reversed(list(enumerate(lines)))}
    return "\n".join(
        line for place, line in enumerate(lines) if len(line) < _LONG_LINE or first[line] == place
    )


def _main_element(document: Document, body: Tag, weights: Weights) -> Tag:
    """Return the element that the page itself marks as its main one; the body when it marks none that says much."""
    marked = [e for e in document.elements if e.name == "main" or e.attrs.get("role") == "main"]
    root = max(marked, key=weights.size, default=body)
    if weights.size(root) < _MAIN_SHARE * weights.size(body):
        root = body
    thread = thread_of(document)
    if thread is not None:
        first, last = document.span_of(root)
        return root if first <= thread.start and thread.end <= last else body
    article = max(document.named["article"], key=weights.size, default=root)
    return article if weights.plain(article) >= 0.6 * weights.plain(root) else root


def _prose_root(document: Document, root: Tag, parts: Parts, weights: Weights) -> Tag:
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
        or is_shop(document)
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


def _paragraphs(
    document: Document, root: Tag, parts: Parts, weights: Weights
) -> tuple[dict[int, int], dict[int, Tag]]:
    """Return the characters of paragraphs in each block of a root, the root's own included, and the blocks, by id."""
    first, last = document.span_of(root)
    mass: dict[int, int] = {id(root): 0}
    blocks: dict[int, Tag] = {id(root): root}
    for name in ("p", "pre", "blockquote"):
        for paragraph in document.named[name]:
            start, _ = document.span_of(paragraph)
            prose = weights.plain(paragraph)
            aside = document.is_chrome(paragraph) or any(a <= start < b for a, b in parts.beside)
            if prose < 40 or aside or not first <= start < last:
                continue
            for above in islice(ancestors(paragraph), _DEEPEST):
                mass[id(above)] = mass.get(id(above), 0) + prose
                blocks[id(above)] = above
                if above is root:
                    break
    return mass, blocks


def _says_little(document: Document, start: int, end: int, weights: Weights) -> bool:
    """Tell whether hardly any paragraph stands between two places, as before the first post of a thread."""
    told = sum(
        weights.plain(one)
        for one in document.named["p"]
        if start <= document.span_of(one)[0] < end and not document.is_chrome(one)
    )
    return told < _LEAST_PROSE


def _take(
    document: Document, root: Tag, beside: frozenset[tuple[int, int]], weights: Weights, *, strict: bool
) -> str:
    """Return the text of a root without the blocks that are not part of its matter."""
    first, last = document.span_of(root)
    prose = sum(weights.plain(paragraph) for paragraph in document.named["p"])
    whole, listing = weights.size(root), prose < 0.15 * weights.size(root)
    kept: list[str] = []
    thread, place = thread_of(document), first
    if thread:
        last = min(last, thread.end)
        place = thread.start if _says_little(document, first, thread.start, weights) else first
    for element in document.elements:
        start, end = document.span_of(element)
        if start < place or end > last or start == end or element is root:
            continue
        if thread and thread.holds(start) and is_about_writer(element, weights):
            kept += [*document.pieces[place:start], BLOCK, document.lines_of(element)[0], BLOCK]
            place = end
            continue
        size = weights.size(element)
        out = size and (
            (start, end) in beside
            or is_out(element, weights, share=size / whole)
            or (strict and is_aside(element, weights, share=size / whole, listing=listing))
        )
        if out:
            kept += document.pieces[place:start]
            place = end
    kept += document.pieces[place:last]
    return collapse_lines("".join(kept))
