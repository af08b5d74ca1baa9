"""Drawings: whether the lines of an icon without words are a tick, a cross or a dash."""

import re

from bs4 import Tag

from rivalscope.domain.page import ClaimStatus
from spiders.pages.document import attribute

_COMMAND = re.compile(r"([MmLlHhVvZz])|([-+]?(?:\d+\.?\d*|\.\d+))")
_CURVED = re.compile(r"[CcSsQqTtAa]")
_SEPARATORS = re.compile(r"[\s,]+")
_LONGEST = 2_000
_MOST_SHAPES = 6
_TURN = 0.5
"""How much the legs of a cross may differ, as a share of their length."""

_KNOWN = {
    ClaimStatus.OFFERED: (
        "M16.7075.293a11", "M16.7044.153a.75", "M1018a88010016880000016zm3.7079.293", "M1018a88010016880000016zm3.8579.809", "M2.2512c05.3854.365", "M19.9166.626a.75",
        "M916.174.8312l1.421.41", "M10.974.97a.75", "M12.7363.97a.733", "M13.8543.646a.5", "M173.898439.404",
        "M438.6105.4c12.5", "M504256c0136.967", "M470.6105.4c12.5",
    ),
    ClaimStatus.ABSENT: (
        "M4.2934.293a11", "M6.285.22a.75", "M1018a88010016880000016zM8.7077.293", "M1018a88010016880000016zM8.287.22", "M196.4117.59512", "M122C6.47226.47212",
        "M4.6464.646a.5", "M2.1462.854a.5", "M242.72256l100.07", "M342.6150.6c12.5", "M310.6150.6",
    ),
}  # fmt: skip
"""How the outlines of ticks and crosses begin in Heroicons, Material Icons, Bootstrap Icons and Font Awesome, without separators and signs."""


def read_drawing(svg: Tag) -> ClaimStatus | None:
    """Return what a drawing says: a tick offered, a cross or a dash absent; None for all others."""
    lines: list[list[tuple[float, float]]] = []
    for shape in svg.find_all(["path", "polyline", "line"], limit=_MOST_SHAPES):
        drawn = _drawn(shape)
        known = _known(drawn)
        if known is not None:
            return known
        if _CURVED.search(drawn):
            return None
        lines += _lines(drawn)
    if svg.find(["rect", "polygon", "text", "image"]) is not None:
        return None
    return _shape(lines)


def _drawn(shape: Tag) -> str:
    """Return the commands of a shape as those of a path."""
    if shape.name == "line":
        x1, y1, x2, y2 = (attribute(shape, name) for name in ("x1", "y1", "x2", "y2"))
        return f"M{x1} {y1}L{x2} {y2}"
    if shape.name == "polyline":
        return f"M{attribute(shape, 'points')[:_LONGEST]}"
    return attribute(shape, "d")[:_LONGEST]


def _known(drawn: str) -> ClaimStatus | None:
    plain = _SEPARATORS.sub("", drawn).replace("-", "")
    for status, starts in _KNOWN.items():
        if plain.startswith(starts):
            return status
    return None


def _lines(drawn: str) -> list[list[tuple[float, float]]]:
    """Return the runs of points that straight commands lead through."""
    runs: list[list[tuple[float, float]]] = []
    x = y = 0.0
    command = ""
    numbers: list[float] = []
    for letter, number in _COMMAND.findall(drawn):
        if letter:
            command, numbers = letter, []
            continue
        numbers.append(float(number))
        if len(numbers) < (1 if command in "HhVv" else 2):
            continue
        x, y = _moved(command, numbers, x, y)
        if command in "Mm":
            runs.append([])
            command = "L" if command == "M" else "l"
        if runs:
            runs[-1].append((x, y))
        numbers = []
    return runs


def _moved(command: str, numbers: list[float], x: float, y: float) -> tuple[float, float]:
    """Return where a command leads from a point."""
    if command in "Hh":
        return (numbers[0] if command == "H" else x + numbers[0]), y
    if command in "Vv":
        return x, (numbers[0] if command == "V" else y + numbers[0])
    return (numbers[0], numbers[1]) if command.isupper() else (x + numbers[0], y + numbers[1])


def _shape(lines: list[list[tuple[float, float]]]) -> ClaimStatus | None:
    """Return what straight lines are: a short leg down and a long one up, two that cross aslant, or one that lies flat."""
    if len(lines) == 1 and len(lines[0]) == 3:
        one, low, other = lines[0]
        left, right = sorted((one[0], other[0]))
        tick = low[1] > max(one[1], other[1]) and left < low[0] < right and right - low[0] > low[0] - left
        return ClaimStatus.OFFERED if tick else None
    if len(lines) == 1 and len(lines[0]) == 2:
        (x1, y1), (x2, y2) = lines[0]
        return ClaimStatus.ABSENT if y1 == y2 and x1 != x2 else None
    if len(lines) == 2 and all(len(line) == 2 for line in lines):
        return ClaimStatus.ABSENT if _cross(lines[0], lines[1]) else None
    return None


def _cross(one: list[tuple[float, float]], other: list[tuple[float, float]]) -> bool:
    """Tell whether two lines are aslant, lean to different sides and share their middle."""
    (ax, ay), (bx, by) = sorted(one)
    (cx, cy), (dx, dy) = sorted(other)
    size = bx - ax
    aslant = (
        size > 0 and abs(abs(by - ay) - size) <= _TURN * size and abs(abs(dy - cy) - size) <= _TURN * size
    )
    middle = abs(ax + bx - cx - dx) <= _TURN * size and abs(ay + by - cy - dy) <= _TURN * size
    return aslant and middle and (by - ay) * (dy - cy) < 0
