"""Reprocessing: stored pages read anew by today's readers, replayed night by night, shown, and adopted when wanted."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from flows.identity import tell_apart
from flows.opened import OpenMarket, leased
from flows.stages import choose
from flows.stored import stored_job
from pipelines.replay import ReplayPipeline
from rivalscope.domain.capture import Capture, Verdict
from rivalscope.domain.market import Source, SourceKind
from rivalscope.domain.page import Page
from rivalscope.domain.replay import Replayed, Ruling, StoredCapture, Untouched, Window
from rivalscope.errors import EvidenceError, UsageError
from spiders.extractors import extractor_of
from spiders.reading import unread
from spiders.workers import Readers
from storage.archive import Archive
from storage.engine import Connection, writing
from storage.market import sources
from storage.replaying import earlier_items, replay
from storage.reprocess import adopt, compare
from storage.scratch import Scratch, open_scratch
from storage.windows import last_night, windows

AHEAD = 16
"""Bodies that are on their way to the readers or back."""
EXAMPLES = 5
"""Differences of a source, kind and step that are kept in words."""

Progress = Callable[[int, int], None]
"""Told how many captures were replayed, of how many."""
Decide = Callable[[Replayed], bool]
"""Asked whether what is shown is to be adopted."""


def reprocess(
    opened: OpenMarket,
    *,
    since: date,
    until: date | None = None,
    names: Sequence[str] = (),
    decide: Decide,
    progress: Progress | None = None,
) -> Replayed:
    """Read every stored page since a night anew, replay what the pages say, and adopt it when `decide` says so.

    Nothing is changed before; what is adopted is one transaction. Files of reviews are not read anew: importing them
    again does that. Raises UsageError for a name that no source or product has and for dates that can't be, LeaseError
    when another run holds the lease.
    """
    if until is not None and until < since:
        raise UsageError(f"--until {until} is before --since {since}")
    with leased(opened, by="reprocess"):
        known = [one for one in sources(opened.engine) if one.kind is not SourceKind.FILE]
        chosen = [(source, extractor_of(source)) for source in choose(known, names)]
        archive = Archive(opened.market.archive)
        found, untouched = windows(opened.engine, archive, chosen, since=since, until=until)
        came_to = Replayed(since=since, untouched=untouched)
        with open_scratch(opened.engine, found) as scratch:
            work = _Work(opened=opened, archive=archive, scratch=scratch, came_to=came_to, progress=progress)
            done = asyncio.run(work.run(found))
            if came_to.is_news and decide(came_to):
                _refuse_gap(opened, [window.source for window in done], until)
                now = datetime.now(UTC)
                adopt(opened.engine, scratch, done, work.rulings, came_to=came_to, now=now)
                came_to.adopted = True
        if came_to.adopted:
            tell_apart(opened.engine)
    return came_to


def _refuse_gap(opened: OpenMarket, chosen: Sequence[Source], until: date | None) -> None:
    """Refuse to adopt a part of a history upon which later captures build."""
    if until is None:
        return
    newest = last_night(opened.engine, [source.key for source in chosen])
    if newest is not None and newest > until:
        raise UsageError(
            f"--until {until} leaves out later captures (the newest is of {newest}), and these build upon those before: "
            "adopt without --until"
        )


@dataclass(kw_only=True)
class _Work:
    """One reading anew."""

    opened: OpenMarket
    archive: Archive
    scratch: Scratch
    came_to: Replayed
    progress: Progress | None
    rulings: dict[str, list[Ruling]] = field(default_factory=dict)
    """By key of source."""
    _passed: int = 0

    async def run(self, found: Sequence[Window]) -> list[Window]:
        """Replay each source's captures in the scratch store; return the windows that could be replayed whole."""
        options = self.opened.market.crawl
        done = []
        async with (
            Readers(workers=options.readers, seconds=options.read_seconds) as readers,
            aclosing(self._pages(readers, found)) as pages,
        ):
            for window in found:
                rulings = await self._source(window, pages, total=sum(len(one.captures) for one in found))
                if rulings is None:
                    continue
                done.append(window)
                self.rulings[window.source.key] = rulings
                self._count(window, rulings)
                differences = compare(self.opened.engine, self.scratch, window, rulings)
                self.came_to.note(differences, examples=EXAMPLES)
        return done

    async def _source(
        self, window: Window, pages: AsyncGenerator[Page | None, None], *, total: int
    ) -> list[Ruling] | None:
        """Replay one source; None when a body of it can't be read: then nothing of it is replayed."""
        failed: Untouched | None = None
        with writing(self.scratch.engine) as connection, connection.begin_nested() as attempt:
            source = _Source(window=window, connection=connection, market=self.opened)
            for held in window.captures:
                page = await anext(pages)
                self._tell(total)
                failed = failed or source.take(held, page)
            if failed is not None:
                attempt.rollback()
        if failed is not None:
            self.came_to.untouched.append(failed)
            self.came_to.unread += 1
            return None
        return source.rulings

    def _count(self, window: Window, rulings: Sequence[Ruling]) -> None:
        self.came_to.sources += 1
        self.came_to.captures += len(window.captures)
        self.came_to.former.update(one.extractor for one in window.captures if one.extractor is not None)
        self.came_to.versions.update(one.extractor for one in rulings if one.extractor is not None)

    def _tell(self, total: int) -> None:
        self._passed += 1
        if self.progress is not None:
            self.progress(self._passed, total)

    async def _pages(self, readers: Readers, found: Sequence[Window]) -> AsyncGenerator[Page | None, None]:
        """Yield what each capture's body says, in order; None for one that is not read. Some are read ahead."""
        waiting: deque[asyncio.Task[Page | None]] = deque()
        try:
            for window, held in _captures(found):
                waiting.append(asyncio.create_task(self._page(readers, window.source, held)))
                if len(waiting) > AHEAD:
                    yield await waiting.popleft()
            while waiting:
                yield await waiting.popleft()
        finally:
            for task in waiting:
                task.cancel()

    async def _page(self, readers: Readers, source: Source, held: StoredCapture) -> Page | None:
        capture = held.capture
        if not held.read or capture.snapshot is None:
            return None
        job = stored_job(source, capture, read_at=held.read_at)
        try:
            body = self.archive.get(capture.snapshot)
        except EvidenceError as error:
            return unread(job, Verdict.ERROR, str(error))
        page = await readers.read(replace(job, body=body))
        return replace(page, text="", links=())  # what is compared are facts; the words of a page are many


@dataclass(kw_only=True)
class _Source:
    """The replay of one source."""

    window: Window
    connection: Connection
    market: OpenMarket
    rulings: list[Ruling] = field(default_factory=list)
    _demoted: dict[tuple[int, str | None], Capture] = field(default_factory=dict)
    """Captures whose page today's reader does not find good, by page and body."""
    _handing: set[int] = field(default_factory=set)
    """Pages whose first good capture under today's reader has still to come."""

    def __post_init__(self) -> None:
        """Make the steps that its pages pass."""
        earlier = earlier_items(self.connection, self.window)
        self._steps = ReplayPipeline(self.market.market.archive, earlier)

    def take(self, held: StoredCapture, page: Page | None) -> Untouched | None:
        """Replay one capture; returns why its source can't be, when its body was not read."""
        if page is not None and not page.extractor and not page.verdict.factual:
            stored = held.capture
            return Untouched(source=stored.source, url=stored.url, night=stored.night, reason=page.reason)
        capture = held.capture
        if held.hands_over:
            self._handing.add(held.location_id)
        if page is not None:
            capture, page = self._judged(held, page)
        elif former := self._demoted.get((held.location_id, capture.snapshot)):
            capture = replace(capture, verdict=former.verdict, reason=former.reason)
            self._rule(held, capture, None)
        said = page is not None and capture.verdict.factual
        held = replace(held, hands_over=said and held.location_id in self._handing)
        if said:
            self._handing.discard(held.location_id)
        now = datetime.now(UTC)
        replay(self.connection, self.window, held, capture=capture, page=page, learnt_at=now)
        return None

    def _judged(self, held: StoredCapture, page: Page) -> tuple[Capture, Page | None]:
        """Return capture and page as today's reader and the steps after it judge them."""
        fresh = replace(held.capture, verdict=page.verdict, reason=page.reason, items=page.items)
        capture, said = self._steps.process(fresh, page, self.window.source)
        if held.capture.verdict is Verdict.OK:
            self._rule(held, capture, said.extractor)
            if capture.verdict is not Verdict.OK:
                self._demoted[held.location_id, capture.snapshot] = capture
        elif capture.verdict is not Verdict.OK:
            return held.capture, None  # an unchanged page says what it said, whatever it is taken for today
        return capture, said

    def _rule(self, held: StoredCapture, capture: Capture, extractor: str | None) -> None:
        self.rulings.append(
            Ruling(
                capture=held.id,
                verdict=capture.verdict,
                reason=capture.reason,
                items=capture.items,
                extractor=extractor,
            )
        )


def _captures(found: Sequence[Window]) -> Iterator[tuple[Window, StoredCapture]]:
    for window in found:
        for held in window.captures:
            yield window, held
