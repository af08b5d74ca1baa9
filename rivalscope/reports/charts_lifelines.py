"""The chart of life lines: since when each product has the features that came last."""

from collections.abc import Sequence

import altair as alt

from rivalscope.analysis.lifelines import LifeLine
from rivalscope.reports.canvas import LABEL, Chart, product_scales, svg
from rivalscope.reports.content import Report
from rivalscope.reports.inert import one_line
from rivalscope.reports.words import count, listed

_MOST = 10


def lifelines_chart(report: Report, lines: Sequence[LifeLine]) -> Chart | None:
    """Draw a line a feature and product from the day it came to the report's day; None when no day is known.

    Hollow marks are days by which it was there: it came earlier.
    """
    shown = lines[:_MOST]
    held = {one.product for line in shown for one in line.holders}
    products = [product for product in report.products if product.slug in held]
    values = [
        {
            "feature": one_line(line.feature, limit=LABEL),
            "product": one_line(report.names[one.product], limit=LABEL),
            "since": one.since.isoformat(),
            "until": (one.ended or report.as_of.date()).isoformat(),
            "known": one.known,
        }
        for line in shown
        for one in line.holders
        if one.product in report.names
    ]
    if not values:
        return None
    colour, shape = product_scales(products)
    names = [one_line(product.name, limit=LABEL) for product in products]
    legend = alt.Legend(title=None, orient="top", direction="horizontal", symbolSize=80, columnPadding=18)
    y = alt.Y(
        "feature:N",
        sort=None,
        title=None,
        axis=alt.Axis(grid=True, ticks=False, domain=False, labelPadding=8),
    )
    offset = alt.YOffset("product:N", sort=names)
    x = alt.X("since:T", axis=alt.Axis(title=None, tickCount=6, domain=False))
    base = alt.Chart(alt.InlineData(values=values))
    bars = base.mark_rule(strokeWidth=1.6).encode(
        x=x, x2="until:T", y=y, yOffset=offset, color=alt.Color("product:N", scale=colour, legend=legend)
    )
    dots = base.mark_point(size=64, opacity=1, strokeWidth=1.6).encode(
        x=x, y=y, yOffset=offset, color=alt.Color("product:N", scale=colour, legend=legend),
        shape=alt.Shape("product:N", scale=shape, legend=legend),
    )  # fmt: skip
    known = base.transform_filter("datum.known").mark_point(size=64, opacity=1, filled=True).encode(
        x=x, y=y, yOffset=offset, color=alt.Color("product:N", scale=colour, legend=legend),
        shape=alt.Shape("product:N", scale=shape, legend=legend),
    )  # fmt: skip
    step = alt.Step(10 + 8 * len(products), **{"for": "position"})
    words = (
        f"Since when products have {count(len(shown), 'feature')}: {listed(one_line(line.feature) for line in shown)}. Hollow "
        "marks: there by then, since when is not known. The table below gives the days."
    )
    return svg((bars + dots + known).properties(width=520, height=step), name="lifelines", alt_text=words)
