"""Cycles of objects: Python's search for them put off where many objects are made that have none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def undisturbed() -> Iterator[None]:
    """Put off the collection of cycles: each search looks at all facts in memory, a tenth to a fifth of a load or report.

    Also a decorator. Calls within one another are one; what has cycles is freed some time after the outermost.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
