"""Where the names of points stand on a chart, so that none covers another name or a point."""

from collections.abc import Sequence
from dataclasses import dataclass

CHARACTER = 6.0
"""Width of a character of 11 px type, in px, on the generous side."""

LINE = 13.0
"""Height of a line of it."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""

_GAP = 7.0
_DOT = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a label is written: the left end of its line, vertically its middle."""

    x: float
    y: float
    far: bool
    """Whether it stands away from its point, so that a line must lead there."""


def places(
    points: Sequence[tuple[float, float]],
    texts: Sequence[str],
    *,
    width: float,
    height: float,
    reserved: Sequence[Box] = (),
) -> list[Place | None]:
    """Return a place for the label of each point, in px from the top left; None where there is no room left.

    Earlier points choose first: beside and above, beside and below, level, then further away. No label covers a point, leaves the
    chart, or covers another label or a reserved box.
    """
    dots = [(x - _DOT, y - _DOT, x + _DOT, y + _DOT) for x, y in points]
    taken: list[Box] = list(reserved)
    found: list[Place | None] = []
    for (x, y), text in zip(points, texts, strict=True):
        place = None
        wide = len(text) * CHARACTER
        for left, middle, far in _candidates(x, y, wide):
            box = (left, middle - LINE / 2, left + wide, middle + LINE / 2)
            inside = box[0] >= 0 and box[1] >= 0 and box[2] <= width and box[3] <= height
            if inside and not any(_meet(box, other) for other in (*taken, *dots)):
                place = Place(x=left, y=middle, far=far)
                taken.append(box)
                break
        found.append(place)
    return found


def _candidates(x: float, y: float, wide: float) -> list[tuple[float, float, bool]]:
    right, left, centre = x + _GAP, x - _GAP - wide, x - wide / 2
    near = [(right, y), (left, y), (centre, y - LINE), (centre, y + LINE)]
    corners = [(side, y + step) for step in (-LINE * 0.7, LINE * 0.7) for side in (right, left)]
    far = [
        (side, y + direction * step * LINE)
        for step in (1.6, 2.4, 3.2, 4.0)
        for direction in (-1, 1)
        for side in (right + 6, left - 6)
    ]
    return [(*one, False) for one in (*corners, *near)] + [(*one, True) for one in far]


def _meet(first: Box, second: Box) -> bool:
    return first[0] < second[2] and second[0] < first[2] and first[1] < second[3] and second[1] < first[3]
