"""The chart of wishes: how many of those who ask, ask for each, with its interval."""

from collections.abc import Sequence

import altair as alt

from rivalscope.analysis.intervals import wilson
from rivalscope.analysis.requests import Wish
from rivalscope.reports.canvas import ACCENT, INK, LABEL, MUTED, Chart, svg
from rivalscope.reports.inert import one_line
from rivalscope.reports.words import count, listed, percent

_MOST = 12


def wishes_chart(wishes: Sequence[Wish], *, asking: int, minimum_n: int) -> Chart | None:
    """Draw the share of `asking` reviewers behind the wishes with `minimum_n` voices or more; None below two of them."""
    drawn = [wish for wish in wishes if wish.voices >= minimum_n][:_MOST]
    if len(drawn) < 2:
        return None
    values = []
    for wish in drawn:
        low, high = wilson(wish.voices, asking)
        kind = "a feature of the taxonomy" if wish.feature is not None else "no feature answers to it"
        values.append(
            {
                "wish": one_line(wish.name, limit=LABEL),
                "share": 100 * wish.voices / asking,
                "low": 100 * low,
                "high": 100 * high,
                "n": f"n = {wish.voices}",
                "kind": kind,
            }
        )
    base = alt.Chart(alt.InlineData(values=values))
    y = alt.Y(
        "wish:N", sort=None, title=None, axis=alt.Axis(grid=True, ticks=False, domain=False, labelPadding=8)
    )
    axis = alt.Axis(title="share of the reviewers who name a wish, %", domain=False, tickCount=5)
    colour = alt.Color(
        "kind:N",
        scale=alt.Scale(
            domain=["a feature of the taxonomy", "no feature answers to it"], range=[ACCENT, INK]
        ),
        legend=alt.Legend(title=None, orient="top", direction="horizontal", columnPadding=18, labelLimit=240),
    )
    shape = alt.Shape(
        "kind:N",
        scale=alt.Scale(
            domain=["a feature of the taxonomy", "no feature answers to it"], range=["circle", "diamond"]
        ),
    )
    bars = base.mark_rule(strokeWidth=1.4).encode(
        y=y, x=alt.X("low:Q", axis=axis, scale=alt.Scale(zero=True)), x2="high:Q", color=colour
    )
    dots = base.mark_point(filled=True, size=62, opacity=1).encode(
        y=y, x="share:Q", color=colour, shape=shape
    )
    labels = base.mark_text(align="left", dx=8, fontSize=11, color=MUTED).encode(y=y, x="high:Q", text="n:N")
    told = listed(f"{one_line(wish.name)} {percent(wish.voices / asking)}" for wish in drawn)
    words = f"Share of {count(asking, 'reviewer')} who name a wish, with 95 % intervals: {told}. The table gives the figures."
    return svg(
        (bars + dots + labels).properties(width=460, height=alt.Step(26)), name="requests", alt_text=words
    )
