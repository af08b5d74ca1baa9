"""The chart of problems: share of reviewers who report each, with its interval, ours beside rivals."""

from collections.abc import Sequence

import altair as alt

from rivalscope.analysis.troubles import Trouble
from rivalscope.reports.canvas import LABEL, Chart, product_scales, svg
from rivalscope.reports.content import Report
from rivalscope.reports.inert import one_line
from rivalscope.reports.words import count, listed

_MOST = 10


def problems_chart(report: Report, found: Sequence[Trouble]) -> Chart | None:
    """Draw the features with most reports, a dot and its 95 % interval a product; None when nothing has enough."""
    known = [one for one in found if one.portion.voices >= report.minimum_n and one.product in report.names]
    features = list(dict.fromkeys(one.feature for one in known))[:_MOST]
    shown = [one for one in known if one.feature in features]
    products = [product for product in report.products if product.slug in {one.product for one in shown}]
    values = [
        {
            "feature": one_line(one.feature, limit=LABEL),
            "product": one_line(report.names[one.product], limit=LABEL),
            "share": 100 * one.portion.share,
            "low": 100 * one.portion.low,
            "high": 100 * one.portion.high,
        }
        for one in shown
        if one.portion.share is not None and one.portion.low is not None and one.portion.high is not None
    ]
    if not values:
        return None
    colour, shape = product_scales(products)
    legend = alt.Legend(title=None, orient="top", direction="horizontal", symbolSize=80, columnPadding=18)
    colours = alt.Color("product:N", scale=colour, legend=legend)
    y = alt.Y(
        "feature:N",
        sort=None,
        title=None,
        axis=alt.Axis(grid=True, ticks=False, domain=False, labelPadding=8),
    )
    offset = alt.YOffset("product:N", sort=[one_line(product.name, limit=LABEL) for product in products])
    axis = alt.Axis(title="reviewers who report a problem with it, %", domain=False)
    base = alt.Chart(alt.InlineData(values=values))
    bars = base.mark_rule(strokeWidth=1.4).encode(
        y=y, yOffset=offset, x=alt.X("low:Q", axis=axis), x2="high:Q", color=colours
    )
    dots = base.mark_point(filled=True, size=62, opacity=1).encode(
        y=y,
        yOffset=offset,
        x="share:Q",
        color=colours,
        shape=alt.Shape("product:N", scale=shape, legend=legend),
    )
    step = alt.Step(12 + 9 * len(products), **{"for": "position"})
    words = (
        f"Share of reviewers who report a problem, with 95 % intervals, for {count(len(features), 'feature')}: "
        f"{listed(one_line(feature) for feature in features)}. The table below gives the figures."
    )
    return svg((bars + dots).properties(width=520, height=step), name="problems", alt_text=words)
