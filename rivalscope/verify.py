"""Verification: the words behind every fact are looked up again in the stored pages they were read from."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from rivalscope.domain.fact import Evidence
from rivalscope.errors import EvidenceError
from spiders.pages.passages import Selections, matches
from storage import reads
from storage.archive import Archive
from storage.engine import Engine
from storage.holdings import pruned
from storage.letting_go import why


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One passage that no longer stands where it says."""

    evidence: Evidence
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What checking evidence came to."""

    confirmed: int
    failures: tuple[Failure, ...]
    """In the order of their numbers."""
    unknown: tuple[int, ...] = ()
    """Numbers that were asked for and are not stored."""


def verify(
    engine: Engine,
    archive: Archive,
    *,
    ids: Iterable[int] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Verification:
    """Check evidence again, all of it or the numbers given; each stored page is read once.

    `progress` is told after each page how many passages of how many are checked.
    """
    asked = None if ids is None else list(ids)
    found = reads.evidence(engine, asked)
    by_snapshot: defaultdict[str, list[Evidence]] = defaultdict(list)
    for evidence in found.values():
        by_snapshot[evidence.snapshot].append(evidence)
    types = reads.content_types(engine)
    gone = pruned(engine)
    forgotten = why(engine)
    failures: list[Failure] = []
    checked = 0
    for snapshot, passages in by_snapshot.items():
        if snapshot in gone and not archive.has(snapshot):
            reason = forgotten.get(snapshot, f"retention let its page go on {gone[snapshot]}")
            failures += [Failure(evidence=evidence, reason=reason) for evidence in passages]
        else:
            failures += _check(archive, snapshot, passages, types)
        checked += len(passages)
        if progress is not None:
            progress(checked, len(found))
    return Verification(
        confirmed=len(found) - len(failures),
        failures=tuple(sorted(failures, key=lambda failure: failure.evidence.id)),
        unknown=tuple(number for number in asked or () if number not in found),
    )


def _check(
    archive: Archive, snapshot: str, passages: list[Evidence], types: Mapping[str, str]
) -> list[Failure]:
    try:
        body = archive.get(snapshot)
    except EvidenceError as error:
        return [Failure(evidence=evidence, reason=str(error)) for evidence in passages]
    selections = Selections(body, content_type=types.get(snapshot))
    checked = ((evidence, _reason(selections, evidence)) for evidence in passages)
    return [Failure(evidence=evidence, reason=reason) for evidence, reason in checked if reason is not None]


def _reason(selections: Selections, evidence: Evidence) -> str | None:
    """Return why a passage does not hold; None when it does."""
    try:
        text = selections.select(evidence.selector)
    except LookupError as error:
        return f"nothing stands at {evidence.selector} any more: {error}"
    words = text[evidence.start : evidence.end]
    if 0 <= evidence.start <= evidence.end <= len(text) and matches(words, evidence.quote):
        return None
    moved = text.find(evidence.quote)
    if moved >= 0:
        return f"the words moved: they stand at character {moved} of {evidence.selector}, not at {evidence.start}"
    return f"other words stand there: {words[:80]!r}"
