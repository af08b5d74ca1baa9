"""The frontier: what a night is to fetch, kept in the database so that a killed run loses nothing."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, insert, select, update

from rivalscope.domain.capture import Validators, Verdict
from rivalscope.domain.crawl import FrontierEntry
from rivalscope.domain.market import Source, SourceKind, SourceOrigin
from rivalscope.errors import StoreError
from storage.engine import Engine, reading, writing
from storage.ledger import SqlLedger
from storage.lists import SqlLists
from storage.market import ensure_source
from storage.migrate import ready
from storage.names import sha256
from storage.passages import CHUNK
from storage.tables import CaptureRow, FrontierRow, LocationRow, SourceRow


class SqlFrontier(SqlLedger, SqlLists):
    """The URLs of one night, each pending, done or failed; captures settle them as they are stored."""

    def __init__(self, engine: Engine, night: date) -> None:
        self.engine = engine
        self.night = night

    def retry_failed(self) -> int:
        """Make this night's failed URLs pending again, as a new run does; return how many."""
        failed = (FrontierRow.night == self.night, FrontierRow.state == "failed")
        with writing(self.engine) as connection:
            return connection.execute(update(FrontierRow).where(*failed).values(state="pending")).rowcount

    def add(self, entries: Iterable[FrontierEntry]) -> list[FrontierEntry]:
        """Write the URLs that are new this night and return them; what is known keeps its state.

        Raises StoreError when an entry names a source that the store does not know.
        """
        wanted: dict[str, FrontierEntry] = {}
        for entry in entries:
            wanted.setdefault(sha256(entry.url), entry)
        if not wanted:
            return []
        with writing(self.engine) as connection:
            keys = list(wanted)
            known: set[str] = set()
            for begin in range(0, len(keys), CHUNK):
                chosen = FrontierRow.url_key.in_(keys[begin : begin + CHUNK])
                known |= set(
                    connection.scalars(
                        select(FrontierRow.url_key).where(FrontierRow.night == self.night, chosen)
                    )
                )
            fresh = {key: entry for key, entry in wanted.items() if key not in known}
            sources = {row.key: row.id for row in connection.execute(select(SourceRow.key, SourceRow.id))}
            if strangers := sorted({entry.source for entry in fresh.values()} - sources.keys()):
                raise StoreError(f"the store knows no source {strangers[0]!r}: sync the market file first")
            rows = [self._row(key, entry, sources[entry.source]) for key, entry in fresh.items()]
            if rows:
                connection.execute(insert(FrontierRow), rows)
        return list(fresh.values())

    def _row(self, key: str, entry: FrontierEntry, source_id: int) -> dict[str, object]:
        return {
            "night": self.night,
            "url": entry.url,
            "url_key": key,
            "source_id": source_id,
            "depth": entry.depth,
            "carrier": entry.carrier,
            "state": "pending",
        }

    def pending(self) -> list[FrontierEntry]:
        """Return what is still to fetch, in the order in which it was added."""
        query = (
            select(FrontierRow.__table__, SourceRow.key)
            .join(SourceRow, SourceRow.id == FrontierRow.source_id)
            .where(FrontierRow.night == self.night, FrontierRow.state == "pending")
            .order_by(FrontierRow.id)
        )
        with reading(self.engine) as connection:
            return [
                FrontierEntry(url=row.url, source=row.key, depth=row.depth, carrier=row.carrier)
                for row in connection.execute(query)
            ]

    def counts(self) -> dict[str, int]:
        """Return how many URLs of the night are pending, done and failed."""
        query = (
            select(FrontierRow.state, func.count())
            .where(FrontierRow.night == self.night)
            .group_by(FrontierRow.state)
        )
        with reading(self.engine) as connection:
            found = {row[0]: row[1] for row in connection.execute(query)}
        return {state: found.get(state, 0) for state in ("pending", "done", "failed")}

    def seeds_done(self) -> bool:
        """Return whether the night was begun and every given URL of it has been fetched."""
        seeds = (FrontierRow.night == self.night, FrontierRow.carrier == "seed")
        query = select(FrontierRow.state, func.count()).where(*seeds).group_by(FrontierRow.state)
        with reading(self.engine) as connection:
            states = {row[0] for row in connection.execute(query)}
        return bool(states) and "pending" not in states

    def validators(self, url: str) -> Validators | None:
        """Return what the newest ok capture of a URL was served with; None when nothing can be asked with."""
        query = (
            select(CaptureRow.etag, CaptureRow.last_modified, CaptureRow.snapshot)
            .join(LocationRow, LocationRow.id == CaptureRow.location_id)
            .where(LocationRow.url_key == sha256(url), CaptureRow.verdict == Verdict.OK)
            .order_by(CaptureRow.seen_at.desc(), CaptureRow.id.desc())
            .limit(1)
        )
        with reading(self.engine) as connection:
            row = connection.execute(query).one_or_none()
        if row is None or row.snapshot is None or (row.etag is None and row.last_modified is None):
            return None
        return Validators(etag=row.etag, last_modified=row.last_modified, snapshot=row.snapshot)

    def earlier_items(self, url: str) -> int | None:
        """Return how many items the newest ok capture of a URL yielded; None when there is none."""
        query = (
            select(CaptureRow.items)
            .join(LocationRow, LocationRow.id == CaptureRow.location_id)
            .where(LocationRow.url_key == sha256(url), CaptureRow.verdict == Verdict.OK)
            .order_by(CaptureRow.seen_at.desc(), CaptureRow.id.desc())
            .limit(1)
        )
        with reading(self.engine) as connection:
            return connection.scalar(query)

    def source_for(self, product: str, kind: SourceKind, url: str) -> Source:
        """Return the source of a discovered URL, made if it is new."""
        return ensure_source(self.engine, product=product, kind=kind, url=url, origin=SourceOrigin.DISCOVERED)

    def close(self) -> None:
        """Release the database."""
        self.engine.dispose()


def open_frontier(database_url: str, night: date) -> SqlFrontier:
    """Return the frontier of a night for a new run: what failed in an earlier run of the night is tried again."""
    frontier = SqlFrontier(ready(database_url), night)
    frontier.retry_failed()
    return frontier
