"""Components: what a status page says of the parts of a service, and the incidents that it lists."""

import re

from bs4 import Tag

from rivalscope.domain.page import Statement, StatementKind
from spiders.pages.document import Document, attribute
from spiders.pages.passages import passage_in

MOST = 300
"""Components that are read of one page."""

_STATE = re.compile(
    r"operational|degraded(?: performance)?|partial (?:system )?outage|major (?:system )?outage|outage|down"
    r"|(?:under |scheduled )?maintenance|available|unavailable|disrupted|normal",
    re.IGNORECASE,
)
_STATUS = re.compile(r"\bstatus\b", re.IGNORECASE)
_INCIDENT = re.compile(r"\bincident[-_]*title\b", re.IGNORECASE)
_LONGEST = 80


def read_components(document: Document) -> tuple[Statement, ...]:
    """Return the components of a status page with their states, then its incidents; nothing of any other page."""
    heads = [*document.named["title"][:1], *document.named["h1"][:2]]
    if not any(_STATUS.search(document.text_of(head)) for head in heads):
        return ()
    found: dict[str, Statement] = {}
    for element in document.elements:
        state = document.text_of(element)
        if _STATE.fullmatch(state) and (statement := _component(document, element, state)):
            found.setdefault(statement.subject.casefold(), statement)
    incidents = {} if len(found) < 2 else _incidents(document)
    return tuple((found | incidents).values())[:MOST] if len(found) > 1 else ()


def _component(document: Document, element: Tag, state: str) -> Statement | None:
    """Return the component whose state an element shows: what else the smallest block around it says, when it is short."""
    around = element.parent
    while around is not None and document.text_of(around) == state:
        around = around.parent
    if around is None or len(around_text := document.text_of(around)) > _LONGEST + len(state):
        return None
    name = around_text.removesuffix(state).strip(" -–—?:")
    if not name or name == around_text or _STATE.fullmatch(name):
        return None
    passage = passage_in(document, around, around_text)
    if passage is None:
        return None
    return Statement(kind=StatementKind.STATUS, subject=name, value=state, passage=passage)


def _incidents(document: Document) -> dict[str, Statement]:
    found: dict[str, Statement] = {}
    for element in document.elements:
        text = document.text_of(element)
        named = text and len(text) <= 2 * _LONGEST and _INCIDENT.search(attribute(element, "class"))
        passage = passage_in(document, element, text) if named else None
        if passage is not None:
            statement = Statement(kind=StatementKind.STATUS, subject=text, value="incident", passage=passage)
            found.setdefault(text.casefold(), statement)
    return found
