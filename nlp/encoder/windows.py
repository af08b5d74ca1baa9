"""Inputs of bounded size: long sentences in windows that overlap, and batches of about equal length."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp.encoder.labels import LONGEST

ROOM = LONGEST - 2
"""Pieces of a sentence that one input has room for."""
OVERLAP = 32
"""Pieces that two neighbouring windows share; each is believed on the half that is further from its edge."""
PADDED = 128
"""Pieces in one batch, padding included.

Measured on one core, words a second of the encoder alone: six layers 11,700 at 128, 11,500 at 64 and 10,900 at 512; three
narrower ones 26,200, 24,500 and 24,500. What a sentence says does not depend on it (docs/decisions/0013).
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


def batches(windows: Sequence[Window], *, padded: int = PADDED) -> Iterator[list[Window]]:
    """Yield the windows in batches of about equal length, none over `padded` pieces with its padding."""
    batch: list[Window] = []
    for window in sorted(windows, key=lambda one: one.end - one.start):
        if batch and (len(batch) + 1) * (window.end - window.start + 2) > padded:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch
