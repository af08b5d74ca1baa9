"""Pages of the benchmark: made up, all different, of the size and shape of a plain page of documentation."""

import hashlib

WORDS = [
    "meeting",
    "room",
    "host",
    "guest",
    "screen",
    "share",
    "recording",
    "caption",
    "chat",
    "poll",
    "board",
    "breakout",
    "calendar",
    "invite",
    "lobby",
    "audio",
    "video",
    "network",
    "quality",
    "account",
    "seat",
    "plan",
    "limit",
    "export",
    "report",
    "archive",
    "retention",
    "region",
    "support",
]
SECTIONS = 24
"""Sections of a page: about 12 KB of HTML together, near the median of the documentation pages we have measured."""


def page(number: int) -> bytes:
    """Return one page as HTML; the same number gives the same bytes."""
    title = f"Guide {number}: {_phrase(number, 0, 4)}"
    sections = "".join(
        f"<section id=s{part}><h2>{_phrase(number, part, 5).capitalize()}</h2>"
        f"<p>{_phrase(number, part + 100, 48).capitalize()}.</p><ul><li>{_phrase(number, part + 200, 6)}</li>"
        f"<li>{_phrase(number, part + 300, 6)}</li></ul></section>"
        for part in range(SECTIONS)
    )
    return (
        f"<!doctype html><!-- made for the benchmark --><html lang=en><head><meta charset=utf-8>"
        f"<title>{title}</title></head><body><main><h1>{title}</h1>{sections}</main></body></html>"
    ).encode()


def tag(number: int) -> str:
    """Return the ETag of a page."""
    return f'"{hashlib.sha256(page(number)).hexdigest()[:16]}"'


def _phrase(number: int, part: int, words: int) -> str:
    """Return some words that depend on nothing but the numbers."""
    seed = number * 7919 + part * 104_729
    return " ".join(WORDS[(seed + place * (17 + seed % 11)) % len(WORDS)] for place in range(words))
