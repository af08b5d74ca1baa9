"""Links: where a page leads, and the next page of a list."""

import re
from urllib.parse import urldefrag, urljoin, urlsplit

from rivalscope.domain.page import Link
from spiders.pages.document import Document, attribute
from spiders.pages.indexes import gathered
from spiders.pages.kinds import kind_of_link

MOST_LINKS = 2_000
"""Links that are read of one page."""

_NEXT = re.compile(
    r"(?:next(?: page| reviews)?|older(?: posts| reviews)?|weiter|suivant|siguiente)\s*[→»›>]*", re.IGNORECASE
)

# Addresses that joining leaves as they are: nothing in them is empty, relative or escaped.
_PLAIN = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[!\"$-.0-:<->@-~/]*)?(?:\?[!\"$-~]+)?")
_PLAIN_PATH = re.compile(r"/(?:[\w~%+@,=&-][\w.~%+@,=&-]*+(?:/|\Z))*+", re.ASCII)


def base_of(document: Document, url: str) -> str:
    """Return the address against which a page's links are meant."""
    given = next((attribute(element, "href") for element in document.named["base"]), "")
    return absolute(given, url) or url if given else url


def absolute(link: str, base: str) -> str | None:
    """Return an absolute http(s) address without its fragment; None for anything else."""
    if not link or link.isspace():
        return None
    try:
        own = urlsplit(base)
        if _PLAIN.fullmatch(link):
            return link
        if own.scheme in ("http", "https") and own.netloc and _PLAIN_PATH.fullmatch(link):
            return f"{own.scheme}://{own.netloc}{link}"
        joined = urldefrag(urljoin(base, link.strip()))[0]
        parts = urlsplit(joined)
    except ValueError:
        return None
    return joined if parts.scheme in ("http", "https") and parts.netloc else None


def address_in(document: Document, link: str, base: str) -> str | None:
    """Return the `absolute` address of a link of a page, joined once however often it stands there or is asked for."""
    known: dict[tuple[str, str], str | None] = gathered(document, "addresses", dict)
    if (link, base) not in known:
        known[link, base] = absolute(link, base)
    return known[link, base]


def read_links(document: Document, *, url: str) -> tuple[Link, ...]:
    """Return the links of a page in reading order, each address once, with the kind it seems to lead to."""
    base = base_of(document, url)
    found: dict[str, Link] = {}
    for anchor in document.named["a"]:
        link = attribute(anchor, "href")
        target = None if link.startswith("#") else address_in(document, link, base)
        if target is None:
            continue
        text = document.text_of(anchor)[:200]
        known = found.get(target)
        if known is None or (not known.text and text):
            found[target] = Link(url=target, text=text, kind=kind_of_link(target, text))
        if len(found) >= MOST_LINKS:
            break
    return tuple(found.values())


def read_feeds(document: Document, *, url: str) -> tuple[str, ...]:
    """Return the addresses of the feeds that a page names in its head."""
    base = base_of(document, url)
    found = []
    for link in document.named["link"]:
        if re.search(r"application/(atom|rss)\+xml", attribute(link, "type")):
            target = absolute(attribute(link, "href"), base)
            if target is not None and target not in found:
                found.append(target)
    return tuple(found)


def read_next(document: Document, *, url: str) -> str | None:
    """Return the address of the next page of a list; None on the last page and where there is no list."""
    base = base_of(document, url)
    for element in (*document.named["link"], *document.named["a"]):
        if "next" in attribute(element, "rel").lower().split():
            target = absolute(attribute(element, "href"), base)
            if target is not None and target != url:
                return target
    for anchor in document.named["a"]:
        label = document.text_of(anchor) or attribute(anchor, "aria-label")
        if len(label) <= 30 and _NEXT.fullmatch(label.strip()):
            target = absolute(attribute(anchor, "href"), base)
            if target is not None and target != url and urlsplit(target).netloc == urlsplit(url).netloc:
                return target
    return None


def read_canonical(document: Document, *, url: str) -> str | None:
    """Return the address that a page calls its own (RFC 6596); None when it names none."""
    for element in document.named["link"]:
        if "canonical" in attribute(element, "rel").lower().split():
            return absolute(attribute(element, "href"), base_of(document, url))
    return None


def read_alternates(document: Document, *, url: str) -> tuple[tuple[str, str], ...]:
    """Return the editions that a page lists of itself: language tag and address, a hundred at most."""
    found = []
    for element in document.named["link"]:
        tag = attribute(element, "hreflang").strip().lower()
        if tag and "alternate" in attribute(element, "rel").lower().split():
            address = absolute(attribute(element, "href"), base_of(document, url))
            found += [(tag, address)] if address else []
    return tuple(found[:100])
