"""Text of strangers made inert for each format; nothing here changes what a reader sees of ordinary words."""

import re
import unicodedata
from urllib.parse import urlsplit

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_DIRECTIONS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MARKDOWN = re.compile(r"[\\`*_\[\]|~$@^]|(?<=:)/(?=/)|(?<=www)\.|^[#+=:>-]")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "{": "&#123;", "}": "&#125;"})
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠", "'")


def clean(text: str) -> str:
    """Return text without control characters and lone surrogates, each replaced by U+FFFD; line ends stay."""
    if text.isascii() and text.isprintable():
        return text
    return _CONTROLS.sub("\ufffd", _SURROGATES.sub("\ufffd", text))


def one_line(text: str, *, limit: int | None = None) -> str:
    """Return text as one line without control and direction characters, cut to `limit` characters with an ellipsis."""
    spaced = " ".join(_DIRECTIONS.sub("", clean(text)).split())
    if limit is not None and len(spaced) > limit:
        return spaced[: limit - 1].rstrip() + "…"
    return spaced


def joined(text: str) -> str:
    """Return a piece of a line as one line that keeps a space at either end, so that pieces join as they stood."""
    inner = one_line(text)
    if not inner:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{inner}{' ' if text[-1].isspace() else ''}"


def web_address(url: str) -> str | None:
    """Return the URL when it leads to a page over http or https, else None: only these become links."""
    cleaned = url.strip()
    if any(unicodedata.category(c) in ("Cc", "Cf", "Zs") for c in cleaned):
        return None
    try:
        parts = urlsplit(cleaned)
    except ValueError:
        return None
    return cleaned if parts.scheme in ("http", "https") and parts.hostname else None


def host(url: str) -> str:
    """Return the host of a URL in words for a link's text; the whole URL when it has none."""
    address = web_address(url)
    return (urlsplit(address).hostname or url) if address else url


def markdown(text: str, *, limit: int | None = None) -> str:
    """Return text as one line of Markdown that shows itself: no markup, no link, no table cell, no HTML, no template."""
    escaped = _MARKDOWN.sub(r"\\\g<0>", one_line(text, limit=limit)).translate(_ENTITIES)
    return _NUMBERED.sub(r"\1\\\2", escaped)


def guard(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: an apostrophe before = + - @, tab, return, NUL and kin.

    Text that begins with an apostrophe gets one more, so that `unguard` gives back the original.
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def unguard(text: str) -> str:
    """Return the text that `guard` was given."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
