"""Long texts cut at natural borders, so that memory stays bounded and offsets stay right."""

from collections.abc import Iterator

CHUNK = 20_000
"""Characters that are read at once."""
CAP = 200_000
"""Characters of a text that are read at all; a review is never that long."""
BORDERS = ("\n\n", "\n", ". ", "! ", "? ", " ")
"""Where to cut, the best first."""


def cut(text: str, *, size: int = CHUNK, cap: int = CAP) -> Iterator[tuple[int, str]]:
    """Pieces of the text with their offsets; joined they give the text, up to `cap` characters."""
    start, end = 0, min(len(text), cap)
    while end - start > size:
        stop = _border(text, start, start + size)
        yield start, text[start:stop]
        start = stop
    if start < end:
        yield start, text[start:end]


def _border(text: str, start: int, stop: int) -> int:
    """Return the last good place to cut in the second half of the window; its end when there is none."""
    for border in BORDERS:
        place = text.rfind(border, start + (stop - start) // 2, stop)
        if place != -1:
            return place + len(border)
    return stop
