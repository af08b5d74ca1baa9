"""The changes of a report as an Atom feed (RFC 4287), for readers that watch rather than read mail."""

import xml.etree.ElementTree as ET
from datetime import UTC, datetime, time

from rivalscope.domain.fact import Change
from rivalscope.reports.content import Report
from rivalscope.reports.inert import clean, one_line, web_address

NAME = "changes.atom"
"""File beside the report."""

MOST = 200
"""Newest changes that it holds."""

_ATOM = "http://www.w3.org/2005/Atom"


def render(report: Report) -> str:
    """Return the rivals' changes as an Atom feed, newest first; the same change keeps its id in every later feed."""
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed")
    _put(feed, "id", f"urn:rivalscope:{_slug(report.market)}:changes")
    _put(feed, "title", f"{report.market}: what rivals changed")
    _put(feed, "updated", report.as_of.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    _put(ET.SubElement(feed, f"{{{_ATOM}}}author"), "name", "rivalscope")
    rivals = [change for change in report.changes if change.product != report.ours.slug]
    for change in sorted(rivals, key=lambda one: (one.night, one.id), reverse=True)[:MOST]:
        _entry(feed, change, report)
    ET.indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(feed, encoding="unicode")}\n'


def _entry(feed: ET.Element, change: Change, report: Report) -> None:
    entry = ET.SubElement(feed, f"{{{_ATOM}}}entry")
    named = report.names.get(change.product, change.product)
    moment = datetime.combine(change.night, time(), tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    _put(entry, "id", f"urn:rivalscope:{_slug(report.market)}:change:{change.id}")
    _put(entry, "title", f"{named}: {change.subject} ({change.kind.value} {change.mode.value})")
    _put(entry, "updated", moment)
    evidence = report.evidence.get(change.evidence_after or change.evidence_before or -1)
    address = web_address(evidence.url) if evidence is not None else None
    if address:
        ET.SubElement(entry, f"{{{_ATOM}}}link", {"rel": "alternate", "href": one_line(address)})
    ET.SubElement(entry, f"{{{_ATOM}}}category", {"term": change.kind.value})
    before, after = change.before or "nothing", change.after or "nothing"
    weight = f" Weight {change.score:.0f} of 100: {change.reason}." if change.score is not None else ""
    quote = f" “{evidence.quote}” (e{evidence.id})" if evidence is not None else ""
    _put(entry, "content", f"{before} → {after}.{weight}{quote}")


def _put(parent: ET.Element, name: str, text: str) -> None:
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}")
    element.text = one_line(clean(text))
    if name in ("title", "content"):
        element.set("type", "text")


def _slug(market: str) -> str:
    return "".join(c if c.isascii() and c.isalnum() else "-" for c in market.lower())
