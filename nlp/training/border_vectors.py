"""Vectors of words from a pretrained encoder's own table of pieces, made short."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlp.training.encoder_base import WEIGHTS, fetch_base, read_vocabulary
from nlp.training.encoder_settings import Base

TABLE = "word_embeddings.weight"
SPREAD = 0.5
"""Standard deviation of each column at the beginning of the training."""

Floats = NDArray[np.float32]


def word_vectors(words: Sequence[str], cache: Path, *, width: int, base: Base) -> Floats:
    """Return a vector for each word: the mean of its pieces, on the directions in which words differ most."""
    folder = fetch_base(base, cache)
    table = read_table(folder / WEIGHTS)
    numbers = {piece: number for number, piece in enumerate(read_vocabulary(folder))}
    means = np.stack([table[list(_pieces(word, numbers))].mean(axis=0) for word in words])
    means = means - means.mean(axis=0)
    _, _, directions = np.linalg.svd(means, full_matrices=False)
    short = means @ directions[:width].T
    return np.asarray(short / short.std(axis=0) * SPREAD, dtype=np.float32)


def read_table(file: Path) -> Floats:
    """Return the table of pieces in a safetensors file: eight bytes of length, a JSON head, then the numbers."""
    raw = file.read_bytes()
    size = int.from_bytes(raw[:8], "little")
    head = json.loads(raw[8 : 8 + size])
    entry = next(value for name, value in head.items() if name.endswith(TABLE))
    begin, end = (8 + size + offset for offset in entry["data_offsets"])
    return np.frombuffer(raw[begin:end], dtype=np.float32).reshape(entry["shape"])


def _pieces(word: str, numbers: dict[str, int]) -> Iterator[int]:
    """Yield the numbers of the longest pieces from left to right; the unknown piece where none fits."""
    start = 0
    while start < len(word):
        mark = "##" if start else ""
        end = next((end for end in range(len(word), start, -1) if mark + word[start:end] in numbers), None)
        if end is None:
            yield numbers["[UNK]"]
            return
        yield numbers[mark + word[start:end]]
        start = end
