"""The charts of the report: feature sentiment, and prices over time."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import altair as alt

from rivalscope.analysis.prices import PriceLine, lines
from rivalscope.domain.page import Billed
from rivalscope.reports.canvas import ACCENT, GREYS, INK, LABEL, MUTED, Chart, product_scales, svg
from rivalscope.reports.content import Report
from rivalscope.reports.inert import one_line
from rivalscope.reports.tables import judged_products, score_rows
from rivalscope.reports.words import count, listed

_MOST = 14

_LABEL_HEIGHT = 12
"""Pixels that the name of a line takes at its end."""


def sentiment_chart(report: Report) -> Chart | None:
    """Draw the positive share with its interval for the features judged most; None when no score is ranked."""
    rows = score_rows(report, ranked=True)[:_MOST]
    products = judged_products(report, ranked=True)
    values = [
        {
            "feature": one_line(row.feature, limit=LABEL),
            "product": one_line(product.name, limit=LABEL),
            "score": 100 * score.score,
            "low": 100 * score.low,
            "high": 100 * score.high,
            "n": f"n = {score.n}",
        }
        for row in rows
        for product, score in zip(products, row.scores, strict=True)
        if score is not None and score.score is not None and score.low is not None and score.high is not None
    ]
    if not values:
        return None
    colour, shape = product_scales(products)
    y = alt.Y(
        "feature:N",
        sort=None,
        title=None,
        axis=alt.Axis(grid=True, ticks=False, domain=False, labelPadding=8),
    )
    offset = alt.YOffset("product:N", sort=[one_line(product.name, limit=LABEL) for product in products])
    axis = alt.Axis(values=[0, 25, 50, 75, 100], title="positive share of opinions, %", domain=False)
    legend = alt.Legend(title=None, orient="top", direction="horizontal", symbolSize=80, columnPadding=18)
    colours = alt.Color("product:N", scale=colour, legend=legend)
    base = alt.Chart(alt.InlineData(values=values))
    bars = base.mark_rule(strokeWidth=1.4).encode(
        y=y,
        yOffset=offset,
        x=alt.X("low:Q", scale=alt.Scale(domain=[0, 100]), axis=axis),
        x2="high:Q",
        color=colours,
    )
    dots = base.mark_point(filled=True, size=62, opacity=1).encode(
        y=y,
        yOffset=offset,
        x="score:Q",
        color=colours,
        shape=alt.Shape("product:N", scale=shape, legend=legend),
    )
    # They stand in a column at the right, for an interval may end anywhere.
    told = base.mark_text(align="left", dx=6, fontSize=9, color=MUTED).encode(
        y=y, yOffset=offset, x=alt.datum(100), text="n:N"
    )
    step = alt.Step(12 + 10 * len(products), **{"for": "position"})
    spoken = f"Positive share of opinions with 95 % intervals for {count(len(rows), 'feature')}: "
    words = spoken + listed(one_line(row.feature) for row in rows) + ". The table below gives the figures."
    return svg((bars + dots + told).properties(width=480, height=step), name="sentiment", alt_text=words)


def price_chart(report: Report) -> Chart | None:
    """Draw what each plan comes to in a month over time, a panel for each product and currency of which one moved."""
    drawn = lines(report.prices, as_of=report.as_of)
    if not any(len(line.steps) > 1 for line in drawn):
        return None
    panels: dict[tuple[str, str], list[PriceLine]] = {}
    for line in drawn:
        panels.setdefault((line.product, line.currency), []).append(line)
    ours = report.ours.slug
    order = [product.slug for product in report.products]
    keys = [
        key
        for slug in order
        for key, own in panels.items()
        if key[0] == slug and any(len(line.steps) > 1 for line in own)
    ]
    span = [min(line.steps[0][0] for line in drawn).isoformat(), report.as_of.isoformat()]
    stacked = [
        price_panel(
            panels[key],
            title=f"{one_line(report.names[key[0]], limit=LABEL)}, {one_line(key[1], limit=LABEL)} a month",
            colour=ACCENT if key[0] == ours else GREYS[0],
            span=span,
        )
        for key in keys
    ]
    moved = sum(len(line.steps) - 1 for line in drawn)
    words = (
        f"Monthly prices over time of {listed(one_line(report.names[key[0]]) for key in keys)}; "
        f"{count(moved, 'price move')}. Prices billed annually are solid, others dashed. The changes are listed above."
    )
    return svg(alt.vconcat(*stacked, spacing=18), name="prices", alt_text=words)


def price_panel(
    drawn: Iterable[PriceLine], *, title: str, colour: str, span: Sequence[str], height: int = 96
) -> Any:
    """Return the altair chart of one product's prices in one currency; `span` is its first and last instant."""
    points: list[dict[str, Any]] = []
    ends: list[dict[str, Any]] = []
    for number, line in enumerate(drawn):
        style = "annually" if line.billed is Billed.ANNUALLY else "otherwise"
        for start, until, value in line.steps:
            points += [
                {"line": number, "at": moment.isoformat(), "price": float(value), "billed": style}
                for moment in (start, until)
            ]
        last = line.steps[-1]
        ends.append(
            {"at": last[1].isoformat(), "price": float(last[2]), "plan": one_line(line.plan, limit=LABEL)}
        )
    top = max(point["price"] for point in points)
    x = alt.X("at:T", scale=alt.Scale(domain=list(span)), axis=alt.Axis(title=None, tickCount=6, grid=False))
    y = alt.Y(
        "price:Q", axis=alt.Axis(title=None, tickCount=3, domain=False), scale=alt.Scale(zero=True, nice=True)
    )
    dash = alt.StrokeDash(
        "billed:N", scale=alt.Scale(domain=["annually", "otherwise"], range=[[1, 0], [4, 3]]), legend=None
    )
    steps = (
        alt.Chart(alt.InlineData(values=points))
        .mark_line(color=colour, strokeWidth=1.6)
        .encode(x=x, y=y, detail="line:N", strokeDash=dash)
    )
    names = _apart(ends, near=_LABEL_HEIGHT / height * top)
    standing = _named([name for name in names if name["at"] == span[1]], align="left", dx=6)
    # A plan that ended is named above its line, for another may go on from there.
    ended = _named([name for name in names if name["at"] != span[1]], align="right", dy=-8)
    heading = alt.TitleParams(title, anchor="start", fontSize=12, fontWeight="bold", color=INK)
    return alt.layer(steps, standing, ended).properties(width=460, height=height, title=heading)


def _named(names: Sequence[Mapping[str, Any]], **place: Any) -> Any:
    """Return the texts that name lines, `place` being where each stands from its line's end."""
    marks = alt.Chart(alt.InlineData(values=[dict(name) for name in names]))
    return marks.mark_text(fontSize=11, color=MUTED, **place).encode(x="at:T", y="price:Q", text="plan:N")


def _apart(ends: Sequence[Mapping[str, Any]], *, near: float) -> list[dict[str, Any]]:
    """Join the labels of lines that end together within `near`, so that no name is written over another."""
    joined: list[tuple[Any, float, list[str]]] = []
    for end in sorted(ends, key=lambda end: (end["at"], end["price"])):
        at, price, names = joined[-1] if joined else (None, 0.0, [])
        if at != end["at"] or end["price"] - price > near:
            names = []
            joined.append((end["at"], end["price"], names))
        if end["plan"] not in names:
            names.append(end["plan"])
    return [{"at": at, "price": price, "plan": ", ".join(names)} for at, price, names in joined]
