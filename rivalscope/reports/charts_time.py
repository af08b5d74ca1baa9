"""The charts of time: a series with its intervals, where its level changed, its spike, and launches."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import altair as alt

from rivalscope.analysis.movement import Line, Movement, Shape
from rivalscope.reports.canvas import ACCENT, GREYS, INK, LABEL, MUTED, Chart, svg
from rivalscope.reports.content import Report
from rivalscope.reports.inert import one_line
from rivalscope.reports.movement_words import OF, SPEAK, change, when
from rivalscope.reports.words import count, short_day

_WIDTH, _HEIGHT = 520, 120


def movement_chart(report: Report, moved: Movement, line: Line, *, launches: Sequence[date]) -> Chart:
    """Draw one series: its 95 % band, what moved as a darker mark, and the product's launches of the feature."""
    name = one_line(report.names.get(moved.product, moved.product), limit=LABEL)
    colour = ACCENT if moved.product == report.ours.slug else GREYS[0]
    scale = 1 if moved.shape is Shape.SPIKE else 100
    values = [
        {
            "day": one.since.isoformat(),
            "value": scale * one.value,
            "low": None if one.low is None else scale * one.low,
            "high": None if one.high is None else scale * one.high,
        }
        for one in line.points
        if one.value is not None
    ]
    unit = "voices" if moved.shape is Shape.SPIKE else "%"
    x = alt.X("day:T", axis=alt.Axis(title=None, tickCount=6, grid=False))
    base = alt.Chart(alt.InlineData(values=values))
    band = base.mark_area(opacity=0.18, color=colour, interpolate="linear").encode(
        x=x,
        y=alt.Y("low:Q", axis=alt.Axis(title=unit, tickCount=3, domain=False), scale=alt.Scale(zero=True)),
        y2="high:Q",
    )
    drawn = base.mark_line(color=colour, strokeWidth=1.2).encode(x=x, y="value:Q")
    heading = alt.TitleParams(
        f"{name}, {one_line(moved.feature, limit=LABEL)}: {OF.get(moved.measure, 'reviewers')} who {SPEAK[moved.measure]}",
        anchor="start", fontSize=12, fontWeight="bold", color=INK,
    )  # fmt: skip
    picture = alt.layer(band, drawn, *_marks(moved, x, scale), *_launches(launches, x)).properties(
        width=_WIDTH, height=_HEIGHT, title=heading
    )
    known = [one for one in line.points if one.value is not None]
    spoken = (
        f"{name}, {one_line(moved.feature)}, {count(len(known), 'bin')} of {moved.days} days from "
        f"{short_day(known[0].since)}: {moved.shape.value}, {when(moved)}: {change(moved)}."
    )
    return svg(picture, name=f"time-{line.movement}", alt_text=spoken)


def _marks(moved: Movement, x: Any, scale: int) -> list[Any]:
    if moved.shape is Shape.SPIKE:
        spot = alt.Chart(
            alt.InlineData(values=[{"day": moved.since.isoformat(), "value": scale * moved.after}])
        )
        return [spot.mark_point(filled=True, size=90, color=INK, opacity=1).encode(x=x, y="value:Q")]
    if moved.shape is Shape.TREND:
        ends = [
            {"day": day.isoformat(), "value": scale * value}
            for day, value in ((moved.since, moved.before), (moved.until, moved.after))
        ]
        return [
            alt.Chart(alt.InlineData(values=ends))
            .mark_line(color=INK, strokeWidth=2, strokeDash=[6, 3])
            .encode(x=x, y="value:Q")
        ]
    level = [{"day": day.isoformat(), "value": scale * moved.after} for day in (moved.since, moved.until)]
    step = (
        alt.Chart(alt.InlineData(values=level)).mark_line(color=INK, strokeWidth=2).encode(x=x, y="value:Q")
    )
    start = (
        alt.Chart(alt.InlineData(values=[{"day": moved.since.isoformat()}]))
        .mark_rule(color=INK, strokeDash=[3, 3])
        .encode(x=x)
    )
    return [step, start]


def _launches(days: Sequence[date], x: Any) -> list[Any]:
    if not days:
        return []
    base = alt.Chart(alt.InlineData(values=[{"day": day.isoformat(), "word": "launch"} for day in days]))
    return [
        base.mark_point(shape="triangle-down", filled=True, size=80, color=INK, opacity=1).encode(
            x=x, y=alt.value(4)
        ),
        base.mark_text(align="left", dx=7, fontSize=11, color=MUTED).encode(
            x=x, y=alt.value(4), text="word:N"
        ),
    ]
