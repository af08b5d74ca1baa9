"""Charts of one product or feature: what it cost over time, and what reviewers thought week by week."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import altair as alt

from rivalscope.analysis.prices import lines
from rivalscope.domain.fact import PriceFact
from rivalscope.domain.page import Billed, Period, PriceKind, Qualifier
from rivalscope.reports.canvas import ACCENT, Chart, svg
from rivalscope.reports.charts import price_panel
from rivalscope.reports.words import count

Row = Mapping[str, Any]

_BAD = "#a4502f"
_WIDTH = 560


def price_chart(rows: Sequence[Row], *, name: str) -> Chart | None:
    """Draw what each plan comes to in a month, from rows of `price_history`; None when no price can be drawn.

    A panel for each currency, up to the last day on which any of them was seen.
    """
    facts = [_fact(row) for row in rows]
    if not facts:
        return None
    until = max(fact.last_seen for fact in facts)
    drawn = lines(facts, as_of=until)
    if not drawn:
        return None
    currencies = sorted({line.currency for line in drawn})
    span = [min(line.steps[0][0] for line in drawn).isoformat(), until.isoformat()]
    panels = [
        price_panel(
            [line for line in drawn if line.currency == currency],
            title=f"{currency} a month",
            colour=ACCENT,
            span=span,
            height=150,
        )
        for currency in currencies
    ]
    moved = sum(len(line.steps) - 1 for line in drawn)
    words = (
        f"Monthly prices of {name} over time, {count(len(drawn), 'line')} in {', '.join(currencies)}; "
        f"{count(moved, 'price move')}. Prices billed annually are solid, others dashed. The table gives the figures."
    )
    return svg(alt.vconcat(*panels, spacing=18), name="prices", alt_text=words)


def sentiment_chart(rows: Sequence[Row], *, name: str) -> Chart | None:
    """Draw good opinions above the line and bad ones below it, a bar a week; None without any.

    `rows` have `week` (its Monday), `positive` and `negative`.
    """
    values = [
        {"week": row["week"], "opinion": opinion, "n": sign * row[opinion]}
        for row in rows
        for opinion, sign in (("positive", 1), ("negative", -1))
        if row[opinion]
    ]
    if not values:
        return None
    good, bad = (sum(row[opinion] for row in rows) for opinion in ("positive", "negative"))
    colours = alt.Color(
        "opinion:N",
        scale=alt.Scale(domain=["positive", "negative"], range=[ACCENT, _BAD]),
        legend=alt.Legend(title=None, orient="top", direction="horizontal"),
    )
    bars = (
        alt.Chart(alt.InlineData(values=values))
        .mark_bar(width=max(2, min(18, 420 // max(len(rows), 1))))
        .encode(
            x=alt.X("week:T", axis=alt.Axis(title=None, grid=False, tickCount=6)),
            y=alt.Y("n:Q", axis=alt.Axis(title="opinions a week", tickCount=4, domain=False, format="~d")),
            color=colours,
        )
        .properties(width=_WIDTH, height=150)
    )
    words = (
        f"Opinions of {name} by week: {good} positive and {bad} negative over {count(len(rows), 'week')}. "
        "The table gives the figures."
    )
    return svg(bars, name="weeks", alt_text=words)


def _fact(row: Row) -> PriceFact:
    return PriceFact(
        id=row["id"],
        product=row["product"],
        source=row["source"],
        plan=row["plan"],
        raw=row["raw"],
        kind=PriceKind(row["kind"]),
        amount=None if row["amount_text"] is None else Decimal(row["amount_text"]),
        currency=row["currency"],
        period=None if row["period"] is None else Period(row["period"]),
        billed=None if row["billed"] is None else Billed(row["billed"]),
        unit=row["unit"],
        qualifier=None if row["qualifier"] is None else Qualifier(row["qualifier"]),
        first_seen=_instant(row["first_seen"]),
        last_seen=_instant(row["last_seen"]),
        ended=None if row["ended"] is None else _instant(row["ended"]),
        learnt_at=_instant(row["learnt_at"]),
        unstable=bool(row["unstable"]),
        evidence=row["evidence_id"],
    )


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
