"""Markup files: pages served as Markdown, reStructuredText or plain text."""

import re
from enum import StrEnum
from urllib.parse import urlsplit

from rivalscope.domain.page import Passage
from spiders.pages.decoding import decode
from spiders.pages.text import collapse

_READ = 50_000
"""Bytes of a plain text file by which its markup is told."""
LONGEST_QUOTE = 2_000
"""Characters of a release that are quoted as its evidence."""


class Markup(StrEnum):
    """How a text file marks headings and lists."""

    MARKDOWN = "markdown"
    REST = "rest"


_TYPES = {
    "text/markdown": Markup.MARKDOWN,
    "text/x-markdown": Markup.MARKDOWN,
    "text/x-rst": Markup.REST,
    "text/prs.fallenstein.rst": Markup.REST,
    "text/rst": Markup.REST,
}
_ENDINGS = {
    ".md": Markup.MARKDOWN,
    ".markdown": Markup.MARKDOWN,
    ".mdx": Markup.MARKDOWN,
    ".rst": Markup.REST,
    ".rest": Markup.REST,
}
_HTML = re.compile(rb"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_ADORNED = re.compile(
    r"^(?!\s)[^\n]{2,}\n([-=~^`'\"*+#.:_])\1{2,}[ \t]*$|^\.\. [\w-]+::|^\.\. _|:[a-z]+:`[^`\n]+`|``[^`\n]+``",
    re.MULTILINE,
)
_HASHED = re.compile(r"^#{1,6} \S|\]\(https?://|^```", re.MULTILINE)


def markup_of(body: bytes, *, content_type: str | None, url: str) -> Markup | None:
    """Return the markup of a text file; None for a page or for data.

    The content type tells Markdown and reStructuredText; plain text, and a file that was served without a type, is told
    by its address's ending, else, when served as plain text, by what it holds more of. HTML is HTML whatever it is called.
    """
    name = (content_type or "").split(";")[0].strip().lower()
    if (name not in _TYPES and name not in ("text/plain", "")) or _HTML.search(body[:2048]):
        return None
    if name in _TYPES:
        return _TYPES[name]
    try:
        path = urlsplit(url).path.lower()
    except ValueError:
        path = ""
    ending = next((markup for end, markup in _ENDINGS.items() if path.endswith(end)), None)
    if ending is not None or not name:
        return ending
    start = decode(body[:_READ], content_type=content_type)
    return Markup.REST if len(_ADORNED.findall(start)) > 2 * len(_HASHED.findall(start)) else Markup.MARKDOWN


def lines_of(text: str) -> list[str]:
    """Return the lines of a text file, by which `lines:` selectors count."""
    return text.split("\n")


def lines_text(lines: list[str], first: int, last: int) -> str:
    """Return the lines from one to before another as a reader of the file sees them, white space collapsed."""
    return collapse("\n".join(lines[first:last]))


def lines_passage(lines: list[str], first: int, last: int) -> Passage:
    """Return the passage of the lines from one to before another, cut at 2,000 characters."""
    quote = lines_text(lines, first, last)[:LONGEST_QUOTE]
    return Passage(selector=f"lines:{first}-{last}", start=0, end=len(quote), quote=quote)
