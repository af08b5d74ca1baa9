"""Reprocessing in the store: what a replay differs in, and its adoption, all of it or nothing."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import insert

from rivalscope.domain.replay import Difference, Replayed, Ruling, Step, Window
from storage.adoption import Adoption, paired, told_weeks
from storage.engine import Engine, reading, writing
from storage.pairing import differences, side
from storage.scratch import Scratch
from storage.tables import ReprocessRow


def compare(engine: Engine, scratch: Scratch, window: Window, rulings: Sequence[Ruling]) -> list[Difference]:
    """Return how the replay of a source, which is in the scratch store, differs from what is stored."""
    with reading(engine) as store, reading(scratch.engine) as replayed:
        stored, made = side(store, window), side(replayed, window)
        told = told_weeks(store)
    found = [
        difference
        for derived, both in paired(scratch, stored, made, told=told)
        for difference in differences(derived, both, stored, made, window=window)
    ]
    return found + _judged(window, rulings)


def adopt(
    engine: Engine,
    scratch: Scratch,
    windows: Sequence[Window],
    rulings: Mapping[str, Sequence[Ruling]],
    *,
    came_to: Replayed,
    now: datetime,
) -> None:
    """Put the replays of all sources in the place of what is stored, in one transaction, and record that it was done.

    Call it under the lease of the night, in which the scratch store was made: nothing may have been stored since.
    """
    with writing(engine) as store, reading(scratch.engine) as replayed:
        for window in windows:
            adoption = Adoption(store=store, made=replayed, scratch=scratch, window=window, learnt_at=now)
            adoption.adopt(rulings[window.source.key])
        run = {
            "adopted_at": now,
            "since": came_to.since,
            "sources": came_to.sources,
            "captures": came_to.captures,
            "untouched": len(came_to.untouched),
            "former": dict(came_to.former),
            "versions": dict(came_to.versions),
            "differences": came_to.by_kind(),
        }
        store.execute(insert(ReprocessRow).values(**run))


def _judged(window: Window, rulings: Sequence[Ruling]) -> list[Difference]:
    """Return the captures that today's reader judges otherwise."""
    stored = {held.id: held for held in window.captures}
    return [
        Difference(
            source=window.source.key,
            kind="capture",
            step=Step.CHANGED,
            url=stored[ruling.capture].capture.url,
            subject=f"night of {stored[ruling.capture].capture.night}",
            before=stored[ruling.capture].capture.verdict.value,
            after=f"{ruling.verdict.value}: {ruling.reason}",
            quote=None,
            extractor=ruling.extractor or "",
        )
        for ruling in rulings
        if ruling.verdict is not stored[ruling.capture].capture.verdict
    ]
