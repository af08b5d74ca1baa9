"""Held pages: reviewed by a person, read anew from the archive, and taken or rejected."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from flows.identity import tell_apart
from flows.opened import OpenMarket, leased
from flows.stored import read_stored
from pipelines.replay import ReplayPipeline
from rivalscope.domain.capture import Capture, Verdict
from rivalscope.domain.hold import Held, HeldFact, HoldState
from rivalscope.domain.market import Source
from rivalscope.domain.page import Page
from rivalscope.errors import EvidenceError, UsageError
from spiders.workers import Readers
from storage.archive import Archive
from storage.held_facts import held_facts
from storage.holds import accept, accept_next, held_captures, reject, undecided
from storage.market import sources
from storage.reads import hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page that is held back, fact by fact."""

    held: Held
    facts: tuple[HeldFact, ...]
    unread: str
    """Why its stored page can't be read; empty when it was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What a decision came to."""

    held: Held
    """As it is now."""
    again: bool = False
    """Whether just this had been decided before: then nothing was done."""
    changes: int = 0
    """Changes recorded."""
    unread: str = ""
    """Why its facts could not be taken now; then the next capture of the same shape is."""


def show_held(opened: OpenMarket, number: int) -> Shown:
    """Return what stands of a page and what it says instead; UsageError when nothing was held back under the number."""
    one = hold(opened.engine, number)
    try:
        said = _read(opened, _source(opened, one), one, held_captures(opened.engine, one)[-1:])
    except (EvidenceError, UsageError) as error:
        return Shown(held=one, facts=tuple(held_facts(opened.engine, one, None)), unread=str(error))
    return Shown(held=one, facts=tuple(held_facts(opened.engine, one, said[-1])), unread="")


def accept_held(opened: OpenMarket, number: int, *, by: str) -> Decided:
    """Take the facts of a page that was held back, as of its nights; where its stored page is gone, its next capture.

    Raises UsageError when nothing waits under the number or the page does not pass the judge of a night, LeaseError
    when another run holds the lease.
    """
    with leased(opened, by="quarantine accept"):
        one = undecided(opened.engine, number, HoldState.PASSED)
        if one is None:
            return Decided(held=hold(opened.engine, number), again=True)
        now = datetime.now(UTC)
        source, captures = _source(opened, one), held_captures(opened.engine, one)
        try:
            said = _read(opened, source, one, captures)
        except EvidenceError as error:
            if one.state is not HoldState.ACCEPTED:
                accept_next(opened.engine, number, by=by, at=now)
            again = one.state is HoldState.ACCEPTED
            return Decided(held=hold(opened.engine, number), unread=str(error), again=again)
        changes = accept(opened.engine, number, said, product=source.product, by=by, at=now)
        tell_apart(opened.engine)
        return Decided(held=hold(opened.engine, number), changes=changes)


def reject_held(opened: OpenMarket, number: int, *, by: str) -> Decided:
    """Let last good facts stand whenever a page shows what was held back under a number.

    Raises UsageError when nothing waits under the number, LeaseError when another run holds the lease.
    """
    with leased(opened, by="quarantine reject"):
        again = undecided(opened.engine, number, HoldState.REJECTED) is None
        if not again:
            reject(opened.engine, number, by=by, at=datetime.now(UTC))
        return Decided(held=hold(opened.engine, number), again=again)


def _source(opened: OpenMarket, one: Held) -> Source:
    for source in sources(opened.engine):
        if source.key == one.source:
            return source
    raise UsageError(
        f"the source {one.source} is no longer followed: name it in market.toml again, then decide"
    )


def _read(
    opened: OpenMarket, source: Source, one: Held, captures: Sequence[Capture]
) -> list[tuple[Capture, Page]]:
    """Return captures as good ones with what their pages say, as a night stores them; the newest must be read.

    Earlier ones whose page is gone, or which a night would not take, are left out. Raises EvidenceError when the newest
    is missing or damaged, UsageError when the reader or the judge does not find it good.
    """
    if not captures:
        raise EvidenceError(f"no page of {one.url} of {one.span} is kept")
    archive = Archive(opened.market.archive)
    steps = ReplayPipeline(opened.market.archive, {})
    said = []
    for capture, page in asyncio.run(_pages(opened, archive, source, captures)):
        if page is None:
            continue
        fresh = replace(capture, verdict=page.verdict, reason=page.reason, items=page.items)
        judged, stated = steps.process(fresh, page, source)
        if judged.verdict is Verdict.OK:
            said.append((judged, stated))
        elif capture is captures[-1]:
            raise UsageError(
                f"the page of {capture.url} of {capture.night} is no good one: {judged.verdict.value}, {judged.reason}; "
                "only what a night would take can be accepted (`expect` in market.toml is the least it must yield)"
            )
    return said


async def _pages(
    opened: OpenMarket, archive: Archive, source: Source, captures: Sequence[Capture]
) -> list[tuple[Capture, Page | None]]:
    options = opened.market.crawl
    async with Readers(workers=1, seconds=options.read_seconds) as readers:
        found: list[tuple[Capture, Page | None]] = []
        for capture in captures:
            try:
                found.append((capture, await read_stored(readers, archive, source, capture)))
            except EvidenceError:
                if capture is captures[-1]:
                    raise
                found.append((capture, None))
        return found
