"""Boards: what the lists of roles of recruiting services have in common."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Page, Role
from spiders.pages.roles import MOST_ROLES
from spiders.services.answers import parse, value, words


def document_of(body: bytes, content_type: str | None) -> Any:
    """Return the JSON document of a board; None when it is none."""
    return parse(body, content_type=content_type)


def board(
    document: Any,
    place: tuple[str, ...],
    make: Callable[[Any, int], Role | None],
    *,
    url: str,
    seen_at: datetime,
    extractor: str,
    stated: int | None = None,
    next_page: str | None = None,
) -> Page:
    """Return the roles that are made of the entries of a list; without a list the page is partial."""
    entries = value(document, *place)
    if not isinstance(entries, list):
        said = next(filter(None, (words(document, key) for key in ("error", "message", "detail"))), None)
        reason = f"the board answered: {said[:200]}" if said else "the answer has no list of roles"
        return Page(url=url, kind=SourceKind.CAREERS, verdict=Verdict.PARTIAL, reason=reason, seen_at=seen_at,
                    extractor=extractor)  # fmt: skip
    made = (make(entry, number) for number, entry in enumerate(entries[:MOST_ROLES]))
    return Page(
        url=url,
        kind=SourceKind.CAREERS,
        verdict=Verdict.OK,
        roles=tuple(role for role in made if role is not None),
        stated=stated,
        next_page=next_page if entries else None,
        seen_at=seen_at,
        extractor=extractor,
    )
