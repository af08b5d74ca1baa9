"""Kinds: what kind of page an address, a link or a page seems to be."""

import re
from urllib.parse import urlsplit

from rivalscope.domain.market import SourceKind
from spiders.pages.document import Document

_WORDS = (
    (SourceKind.REVIEWS, ("reviews", "review", "testimonials-reviews", "ratings")),
    (SourceKind.PRICING, ("pricing", "prices", "price", "plans", "plan", "editions", "packages", "preise", "tarifs", "precios", "subscribe", "plans-and-pricing", "pricing-plans")),
    (SourceKind.CHANGELOG, ("changelog", "change-log", "changes", "whats-new", "what-s-new", "release-notes", "releases", "releasenotes", "new-features", "product-updates", "updates")),
    (SourceKind.FEATURES, ("features", "feature", "product", "products", "capabilities", "platform", "tour", "solutions", "functions")),
    (SourceKind.DOCS, ("docs", "documentation", "help", "support", "guide", "guides", "manual", "kb", "knowledge-base", "help-center", "developers", "api", "reference", "faq")),
    (SourceKind.CAREERS, ("careers", "career", "jobs", "join-us", "work-with-us", "hiring", "vacancies")),
    (SourceKind.BLOG, ("blog", "news", "articles", "article", "insights", "press", "stories", "resources", "magazine", "posts", "post")),
)  # fmt: skip
_BY_WORD = {word: kind for kind, words in _WORDS for word in words}
_HOSTS = {"docs": SourceKind.DOCS, "help": SourceKind.DOCS, "support": SourceKind.DOCS, "developer": SourceKind.DOCS,
          "developers": SourceKind.DOCS, "blog": SourceKind.BLOG, "careers": SourceKind.CAREERS, "jobs": SourceKind.CAREERS,
          "changelog": SourceKind.CHANGELOG, "news": SourceKind.BLOG}  # fmt: skip
_LOGIN = re.compile(
    r"\b(log|sign)[-_ ]?(in|on|out|up|off)\b|\b(login|signin|signup|sign-up|logout|register|auth|account|oauth|sso|my-account|password)\b",
    re.IGNORECASE,
)
_ANCHORS = (
    (SourceKind.REVIEWS, re.compile(r"\b(customer )?reviews\b", re.IGNORECASE)),
    (SourceKind.PRICING, re.compile(r"\b(pricing|plans|(see|view|compare) (plans|prices))\b|^prices?$|^preise$|^tarifs$", re.IGNORECASE)),
    (SourceKind.CHANGELOG, re.compile(r"\bwhat['’]?s new\b|\bchange ?log\b|\brelease notes\b|\bproduct updates\b", re.IGNORECASE)),
    (SourceKind.FEATURES, re.compile(r"^(all |see |explore |our )*(features|products?|product tour)$", re.IGNORECASE)),
    (SourceKind.DOCS, re.compile(r"^(docs|documentation|help( cent(er|re))?|support|guides?|api( reference| docs)?|knowledge base)$", re.IGNORECASE)),
    (SourceKind.CAREERS, re.compile(r"^(careers|jobs|join us|we['’]re hiring.*|open positions)$", re.IGNORECASE)),
    (SourceKind.BLOG, re.compile(r"^(blog|news|newsroom|press)$", re.IGNORECASE)),
)  # fmt: skip
_PERIODIC = re.compile(
    r"[$€£]\s?\d[\d.,]*\s*(?:USD|EUR|GBP)?\s*(?:/|per|a)\s*(?:\w+\s*(?:/|per)\s*)?(?:mo|month|user|seat|year|yr)\b",
    re.IGNORECASE,
)


def kind_of_url(url: str) -> SourceKind | None:
    """Return the kind that an address speaks of by a word of its path or its first host label; None when none does.

    The last word that says something counts: `/blog/pricing-is-hard` is a blog page, `/product/pricing`
    is about prices. A bare site is its home page.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    segments = [
        re.sub(r"\.(html?|php|aspx?|xml|json)$", "", part) for part in parts.path.lower().split("/") if part
    ]
    found = [_BY_WORD[part] for part in segments if part in _BY_WORD]
    by_host = _HOSTS.get(host.split(".", 1)[0])
    if by_host is not None:
        return by_host
    early = next(
        (kind for kind in found if kind in (SourceKind.BLOG, SourceKind.DOCS, SourceKind.REVIEWS)), None
    )
    if early is not None or found:
        return early or found[-1]
    if segments:
        whole = "-".join(segments[-1:])
        return next((kind for word, kind in _BY_WORD.items() if len(word) > 6 and word in whole), None)
    return SourceKind.HOME


def kind_of_link(url: str, text: str) -> SourceKind | None:
    """Return the kind of page that a link seems to lead to; None when nothing says, or when it is to log in."""
    path = urlsplit(url).path
    if _LOGIN.search(path.replace("/", " ")) or (_LOGIN.search(text) and len(text) < 30):
        return None
    words = text.strip()
    if len(words) <= 40:
        for told, pattern in _ANCHORS:
            if pattern.search(words):
                return told
    kind = kind_of_url(url)
    return None if kind is SourceKind.HOME else kind


def kind_of(document: Document, url: str) -> SourceKind:
    """Return the kind of a page from its address, else from what it holds; a page that tells nothing is `home`."""
    told = kind_of_url(url)
    if told is not None and told is not SourceKind.HOME:
        return told
    return _kind_of_title(document) or (SourceKind.BLOG if _is_article(document) else SourceKind.HOME)


def _kind_of_title(document: Document) -> SourceKind | None:
    """Return the kind that title or first heading name, where the page also looks like it."""
    heads = [element.get_text(" ") for element in (*document.named["title"][:1], *document.named["h1"][:1])]
    words = " ".join(heads).lower()
    if re.search(r"\b(pricing|plans|prices)\b", words) and len(_PERIODIC.findall(document.text)) >= 2:
        return None if _is_article(document) else SourceKind.PRICING
    if re.search(r"\b(changelog|release notes|what['’]s new)\b", words):
        return SourceKind.CHANGELOG
    if re.search(r"\bfeatures\b", words) and not _is_article(document):
        return SourceKind.FEATURES
    return SourceKind.REVIEWS if re.search(r"\breviews\b", words) else None


def _is_article(document: Document) -> bool:
    """Tell whether a page says of itself that it is one article."""
    for meta in document.named["meta"]:
        if meta.attrs.get("property") == "og:type":
            return str(meta.attrs.get("content", "")).lower() in ("article", "blog", "news")
    return bool(document.named["article"]) and any(
        tag.attrs.get("property") == "article:published_time" for tag in document.named["meta"]
    )
