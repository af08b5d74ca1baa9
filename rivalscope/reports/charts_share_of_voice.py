"""The chart of share of voice: each product's share of a platform's reviewers over the months, with its interval."""

import altair as alt

from rivalscope.analysis.share_of_voice import PlatformVoice
from rivalscope.reports.canvas import INK, LABEL, Chart, product_scales, svg
from rivalscope.reports.content import Report
from rivalscope.reports.inert import one_line
from rivalscope.reports.words import count

_MOST = 6


def voice_chart(report: Report, one: PlatformVoice, number: int) -> Chart | None:
    """Draw a platform's shares by four weeks; None for fewer than three of them."""
    slugs = [part.product for part in one.slices][:_MOST]
    products = [product for product in report.products if product.slug in slugs]
    values = [
        {
            "day": month.since.isoformat(),
            "product": one_line(report.names[part.product], limit=LABEL),
            "share": 100 * part.share,
            "low": 100 * part.low,
            "high": 100 * part.high,
        }
        for month in one.months
        for part in month.slices
        if part.product in slugs and part.product in report.names
    ]
    if len({value["day"] for value in values}) < 3:
        return None
    colour, shape = product_scales(products)
    legend = alt.Legend(title=None, orient="top", direction="horizontal", symbolSize=80, columnPadding=18)
    colours = alt.Color("product:N", scale=colour, legend=legend)
    x = alt.X("day:T", axis=alt.Axis(title=None, tickCount=6, grid=False))
    axis = alt.Axis(title="share of reviewers, %", tickCount=4, domain=False)
    base = alt.Chart(alt.InlineData(values=values))
    band = base.mark_area(opacity=0.12).encode(
        x=x, y=alt.Y("low:Q", axis=axis, scale=alt.Scale(zero=True)), y2="high:Q", color=colours
    )
    drawn = base.mark_line(strokeWidth=1.4).encode(x=x, y="share:Q", color=colours)
    dots = base.mark_point(filled=True, size=40, opacity=1).encode(
        x=x, y="share:Q", color=colours, shape=alt.Shape("product:N", scale=shape, legend=legend)
    )
    heading = alt.TitleParams(
        one_line(one.platform, limit=LABEL), anchor="start", fontSize=12, fontWeight="bold", color=INK
    )
    words = (
        f"Share of {count(one.n, 'reviewer')} of {one_line(one.platform)} by four weeks with 95 % intervals. The table "
        "below gives the figures."
    )
    return svg(
        (band + drawn + dots).properties(width=520, height=150, title=heading),
        name=f"voice-{number}",
        alt_text=words,
    )
