"""The writer: one thread that writes for a crawl, and commits all that waits in one transaction.

A commit waits for the disk. Alone, it would be the slowest part of a page; shared by the pages that came in meanwhile
it costs each of them little: the busier the crawl, the larger the batch, and a page that comes alone waits for none.
Most of what a transaction costs does not depend on the number of its pages, so when they come in droves, a moment is
left between two transactions for more of them to gather.
"""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event
from time import monotonic
from typing import Any, TypeVar, cast

from rivalscope.errors import StoreError
from storage.engine import Connection, Engine, writing
from storage.loads import Load, LoadResult, store_loads

MOST = 200
"""Pieces of work in one transaction: other programs that write must get their turn."""

PACE = 0.05
"""Seconds between two transactions of captures while they come in droves."""
DROVE = 3
"""Captures in one transaction from which on they come in droves: a list that is read page by page never waits."""

T = TypeVar("T")


@dataclass(slots=True, kw_only=True)
class _Work:
    """One piece of work; what its transaction made of it once that is committed."""

    load: Load | None = None
    call: Callable[[Connection], Any] | None = None
    alone: bool = False
    done: bool = False
    result: Any = field(default=None)


class Writer:
    """Does what it is given in the order in which it is given; a future is done when the database has committed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: deque[_Work] = deque()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._urgent = Event()
        """Set when something waits that is more than a capture: somebody waits for its answer."""
        self._next_at = 0.0
        self.batches = 0
        """Transactions so far."""

    def load(self, load: Load) -> "Future[LoadResult]":
        """Store a capture and its facts."""
        return self._submit(_Work(load=load))

    def call(self, function: Callable[[Connection], T]) -> "Future[T]":
        """Do anything else that writes, in a transaction that others may share."""
        return cast("Future[T]", self._submit(_Work(call=function)))

    def close(self) -> None:
        """Do what waits, then end."""
        self._urgent.set()
        self._thread.shutdown(wait=True)

    def _submit(self, work: _Work) -> "Future[Any]":
        self._waiting.append(work)
        if work.load is None:
            self._urgent.set()
        return self._thread.submit(self._do, work)

    def _do(self, work: _Work) -> Any:
        """Return what a piece of work gave: an earlier one may have taken it along already.

        When a batch fails, each piece of it is done again by itself, so that only what is at fault is lost.
        """
        if work.done:
            return work.result
        mine = not work.alone and self._waiting and self._waiting[0] is work
        batch = self._batch() if mine else [work]
        try:
            self._commit(batch)
        except StoreError:
            if len(batch) == 1:
                raise
            for one in batch:
                one.alone = True
            self._commit([work])
        return work.result

    def _batch(self) -> list[_Work]:
        """Take what waits, from the piece whose turn it is, once it has gathered."""
        while not self._urgent.is_set() and (left := self._next_at - monotonic()) > 0:
            self._urgent.wait(left)
        self._urgent.clear()
        batch: list[_Work] = []
        while self._waiting and len(batch) < MOST:
            batch.append(self._waiting.popleft())
        return batch

    def _commit(self, batch: Sequence[_Work]) -> None:
        with writing(self._engine) as connection:
            results = _perform(connection, batch)
        self.batches += 1
        self._next_at = monotonic() + PACE * (sum(work.load is not None for work in batch) >= DROVE)
        for work, result in zip(batch, results, strict=True):
            work.result, work.done = result, True


def _perform(connection: Connection, batch: Sequence[_Work]) -> list[Any]:
    """Do a batch in order; captures that follow each other are stored together."""
    results: list[Any] = []
    loads: list[Load] = []
    for work in batch:
        if work.load is not None:
            loads.append(work.load)
            continue
        results += store_loads(connection, loads)
        loads = []
        if work.call is not None:
            results.append(work.call(connection))
    return results + store_loads(connection, loads)
