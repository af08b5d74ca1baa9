"""Portions: values that are many, a number of them at a time that fits an IN list."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

CHUNK = 500
"""Values in one IN list: SQLite takes 32,766 parameters, older ones 999."""

T = TypeVar("T")


def parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield values in portions that fit an IN list."""
    for begin in range(0, len(values), CHUNK):
        yield values[begin : begin + CHUNK]
