"""Styles: the classes with which a page's own style sheet draws a tick or a cross, or strikes words through."""

import re

from bs4 import Tag

from rivalscope.domain.page import ClaimStatus
from spiders.pages.document import Document, attribute
from spiders.pages.indexes import gathered

_LARGEST = 300_000
"""Characters of a style sheet that are read."""
_RULE = re.compile(r"([^{}]{1,400})\{([^{}]{1,2000})\}")
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)(?P<pseudo>::?(?:before|after))?\s*$")
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through")
_CONTENT = re.compile(r"""(?<![\w-])content\s*:\s*(?:"([^"]*)"|'([^']*)')""")
_ESCAPED = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
_YES, _NO = frozenset("✓✔✅☑🗸"), frozenset("✗✘✕✖❌❎⨯☒×🗙🚫⛔")


def drawn_by_style(document: Document, element: Tag) -> ClaimStatus | None:
    """Return what the classes of an element, or of the only element in it, draw: a tick, or a cross or a line through its words; else None."""
    drawn = gathered(document, "drawn", lambda: _drawn(document))
    if not drawn:
        return None
    inner = element.find_all(True, limit=2)
    for place in (element, *(inner if len(inner) == 1 else ())):
        for name in attribute(place, "class").split():
            if name in drawn:
                return drawn[name]
    return None


def _drawn(document: Document) -> dict[str, ClaimStatus]:
    """Return what each class draws for which the style sheets of a page say it."""
    found: dict[str, ClaimStatus] = {}
    for sheet in document.named["style"]:
        text = sheet.get_text()
        if len(text) > _LARGEST or ("line-through" not in text and "content" not in text):
            continue
        for rule in _RULE.finditer(text):
            struck = _STRUCK.search(rule[2]) is not None
            sign = _CONTENT.search(rule[2])
            if not struck and sign is None:
                continue
            status = ClaimStatus.ABSENT if struck else _sign(sign)
            for selector in rule[1].split(","):
                made = _CLASS.search(selector.strip())
                if made is not None and status is not None and (struck != bool(made["pseudo"])):
                    found[made[1]] = status
    return found


def _sign(sign: re.Match[str] | None) -> ClaimStatus | None:
    """Return what a sign that a style sheet sets says; None for other words."""
    if sign is None:
        return None
    words = _ESCAPED.sub(lambda match: chr(min(int(match[1], 16), 0x10FFFF)), sign[1] or sign[2] or "")
    signs = set(words.replace("\ufe0f", "").strip())
    if not signs or len(signs) > 1:
        return None
    return ClaimStatus.OFFERED if signs <= _YES else ClaimStatus.ABSENT if signs <= _NO else None
