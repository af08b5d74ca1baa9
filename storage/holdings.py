"""Holdings: which snapshots rows name, which of them evidence needs, and which were let go."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, distinct, func, insert, select

from rivalscope.domain.capture import Verdict
from rivalscope.domain.forgetting import WITHHELD
from storage.engine import Connection, Engine, reading
from storage.names import sha256
from storage.portions import CHUNK
from storage.tables import CaptureRow, LocationRow, PrunedRow, metadata


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """How long snapshots stay; what either asks to keep is kept, and with neither everything is."""

    since: datetime | None
    """Captures from this instant on keep their bodies."""
    versions: int | None
    """The newest so many different bodies of each URL and verdict stay, at least one."""


def named(engine: Engine) -> set[str]:
    """Return every snapshot that a row names."""
    with reading(engine) as connection:
        found = set(connection.scalars(select(distinct(CaptureRow.snapshot))))
        for column in _holders():
            found |= set(connection.scalars(select(distinct(column))))
    return {snapshot for snapshot in found if snapshot is not None}


def pruned(engine: Engine) -> dict[str, date]:
    """Return the snapshots that retention let go, with the UTC day on which it did.

    One that a later capture names was put again, and is not among them.
    """
    later = (
        select(distinct(CaptureRow.snapshot))
        .join(PrunedRow, PrunedRow.snapshot == CaptureRow.snapshot)
        .where(CaptureRow.seen_at > PrunedRow.pruned_at, CaptureRow.snapshot != WITHHELD)
    )
    with reading(engine) as connection:
        again = set(connection.scalars(later))
        rows = connection.execute(select(PrunedRow.snapshot, PrunedRow.pruned_at))
        return {row.snapshot: row.pruned_at.date() for row in rows if row.snapshot not in again}


def newest(engine: Engine, url: str) -> str | None:
    """Return the snapshot of the newest ok capture of a URL, on which a next version is best built; None when none."""
    query = (
        select(CaptureRow.snapshot)
        .join(LocationRow, LocationRow.id == CaptureRow.location_id)
        .where(
            LocationRow.url_key == sha256(url),
            CaptureRow.verdict == Verdict.OK,
            CaptureRow.snapshot.is_not(None),
        )
        .order_by(CaptureRow.seen_at.desc(), CaptureRow.id.desc())
        .limit(1)
    )
    with reading(engine) as connection:
        return connection.scalar(query)


def places(engine: Engine, snapshots: Iterable[str]) -> dict[str, str]:
    """Return a URL at which each of some snapshots was captured, for messages; none for one that no capture names."""
    wanted = sorted(set(snapshots))
    found: dict[str, str] = {}
    with reading(engine) as connection:
        for begin in range(0, len(wanted), CHUNK):
            query = (
                select(CaptureRow.snapshot, func.min(LocationRow.url).label("url"))
                .join(LocationRow, LocationRow.id == CaptureRow.location_id)
                .where(CaptureRow.snapshot.in_(wanted[begin : begin + CHUNK]))
                .group_by(CaptureRow.snapshot)
            )
            found |= {row.snapshot: row.url for row in connection.execute(query)}
    return found


def disposable(connection: Connection, keeping: Keeping) -> set[str]:
    """Return the snapshots that only captures name and that the rule does not keep.

    Never one that evidence, or any other table, names; never the newest body of a URL with a verdict, about which
    the next crawl asks and on which its next version is built.
    """
    if keeping.since is None and keeping.versions is None:
        return set()
    newest = func.max(CaptureRow.seen_at)
    bodies = (
        select(
            CaptureRow.snapshot,
            newest.label("newest"),
            func.row_number()
            .over(
                partition_by=(CaptureRow.location_id, CaptureRow.verdict),
                order_by=(newest.desc(), func.max(CaptureRow.id).desc()),
            )
            .label("place"),
        )
        .where(CaptureRow.snapshot.is_not(None))
        .group_by(CaptureRow.location_id, CaptureRow.verdict, CaptureRow.snapshot)
        .subquery()
    )
    kept: ColumnElement[bool] = bodies.c.place <= max(1, keeping.versions or 1)
    if keeping.since is not None:
        kept |= bodies.c.newest >= keeping.since
    every = set(connection.scalars(select(distinct(bodies.c.snapshot))))
    wanted = set(connection.scalars(select(distinct(bodies.c.snapshot)).where(kept)))
    for column in _holders():
        wanted |= set(connection.scalars(select(distinct(column))))
    return every - wanted


def note_pruned(connection: Connection, snapshots: Iterable[str], *, at: datetime, rule: str) -> None:
    """Write down that snapshots are let go."""
    wanted = sorted(set(snapshots))
    forget_pruned(connection, wanted)
    if wanted:
        connection.execute(
            insert(PrunedRow), [{"snapshot": one, "pruned_at": at, "rule": rule} for one in wanted]
        )


def forget_pruned(connection: Connection, snapshots: Iterable[str]) -> None:
    """Take back that snapshots were let go: their bodies are there again."""
    wanted = sorted(set(snapshots))
    for begin in range(0, len(wanted), CHUNK):
        connection.execute(delete(PrunedRow).where(PrunedRow.snapshot.in_(wanted[begin : begin + CHUNK])))


def _holders() -> list[ColumnElement[str]]:
    """Return the columns that need the snapshots they name: those of every table but captures and what was let go."""
    free = {CaptureRow.__tablename__, PrunedRow.__tablename__}
    return [
        table.c.snapshot
        for name, table in metadata.tables.items()
        if name not in free and "snapshot" in table.c
    ]
