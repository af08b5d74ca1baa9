"""Main text: what a page says in its own place, without menus, footers, side columns, comments and teasers.

Measured on WCXB (arXiv 2605.21097) and the article extraction benchmark by `rivalscope eval main-text`.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate, islice

from bs4 import Tag

from spiders.pages.document import Document, ancestors, attribute
from spiders.pages.text import BLOCK, collapse_lines

_MAIN_SHARE = 0.25
"""Least share of the body's text that an element must hold to be believed to be the main one."""
_PROSE_SHARE = 0.85
"""Share of a page's paragraphs that the main block of an article holds."""
_LEAST_PROSE = 500
"""Characters of paragraphs from which they show where the main block is."""

_OUT = frozenset(
    {"nav", "footer", "aside", "button", "select", "dialog", "menu", "textarea", "noscript", "form"}
)
_OUT_ROLES = frozenset(
    {"navigation", "contentinfo", "complementary", "dialog", "alertdialog", "search", "banner", "menu", "menubar",
     "tooltip", "tablist"}
)  # fmt: skip
_KEPT = frozenset({"html", "body", "main", "article", "a"})
_LISTS = frozenset({"ul", "ol", "div", "section", "table"})
_BODIES = frozenset({"div", "section", "article", "span", "ol", "ul", "aside"})
_HEADS = ("h2", "h3", "h4", "h5")
_DEEPEST = 200
"""Blocks around a paragraph that are looked at; hostile pages have thousands."""
_MOST_COMMENTS = 50


def _words(*words: str) -> re.Pattern[str]:
    """Return a pattern that finds any of these words as a part of a class or an id."""
    return re.compile(rf"(?:^|[\s_-])(?:{'|'.join(words)})(?:$|[\s_-])", re.IGNORECASE)


_ASIDE = _words(
    r"cookies?", "consent", "gdpr", "onetrust", "navbar", "nav", "navigation", r"mega-?menu", "menu", "footer",
    r"breadcrumbs?", "sidebar", r"side-?nav", "toc", "sharing", "share", "social", "newsletter", "subscribe", "related",
    r"recommend(?:ed|ations?)?", "popup", "modal", r"advert(?:isement)?", r"ads?", r"skip(?:-link)?",
    "screen-reader-text", "sr-only", r"visually-?hidden", "pagination", "pager", "login", "signin", "site-header",
    "topbar", "announcement", "copyright", "byline", "author-bio", r"comments?-form", "respond", r"mini-?cart",
    "cart-drawer", r"reactions?", "signature", "upsell", "cross-sell", "similar", "also-like", "recently-viewed", "drawer",
)  # fmt: skip
_COMMENTS = _words(r"comments?", "disqus", "comment-list", "comments-area", "respond")
_BODY = _words(
    r"(?:article|post|entry|story|blog|news|main|page)[-_]*(?:content|body|text|copy)", "article-body-content", r"rich-?text"
)  # fmt: skip
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TEASER = re.compile(
    r"(?:you (?:may|might) (?:also )?(?:like|be interested in|enjoy)|customers (?:who|also)\b.*|recently viewed.*"
    r"|(?:related|similar|recommended|more|other|latest|recent|popular|trending|suggested) (?:articles?|posts?|products?"
    r"|topics?|stories|items?|reading|content|resources|questions|discussions|threads|news|coverage|from|in|videos|pages"
    r"|links|reviews|offers|blog posts?|services)\b.*|frequently bought.*|people also.*|read (?:more|next)|up next"
    r"|keep reading|leave a (?:reply|comment)|share (?:this|on)\b.*|subscribe\b.*|sign up for\b.*|newsletter|follow us"
    r"|join (?:our|the) (?:newsletter|mailing list).*|was this (?:page|article|helpful).*|about the author"
    r"|table of contents|on this page|in this article|contents|site map|quick links|categories|tags|archives|feedback"
    r"|search|comments?|reviews?)\W*",
    re.IGNORECASE,
)
_ARTICLES = frozenset({"article", "blog", "news", "newsarticle", "story", "post"})


def read_main_text(document: Document) -> str:
    """Return the main text of a page, one line a block; all of its text where nothing can be told apart."""
    weights = _Weights.of(document)
    body = max(document.named["body"], key=weights.size, default=None)
    if body is None:
        return document.text
    root = _main_element(document, body, weights)
    parts = _parts(document, root, weights)
    root = _prose_root(document, root, parts, weights)
    text = _take(document, root, parts.comments, weights, strict=True)
    if len(text) < weights.size(body) // 5:
        return _take(document, root, frozenset(), weights, strict=False)
    return text


def is_article(document: Document) -> bool:
    """Tell whether a page says of itself that it is one article."""
    for meta in document.named["meta"]:
        name = attribute(meta, "property")
        if name == "article:published_time":
            return True
        if name == "og:type" and attribute(meta, "content").lower() in _ARTICLES:
            return True
    return False


def is_prose(document: Document) -> bool:
    """Tell whether a page is mostly one long text: paragraphs outside links are half of what it says."""
    weights = _Weights.of(document)
    prose = sum(plain for one in document.named["p"] if (plain := weights.plain(one)) >= _LONG_PARAGRAPH)
    return prose >= _LONG_TEXT and prose >= _PROSE_OF_PAGE * weights.text[-1]


_LONG_PARAGRAPH, _LONG_TEXT, _PROSE_OF_PAGE = 120, 2_500, 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weights:
    """How many characters, and how many of them in links, stand before each piece of a page."""

    document: Document
    text: list[int]
    links: list[int]
    heads: dict[int, Tag]
    """Subheadings by the place where they begin."""
    titles: list[int]
    """Where first-level headings begin, in order."""

    @classmethod
    def of(cls, document: Document) -> "_Weights":
        """Count the pieces of a page."""
        sizes = [len(piece.strip(BLOCK + " \n\t")) for piece in document.pieces]
        linked = [0] * len(sizes)
        for anchor in document.named["a"]:
            start, end = document.span_of(anchor)
            linked[start:end] = sizes[start:end]
        return cls(
            document=document,
            text=list(accumulate(sizes, initial=0)),
            links=list(accumulate(linked, initial=0)),
            heads={document.span_of(head)[0]: head for name in _HEADS for head in document.named[name]},
            titles=[document.span_of(head)[0] for head in document.named["h1"]],
        )

    def size(self, element: Tag) -> int:
        """Return the characters of an element."""
        start, end = self.document.span_of(element)
        return self.text[end] - self.text[start]

    def titled(self, element: Tag) -> bool:
        """Tell whether a first-level heading stands in an element."""
        start, end = self.document.span_of(element)
        place = bisect_left(self.titles, start)
        return place < len(self.titles) and self.titles[place] < end

    def head(self, element: Tag) -> Tag | None:
        """Return the subheading with which an element begins; None when it begins otherwise."""
        start, end = self.document.span_of(element)
        return next((self.heads[at] for at in range(start, min(start + 6, end)) if at in self.heads), None)

    def plain(self, element: Tag) -> int:
        """Return the characters of an element that stand in no link."""
        start, end = self.document.span_of(element)
        return self.text[end] - self.text[start] - self.links[end] + self.links[start]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """Blocks whose names say what they are."""

    bodies: list[Tag]
    comments: frozenset[tuple[int, int]]


def _main_element(document: Document, body: Tag, weights: _Weights) -> Tag:
    """Return the element that the page itself marks as its main one; the body when it marks none that says much."""
    marked = [e for e in document.elements if e.name == "main" or e.attrs.get("role") == "main"]
    root = max(marked, key=weights.size, default=body)
    if weights.size(root) < _MAIN_SHARE * weights.size(body):
        root = body
    article = max(document.named["article"], key=weights.size, default=root)
    return article if weights.plain(article) >= 0.6 * weights.plain(root) else root


def _parts(document: Document, root: Tag, weights: _Weights) -> _Parts:
    """Find the blocks named as the body of an article and those named as its comments."""
    first, last = document.span_of(root)
    bodies: list[Tag] = []
    comments: list[tuple[int, int]] = []
    past_body = past_comments = -1
    for element in document.elements:
        start, end = document.span_of(element)
        if element.name not in _BODIES or not first <= start < last:
            continue
        words, item = _names(element), attribute(element, "itemprop").lower()
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


def _names(element: Tag) -> str:
    """Return the class and id of an element, their words apart."""
    words = f"{attribute(element, 'class')} {attribute(element, 'id')}"
    return _CAMEL.sub("-", words) if len(words) > 1 else ""


def _prose_root(document: Document, root: Tag, parts: _Parts, weights: _Weights) -> Tag:
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


def _paragraphs(
    document: Document, root: Tag, parts: _Parts, weights: _Weights
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
    document: Document, root: Tag, comments: frozenset[tuple[int, int]], weights: _Weights, *, strict: bool
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
            or _is_out(element, weights, share=size / whole)
            or (strict and _is_aside(element, weights, share=size / whole, listing=listing))
        )
        if out:
            kept += document.pieces[place:start]
            place = end
    kept += document.pieces[place:last]
    return collapse_lines("".join(kept))


def _is_out(element: Tag, weights: _Weights, *, share: float) -> bool:
    """Tell whether an element is by its name or role no part of what a page is about; most of a page never is."""
    if share > 0.6:
        return False
    if element.name in _OUT or element.attrs.get("role") in _OUT_ROLES:
        return True
    return element.name == "header" and not weights.titled(element)


def _is_aside(element: Tag, weights: _Weights, *, share: float, listing: bool) -> bool:
    """Tell whether a small block is hidden, named as an aside, made of links, or headed as a teaser."""
    if element.name in _KEPT or share > 0.35:
        return False
    if share < 0.3:
        if "hidden" in element.attrs or element.attrs.get("aria-hidden") == "true":
            return True
        linked = element.name in _LISTS and weights.plain(element) < 0.2 * weights.size(element)
        if (linked and not listing) or _ASIDE.search(_names(element)):
            return True
    head = weights.head(element) if element.name in ("section", "div") else None
    return head is not None and _TEASER.fullmatch(weights.document.text_of(head)) is not None
