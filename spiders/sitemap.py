"""Sitemaps: the URLs that a site's sitemap names, read without trusting it; nothing is fetched."""

import re
import zlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from lxml import etree  # type: ignore[import-untyped]

MOST_URLS = 50_000
"""URLs that are read of one sitemap: the most that the sitemaps protocol allows in one file."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """What one sitemap names, in its order."""

    pages: tuple[str, ...] = ()
    """One address of each page: a page that is told in several languages is named once, in English if it can be."""
    sitemaps: tuple[str, ...] = ()
    """Further sitemaps, when it is an index: those that changed last come first, as few may be read."""


def read_sitemap(body: bytes, *, url: str, max_bytes: int) -> Sitemap:
    """Return what a sitemap names: XML, an index of sitemaps, or a text file of URLs, gzipped or not.

    A body that is none of these, or grows beyond `max_bytes` when unpacked, names nothing.
    """
    if body.startswith(_GZIP):
        try:
            body = _unpacked(body, most=max_bytes)
        except (ValueError, zlib.error):
            return Sitemap()
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return Sitemap(pages=_lines(body))
    # No entities, no DTD, no network: a sitemap is a stranger's file.
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return Sitemap()
    if root is None:
        return Sitemap()
    return Sitemap(pages=_pages(root, url), sitemaps=_sitemaps(root, url))


def _unpacked(body: bytes, *, most: int) -> bytes:
    """Return what a gzipped body holds, member after member; ValueError when it is cut or holds too much."""
    unpacked = bytearray()
    while body.startswith(_GZIP):
        member = zlib.decompressobj(wbits=31)
        unpacked += member.decompress(body, most + 1 - len(unpacked))
        if len(unpacked) > most or not member.eof:
            message = f"it is cut, or unpacks to more than {most} bytes"
            raise ValueError(message)
        body = member.unused_data
    return bytes(unpacked)


def _pages(root: Any, base: str) -> tuple[str, ...]:
    """Return the pages of a set of URLs, without those that say they are another one in a different language."""
    told = [(_location(entry, base), entry) for entry in _entries(root, "url")]
    named = {page for page, _ in told if page}
    chosen = [(_in_english(entry, base, named), page) for page, entry in told]
    return tuple(dict.fromkeys(preferred or page for preferred, page in chosen if preferred or page))


def _sitemaps(root: Any, base: str) -> tuple[str, ...]:
    """Return the sitemaps of an index, those that changed last first; those without a date come last."""
    told = [(_text(entry, "lastmod"), _location(entry, base)) for entry in _entries(root, "sitemap")]
    dated = [
        (changed[:10] if _DAY.match(changed) else "", location) for changed, location in told if location
    ]
    return tuple(location for _, location in sorted(dated, key=lambda one: one[0], reverse=True))


def _in_english(entry: Any, base: str, named: set[str]) -> str | None:
    """Return the address of a page's default or English form; None when it names none that the sitemap has too.

    The forms are `xhtml:link` elements (https://developers.google.com/search/docs/specialty/international).
    """
    forms: dict[str, str] = {}
    for link in _children(entry, "link"):
        if str(link.get("rel")) == "alternate" and link.get("href") and link.get("hreflang"):
            forms.setdefault(str(link.get("hreflang")).lower(), _joined(base, str(link.get("href"))))
    wanted = ["x-default", "en", *sorted(form for form in forms if form.startswith("en-"))]
    return next((forms[form] for form in wanted if forms.get(form) in named), None)


def _entries(root: Any, name: str) -> list[Any]:
    return _children(root, name)[:MOST_URLS]


def _children(element: Any, name: str) -> list[Any]:
    """Return the children with a name, whatever its namespace."""
    return [child for child in element if isinstance(child.tag, str) and child.tag.rpartition("}")[2] == name]


def _location(entry: Any, base: str) -> str:
    text = _text(entry, "loc")
    return _joined(base, text) if text else ""


def _text(entry: Any, name: str) -> str:
    return next((str(child.text or "").strip() for child in _children(entry, name)), "")


def _joined(base: str, address: str) -> str:
    """Return an address made absolute; empty when it is none."""
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return ""


def _lines(body: bytes) -> tuple[str, ...]:
    lines = body.decode("utf-8-sig", "replace").splitlines()[:MOST_URLS]
    return tuple(line.strip() for line in lines if line.strip().startswith(("http://", "https://")))
