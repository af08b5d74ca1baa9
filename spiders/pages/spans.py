"""Spans: cards that are named by nothing but how long they run, such as `Monthly` and `Annual`, and what they are of."""

import re

from bs4 import Tag

from rivalscope.domain.page import Period
from spiders.pages.currencies import Hints
from spiders.pages.document import Document
from spiders.pages.indexes import HEADINGS
from spiders.pages.names import plan_name

_SPAN = re.compile(
    r"(?:(?P<month>monthly|per month|month[- ]to[- ]month)|(?P<year>annual(?:ly)?|yearly|per year))(?: (?:plan|billing|subscription|membership|pass|license|payment)s?)?",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\s*[-–—:|]?\s*\b(?:plans?|pricing|prices|subscriptions?)(?: (?:and|&) \w+)?\s*$", re.IGNORECASE
)


def span_in(document: Document, place: Tag) -> Period | None:
    """Return the span that is the only heading of a card; None for a card that is called anything else."""
    heads = [document.text_of(head) for head in place.find_all(list(HEADINGS), limit=4)]
    match = _SPAN.fullmatch(heads[0].strip(" *:")) if len(heads) == 1 else None
    return None if match is None else Period.MONTH if match["month"] else Period.YEAR


def name_above(document: Document, place: Tag, *, hints: Hints) -> str:
    """Return what the nearest heading before a card names, a word such as `pricing` at its end left out; else empty."""
    for heading in place.find_all_previous(list(HEADINGS), limit=6):
        text = document.text_of(heading)
        if _SPAN.fullmatch(text.strip(" *:")):
            continue
        return plan_name(_ABOUT.sub("", text), hints=hints)
    return ""
