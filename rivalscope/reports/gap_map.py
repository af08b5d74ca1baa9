"""The gap map: how many speak of a feature across, how satisfied our customers are upwards, and the best rival beside it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from rivalscope.domain.finding import CALLING, Gap, GapKind
from rivalscope.reports.canvas import ACCENT, GREYS, INK, LABEL, MUTED, Chart, svg
from rivalscope.reports.content import Report
from rivalscope.reports.inert import one_line
from rivalscope.reports.label_places import CHARACTER, LINE, Box, Place, places
from rivalscope.reports.words import count, listed, percent

WIDTH, HEIGHT = 600, 400
"""Size of the plotting area in px."""

_MOST = 24
_FLOOR, _CEILING = -16.0, 104.0
_UNJUDGED = -10.0
"""Height at which features stand that no opinion judges at ours: below nought, apart from what is judged bad."""

_SHAPES = ("circle", "diamond", "square", "triangle-up", "cross", "triangle-down")
_CORNERS = (("fine as it is", "our strengths"), ("later", "close first"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plane:
    """The plotting area in the units of its axes."""

    reach: float
    """Right end of the axis of importance, in percent; it begins at nought and grows as the square."""

    def x(self, field: str, **options: Any) -> alt.X:
        return alt.X(
            f"{field}:Q", scale=alt.Scale(type="sqrt", domain=[0, self.reach], nice=False), **options
        )

    def y(self, field: str, **options: Any) -> alt.Y:
        return alt.Y(f"{field}:Q", scale=alt.Scale(domain=[_FLOOR, _CEILING], nice=False), **options)

    def pixels(self, x: float, y: float) -> tuple[float, float]:
        return math.sqrt(x / self.reach) * WIDTH, (_CEILING - y) / (_CEILING - _FLOOR) * HEIGHT

    def units(self, left: float, top: float) -> tuple[float, float]:
        return (left / WIDTH) ** 2 * self.reach, _CEILING - top / HEIGHT * (_CEILING - _FLOOR)


def gap_map(report: Report) -> Chart | None:
    """Draw the ranked gaps, those that call for work first; None when none is ranked.

    Importance against satisfaction is the map of Martilla and James, Journal of Marketing 41 (1977) 77.
    """
    ranked = [gap for gap in report.analysis.gaps if not gap.thin]
    shown = sorted(ranked, key=lambda gap: gap.kind not in CALLING)[:_MOST]
    if not shown:
        return None
    intervals = {
        score.feature: (score.low, score.high)
        for score in report.analysis.scores
        if score.product == report.ours.slug
    }
    points = [_point(gap, *intervals.get(gap.feature, (None, None))) for gap in shown]
    plane = _Plane(reach=1.15 * max(1.0, *(point["importance"] for point in points)))
    layers = [*_ground(plane), *_marks(points, plane), *_labels(points, plane)]
    drawn = alt.layer(*layers).properties(width=WIDTH, height=HEIGHT)
    return svg(drawn, name="gap-map", alt_text=_words(shown))


def _words(shown: Sequence[Gap]) -> str:
    told = listed(
        f"{one_line(gap.feature)} ({gap.kind.value}, {percent(gap.importance)} speak of it, "
        f"{'nobody judges ours' if gap.our_score is None else percent(gap.our_score) + ' satisfied'}, n = {gap.n})"
        for gap in shown
    )
    return f"{count(len(shown), 'feature')} by importance and by satisfaction with ours: {told}."


def _point(gap: Gap, low: float | None, high: float | None) -> dict[str, Any]:
    judged = gap.our_score is not None
    return {
        "name": one_line(gap.feature, limit=LABEL - 8),
        "kind": gap.kind.value,
        "importance": 100 * gap.importance,
        "ours": _UNJUDGED if gap.our_score is None else 100 * gap.our_score,
        "low": 100 * low if judged and low is not None else None,
        "high": 100 * high if judged and high is not None else None,
        "rival": None if gap.best_score is None else 100 * gap.best_score,
    }


def _marks(points: Sequence[dict[str, Any]], plane: _Plane) -> list[Any]:
    kinds = [kind for kind in GapKind if any(point["kind"] == kind.value for point in points)]
    names = [kind.value for kind in kinds]
    colours = [ACCENT if kind in CALLING else GREYS[1] for kind in kinds]
    shapes = [_SHAPES[list(GapKind).index(kind) % len(_SHAPES)] for kind in kinds]
    legend = alt.Legend(
        title=None, orient="top", direction="horizontal", symbolSize=80, columnPadding=18, symbolOpacity=1
    )
    colour = alt.Color("kind:N", scale=alt.Scale(domain=names, range=colours), legend=legend)
    shape = alt.Shape("kind:N", scale=alt.Scale(domain=names, range=shapes), legend=legend)
    across = alt.Axis(
        title="reviewers who speak of it or ask for it, %", domain=False, tickCount=6, grid=False
    )
    upwards = alt.Axis(title="satisfied with ours, % of opinions", domain=False, values=[0, 25, 50, 75, 100])
    x, y = plane.x("importance", axis=across), plane.y("ours", axis=upwards)
    judged = [point for point in points if point["low"] is not None]
    against = [point for point in points if point["rival"] is not None]
    rivals = alt.Chart(alt.InlineData(values=against))
    return [
        alt.Chart(alt.InlineData(values=judged))
        .mark_rule(strokeWidth=1.6, opacity=0.55)
        .encode(x=x, y=plane.y("low"), y2="high:Q", color=colour),
        rivals.mark_rule(color=MUTED, strokeWidth=0.8, strokeDash=[2, 3]).encode(
            x=x, y=plane.y("ours"), y2="rival:Q"
        ),
        rivals.mark_tick(color=INK, thickness=2, width=13, orient="horizontal").encode(
            x=x, y=plane.y("rival")
        ),
        alt.Chart(alt.InlineData(values=list(points)))
        .mark_point(filled=True, size=85, opacity=1)
        .encode(x=x, y=y, color=colour, shape=shape),
    ]


def _labels(points: Sequence[dict[str, Any]], plane: _Plane) -> list[Any]:
    """Return the names beside their points, and lines to those that stand further off."""
    dots = [plane.pixels(point["importance"], point["ours"]) for point in points]
    found = _found(dots, [point["name"] for point in points], points, plane)
    texts, leads = [], []
    for point, (dot, _), place in zip(points, dots, found, strict=True):
        if place is None:
            continue
        x, y = plane.units(place.x, place.y)
        texts.append({"name": point["name"], "x": x, "y": y})
        if place.far:
            end, height = plane.units(
                place.x if place.x > dot else place.x + CHARACTER * len(point["name"]), place.y
            )
            leads.append({"x": point["importance"], "y": point["ours"], "x2": end, "y2": height})
    lines = alt.Chart(alt.InlineData(values=leads)).mark_rule(color=MUTED, strokeWidth=0.7)
    written = alt.Chart(alt.InlineData(values=texts)).mark_text(
        align="left", baseline="middle", fontSize=11, color=INK
    )
    return [
        *([lines.encode(x=plane.x("x"), y=plane.y("y"), x2="x2:Q", y2="y2:Q")] if leads else []),
        *([written.encode(x=plane.x("x"), y=plane.y("y"), text="name:N")] if texts else []),
    ]


def _found(
    dots: Sequence[tuple[float, float]], names: Sequence[str], points: Sequence[dict[str, Any]], plane: _Plane
) -> list[Place | None]:
    """Return places clear of bars and intervals; a name that finds none may cross an interval, but no other name."""
    kept = [*_corner_boxes(), *_bars(points, plane)]
    found = places(dots, names, width=WIDTH, height=HEIGHT, reserved=[*kept, *_intervals(points, plane)])
    for place, name in zip(found, names, strict=True):
        if place is not None:
            kept.append((place.x, place.y - LINE / 2, place.x + len(name) * CHARACTER, place.y + LINE / 2))
    without = [n for n, place in enumerate(found) if place is None]
    # Every point keeps its own ground; those that have a name already ask for an empty one.
    again = places(
        dots,
        [name if n in without else "" for n, name in enumerate(names)],
        width=WIDTH,
        height=HEIGHT,
        reserved=kept,
    )
    return [again[n] if n in without else place for n, place in enumerate(found)]


def _bars(points: Sequence[dict[str, Any]], plane: _Plane) -> list[Box]:
    judged = [point for point in points if point["rival"] is not None]
    middles = [plane.pixels(point["importance"], point["rival"]) for point in judged]
    return [(x - 8, y - 3, x + 8, y + 3) for x, y in middles]


def _intervals(points: Sequence[dict[str, Any]], plane: _Plane) -> list[Box]:
    found = []
    for point in points:
        if point["low"] is not None:
            x, bottom = plane.pixels(point["importance"], point["low"])
            found.append((x - 2, plane.pixels(0, point["high"])[1], x + 2, bottom))
    return found


def _corner_places() -> list[tuple[float, float, str]]:
    """Return what each corner asks for with the middle of its words, in px."""
    return [
        (column, row, text)
        for row, words in zip((LINE / 2, 0.845 * HEIGHT), _CORNERS, strict=True)
        for column, text in zip((0.09 * WIDTH, 0.92 * WIDTH), words, strict=True)
    ]


def _corner_boxes() -> list[Box]:
    return [
        (x - len(text) * CHARACTER / 2, y - LINE / 2, x + len(text) * CHARACTER / 2, y + LINE / 2)
        for x, y, text in _corner_places()
    ]


def _ground(plane: _Plane) -> list[Any]:
    """Return the words of the corners, and the line below which nobody judges ours."""
    corners = [
        dict(zip(("x", "y"), plane.units(x, y), strict=True)) | {"text": t} for x, y, t in _corner_places()
    ]
    x, y = plane.units(WIDTH - 2, plane.pixels(0, _FLOOR)[1] - LINE / 2)
    words = alt.Chart(alt.InlineData(values=corners)).mark_text(fontSize=12, fontStyle="italic", color=MUTED)
    note = alt.Chart(alt.InlineData(values=[{"x": x, "y": y, "text": "nobody judges ours"}])).mark_text(
        fontSize=11, fontStyle="italic", color=MUTED, align="right"
    )
    floor = alt.Chart(alt.InlineData(values=[{"at": 0}])).mark_rule(color=MUTED, strokeWidth=0.8)
    return [
        floor.encode(y=plane.y("at")),
        *(one.encode(x=plane.x("x"), y=plane.y("y"), text="text:N") for one in (words, note)),
    ]
