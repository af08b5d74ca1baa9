"""Sitemaps: the URLs that a site's sitemap names, read without trusting it; nothing is fetched."""

import zlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from lxml import etree  # type: ignore[import-untyped]

MOST_URLS = 50_000
"""URLs that are read of one sitemap: the most that the sitemaps protocol allows in one file."""

_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """What one sitemap names, in its order."""

    pages: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    """Further sitemaps, when it is an index."""


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
    return Sitemap(pages=_locations(root, "url", url), sitemaps=_locations(root, "sitemap", url))


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


def _locations(root: Any, name: str, base: str) -> tuple[str, ...]:
    """Return the `loc` of each element with a name, whatever its namespace."""
    texts = root.xpath("./*[local-name()=$name]/*[local-name()='loc']/text()", name=name)
    if not isinstance(texts, list):
        return ()
    return tuple(urljoin(base, str(text).strip()) for text in texts[:MOST_URLS] if str(text).strip())


def _lines(body: bytes) -> tuple[str, ...]:
    lines = body.decode("utf-8-sig", "replace").splitlines()[:MOST_URLS]
    return tuple(line.strip() for line in lines if line.strip().startswith(("http://", "https://")))
