"""The evidence that findings name, and the words around it."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from rivalscope.domain.fact import Evidence, Mention, ReviewFact

AROUND = 110
"""Characters shown on either side of a mention: about a line."""


def named_evidence(value: Any) -> Iterator[int]:
    """Yield the ids in every field called `evidence…` of a finding and of the findings within it."""
    if isinstance(value, tuple | list):
        for item in value:
            if not isinstance(item, _PLAIN):
                yield from named_evidence(item)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for name in _fields(type(value)):
            held = getattr(value, name)
            if name.startswith("evidence"):
                yield from _numbers(held)
            elif not isinstance(held, _PLAIN):
                yield from named_evidence(held)


_PLAIN = (str, int, float, type(None))
"""What holds no findings: most of what a report is made of."""


@cache
def _fields(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


def _numbers(held: Any) -> Iterator[int]:
    """Yield the ids of one field; the mapping of a report itself is not a name but the evidence."""
    if isinstance(held, int):
        yield held
    elif isinstance(held, tuple | list):
        yield from held


def holders(mentions: Iterable[Mention], reviews: Iterable[ReviewFact]) -> dict[int, int]:
    """Return evidence id of a mention → evidence id of the review that it stands in."""
    whole = {review.id: review.evidence for review in reviews}
    return {m.evidence: whole[m.review] for m in mentions if m.review in whole}


def surroundings(
    words: Mapping[int, Evidence], whole: Mapping[int, Evidence], holding: Mapping[int, int]
) -> dict[int, tuple[str, str]]:
    """Return what stands before and after a mention's words in its review, cut at a word's end.

    A mention whose place is not within its review's text is left out: nothing is shown that is not there.
    """
    found = {}
    for number, one in words.items():
        holder = whole.get(holding.get(number, -1))
        if holder is None or (holder.snapshot, holder.selector) != (one.snapshot, one.selector):
            continue
        start, end = one.start - holder.start, one.end - holder.start
        if start >= 0 and holder.quote[start:end] == one.quote and (start, end) != (0, len(holder.quote)):
            found[number] = _before(holder.quote[:start]), _after(holder.quote[end:])
    return found


def _before(text: str) -> str:
    return text if len(text) <= AROUND else "…" + text[-AROUND:].partition(" ")[2]


def _after(text: str) -> str:
    return text if len(text) <= AROUND else text[:AROUND].rpartition(" ")[0] + "…"
