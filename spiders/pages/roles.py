"""Roles: the open positions of a careers page, from its schema.org job postings or its links to positions."""

import datetime as dt
import re
from typing import Any

from rivalscope.domain.page import Passage, Role
from spiders.pages.dates import read_date
from spiders.pages.document import Document, attribute
from spiders.pages.functions import function_of, is_role_title
from spiders.pages.jsonld import Node, escape
from spiders.pages.links import absolute
from spiders.pages.passages import passage_in, value_passage
from spiders.pages.privacy import mask
from spiders.pages.text import plain_text

MOST_ROLES = 2_000
"""Roles that are read of one page."""

_POSITION = re.compile(
    r"/(?:(?:\w+-)?jobs?|careers?|positions?|openings?|vacanc(?:y|ies)|roles?|join(?:-us)?|opportunit(?:y|ies)|o|j)/[^?#]"
    r"|gh_jid=|(?:greenhouse|lever|ashbyhq|workable|personio|recruitee|smartrecruiters|teamtailor|bamboohr)\.",
    re.IGNORECASE,
)
"""Addresses at which positions are described."""
_TEAMS = ("employmentUnit", "department", "occupationalCategory", "industry")
_PARTS = ("addressLocality", "addressRegion", "addressCountry")


def read_roles(
    document: Document, nodes: list[Node], *, url: str, seen_at: dt.datetime | None
) -> tuple[Role, ...]:
    """Return the open positions of a page in reading order: its job postings, else its links to positions."""
    return posted_roles(nodes, seen_at=seen_at) or linked_roles(document, url=url)


def posted_roles(nodes: list[Node], *, seen_at: dt.datetime | None) -> tuple[Role, ...]:
    """Return the job postings of a page in reading order, each once (https://schema.org/JobPosting).

    The team is the unit, department or occupational category that a posting names; schema.org has no better word.
    """
    found: dict[tuple[str, str | None, str | None, dt.date | None], Role] = {}
    for node in nodes:
        if "JobPosting" not in node.types:
            continue
        role = _role(node, seen_at)
        if role is not None:
            found.setdefault((role.title, role.team, role.location, role.date), role)
    return tuple(found.values())[:MOST_ROLES]


def linked_roles(document: Document, *, url: str) -> tuple[Role, ...]:
    """Return the positions that a page links to: links with titles of positions, two at least of a folder."""
    folders: dict[str, dict[str, Role]] = {}
    for anchor in document.named["a"]:
        address = None if document.is_chrome(anchor) else absolute(attribute(anchor, "href"), url)
        if address is None or not _POSITION.search(address):
            continue
        title = next((line for line in document.lines_of(anchor) if is_role_title(line)), None)
        passage = None if title is None else passage_in(document, anchor, title)
        role = None if passage is None else make_role(passage=passage, team=None, location=None, date=None)
        if role is not None:
            folder = address.split("?")[0].rstrip("/").rsplit("/", 1)[0]
            folders.setdefault(folder, {}).setdefault(role.title, role)
    listed: dict[str, Role] = {}
    for roles in folders.values():
        listed |= roles if len(roles) > 1 else {}
    return tuple(listed.values())[:MOST_ROLES]


def make_role(
    *, passage: Passage, team: str | None, location: str | None, date: dt.date | None
) -> Role | None:
    """Return a role that is called what its passage quotes; None when that is nothing."""
    if not passage.quote:
        return None
    masked = Passage(
        selector=passage.selector, start=passage.start, end=passage.end, quote=mask(passage.quote)
    )
    return Role(
        title=masked.quote,
        team=_short(team),
        location=_short(location),
        date=date,
        function=function_of(masked.quote) or (function_of(team) if team else None),
        passage=masked,
    )


def _role(node: Node, seen_at: dt.datetime | None) -> Role | None:
    key = "title" if isinstance(node.value.get("title"), str) else "name"
    title = node.value.get(key)
    if not isinstance(title, str):
        return None
    remote = str(node.value.get("jobLocationType") or "").upper() == "TELECOMMUTE"
    return make_role(
        passage=value_passage(f"{node.path}/{escape(key)}", title),
        team=next(filter(None, (_name(node.value.get(team)) for team in _TEAMS)), None),
        location=_place(node.value.get("jobLocation")) or ("remote" if remote else None),
        date=read_date(node.text("datePosted") or "", seen_at=seen_at),
    )


def _place(value: Any) -> str | None:
    """Return where a posting says the work is: the address of its place, else the place's name."""
    if isinstance(value, list):
        places = [place for place in map(_place, value[:5]) if place]
        return "; ".join(dict.fromkeys(places)) or None
    if not isinstance(value, dict):
        return _name(value)
    address = value.get("address")
    if isinstance(address, dict):
        parts = [part for part in (_name(address.get(key)) for key in _PARTS) if part]
        return ", ".join(parts) or _name(value)
    return _name(address) or _name(value)


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return plain_text(value) or None if isinstance(value, str) else None


def _short(text: str | None) -> str | None:
    return mask(text[:200]) if text else None
