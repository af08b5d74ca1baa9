"""Text: cleaning that is the same everywhere, so that offsets into it always mean the same characters."""

import html
import re
import unicodedata

BLOCK = "\x1e"
"""Marks the edge of a block (paragraph, cell, line break) in raw text until `collapse` makes it a space."""

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
_HIDDEN_MARKUP = re.compile(
    r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL
)
_BLOCK_TAG = re.compile(
    r"</?(?:p|br|div|li|ul|ol|h[1-6]|tr|td|th|table|blockquote|pre)\b[^<>]*>", re.IGNORECASE
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def clean_text(text: str) -> str:
    """Return text that every store keeps unchanged.

    NUL and the other C0 and C1 controls are dropped (tab and newline stay), lone surrogates become
    U+FFFD, and the result is in Unicode normal form C.
    """
    if text.isprintable():
        return text if text.isascii() else unicodedata.normalize("NFC", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", _SURROGATES.sub("\ufffd", text))
    return _CONTROLS.sub("", text)


def collapse(raw: str) -> str:
    """Return cleaned text with every run of white space, block edges included, as one space."""
    cleaned = clean_text(" ".join(raw.split())).strip()
    # A control between two spaces leaves them side by side when it goes.
    return _SPACES.sub(" ", cleaned) if "  " in cleaned else cleaned


def lowered(text: str) -> str:
    """Return text in lower case as patterns that ignore case see it: the `İ` of Turkish is an `i`."""
    return text.lower() if text.isascii() else text.lower().replace("i\u0307", "i")


def collapse_lines(raw: str) -> str:
    """Return cleaned text with one line a block and single spaces within it."""
    lines = (collapse(line) for line in raw.split(BLOCK))
    return "\n".join(line for line in lines if line)


def plain_text(value: str) -> str:
    """Return the text of a string that may hold HTML, as JSON-LD and feeds carry it.

    Scripts, styles, comments and tags go; entities are resolved once; white space is collapsed. What
    is left is text: a `<` in it is a character, never markup.
    """
    if "<" in value:
        value = _HIDDEN_MARKUP.sub(" ", value)
        value = _TAG.sub("", _BLOCK_TAG.sub(" ", value))
    return collapse(html.unescape(value) if "&" in value else value)


def unguarded(text: str) -> str:
    """Return a JSON document without the guard `)]}'` that some servers put before it so that no script can run it."""
    return text.lstrip("\ufeff \t\r\n").removeprefix(")]}'")
