"""Tallies: how many of the things named are there, and how many of those that are there were named."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What was named of one kind on one page, held against its labels."""

    kind: str
    held_out: bool = False
    given: int = 0
    """Names that were given."""
    right: int = 0
    """Those of them that are labelled."""
    true: int = 0
    """Labels."""
    found: int = 0
    """Those of them that were given."""


def is_held_out(name: str) -> bool:
    """Tell whether a case is one that no rule was made by: half of them, chosen by a hash of the name."""
    return hashlib.sha256(name.encode()).digest()[1] % 2 == 1


def parts_of(tallies: Iterable[Tally]) -> dict[str, tuple[int, int]]:
    """Return precision and recall of all, of the half held out and of each kind, as parts and wholes."""
    groups: defaultdict[str, list[Tally]] = defaultdict(list)
    for tally in tallies:
        groups[""].append(tally)
        groups["held out." if tally.held_out else "tuned."].append(tally)
        groups[f"{tally.kind}."].append(tally)
    parts: dict[str, tuple[int, int]] = {}
    for prefix, own in groups.items():
        parts[f"{prefix}precision"] = (sum(one.right for one in own), sum(one.given for one in own))
        parts[f"{prefix}recall"] = (sum(one.found for one in own), sum(one.true for one in own))
    return parts


def share(part: int, whole: int) -> float:
    """Return a part of a whole, 0 to 1 with four decimals; one of nothing is 1, for nothing was done wrong."""
    return round(part / whole, 4) if whole else 1.0


def measures_of(parts: Mapping[str, tuple[int, int]]) -> dict[str, float]:
    """Return the `share` of each part in its whole."""
    return {name: share(part, whole) for name, (part, whole) in parts.items()}


def same_name(one: str, other: str) -> bool:
    """Tell whether two ways of writing a name mean the same thing: one holds the other, apart from case and signs."""
    first, second = _key(one), _key(other)
    return bool(first and second) and (first in second or second in first)


def begins(text: str, words: str) -> bool:
    """Tell whether a text begins with words, apart from case, space and signs."""
    return _key(text).startswith(_key(words))


def tally_names(
    kind: str, given: Sequence[str], true: Sequence[str], *, also: Sequence[str] = (), held_out: bool = False
) -> Tally:
    """Hold names against labels; one that is in `also` counts for nothing."""
    counted = [
        name
        for name in given
        if any(same_name(name, label) for label in true) or not any(same_name(name, label) for label in also)
    ]
    return Tally(
        kind=kind,
        held_out=held_out,
        given=len(counted),
        right=sum(any(same_name(name, label) for label in true) for name in counted),
        true=len(true),
        found=sum(any(same_name(name, label) for name in given) for label in true),
    )


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
