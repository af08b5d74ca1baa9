"""The lease: one run at a time, and a run that died gives way."""

import logging
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, insert, select, text, update

from rivalscope.errors import LeaseError, StoreError
from storage.engine import Connection, Engine, reading, writing
from storage.tables import LeaseRow

logger = logging.getLogger(__name__)

SKEW = timedelta(minutes=1)
"""By how much the clocks of two machines may differ before anybody is told."""


@dataclass(slots=True, kw_only=True)
class Lease:
    """A right that is held: renewed in the background until it is given back."""

    engine: Engine = field(repr=False)
    name: str
    token: int
    """Greater than that of every former holder."""
    seconds: int
    lost: bool = False
    """Whether another run was seen to have taken it over."""

    def confirm(self, connection: Connection) -> None:
        """Raise LeaseError when another run has taken it over; none can until the transaction is over."""
        mine = select(LeaseRow.id).where(LeaseRow.name == self.name, LeaseRow.token == self.token)
        if self.lost or connection.scalar(mine.with_for_update()) is None:
            raise LeaseError(f"{self.name} was taken over by another run, which does it anew")

    def renew(self) -> bool:
        """Hold it for another `seconds`; return whether it was still ours."""
        expires = datetime.now(UTC) + timedelta(seconds=self.seconds)
        with writing(self.engine) as connection:
            mine = update(LeaseRow).where(LeaseRow.name == self.name, LeaseRow.token == self.token)
            return connection.execute(mine.values(expires_at=expires)).rowcount == 1

    def release(self) -> None:
        """Give it back; nothing happens when another run has taken it over."""
        with writing(self.engine) as connection:
            mine = update(LeaseRow).where(LeaseRow.name == self.name, LeaseRow.token == self.token)
            connection.execute(mine.values(expires_at=datetime(1970, 1, 1, tzinfo=UTC), pid=0))


@contextmanager
def hold(engine: Engine, name: str, *, holder: str, seconds: int = 900) -> Iterator[Lease]:
    """Hold the right `name` while the body runs; it is renewed three times as often as it lapses.

    `holder` is told to whoever comes second. A lease that lapsed, or whose process on this machine no longer exists,
    is taken over. Raises LeaseError naming the holder when another run holds it.
    """
    lease = _take(engine, name, holder=holder, seconds=seconds)
    done = threading.Event()
    beat = threading.Thread(target=_keep, args=(lease, done), name=f"lease {name}", daemon=True)
    beat.start()
    try:
        yield lease
    finally:
        done.set()
        beat.join()
        lease.release()


def is_held(engine: Engine, name: str) -> bool:
    """Tell whether a run holds a right at this moment."""
    with reading(engine) as connection:
        row = connection.execute(select(LeaseRow.__table__).where(LeaseRow.name == name)).one_or_none()
    return row is not None and _alive(row, datetime.now(UTC))


def _keep(lease: Lease, done: threading.Event) -> None:
    while not done.wait(lease.seconds / 3):
        try:
            if not lease.renew():
                lease.lost = True
                logger.error("the lease %s was taken over by another run", lease.name)
                return
        except StoreError as error:
            logger.warning("the lease %s could not be renewed yet: %s", lease.name, error)


def _take(engine: Engine, name: str, *, holder: str, seconds: int) -> Lease:
    now = datetime.now(UTC)
    values = {
        "holder": holder,
        "host": socket.gethostname(),
        "pid": os.getpid(),
        "taken_at": now,
        "expires_at": now + timedelta(seconds=seconds),
    }
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            # Two first takers see no row to lock; the table's own lock makes them take turns.
            connection.execute(text("LOCK TABLE lease IN SHARE ROW EXCLUSIVE MODE"))
        row = connection.execute(select(LeaseRow.__table__).where(LeaseRow.name == name)).one_or_none()
        if row is None:
            connection.execute(insert(LeaseRow).values(name=name, token=1, **values))
            return Lease(engine=engine, name=name, token=1, seconds=seconds)
        if _alive(row, now):
            raise LeaseError(
                f"{name} is held by {row.holder} (process {row.pid} on {row.host}) since "
                f"{row.taken_at:%Y-%m-%d %H:%M:%S} UTC, at least until {_until(row, now)}; wait for it or end it"
            )
        connection.execute(
            update(LeaseRow).where(LeaseRow.id == row.id).values(token=row.token + 1, **values)
        )
        return Lease(engine=engine, name=name, token=row.token + 1, seconds=seconds)


def _until(row: Row[Any], now: datetime) -> str:
    """Return when a lease lapses, and that a clock is wrong when it was taken later than now."""
    if row.taken_at <= now + SKEW:
        return f"{row.expires_at:%H:%M:%S}"
    return (
        f"{row.expires_at:%Y-%m-%d %H:%M:%S}, by a clock that is ahead of this one ({now:%Y-%m-%d %H:%M:%S})"
    )


def _alive(row: Row[Any], now: datetime) -> bool:
    """Whether a lease still binds: not lapsed, and its process, if it is of this machine, exists."""
    if row.expires_at <= now:
        return False
    if row.host != socket.gethostname():
        return True
    try:
        os.kill(row.pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
