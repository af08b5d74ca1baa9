"""The chart of a digest: what rose and fell, or the gaps that moved, as PNG with words beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import altair as alt

from rivalscope.analysis.series import Measure
from rivalscope.analysis.trends import Shift
from rivalscope.domain.finding import Gap
from rivalscope.reports.canvas import ACCENT, GREYS, INK, png
from rivalscope.reports.inert import one_line

_MOST = 8
_LABEL = 44
_WIDTH, _STEP = 300, 46
"""Pixels: as wide as the narrowest screen shows without making its letters smaller."""
_LINE = alt.Y("label:N", sort=None, title=None, axis=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A chart with what it shows, for readers who do not see it."""

    png: bytes
    alt: str
    """What it shows, in a sentence."""
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """Every value of it, as a table."""


def shift_chart(shifts: Sequence[Shift], names: Mapping[str, str]) -> Drawn | None:
    """Draw rises and falls as before → after for a mail; None without shifts."""
    values = [
        {
            "label": one_line(f"{names.get(s.product, s.product)}: {s.feature}", limit=_LABEL)
            + (" (talk)" if s.measure is Measure.MENTIONS else ""),
            "before": 100 * s.before,
            "after": 100 * s.after,
        }
        for s in shifts[:_MOST]
    ]
    if not values:
        return None
    base = alt.Chart(alt.InlineData(values=values))
    axis = alt.Axis(title="share of reviewers, %: open before, filled now", domain=False, tickCount=5)
    scale = alt.Scale(domain=[0, 100])
    chart = (
        base.mark_rule(strokeWidth=2, color=GREYS[1]).encode(
            y=_LINE, x=alt.X("before:Q", scale=scale, axis=axis), x2="after:Q"
        )
        + base.mark_point(filled=False, size=80, color=GREYS[0], opacity=1).encode(y=_LINE, x="before:Q")
        + base.mark_point(filled=True, size=90, color=ACCENT, opacity=1).encode(y=_LINE, x="after:Q")
        + _labels(base)
    )
    spoken = "; ".join(f"{v['label']}: from {v['before']:.0f} % to {v['after']:.0f} %" for v in values)
    return Drawn(
        png=png(chart.properties(width=_WIDTH, height=alt.Step(_STEP))),
        alt=f"Rises and falls. {spoken}.",
        head=("share of reviewers", "before", "now"),
        rows=tuple((str(v["label"]), f"{v['before']:.0f} %", f"{v['after']:.0f} %") for v in values),
    )


def gap_chart(gaps: Sequence[Gap]) -> Drawn | None:
    """Draw opportunities with their intervals for a mail; None without gaps."""
    values = [
        {
            "label": one_line(gap.feature, limit=_LABEL),
            "value": gap.opportunity,
            "low": gap.low,
            "high": gap.high,
        }
        for gap in gaps[:_MOST]
    ]
    if not values:
        return None
    base = alt.Chart(alt.InlineData(values=values))
    axis = alt.Axis(title="opportunity, 0 to 20", domain=False, tickCount=5)
    x = alt.X("low:Q", scale=alt.Scale(domain=[0, 20]), axis=axis)
    chart = (
        base.mark_rule(strokeWidth=2, color=GREYS[1]).encode(y=_LINE, x=x, x2="high:Q")
        + base.mark_point(filled=True, size=90, color=ACCENT, opacity=1).encode(y=_LINE, x="value:Q")
        + _labels(base)
    )
    spoken = "; ".join(f"{v['label']} {v['value']:.1f} ({v['low']:.1f} to {v['high']:.1f})" for v in values)
    return Drawn(
        png=png(chart.properties(width=_WIDTH, height=alt.Step(_STEP))),
        alt=f"Opportunity of gaps that moved. {spoken}.",
        head=("opportunity, 0 to 20", "value", "95 % interval"),
        rows=tuple(
            (str(v["label"]), f"{v['value']:.1f}", f"{v['low']:.1f} to {v['high']:.1f}") for v in values
        ),
    )


def _labels(base: alt.Chart) -> alt.Chart:
    """Write each line's name above it: beside it, it would make the chart too wide for a telephone."""
    written: alt.Chart = base.mark_text(align="left", baseline="bottom", dy=-8, fontSize=12, color=INK)
    return written.encode(y=_LINE, x=alt.value(0), text="label:N")
