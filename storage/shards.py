"""Shards: the parts of a night that processes share, each done under the lease of its name."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from rivalscope.errors import LeaseError
from storage.engine import Engine, reading, writing
from storage.lease import Lease, hold
from storage.tables import LeaseRow, ShardRow

SECONDS = 120
"""Seconds after which the shard of a machine that vanished is taken over; a dead process of this one gives way at once."""

Share = Mapping[str, Any]
"""Which part of the work a shard is, or what it came to, as values that JSON can hold."""


class Work(StrEnum):
    """What is shared."""

    CRAWL = "crawl"
    READ = "read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """A part of a night that is to be done."""

    id: int
    night: date
    work: Work
    number: int
    share: Share
    replayed: bool

    @property
    def name(self) -> str:
        """Name of its lease."""
        return f"{self.work} {self.night} {self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A shard that this process does, and the lease by which it may."""

    shard: Shard
    lease: Lease


def deal(engine: Engine, *, night: date, work: Work, shares: Sequence[Share], replayed: bool) -> None:
    """Make the shards of a night's work anew, in place of all earlier ones of that work.

    Call it under the lease of the night. Who still does a former shard keeps its lease until that is over.
    """
    rows = [
        {"night": night, "work": work, "number": number, "share": dict(share), "replayed": replayed}
        for number, share in enumerate(shares)
    ]
    past = (
        LeaseRow.name.startswith(f"{work} "),
        LeaseRow.name.not_like(f"{work} {night} %"),
        LeaseRow.expires_at < datetime.now(UTC),
    )
    with writing(engine) as connection:
        connection.execute(delete(ShardRow).where(ShardRow.work == work))
        connection.execute(delete(LeaseRow).where(*past))
        if rows:
            connection.execute(insert(ShardRow), rows)


@contextmanager
def take(
    engine: Engine, *, holder: str, work: Work | None = None, seconds: int = SECONDS
) -> Iterator[Taken | None]:
    """Hold a shard that is to be done and that nobody does while the body runs; None when there is none.

    `work` limits it to shards of one work.
    A shard whose holder died or vanished is as good as one that nobody ever had.
    """
    with ExitStack() as held:
        yield _first_free(engine, held, holder=holder, work=work, seconds=seconds)


def _first_free(
    engine: Engine, held: ExitStack, *, holder: str, work: Work | None, seconds: int
) -> Taken | None:
    for shard in undone(engine, work=work):
        try:
            lease = held.enter_context(hold(engine, shard.name, holder=holder, seconds=seconds))
        except LeaseError:
            continue
        if any(one.id == shard.id for one in undone(engine, work=work)):
            return Taken(shard=shard, lease=lease)
        held.close()  # whoever had it came to its end in between
    return None


def finish(engine: Engine, taken: Taken, outcome: Share) -> None:
    """Note what a shard came to; LeaseError when another process has taken it over."""
    with writing(engine) as connection:
        taken.lease.confirm(connection)
        done = update(ShardRow).where(ShardRow.id == taken.shard.id)
        connection.execute(done.values(outcome=dict(outcome)))


def withdraw(engine: Engine, *, work: Work) -> None:
    """Take back the shards of a work that are to be done: whoever dealt them has come to an early end."""
    with writing(engine) as connection:
        connection.execute(delete(ShardRow).where(ShardRow.work == work, ShardRow.outcome.is_(None)))


def undone(engine: Engine, *, work: Work | None = None) -> list[Shard]:
    """Return the shards that are to be done, whether or not somebody does them, in order."""
    query = select(ShardRow.__table__).where(ShardRow.outcome.is_(None))
    if work is not None:
        query = query.where(ShardRow.work == work)
    with reading(engine) as connection:
        return [_read(row) for row in connection.execute(query.order_by(ShardRow.id))]


def outcomes(engine: Engine, *, night: date, work: Work) -> list[Share]:
    """Return what each shard of a night's work that is done came to, in order."""
    query = select(ShardRow.outcome).where(ShardRow.night == night, ShardRow.work == work)
    with reading(engine) as connection:
        found = connection.scalars(query.order_by(ShardRow.number)).all()
    return [outcome for outcome in found if outcome is not None]


def _read(row: Row[Any]) -> Shard:
    return Shard(
        id=row.id,
        night=row.night,
        work=Work(row.work),
        number=row.number,
        share=row.share,
        replayed=row.replayed,
    )
