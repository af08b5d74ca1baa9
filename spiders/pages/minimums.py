"""Minimums: the least number of seats that a plan is sold for, as its card says beside the price."""

import re
from collections.abc import Iterator

from bs4 import Tag

from rivalscope.domain.page import Limit
from spiders.pages.document import Document
from spiders.pages.passages import passage_at

_WHO = r"(?:seat|user|member|licen[sc]e|agent|editor)"
_LEAST = re.compile(
    rf"\b(?:min(?:imum|\.)?(?: of)?|at least|starts (?:at|from)|requires(?: at least)?)\s+(?P<after>\d{{1,4}})\s+(?P<who>{_WHO}s?)\b"
    rf"|\b(?P<before>\d{{1,4}})[- ](?P<whom>{_WHO}s?) min(?:imum\b|\.)",
    re.IGNORECASE,
)


def minimums_in(document: Document, part: Tag) -> Iterator[Limit]:
    """Yield the least numbers that a part of a card states, e.g. `minimum seats` 5; the first of each name counts."""
    for match in _LEAST.finditer(document.text_of(part)):
        who = (match["who"] or match["whom"]).lower().rstrip("s") + "s"
        yield Limit(
            name=f"minimum {who}",
            value=match["after"] or match["before"],
            unit=who,
            passage=passage_at(document, part, match.start(), match.end()),
        )
