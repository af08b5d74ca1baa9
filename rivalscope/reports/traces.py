"""The evidence that findings name, wherever in them it stands."""

import dataclasses
from collections.abc import Iterator
from typing import Any


def named_evidence(value: Any) -> Iterator[int]:
    """Yield the ids in every field called `evidence…` of a finding and of the findings within it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            held = getattr(value, field.name)
            if field.name.startswith("evidence"):
                yield from _numbers(held)
            else:
                yield from named_evidence(held)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from named_evidence(item)


def _numbers(held: Any) -> Iterator[int]:
    """Yield the ids of one field; the mapping of a report itself is not a name but the evidence."""
    if isinstance(held, int):
        yield held
    elif isinstance(held, tuple | list):
        yield from held
