"""How a chart is drawn offline: the colours, the styling, SVG that is safe in a page, and PNG."""

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import vl_convert

from rivalscope.domain.market import Product
from rivalscope.reports.inert import one_line

PAPER, INK, MUTED, RULE, ACCENT = "#fbfaf7", "#1d1c1a", "#6e6a62", "#e2ded5", "#0b6b66"
"""The colours of the page; its style sheet gives each of them another value in the dark."""

GREYS = ("#3f3c37", "#6b665c", "#918b7f")
"""The colours of rivals: each stands out from the page by 3 to 1 at least."""

LABEL = 34
"""Characters of a name that a chart has room for."""

_SHAPES = ("circle", "diamond", "square", "triangle-up", "cross", "triangle-down", "triangle-right")
_TAGS = frozenset({"svg", "g", "path", "line", "rect", "text", "tspan", "circle", "defs", "clipPath"})
_FONT = "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif"
_NAMESPACE = "http://www.w3.org/2000/svg"
_STYLE: dict[str, dict[str, Any]] = {
    "view": {"stroke": None},
    "axis": {
        "gridColor": RULE,
        "tickColor": RULE,
        "domainColor": RULE,
        "labelColor": INK,
        "titleColor": MUTED,
        "titleFontWeight": "normal",
        "labelFontSize": 12,
        "titleFontSize": 12,
        "labelLimit": 260,
    },
    "legend": {"labelColor": INK, "labelFontSize": 12},
}
"""What a chart's configuration says of its parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawn chart."""

    svg: str
    """Markup safe to place in a page: known elements only, no script, no link, text escaped."""
    alt: str
    """What it shows, in words."""


def product_scales(products: Sequence[Product]) -> tuple[alt.Scale, alt.Scale]:
    """Return the scales of colour and shape by product name: ours in the accent, rivals in greys."""
    names = [one_line(product.name, limit=LABEL) for product in products]
    greys = iter(GREYS[i % len(GREYS)] for i in range(len(products)))
    colours = [ACCENT if product.ours else next(greys) for product in products]
    shapes = [_SHAPES[i % len(_SHAPES)] for i in range(len(products))]
    return alt.Scale(domain=names, range=colours), alt.Scale(domain=names, range=shapes)


def png(chart: Any) -> bytes:
    """Return an altair chart as PNG on the paper's colour, at twice its size for fine screens."""
    drawn: bytes = vl_convert.vegalite_to_png(
        _specification(chart, background=PAPER), scale=2, allowed_base_urls=[]
    )
    return drawn


def svg(chart: Any, *, name: str, alt_text: str) -> Chart:
    """Return an altair chart as markup; `name` keeps its ids apart from those of other charts on the page."""
    markup = vl_convert.vegalite_to_svg(_specification(chart, background="transparent"), allowed_base_urls=[])
    return Chart(svg=_sound(markup, name=name, alt_text=alt_text), alt=alt_text)


def _specification(chart: Any, *, background: str) -> dict[str, Any]:
    """Return a chart as Vega-Lite in our styling; it goes in at the end, for altair copies all data with each setting."""
    drawn: dict[str, Any] = chart.to_dict(validate=False)
    given = drawn.get("config", {})
    styled = {name: given.get(name, {}) | style for name, style in _STYLE.items()}
    drawn["config"] = given | styled | {"background": background, "font": _FONT, "padding": 4}
    return drawn


def _sound(markup: str, *, name: str, alt_text: str) -> str:
    """Return drawn markup with known elements only, ids of its own, and one description instead of many."""
    root = ET.fromstring(markup)  # noqa: S314 - drawn a line above, not fetched
    _keep_known(root, name=name)
    # Written as an attribute: ElementTree's names for namespaces are one table for the whole process.
    root.set("xmlns", _NAMESPACE)
    root.set("role", "img")
    root.set("aria-label", alt_text)
    return ET.tostring(root, encoding="unicode")


def _keep_known(element: ET.Element, *, name: str) -> None:
    element.tag = element.tag.rpartition("}")[2]
    for attribute, value in list(element.attrib.items()):
        if attribute.startswith(("aria-", "on", "{")) or attribute == "role" or "href" in attribute:
            del element.attrib[attribute]
        elif attribute == "id":
            element.set("id", f"{name}-{value}")
        elif value.startswith("url(#"):
            element.set(attribute, value.replace("url(#", f"url(#{name}-"))
    for child in list(element):
        if child.tag.rpartition("}")[2] in _TAGS:
            _keep_known(child, name=name)
        else:
            element.remove(child)
