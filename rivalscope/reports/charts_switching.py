"""The chart of switches: a matrix of who went from which product to which."""

from collections.abc import Sequence
from typing import Literal

import altair as alt

from rivalscope.analysis.switching import Switching
from rivalscope.domain.market import Product
from rivalscope.reports.canvas import ACCENT, INK, LABEL, RULE, Chart, svg
from rivalscope.reports.inert import one_line
from rivalscope.reports.words import count, listed

_CELL = (58, 46)
"""Least width and height of a square."""
_WIDTH = 460
"""Least width of the matrix, so that two products do not fill a page."""
_LETTER = 6.5
"""Width of a letter of a label, about."""


def switches_chart(found: Switching, products: Sequence[Product]) -> Chart | None:
    """Draw a square for each way between two products, the darker the more went; None when nobody went anywhere.

    In each square stands how many went, and after a plus sign how many more think of it or threaten to.
    """
    if not any(route.done for route in found.routes):
        return None
    names = {product.slug: one_line(product.name, limit=LABEL) for product in products}
    met = {slug for route in found.routes for slug in (route.origin, route.target)}
    order = [names[product.slug] for product in products if product.slug in met]
    most = max(route.done for route in found.routes)
    values = [
        {
            "from": names[route.origin],
            "to": names[route.target],
            "weight": 0.06 + 0.5 * route.done / most,
            "went": str(route.done),
            "may": f"+{may}" if (may := route.considered + route.threatened) else "",
        }
        for route in found.routes
    ]
    same = [{"from": name, "to": name} for name in order]
    # Names that would run into each other stand aslant.
    wide = max(_CELL[0], _WIDTH / len(order))
    aslant = max(map(len, order)) * _LETTER > wide
    x = alt.X(
        "to:N",
        sort=order,
        title="to",
        axis=_axis(orient="top", angle=-40 if aslant else 0),
        scale=alt.Scale(domain=order),
    )
    y = alt.Y(
        "from:N", sort=order, title="from", axis=_axis(orient="left", angle=0), scale=alt.Scale(domain=order)
    )
    base = alt.Chart(alt.InlineData(values=values)).encode(x=x, y=y)
    ground = base.mark_rect(color=ACCENT, stroke=RULE).encode(
        fillOpacity=alt.FillOpacity("weight:Q", scale=None, legend=None)
    )
    none = alt.Chart(alt.InlineData(values=same)).mark_rect(color=RULE, opacity=0.5).encode(x=x, y=y)
    went = base.mark_text(fontSize=15, fontWeight="bold", color=INK, dy=-5).encode(text="went:N")
    may = base.mark_text(fontSize=11, color=INK, dy=12).encode(text="may:N")
    return svg(
        (none + ground + went + may).properties(width=wide * len(order), height=_CELL[1] * len(order)),
        name="switching",
        alt_text=_spoken(found, names),
    )


def _axis(*, orient: Literal["top", "left"], angle: int) -> alt.Axis:
    return alt.Axis(
        orient=orient, domain=False, ticks=False, labelAngle=angle, labelLimit=150, labelPadding=6
    )


def _spoken(found: Switching, names: dict[str, str]) -> str:
    told = listed(
        f"{route.done} from {names[route.origin]} to {names[route.target]}"
        for route in found.routes[:6]
        if route.done
    )
    total = sum(route.done for route in found.routes)
    return f"Matrix of {count(total, 'switch', 'switches')} between products: {told}. The tables below give all of them."
