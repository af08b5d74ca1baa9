"""The charts of drivers: the two importances of each feature, and what praise adds and blame costs."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from rivalscope.analysis.driver import Driver
from rivalscope.reports.canvas import ACCENT, GREYS, LABEL, MUTED, Chart, svg
from rivalscope.reports.inert import one_line
from rivalscope.reports.words import count, listed

_MOST = 14
_STEP = 24


def importance_chart(drivers: Sequence[Driver]) -> Chart | None:
    """Draw importance with its interval, and the share of mentions beside it; None when no importance is known."""
    rows = [one for one in drivers if one.importance is not None][:_MOST]
    total = sum(one.mentions for one in drivers)
    if not rows or not total:
        return None
    values = [
        {
            "feature": _label(one),
            "value": 100 * one.importance.value,
            "low": 100 * one.importance.low,
            "high": 100 * one.importance.high,
            "talk": 100 * one.mentions / total,
        }
        for one in rows
        if one.importance is not None
    ]
    kinds = alt.Scale(domain=["of explained ratings", "of mentions"], range=[ACCENT, GREYS[1]])
    shapes = alt.Scale(domain=["of explained ratings", "of mentions"], range=["circle", "diamond"])
    legend = alt.Legend(title=None, orient="top", direction="horizontal", symbolSize=80, columnPadding=18)
    y = alt.Y("feature:N", sort=None, title=None, axis=_names())
    base = alt.Chart(alt.InlineData(values=values))
    bars = base.mark_rule(strokeWidth=1.4, color=ACCENT).encode(
        y=y, x=alt.X("low:Q", title="share, %", axis=alt.Axis(domain=False, tickCount=6)), x2="high:Q"
    )
    dots = alt.Chart(
        alt.InlineData(
            values=[
                {"feature": row["feature"], "share": row[key], "kind": kind}
                for row in values
                for key, kind in (("value", "of explained ratings"), ("talk", "of mentions"))
            ]
        )
    ).mark_point(filled=True, size=62, opacity=1)
    marks = dots.encode(
        y=y,
        x="share:Q",
        color=alt.Color("kind:N", scale=kinds, legend=legend),
        shape=alt.Shape("kind:N", scale=shapes, legend=legend),
    )
    words = (
        f"Importance with 95 % intervals, and share of mentions, of {count(len(rows), 'feature')}: "
        f"{listed(one_line(one.feature) for one in rows)}. The table below gives the figures."
    )
    return svg(
        (bars + marks).properties(width=520, height=alt.Step(_STEP)), name="importance", alt_text=words
    )


def impact_chart(drivers: Sequence[Driver]) -> Chart | None:
    """Draw what praise adds to a rating and what blame takes away, with intervals; None when neither is known."""
    rows = [one for one in drivers if one.reward is not None or one.penalty is not None][:_MOST]
    sides = ("praise adds", "blame costs")
    values = []
    for one in rows:
        if one.reward is not None:
            values.append(_effect(one, sides[0], one.reward.value, one.reward.low, one.reward.high))
        if one.penalty is not None:
            values.append(_effect(one, sides[1], -one.penalty.value, -one.penalty.high, -one.penalty.low))
    if not values:
        return None
    colour = alt.Color(
        "side:N",
        scale=alt.Scale(domain=list(sides), range=[ACCENT, GREYS[0]]),
        legend=alt.Legend(title=None, orient="top", direction="horizontal", symbolSize=80, columnPadding=18),
    )
    shape = alt.Shape("side:N", scale=alt.Scale(domain=list(sides), range=["circle", "square"]))
    y = alt.Y("feature:N", sort=None, title=None, axis=_names())
    base = alt.Chart(alt.InlineData(values=values))
    axis = alt.Axis(domain=False, tickCount=6)
    bars = base.mark_rule(strokeWidth=1.4).encode(
        y=y, x=alt.X("low:Q", title="points of the rating", axis=axis), x2="high:Q", color=colour
    )
    dots = base.mark_point(filled=True, size=62, opacity=1).encode(
        y=y, x="value:Q", color=colour, shape=shape
    )
    nil = alt.Chart(alt.InlineData(values=[{"at": 0}])).mark_rule(color=MUTED, strokeWidth=1).encode(x="at:Q")
    words = (
        f"Points of the rating that praise adds and blame costs, with 95 % intervals, for {count(len(rows), 'feature')}: "
        f"{listed(one_line(one.feature) for one in rows)}. The table below gives the figures."
    )
    return svg(
        (nil + bars + dots).properties(width=520, height=alt.Step(_STEP)), name="impact", alt_text=words
    )


def _effect(driver: Driver, side: str, value: float, low: float, high: float) -> dict[str, Any]:
    return {"feature": _label(driver), "side": side, "value": value, "low": low, "high": high}


def _label(driver: Driver) -> str:
    return f"{one_line(driver.feature, limit=LABEL - 8)} ({driver.polar:,})"


def _names() -> alt.Axis:
    return alt.Axis(grid=True, ticks=False, domain=False, labelPadding=8)
