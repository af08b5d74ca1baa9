"""The chart of a digest: what rose and fell, or the gaps that moved, as PNG with words beside it."""

from collections.abc import Mapping, Sequence

import altair as alt

from rivalscope.analysis.series import Measure
from rivalscope.analysis.trends import Shift
from rivalscope.domain.finding import Gap
from rivalscope.reports.canvas import ACCENT, GREYS, png
from rivalscope.reports.inert import one_line

_MOST = 8
_LABEL = 44


def shift_png(shifts: Sequence[Shift], names: Mapping[str, str]) -> tuple[bytes, str] | None:
    """Draw rises and falls as before → after for a mail; return PNG bytes and alternative text, None without shifts."""
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
    y = alt.Y("label:N", sort=None, title=None, axis=alt.Axis(ticks=False, domain=False, labelLimit=300))
    base = alt.Chart(alt.InlineData(values=values))
    axis = alt.Axis(title="share of reviewers, %: open before, filled now", domain=False)
    scale = alt.Scale(domain=[0, 100])
    chart = (
        base.mark_rule(strokeWidth=2, color=GREYS[1]).encode(
            y=y, x=alt.X("before:Q", scale=scale, axis=axis), x2="after:Q"
        )
        + base.mark_point(filled=False, size=80, color=GREYS[0], opacity=1).encode(y=y, x="before:Q")
        + base.mark_point(filled=True, size=90, color=ACCENT, opacity=1).encode(y=y, x="after:Q")
    )
    spoken = "; ".join(f"{v['label']}: from {v['before']:.0f} % to {v['after']:.0f} %" for v in values)
    return png(chart.properties(width=300, height=alt.Step(26))), f"Rises and falls. {spoken}."


def gap_png(gaps: Sequence[Gap]) -> tuple[bytes, str] | None:
    """Draw opportunities with their intervals for a mail; return PNG bytes and alternative text, None without gaps."""
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
    y = alt.Y("label:N", sort=None, title=None, axis=alt.Axis(ticks=False, domain=False, labelLimit=300))
    base = alt.Chart(alt.InlineData(values=values))
    x = alt.X(
        "low:Q", scale=alt.Scale(domain=[0, 20]), axis=alt.Axis(title="opportunity, 0 to 20", domain=False)
    )
    chart = base.mark_rule(strokeWidth=2, color=GREYS[1]).encode(y=y, x=x, x2="high:Q") + base.mark_point(
        filled=True, size=90, color=ACCENT, opacity=1
    ).encode(y=y, x="value:Q")
    spoken = "; ".join(f"{v['label']} {v['value']:.1f} ({v['low']:.1f} to {v['high']:.1f})" for v in values)
    return png(chart.properties(width=300, height=alt.Step(26))), f"Opportunity of gaps that moved. {spoken}."
