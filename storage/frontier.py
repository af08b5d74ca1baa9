"""The frontier: what a night is to fetch, kept in the database so that a killed run loses nothing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import Future
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from rivalscope.domain.crawl import Claim, FrontierEntry
from rivalscope.domain.market import Source, SourceKind, SourceOrigin
from rivalscope.domain.recheck import Bounds, is_due
from rivalscope.errors import StoreError
from storage import claims
from storage.claims import LEASE
from storage.engine import Connection, Engine, reading, writing
from storage.ledger import SqlLedger
from storage.lists import SqlLists
from storage.market import ensure_source_in
from storage.migrate import ready
from storage.names import sha256
from storage.portions import parts
from storage.rechecks import watches
from storage.tables import FrontierRow, SourceRow
from storage.writer import Writer

STATES = ("pending", "claimed", "done", "failed", "not-due")


class SqlFrontier(SqlLedger, SqlLists):
    """The URLs of one night: pending, claimed by a process, done or failed; those that are not due are left alone.

    Captures settle them as they are stored. Whatever writes is done by the writer, in its turn, and answers with a
    future: a crawl never waits for the database.
    """

    beat = LEASE.total_seconds() / 3
    """Seconds after which claims are to be renewed."""

    def __init__(self, engine: Engine, night: date, *, owner: str | None = None) -> None:
        self.engine = engine
        self.night = night
        self.owner = owner or claims.this_process()
        self.writer = Writer(engine)
        self._promised = []

    def begin(self, *, again: bool = True) -> "Future[None]":
        """Make pending what a dead process had claimed and, with `again`, what failed in an earlier run of the night."""
        failed = (FrontierRow.night == self.night, FrontierRow.state == "failed")

        def begun(connection: Connection) -> None:
            if again:
                connection.execute(update(FrontierRow).where(*failed).values(state="pending"))
            claims.free_dead(connection, night=self.night)

        return self.writer.call(begun)

    def seed(
        self, entries: Iterable[FrontierEntry], *, bounds: Mapping[str, Bounds], at: datetime
    ) -> "Future[None]":
        """Note the URLs that a night begins with; what is known tonight keeps its state.

        `bounds` are those of each source by key; a page whose next check is not due at the instant `at` is noted as
        such. One of a source without bounds is due, whatever was noted before. Raises StoreError when an entry names
        a source that the store does not know.
        """
        wanted = list(entries)

        def seeded(connection: Connection) -> None:
            known = watches(connection, [(entry.source, entry.url) for entry in wanted])
            idle = set()
            for entry in wanted:
                watch, since = known.get((entry.source, entry.url), (None, None))
                limits = bounds.get(entry.source)
                if limits is not None and not is_due(watch, limits, since=since, at=at):
                    idle.add(entry.url)
            self._insert(connection, [one for one in wanted if one.url in idle], state="not-due")
            due = [one for one in wanted if one.url not in idle]
            self._insert(connection, due, state="pending")
            forced = [sha256(one.url) for one in due if one.source not in bounds]
            for part in parts(forced):
                waits = (FrontierRow.night == self.night, FrontierRow.state == "not-due")
                connection.execute(
                    update(FrontierRow).where(*waits, FrontierRow.url_key.in_(part)).values(state="pending")
                )

        return self.writer.call(seeded)

    def add(self, entries: Iterable[FrontierEntry]) -> "Future[list[Claim]]":
        """Note URLs that were found; return those that are new this night, claimed by this process."""
        wanted = list(entries)

        def added(connection: Connection) -> list[Claim]:
            fresh = self._insert(connection, wanted, state="claimed")
            return claims.with_earlier(connection, fresh)

        return self.writer.call(added)

    def waiting(self) -> "Future[list[FrontierEntry]]":
        """Return one URL of each source that has any to claim."""

        def waited(connection: Connection) -> list[FrontierEntry]:
            first = (
                select(func.min(FrontierRow.id))
                .where(claims.claimable(self.night, datetime.now(UTC)))
                .group_by(FrontierRow.source_id)
            )
            query = _ENTRIES.where(FrontierRow.id.in_(first)).order_by(FrontierRow.id)
            return [claims.entry_of(row) for row in connection.execute(query)]

        return self.writer.call(waited)

    def claim(self, sources: Collection[str], *, limit: int) -> "Future[list[Claim]]":
        """Claim undone URLs of these sources for this process."""

        def claimed(connection: Connection) -> list[Claim]:
            now = datetime.now(UTC)
            return claims.claim(
                connection, night=self.night, owner=self.owner, sources=sources, limit=limit, now=now
            )

        return self.writer.call(claimed)

    def renew(self) -> "Future[int]":
        """Hold what this process has claimed for another while; return how much that is."""
        return self.writer.call(
            lambda connection: claims.renew(
                connection, night=self.night, owner=self.owner, now=datetime.now(UTC)
            )
        )

    def _insert(
        self, connection: Connection, entries: Sequence[FrontierEntry], *, state: str
    ) -> list[FrontierEntry]:
        """Write the URLs that are new this night and return them."""
        wanted: dict[str, FrontierEntry] = {}
        for entry in entries:
            wanted.setdefault(sha256(entry.url), entry)
        known: set[str] = set()
        for part in parts(list(wanted)):
            tonight = (FrontierRow.night == self.night, FrontierRow.url_key.in_(part))
            known |= set(connection.scalars(select(FrontierRow.url_key).where(*tonight)))
        fresh = {key: entry for key, entry in wanted.items() if key not in known}
        if not fresh:
            return []
        keys = list({entry.source for entry in fresh.values()})
        chosen = select(SourceRow.key, SourceRow.id)
        sources = {
            row.key: row.id
            for part in parts(keys)
            for row in connection.execute(chosen.where(SourceRow.key.in_(part)))
        }
        if strangers := sorted(set(keys) - sources.keys()):
            raise StoreError(f"the store knows no source {strangers[0]!r}: sync the market file first")
        rows = [self._row(key, entry, sources[entry.source], state) for key, entry in fresh.items()]
        connection.execute(insert(FrontierRow), rows)
        return list(fresh.values())

    def _row(self, key: str, entry: FrontierEntry, source_id: int, state: str) -> dict[str, object]:
        claimed = state == "claimed"
        return {
            "night": self.night,
            "url": entry.url,
            "url_key": key,
            "source_id": source_id,
            "depth": entry.depth,
            "carrier": entry.carrier,
            "state": state,
            "owner": self.owner if claimed else None,
            "leased_until": datetime.now(UTC) + LEASE if claimed else None,
        }

    def pending(self) -> list[FrontierEntry]:
        """Return what nobody has claimed yet, in the order in which it was added."""
        query = _ENTRIES.where(claims.claimable(self.night, datetime.now(UTC))).order_by(FrontierRow.id)
        with reading(self.engine) as connection:
            return [claims.entry_of(row) for row in connection.execute(query)]

    def counts(self) -> dict[str, int]:
        """Return how many URLs of the night are in each state."""
        query = (
            select(FrontierRow.state, func.count())
            .where(FrontierRow.night == self.night)
            .group_by(FrontierRow.state)
        )
        with reading(self.engine) as connection:
            found = {row[0]: row[1] for row in connection.execute(query)}
        return {state: found.get(state, 0) for state in STATES}

    def source_for(self, product: str, kind: SourceKind, url: str) -> Source:
        """Return the source of a discovered URL, made if it is new."""

        def made(connection: Connection) -> Source:
            return ensure_source_in(
                connection, product=product, kind=kind, url=url, origin=SourceOrigin.DISCOVERED
            )

        return self.writer.call(made).result()

    def close(self) -> None:
        """Write what waits and release the database; StoreError when some of it could not be written."""
        self.writer.close()
        self.engine.dispose()
        self.settle()


_ENTRIES: Any = select(FrontierRow.__table__, SourceRow.key).join(
    SourceRow, SourceRow.id == FrontierRow.source_id
)


def open_frontier(database_url: str, night: date, *, again: bool = True) -> SqlFrontier:
    """Return the frontier of a night for a new run: what failed in an earlier run of the night is tried again.

    Without `again` it is left: the new run is a part of one that began the night already.
    """
    frontier = SqlFrontier(ready(database_url), night)
    frontier.begin(again=again).result()
    return frontier


def begin_again(engine: Engine, night: date) -> None:
    """Have what failed in an earlier run of a night tried again, by whichever process fetches it."""
    failed = (FrontierRow.night == night, FrontierRow.state == "failed")
    with writing(engine) as connection:
        connection.execute(update(FrontierRow).where(*failed).values(state="pending"))
