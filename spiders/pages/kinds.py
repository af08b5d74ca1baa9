"""Kinds: what kind of page an address, a link or a page seems to be."""

import re
from urllib.parse import urlsplit

from rivalscope.domain.market import SourceKind
from spiders.pages.articles import is_article, is_posted, is_prose, long_paragraphs
from spiders.pages.document import Document, attribute

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

_LOCALE = re.compile(r"(?<=[^/:])/[a-z]{2}(?:[-_][a-z]{2})?/?(?=$|[?#])", re.IGNORECASE)
"""A path that is nothing but a language: the home page in it."""
_ASK = re.compile(
    r"^(?:get|start|try|sign up|book|request|schedule|watch|see|contact|talk|download|buy|create|join)\b.*"
    r"\b(?:started|free|demo|trial|sales|account|now|today|for free|up|quote|expert)\b|^sign up$|^start building$|^download$",
    re.IGNORECASE,
)
_SUBHEADS, _MANY_SUBHEADS = 4, 15
_SENTENCE = 3
"""Hyphens of a path's last part from which it is the title of something, not the name of a page."""
_GUIDE_TOOLS = re.compile(
    r"sphinx|docusaurus|mkdocs|vitepress|vuepress|gitbook|antora|mdbook|docsify|starlight|asciidoc|docutils|readme|mediawiki"
    r"|docbook|javadoc|doxygen|jekyll.*docs|dokuwiki",
    re.IGNORECASE,
)
_GUIDE_TITLE = re.compile(
    r"\b(?:documentation|docs|manual|reference|tutorial|wiki|handbook|quick ?start|user guide|developers?|api|man page)\b",
    re.IGNORECASE,
)
_GUIDE_MARKS = re.compile(
    r'(?:class|id)="[^"]*\b(?:docs?-(?:content|page|sidebar|main)|markdown-section|rst-content|docMainContainer|theme-doc'
    r"|sphinxsidebar|wikitext|mw-parser-output|md-content|book-body)\b"
)
_DOCS_TITLE = re.compile(r"\b(?:documentation|docs)\b", re.IGNORECASE)
_MUCH_CODE = 4
_OFFER = re.compile(
    r"\b(?:services?|solutions?|software|platform|agency|consulting|consultants?|company|tools?|apps?|suite|system)\b",
    re.IGNORECASE,
)
"""What the title of a page that offers something names."""
_TELLING = re.compile(
    r"^\W*(?:\d+|how|what|why|when|which|who|where|top|best|guide|the (?:best|top|ultimate|complete|most)|a guide|understanding"
    r"|introduc\w*|learn)\b|\?|\b(?:vs\.?|guide|tips|ideas|examples|explained|reviewed|compared|trends|ways|reasons|20\d\d"
    r"|benefits)\b",
    re.IGNORECASE,
)
"""How a title speaks that tells of something instead of offering it."""
_TOLD = 1_500
"""Characters of long paragraphs from which a page with such a title tells it."""
_LEGAL = re.compile(
    r"\b(?:terms (?:of (?:service|use|sale)|and conditions|& conditions)|privacy (?:policy|notice|statement)|cookies? (?:policy|notice)"
    r"|data processing (?:agreement|addendum|terms)|acceptable use policy|(?:end[- ]user )?licen[cs]e agreement"
    r"|service level agreement|sub-?processors|datenschutzerklärung|allgemeine geschäftsbedingungen|impressum"
    r"|politique de confidentialité|conditions générales|política de privacidad|aviso legal)\b",
    re.IGNORECASE,
)
_CHANGELOG = re.compile(
    r"\b(?:change ?log|release notes|what['’]s new|product updates|(?:release|version) history)\b",
    re.IGNORECASE,
)
_CAREERS = re.compile(
    r"\b(?:careers?(?: at)?|open (?:positions|roles)|current openings|job openings|jobs at|join (?:our|the) team|we['’]re hiring"
    r"|work (?:with|at) us|vacancies|stellenangebote|offene stellen|karriere)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"\b(?:apply(?: now)?|full[- ]time|part[- ]time|remote|hybrid|engineer|manager|designer|vollzeit|m/w/d)\b|\bJobPosting\b",
    re.IGNORECASE,
)
_OPENINGS = 3
"""Words of open positions that a page of careers holds at least: a mere mention of them is none."""


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
        whole = segments[-1]
        if whole.count("-") >= _SENTENCE:
            return None
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
    """Return the kind of a page from its address, else from what it holds; a page that tells nothing is `home`.

    Where the address says nothing, the one that the page calls its own is asked, then its title, then its make: an
    article says when it was published, a guide holds code or was made by a tool for guides, a page about a product
    asks its visitors to sign up beneath several headings.
    """
    told = kind_of_url(url)
    if told is SourceKind.HOME:
        return _kind_of_title(document) or (SourceKind.BLOG if is_article(document) else SourceKind.HOME)
    if told is not None:
        return told
    own = _own_kind(document)
    if own is SourceKind.FEATURES and is_guide(document):
        return SourceKind.DOCS
    if own is not None and own is not SourceKind.HOME:
        return own
    titled = _kind_of_title(document)
    if titled is not None:
        return titled
    return SourceKind.HOME if own is SourceKind.HOME else _kind_of_make(document)


def _own_kind(document: Document) -> SourceKind | None:
    """Return the kind of the address that a page calls its own."""
    links = (link for link in document.named["link"] if "canonical" in attribute(link, "rel").lower().split())
    metas = (meta for meta in document.named["meta"] if attribute(meta, "property") == "og:url")
    addresses = [
        *(attribute(link, "href") for link in links),
        *(attribute(meta, "content") for meta in metas),
    ]
    absolute = next((address for address in addresses if address.startswith(("https://", "http://"))), None)
    return None if absolute is None else kind_of_url(_LOCALE.sub("/", absolute))


def _kind_of_title(document: Document) -> SourceKind | None:
    """Return the kind that title or first heading name, where the page also looks like it."""
    heads = [element.get_text(" ") for element in (*document.named["title"][:1], *document.named["h1"][:1])]
    words = " ".join(heads).lower()
    article = is_article(document)
    if re.search(r"\b(pricing|plans|prices)\b", words) and len(_PERIODIC.findall(document.text)) >= 2:
        return None if article else SourceKind.PRICING
    if _CHANGELOG.search(words) or heads[-1:] == ["Releases"]:
        return SourceKind.CHANGELOG
    if _LEGAL.search(words) and not is_posted(document):
        return SourceKind.LEGAL
    if _CAREERS.search(words) and not article and len(_OPENING.findall(document.text)) >= _OPENINGS:
        return SourceKind.CAREERS
    if re.search(r"\bfeatures\b", words) and not article:
        return SourceKind.FEATURES
    return SourceKind.REVIEWS if re.search(r"\breviews\b", words) and not article else None


def _kind_of_make(document: Document) -> SourceKind:
    """Return the kind of a page whose address and title tell none: guide, article, page about a product, or home."""
    if is_guide(document):
        return SourceKind.DOCS
    title = " ".join(element.get_text(" ") for element in document.named["title"][:1])
    prose, telling = is_prose(document), _TELLING.search(title) is not None
    if not telling and not is_posted(document) and _offers(document, title, prose=prose):
        return SourceKind.FEATURES
    if is_posted(document) or _has_meta(document, "article:published_time"):
        return SourceKind.BLOG
    if not telling and _invites(document, prose=prose):
        return SourceKind.FEATURES
    if prose or is_article(document) or (telling and long_paragraphs(document) >= _TOLD):
        return SourceKind.BLOG
    return SourceKind.HOME


def _offers(document: Document, title: str, *, prose: bool) -> bool:
    """Tell whether a page in several parts names what it offers, or asks its visitors for more than one thing."""
    subheads, asks = _subheads(document), _asked(document)
    if subheads < _SUBHEADS:
        return False
    if _OFFER.search(title) or (asks > 1 and not prose):
        return True
    return bool(asks) and subheads >= _MANY_SUBHEADS and not _has_meta(document, "article:published_time")


def _invites(document: Document, *, prose: bool) -> bool:
    subheads, asks = _subheads(document), _asked(document)
    return (asks > 0 and subheads >= _SUBHEADS and not prose) or (asks > 1 and subheads >= _MANY_SUBHEADS)


def _subheads(document: Document) -> int:
    return sum(not document.is_chrome(head) for name in ("h2", "h3") for head in document.named[name])


def _asked(document: Document) -> int:
    """Return how many different things a page asks its visitors to do."""
    return len({words.lower() for words in _asks(document)})


def is_guide(document: Document) -> bool:
    """Tell whether a page was made by a tool for guides, holds much code, or is titled as a guide and holds some."""
    for meta in document.named["meta"]:
        if attribute(meta, "name").lower() == "generator" and _GUIDE_TOOLS.search(attribute(meta, "content")):
            return True
    code = len(document.named["pre"])
    if any(_DOCS_TITLE.search(element.get_text(" ")) for element in document.named["title"][:1]):
        return True
    titled = any(_GUIDE_TITLE.search(element.get_text(" ")) for element in document.named["title"][:1])
    marked = _GUIDE_MARKS.search(document.source) is not None
    return code >= _MUCH_CODE or (titled and code > 0) or (marked and (titled or code > 0))


def _asks(document: Document) -> list[str]:
    """Return the words of links and buttons that ask a visitor to try, buy or talk to someone."""
    places = (*document.named["a"], *document.named["button"])
    return [words for one in places if len(words := document.text_of(one)) <= 40 and _ASK.search(words)]


def _has_meta(document: Document, name: str) -> bool:
    return any(attribute(meta, "property") == name for meta in document.named["meta"])
