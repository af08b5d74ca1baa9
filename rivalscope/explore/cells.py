"""Values of a view as a reader sees them: evidence, products and features are links, every text is text."""

import json
from typing import Any
from urllib.parse import quote, urlencode

from markupsafe import Markup, escape

from rivalscope.reports.inert import one_line, web_address

LONGEST = 400
"""Characters of a value that a table shows; CSV and JSON have all of them."""

_EVIDENCE = frozenset({"evidence_id", "evidence_against", "evidence_before", "evidence_after"})
_PRODUCTS = frozenset({"product", "rival_product"})
_MOST = 5


def cell(column: str, value: Any, *, table: str | None) -> Markup | None:
    """Return the markup of one value; None where a table shows it as it is."""
    if isinstance(value, int) and (column in _EVIDENCE or (table == "evidence" and column == "id")):
        return evidence_link(value)
    if not isinstance(value, str) or not value.strip():
        return None
    if column == "evidence_ids":
        return _evidence_links(value)
    if column in _PRODUCTS or column == "feature":
        return link(feature_path(value) if column == "feature" else product_path(value), value)
    address = web_address(value)
    if address is not None:
        return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(
            address, one_line(value, limit=80)
        )
    return escape(one_line(value, limit=LONGEST))


def evidence_link(number: int) -> Markup:
    """Return the link to the page of an evidence."""
    return Markup('<a class="words" href="/evidence/{0}">{0}</a>').format(number)


def link(path: str, text: str) -> Markup:
    """Return a link within the page."""
    return Markup('<a href="{}">{}</a>').format(path, one_line(text, limit=LONGEST))


def product_path(slug: str) -> str:
    """Return where the page of a product is."""
    return f"/product/{quote(slug, safe='')}"


def feature_path(name: str) -> str:
    """Return where the page of a feature is: a name may hold anything, so it is a parameter."""
    return f"/feature?{urlencode({'name': name})}"


def _evidence_links(value: str) -> Markup:
    try:
        numbers = json.loads(value)
    except ValueError:
        return escape(one_line(value, limit=LONGEST))
    found = [number for number in numbers if type(number) is int] if isinstance(numbers, list) else []
    links = Markup(" ").join(evidence_link(number) for number in found[:_MOST])
    return links + (Markup(" +{}").format(len(found) - _MOST) if len(found) > _MOST else Markup(""))
