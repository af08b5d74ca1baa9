"""How often each tier takes a good opinion for a bad one: counts that are shipped, each tied to the model it is of."""

import json
from functools import lru_cache
from pathlib import Path

from rivalscope.domain.finding import ReaderErrors

COUNTS = Path(__file__).with_name("reading_errors.json")
"""Written by `python -m rivalscope.evaluation.reading.errors`."""


@lru_cache(maxsize=1)
def measured() -> tuple[ReaderErrors, ...]:
    """Return the measured errors; a model that is not among them was not measured, and nothing is known of its errors."""
    return tuple(ReaderErrors(**entry) for entry in json.loads(COUNTS.read_text(encoding="utf-8")))
