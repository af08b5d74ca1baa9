"""Inputs of bounded size: long sentences in windows that overlap, and batches of equal length."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp.encoder.labels import LONGEST

ROOM = LONGEST - 2
"""Pieces of a sentence that one input has room for."""
OVERLAP = 32
"""Pieces that two neighbouring windows share; each is believed on the half that is further from its edge."""
TOGETHER = 128
"""Pieces in one batch.

Measured on one core, pieces a second of the encoder alone: six layers 22,100 at 64, 23,000 at 128 and 21,900 at 256; three
narrower ones 53,700, 61,000 and 60,900. The six layers that ship read 20,600 at 128. What a sentence says does not
depend on it (docs/decisions/0013).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A part of a sentence that is given to the encoder at once."""

    sentence: int
    """Number of the sentence."""
    start: int
    """First piece."""
    end: int
    """Piece after the last."""
    kept_from: int
    """First piece for which this window is believed."""
    kept_to: int


def find_windows(sentence: int, length: int) -> list[Window]:
    """Return the windows of a sentence of so many pieces: the kept parts are all of it, each piece once."""
    starts = [0]
    while starts[-1] + ROOM < length:
        starts.append(starts[-1] + ROOM - OVERLAP)
    borders = [0, *(start + OVERLAP // 2 for start in starts[1:]), length]
    return [
        Window(
            sentence=sentence,
            start=start,
            end=min(start + ROOM, length),
            kept_from=borders[number],
            kept_to=borders[number + 1],
        )
        for number, start in enumerate(starts)
    ]


def batches(windows: Sequence[Window], *, most: int = TOGETHER) -> Iterator[list[Window]]:
    """Yield the windows in batches, each of one length, so that nothing is padding, and of `most` pieces at most.

    A window that is longer goes alone. Reviews that are read together have sentences enough of every length.
    """
    lengths: dict[int, list[Window]] = defaultdict(list)
    for window in windows:
        lengths[window.end - window.start].append(window)
    for length, alike in sorted(lengths.items()):
        size = max(1, most // (length + 2))
        for first in range(0, len(alike), size):
            yield alike[first : first + size]
