"""Quantities: how much of something a plan allows, as cells and bullets write it."""

import re

from bs4 import Tag

from rivalscope.domain.page import Claim, ClaimStatus, Limit, Passage
from spiders.pages.badges import read_badge
from spiders.pages.bullets import bullet_text
from spiders.pages.document import Document
from spiders.pages.passages import whole
from spiders.pages.statuses import read_value

_AMOUNT = r"(?:\d[\d.,\u00a0]*(?:\s?(?:k|K|M|bn|million|thousand)\b)?\+?|unlimited|∞)"
_FIGURE = r"(?:\d[\d.,\u00a0 ]*(?:\s?(?:k|K|M|bn|million|thousand)\b)?\+?|\d+\s?[-–x×/]\s?\d+|unlimited|∞)"
_QUANTITY = re.compile(
    rf"(?:(?:up to|at least|over|first|max(?:imum|\.)?|min(?:imum|\.)?|includes?|from|~)\s+)?(?P<value>{_FIGURE})\s*(?P<unit>%|[^\W\d_][\w./ -]{{0,40}}?)?",
    re.IGNORECASE,
)
_LEADING = re.compile(
    rf"(?P<words>(?:up to\s+|at least\s+|over\s+)?(?P<value>{_AMOUNT}(?:\s?(?:[KMGT]i?B|gb|mb|tb|min(?:ute)?s?|hours?|days?|weeks?|months?|years?))?))\s+(?:of\s+|for\s+)?(?P<name>[^\W\d_].{{2,80}})",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"(?P<value>.*?\d[\d.,]*\+?)\s*(?P<unit>[KMGT]i?B|gb|mb|tb|min(?:ute)?s?|hours?|days?|weeks?|months?|years?)",
    re.IGNORECASE,
)
_ALL_OF = re.compile(
    r"(?:everything|all(?: the)?(?: features| benefits)?(?: included)?)\s+(?:in|from|of|included in)\s|^(?:plus|includes|including|and):?$|.*,? plus:?$",
    re.IGNORECASE,
)


def read_quantity(words: str) -> tuple[str, str | None] | None:
    """Return the value and unit of words that are a quantity, e.g. `10` and `GB`; None when they are not."""
    match = _QUANTITY.fullmatch(words.strip())
    if match is None:
        return None
    unit = (match["unit"] or "").strip()
    return match["value"].strip(), unit or None


def read_bullet(document: Document, item: Tag) -> tuple[Claim, Limit | None] | None:
    """Return what one bullet of a plan's card claims, and the limit that it states; None for a mere lead-in.

    `Name: value` is a limit of that name; `10 GB of storage` one of `storage`; a bullet that is struck
    out or bears a cross says that the plan lacks it.
    """
    text, absent = bullet_text(document, item)
    if not 2 <= len(text) <= 300 or _ALL_OF.match(text):
        return None
    passage = whole(document, item)
    if absent:
        return Claim(name=text, status=ClaimStatus.ABSENT, passage=passage), None
    name, colon, rest = text.partition(": ")
    if colon and 2 <= len(name) <= 100 and rest:
        return _named(name, rest.strip(), passage)
    match = _LEADING.fullmatch(text)
    if match is not None and len(match["name"].split()) <= 6:
        return _led(match, passage)
    name, status = read_badge(text)
    return Claim(name=name, status=status, passage=passage), None


def read_leading(text: str, passage: Passage) -> Claim | None:
    """Return the claim of words that start with their quantity, e.g. `10 GB of storage`; None for all others."""
    match = _LEADING.fullmatch(text)
    return _led(match, passage)[0] if match is not None and len(match["name"].split()) <= 6 else None


def limit_of(name: str, words: str, passage: Passage) -> Limit | None:
    """Return the limit that words state under a name; None when they are no quantity."""
    quantity = read_quantity(words)
    return (
        None if quantity is None else Limit(name=name, value=quantity[0], unit=quantity[1], passage=passage)
    )


def _named(name: str, words: str, passage: Passage) -> tuple[Claim, Limit | None]:
    told = read_value(words)
    return Claim(name=name, status=told.status, value=told.value, passage=passage), limit_of(
        name, words, passage
    )


def _led(match: re.Match[str], passage: Passage) -> tuple[Claim, Limit | None]:
    """Return claim and limit of a bullet that starts with its quantity."""
    name, words, value = match["name"], match["words"].strip(), match["value"].strip()
    told = read_value(words)
    measure = _MEASURE.fullmatch(value)
    amount, unit = (measure["value"].strip(), measure["unit"]) if measure else (value, None)
    claim = Claim(name=name, status=told.status, value=told.value, passage=passage)
    return claim, Limit(name=name, value=amount, unit=unit, passage=passage)
