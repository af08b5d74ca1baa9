"""Roles: the open positions of a careers page, from its schema.org job postings."""

import datetime as dt
from typing import Any

from rivalscope.domain.page import Passage, Role
from spiders.pages.dates import read_date
from spiders.pages.jsonld import Node, escape
from spiders.pages.passages import value_passage
from spiders.pages.privacy import mask
from spiders.pages.text import plain_text

MOST_ROLES = 2_000
"""Roles that are read of one page."""

_TEAMS = ("employmentUnit", "department", "occupationalCategory", "industry")
_PARTS = ("addressLocality", "addressRegion", "addressCountry")


def read_roles(nodes: list[Node], *, seen_at: dt.datetime | None) -> tuple[Role, ...]:
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


def make_role(
    *, passage: Passage, team: str | None, location: str | None, date: dt.date | None
) -> Role | None:
    """Return a role that is called what its passage quotes; None when that is nothing."""
    if not passage.quote:
        return None
    masked = Passage(
        selector=passage.selector, start=passage.start, end=passage.end, quote=mask(passage.quote)
    )
    return Role(title=masked.quote, team=_short(team), location=_short(location), date=date, passage=masked)


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
