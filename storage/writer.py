"""The writer: one thread that writes for a crawl, and commits all that waits in one transaction.

A commit waits for the disk. Alone, it would be the slowest part of a page; shared by the pages that came in meanwhile
it costs each of them little: the busier the crawl, the larger the batch, and a page that comes alone waits for none.
Most of what a transaction costs does not depend on the number of its pages, so when they come in droves, a moment is
left between two transactions for more of them to gather. Bodies are kept first, by a few threads that take a share of
the batch each: handing every single one to another thread would cost more than keeping it.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from threading import Event, Lock
from time import monotonic
from types import TracebackType
from typing import Any, Self, TypeVar, cast

from sqlalchemy import text

from storage.engine import Connection, Engine, writing
from storage.loads import Load, LoadResult, store_loads

MOST = 200
"""Pieces of work in one transaction: other programs that write must get their turn."""

PACE = 0.1
"""Seconds between two transactions of captures while they come in droves."""
DROVE = 3
"""Captures in one transaction from which on they come in droves: a list that is read page by page never waits."""

HANDS = 4
"""Threads that keep bodies: each waits for the disk most of the time."""
SHARE = 6
"""Bodies that are worth another thread."""

_TURN = 0x72697661
"""Names the turn among the advisory locks of a PostgreSQL database: the first letters of our name."""

T = TypeVar("T")


@dataclass(slots=True, kw_only=True, eq=False)
class Parcel:
    """A piece of work; what its transaction made of it once that is committed."""

    told: "Callable[[Sequence[Parcel]], object]"
    """Called in the writer's thread, once a transaction, with all of its parcels that name the same to be told."""
    load: Load | None = None
    put: Callable[[], str] | None = None
    """Keeps the body of a capture and returns its digest; done before the transaction that speaks of it begins."""
    call: Callable[[Connection], Any] | None = None
    result: Any = None
    error: BaseException | None = None
    """Why nothing was stored; None when it was."""
    future: "Future[Any]" = field(default_factory=Future)


class Writer:
    """Does what it is given in the order in which it is given, and tells of it when the database has committed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: deque[Parcel] = deque()
        self._lock = Lock()
        self._busy = False
        self._closing = False
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._hands = ThreadPoolExecutor(max_workers=HANDS - 1, thread_name_prefix="archive")
        self._urgent = Event()
        """Set when something waits that is more than a capture: somebody waits for its answer."""
        self._next_at = 0.0
        self.batches = 0
        """Transactions so far."""

    def load(self, load: Load) -> "Future[LoadResult]":
        """Store a capture and its facts."""
        return cast("Future[LoadResult]", self.send(Parcel(load=load, told=_resolve)).future)

    def call(self, function: Callable[[Connection], T]) -> "Future[T]":
        """Do anything else that writes, in a transaction that others may share."""
        return cast("Future[T]", self.send(Parcel(call=function, told=_resolve)).future)

    def send(self, parcel: Parcel) -> Parcel:
        """Do a piece of work in its turn; whom it names is told."""
        with self._lock:
            self._waiting.append(parcel)
            idle, self._busy = not self._busy, True
        if parcel.load is None:
            self._urgent.set()
        if idle:
            self._thread.submit(self._work)
        return parcel

    def close(self) -> None:
        """Do what waits, then end."""
        self._closing = True
        self._urgent.set()
        self._thread.shutdown(wait=True)
        self._hands.shutdown(wait=True)

    def _work(self) -> None:
        while batch := self._batch():
            self._keep(batch)
            self._store([parcel for parcel in batch if parcel.error is None])
            told: defaultdict[Callable[[Sequence[Parcel]], object], list[Parcel]] = defaultdict(list)
            for parcel in batch:
                told[parcel.told].append(parcel)
            for tell, parcels in told.items():
                tell(parcels)

    def _batch(self) -> list[Parcel]:
        """Take what waits, once it has gathered; nothing when there is nothing left to do."""
        while self._waiting and not (self._urgent.is_set() or self._closing):
            left = self._next_at - monotonic()
            if left <= 0:
                break
            self._urgent.wait(left)
        self._urgent.clear()
        with self._lock:
            batch = [self._waiting.popleft() for _ in range(min(len(self._waiting), MOST))]
            self._busy = bool(batch)
        return batch

    def _keep(self, batch: Sequence[Parcel]) -> None:
        """Keep the bodies of a batch, a share by each of a few threads."""
        bodies = [parcel for parcel in batch if parcel.put is not None]
        hands = max(1, min(HANDS, len(bodies) // SHARE))
        others = [self._hands.submit(_keep, bodies[number::hands]) for number in range(1, hands)]
        _keep(bodies[::hands])
        wait(others)

    def _store(self, batch: Sequence[Parcel]) -> None:
        """Store a batch. When that fails, each piece is stored by itself, so that only what is at fault is lost."""
        if not batch:
            return
        with _Trial() as trial:
            self._commit(batch)
        if trial.error is None:
            return
        for parcel in batch:
            with _Trial() as alone:
                self._commit([parcel])
            parcel.error = alone.error

    def _commit(self, batch: Sequence[Parcel]) -> None:
        with writing(self._engine) as connection:
            _take_turn(connection)
            results = _perform(connection, batch)
        self.batches += 1
        self._next_at = monotonic() + PACE * (sum(parcel.load is not None for parcel in batch) >= DROVE)
        for parcel, result in zip(batch, results, strict=True):
            parcel.result = result


def _take_turn(connection: Connection) -> None:
    """Let the crawls of other processes wait until this transaction is over, as SQLite has them do by itself.

    Pages may name what no page named before, a feature say: two processes that both find it missing would both make it.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _TURN})


class _Trial:
    """Something that may fail, whatever it fails with: whoever gave the work is told, and the thread goes on."""

    def __init__(self) -> None:
        self.error: BaseException | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        self.error = error
        return True


def _keep(bodies: Sequence[Parcel]) -> None:
    """Keep bodies one after the other and note their digests."""
    for parcel in bodies:
        with _Trial() as trial:
            if parcel.put is not None and parcel.load is not None:
                capture = replace(parcel.load.capture, snapshot=parcel.put())
                parcel.load = replace(parcel.load, capture=capture)
        parcel.error = trial.error


def _resolve(parcels: Sequence[Parcel]) -> None:
    """Tell those who wait for the futures of parcels."""
    for parcel in parcels:
        if parcel.error is not None:
            parcel.future.set_exception(parcel.error)
        else:
            parcel.future.set_result(parcel.result)


def _perform(connection: Connection, batch: Sequence[Parcel]) -> list[Any]:
    """Do a batch in order; captures that follow each other are stored together."""
    results: list[Any] = []
    loads: list[Load] = []
    for parcel in batch:
        if parcel.load is not None:
            loads.append(parcel.load)
            continue
        results += store_loads(connection, loads)
        loads = []
        if parcel.call is not None:
            results.append(parcel.call(connection))
    return results + store_loads(connection, loads)
