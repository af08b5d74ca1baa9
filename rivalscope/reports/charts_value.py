"""The chart of price for value: what teams of several sizes pay for a seat and month at each product."""

from collections.abc import Iterator
from typing import Any

import altair as alt

from rivalscope.analysis.value import PlanValues
from rivalscope.domain.page import Billed
from rivalscope.reports.canvas import INK, LABEL, MUTED, Chart, product_scales, svg
from rivalscope.reports.content import Report
from rivalscope.reports.inert import one_line
from rivalscope.reports.words import listed

BILLINGS = {
    Billed.ANNUALLY: "billed annually",
    Billed.MONTHLY: "billed monthly",
    None: "billing not stated",
}

_PANELS = 4
_HEIGHT = 150


def value_chart(report: Report, values: PlanValues) -> Chart | None:
    """Draw a seat's monthly cost by team size, a panel for each currency and billing; None without two sizes or prices.

    A product's line is its cheapest plan that covers the must-haves; without must-haves its cheapest paid plan.
    """
    panels = []
    for currency, billed in values.groups[:_PANELS]:
        points = list(_points(report, values, currency, billed))
        if points:
            panels.append((f"{currency} a seat and month, {BILLINGS[billed]}", points))
    # One product alone in a currency has nobody to be compared with.
    several = [panel for panel in panels if len({point["product"] for point in panel[1]}) > 1]
    panels = several or panels
    if len(values.sizes) < 2 or not panels:
        return None
    drawn = [_panel(report, values, title, points) for title, points in panels]
    what = (
        f"the cheapest plan with {listed(one_line(name) for name in values.must_have)}"
        if values.must_have
        else "the cheapest paid plan"
    )
    words = (
        f"What a seat and month costs teams of {listed(map(str, values.sizes))} in {what} of each product: "
        f"{listed(title for title, _ in panels)}. The tables below give the figures."
    )
    return svg(alt.vconcat(*drawn, spacing=20), name="value", alt_text=words)


def _points(
    report: Report, values: PlanValues, currency: str, billed: Billed | None
) -> Iterator[dict[str, Any]]:
    names = report.names
    for product in report.products:
        for size in values.sizes:
            found = _least(values, product.slug, currency, billed, size)
            if found is not None:
                plan, total = found
                yield {
                    "product": one_line(names[product.slug], limit=LABEL),
                    "seats": size,
                    "cost": total / size,
                    "plan": one_line(plan, limit=LABEL),
                    "last": size == values.sizes[-1],
                }


def _least(
    values: PlanValues, product: str, currency: str, billed: Billed | None, size: int
) -> tuple[str, float] | None:
    if values.must_have:
        bids = [
            one.cheapest
            for one in values.offers
            if (one.product, one.currency, one.billed, one.seats) == (product, currency, billed, size)
        ]
        return next(((bid.plan, float(bid.total)) for bid in bids if bid is not None), None)
    costs: list[tuple[float, str]] = [
        (float(total), plan.cost.plan)
        for plan in values.plans
        if (plan.cost.product, plan.cost.currency, plan.cost.billed) == (product, currency, billed)
        and (total := plan.cost.at(size).total) is not None
    ]
    if not costs:
        return None
    cheapest, name = min(costs)
    return name, cheapest


def _panel(report: Report, values: PlanValues, title: str, points: list[dict[str, Any]]) -> Any:
    colour, shape = product_scales(report.products)
    legend = alt.Legend(title=None, orient="top", direction="horizontal", symbolSize=80, columnPadding=18)
    sizes = list(values.sizes)
    x = alt.X(
        "seats:Q",
        scale=alt.Scale(type="log", domain=[sizes[0] * 0.9, sizes[-1] * 1.8], nice=False),
        axis=alt.Axis(title="seats", values=sizes, grid=False, format=",d"),
    )
    y = alt.Y(
        "cost:Q", scale=alt.Scale(zero=True, nice=True), axis=alt.Axis(title=None, tickCount=4, domain=False)
    )
    colours = alt.Color("product:N", scale=colour, legend=legend)
    base = alt.Chart(alt.InlineData(values=points))
    drawn = base.mark_line(strokeWidth=1.6).encode(x=x, y=y, color=colours)
    dots = base.mark_point(filled=True, size=62, opacity=1).encode(
        x=x, y=y, color=colours, shape=alt.Shape("product:N", scale=shape, legend=legend)
    )
    labels = (
        alt.Chart(alt.InlineData(values=_ends(points)))
        .mark_text(align="left", dx=8, fontSize=11, color=MUTED)
        .encode(x="seats:Q", y="cost:Q", text="plan:N")
    )
    heading = alt.TitleParams(title, anchor="start", fontSize=12, fontWeight="bold", color=INK)
    return alt.layer(drawn, dots, labels).properties(width=460, height=_HEIGHT, title=heading)


def _ends(points: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the names of plans at the right end, those of lines that end close together in one label."""
    room = max(point["cost"] for point in points) * 13 / _HEIGHT or 1.0
    ends: list[dict[str, Any]] = []
    for point in sorted((point for point in points if point["last"]), key=lambda point: point["cost"]):
        if ends and point["cost"] - ends[-1]["cost"] < room:
            ends[-1]["plan"] += f", {point['plan']}"
        else:
            ends.append(dict(point))
    return ends
