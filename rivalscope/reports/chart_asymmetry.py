"""The asymmetric-impact chart: what a feature does to satisfaction across, how we do in it against a rival upwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from rivalscope.analysis.driver import Driver, Versus
from rivalscope.analysis.kano import ASYMMETRY, KanoClass
from rivalscope.reports.canvas import ACCENT, GREYS, INK, LABEL, MUTED, Chart, svg
from rivalscope.reports.inert import one_line
from rivalscope.reports.label_places import CHARACTER, LINE, Box, places
from rivalscope.reports.words import count, listed

WIDTH, HEIGHT = 560, 420
"""Size of the plotting area in px."""

_KINDS = ("class known", "class not known yet")
_MOST = 14
_VAGUE = 1.5  # width of the interval of asymmetry from which a point says nothing
_EDGE = 1.1
_CORNERS = (("defend", "keep the lead", "show it"), ("fix now", "catch up", "differentiate or skip"))
_COLUMNS = (-0.69, 0.0, 0.69)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plane:
    """The plotting area in the units of its axes."""

    reach: float
    """Upper end of the upright axis; the lower one is its negative."""

    def x(self, field: str, **options: Any) -> alt.X:
        return alt.X(f"{field}:Q", scale=alt.Scale(domain=[-_EDGE, _EDGE], nice=False), **options)

    def y(self, field: str, **options: Any) -> alt.Y:
        return alt.Y(f"{field}:Q", scale=alt.Scale(domain=[-self.reach, self.reach], nice=False), **options)

    def pixels(self, x: float, y: float) -> tuple[float, float]:
        return (x + _EDGE) / (2 * _EDGE) * WIDTH, (self.reach - y) / (2 * self.reach) * HEIGHT

    def units(self, left: float, top: float) -> tuple[float, float]:
        return left / WIDTH * 2 * _EDGE - _EDGE, self.reach - top / HEIGHT * 2 * self.reach


def asymmetry_chart(drivers: Sequence[Driver], *, names: Mapping[str, str]) -> Chart | None:
    """Draw features by impact asymmetry and by our share less the best rival's; None when no feature has both.

    The chart of Albayrak, International Journal of Contemporary Hospitality Management 31 (2019) 1924. Features whose
    asymmetry may be anything are left out.
    """
    shown = [(one, one.versus[0]) for one in drivers if one.versus and _told(one)][:_MOST]
    if not shown:
        return None
    points = [_point(one, against) for one, against in shown]
    plane = _Plane(reach=1.3 * max(20.0, *(abs(point["difference"]) for point in points)))
    layers = [_cross(plane), _corners(plane), *_marks(points, plane), *_labels(points, plane)]
    pairs = (f"{one_line(one.feature)} against {one_line(names.get(v.rival, v.rival))}" for one, v in shown)
    words = (
        f"{count(len(points), 'feature')} by impact asymmetry, from −1 to 1, and by our positive share less the best "
        f"rival’s, in points, with 95 % intervals: {listed(pairs)}. The table below gives the figures."
    )
    drawn = alt.layer(*layers).properties(width=WIDTH, height=HEIGHT)
    return svg(drawn, name="asymmetry", alt_text=words)


def _told(driver: Driver) -> bool:
    return driver.asymmetry is not None and driver.asymmetry.high - driver.asymmetry.low < _VAGUE


def _point(driver: Driver, against: Versus) -> dict[str, Any]:
    leaning, apart = driver.asymmetry, against.difference
    return {
        "name": one_line(driver.feature, limit=LABEL - 10),
        "asymmetry": leaning.value if leaning else 0.0,
        "left": leaning.low if leaning else 0.0,
        "right": leaning.high if leaning else 0.0,
        "difference": 100 * apart.value,
        "low": 100 * apart.low,
        "high": 100 * apart.high,
        "kind": _KINDS[driver.kano.kano is KanoClass.UNCLASSIFIED],
    }


def _marks(points: Sequence[Mapping[str, Any]], plane: _Plane) -> list[Any]:
    legend = alt.Legend(title=None, orient="top", direction="horizontal", symbolSize=80, columnPadding=18)
    colour = alt.Color(
        "kind:N", scale=alt.Scale(domain=list(_KINDS), range=[ACCENT, GREYS[1]]), legend=legend
    )
    shape = alt.Shape(
        "kind:N", scale=alt.Scale(domain=list(_KINDS), range=["circle", "diamond"]), legend=legend
    )
    across = alt.Axis(
        values=[-1, -ASYMMETRY, ASYMMETRY, 1],
        title="impact asymmetry: −1 blame is punished, 1 praise is rewarded",
        domain=False,
        format="+.2~f",
        grid=False,
    )
    upwards = alt.Axis(
        title="ours less the best rival’s, points of positive share", domain=False, tickCount=7, grid=False
    )
    base = alt.Chart(alt.InlineData(values=list(points)))
    x, y = plane.x("asymmetry", axis=across), plane.y("difference", axis=upwards)
    thin: dict[str, Any] = {"strokeWidth": 1, "strokeOpacity": 0.45, "clip": True}
    return [
        base.mark_rule(**thin).encode(x=plane.x("left", axis=across), x2="right:Q", y=y, color=colour),
        base.mark_rule(**thin).encode(x=x, y=plane.y("low", axis=upwards), y2="high:Q", color=colour),
        base.mark_point(filled=True, size=70, opacity=1).encode(x=x, y=y, color=colour, shape=shape),
    ]


def _labels(points: Sequence[Mapping[str, Any]], plane: _Plane) -> list[Any]:
    """Return the names beside their points, and lines to those that stand further off."""
    dots = [plane.pixels(point["asymmetry"], point["difference"]) for point in points]
    names = [point["name"] for point in points]
    found = places(dots, names, width=WIDTH, height=HEIGHT, reserved=_corner_boxes(plane))
    texts, leads = [], []
    for point, (dot, _), place in zip(points, dots, found, strict=True):
        if place is not None:
            x, y = plane.units(place.x, place.y)
            texts.append({"name": point["name"], "x": x, "y": y})
            if place.far:
                end = place.x if place.x > dot else place.x + CHARACTER * len(point["name"])
                x, y = plane.units(end, place.y)
                leads.append({"x": point["asymmetry"], "y": point["difference"], "x2": x, "y2": y})
    drawn = []
    if leads:
        base = alt.Chart(alt.InlineData(values=leads))
        drawn.append(
            base.mark_rule(color=MUTED, strokeWidth=0.7).encode(
                x=plane.x("x"), y=plane.y("y"), x2="x2:Q", y2="y2:Q"
            )
        )
    if texts:
        written = alt.Chart(alt.InlineData(values=texts)).mark_text(
            align="left", baseline="middle", fontSize=11, color=INK
        )
        drawn.append(written.encode(x=plane.x("x"), y=plane.y("y"), text="name:N"))
    return drawn


def _cross(plane: _Plane) -> Any:
    upright = alt.Chart(alt.InlineData(values=[{"at": -ASYMMETRY}, {"at": ASYMMETRY}]))
    level = alt.Chart(alt.InlineData(values=[{"at": 0}]))
    return alt.layer(
        upright.mark_rule(color=MUTED, strokeDash=[3, 3], strokeWidth=0.8).encode(x=plane.x("at")),
        level.mark_rule(color=MUTED, strokeWidth=1).encode(y=plane.y("at")),
    )


def _corner_places(plane: _Plane) -> list[tuple[float, float, str]]:
    """Return what each field of the plane asks for, with its place in units."""
    ends = (0.95 * plane.reach, -0.95 * plane.reach)
    return [
        (x, end, text)
        for end, row in zip(ends, _CORNERS, strict=True)
        for x, text in zip(_COLUMNS, row, strict=True)
    ]


def _corner_boxes(plane: _Plane) -> list[Box]:
    boxes = []
    for x, y, text in _corner_places(plane):
        middle, line = plane.pixels(x, y)
        half = len(text) * CHARACTER / 2
        boxes.append((middle - half, line - LINE / 2, middle + half, line + LINE / 2))
    return boxes


def _corners(plane: _Plane) -> Any:
    values = [{"x": x, "y": y, "text": text} for x, y, text in _corner_places(plane)]
    base = alt.Chart(alt.InlineData(values=values))
    return base.mark_text(fontSize=12, fontStyle="italic", color=MUTED).encode(
        x=plane.x("x"), y=plane.y("y"), text="text:N"
    )
