"""What stands: the facts that hold on pages before their next captures are compared, for many pages at once."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import distinct, func, select, update

from rivalscope.domain.fact import ChangeMode
from storage.captures import Visit
from storage.engine import Connection
from storage.flapping import MEMORY
from storage.history import UNSTABLE_WITHIN, Place
from storage.messages import STATEMENTS
from storage.portions import parts
from storage.published import extend_reviews
from storage.releases import extend_releases
from storage.statements import CLAIMS, LIMITS, PLANS, PRICES, Columns, FactKind
from storage.tables import ChangeRow, LocationRow, ReleaseRow, ReviewRow, StatementRow

OFFERS = (PLANS, PRICES, CLAIMS, LIMITS)
"""What a product offers: what of a page may not vanish at once (storage.quarantine)."""
KINDS = (*OFFERS, STATEMENTS)


class Standing:
    """The facts of some pages that stand, and those that ended not long ago."""

    def __init__(self) -> None:
        self._held: defaultdict[tuple[str, int], dict[int, Columns]] = defaultdict(dict)
        self._recent: defaultdict[tuple[str, int], dict[Place, int]] = defaultdict(dict)
        self._spoken: set[int] = set()

    @classmethod
    def of(cls, connection: Connection, visits: Sequence[Visit]) -> "Standing":
        """Read what stands on the pages of these visits, which have moved their pages' ordinals already."""
        standing = cls()
        pages = [visit.location_id for visit in visits if not visit.baseline]
        for kind in KINDS:
            for part in parts(pages):
                standing._read(connection, kind, part)
        for part in parts(pages):
            query = select(distinct(StatementRow.location_id)).where(StatementRow.location_id.in_(part))
            standing._spoken |= set(connection.scalars(query))
        return standing

    def is_news(self, kind: FactKind, page: int) -> bool:
        """Tell whether what a page says of a kind can be news: the first statements ever read of it are not.

        A page that was read before statements were looked for has none; what it says then is no change.
        """
        return kind is not STATEMENTS or page in self._spoken

    def held(self, kind: FactKind, page: int) -> dict[int, Columns]:
        """Return the facts of a kind that stand on a page, by number, in order."""
        return self._held.get((kind.table.__tablename__, page), {})

    def recent(self, kind: FactKind, page: int) -> dict[Place, int]:
        """Return the ordinal of the capture that last showed each value that ended within UNSTABLE_WITHIN captures."""
        return self._recent.get((kind.table.__tablename__, page), {})

    def _read(self, connection: Connection, kind: FactKind, pages: Sequence[int]) -> None:
        table = kind.table
        name: str = table.__tablename__
        standing = (
            select(table.__table__)
            .where(table.location_id.in_(pages), table.ended.is_(None))
            .order_by(table.id)
        )
        for row in connection.execute(standing).mappings():
            self._held[name, row["location_id"]][row["id"]] = dict(row)
        ended = (
            select(table.__table__)
            .join(LocationRow, LocationRow.id == table.location_id)
            .where(
                table.location_id.in_(pages),
                table.ended.is_not(None),
                table.last_ordinal >= LocationRow.ordinal - UNSTABLE_WITHIN,
            )
            .order_by(table.last_ordinal)
        )
        for row in connection.execute(ended).mappings():
            columns = dict(row)
            place = kind.group(columns), kind.value(columns)
            self._recent[name, row["location_id"]][place] = row["last_ordinal"]


def extend_quiet(connection: Connection, visits: Sequence[Visit]) -> frozenset[int]:
    """Note on pages that are as they were that all that stood is seen again; return the pages that were dealt with.

    A page on which something is missing is left to be reconciled. Few statements do, however many pages there are.
    """
    quiet, speaking = _quiet(connection, visits)
    numbers = [visit.location_id for visit in visits if visit.location_id in quiet]
    for kind in KINDS:
        table = kind.table
        for part in parts(sorted(speaking[table.__tablename__] & quiet)):
            page = select(LocationRow.newest_at).where(LocationRow.id == table.location_id)
            ordinal = select(LocationRow.ordinal).where(LocationRow.id == table.location_id)
            seen = {"last_seen": page.scalar_subquery(), "last_ordinal": ordinal.scalar_subquery()}
            connection.execute(
                update(table).where(table.location_id.in_(part), table.ended.is_(None)).values(seen)
            )
    listing = {row for table in (ReleaseRow, ReviewRow) for row in _naming(connection, table, numbers)}
    for visit in visits:
        if visit.location_id in listing:
            extend_releases(connection, visit)
            extend_reviews(connection, visit)
    return quiet


def _quiet(connection: Connection, visits: Sequence[Visit]) -> tuple[frozenset[int], dict[str, set[int]]]:
    """Return the pages of which nothing is missing, and nothing has come and gone of late; and, by the name of each
    kind's table, the pages of which anything stands in it.
    """
    missing: set[int] = set()
    speaking: dict[str, set[int]] = {kind.table.__tablename__: set() for kind in KINDS}
    pages = [visit.location_id for visit in visits]
    since = min(visit.night for visit in visits) - MEMORY
    for part in parts(pages):
        wavering = (
            select(distinct(LocationRow.id))
            .join(ChangeRow, ChangeRow.source_id == LocationRow.source_id)
            .where(LocationRow.id.in_(part), ChangeRow.mode == ChangeMode.UNSTABLE, ChangeRow.night >= since)
        )
        missing |= set(connection.scalars(wavering))
    for kind in KINDS:
        table = kind.table
        for part in parts(pages):
            standing = (
                select(table.location_id, func.count(table.suspected_night).label("suspected"))
                .where(table.location_id.in_(part), table.ended.is_(None))
                .group_by(table.location_id)
            )
            for row in connection.execute(standing):
                speaking[table.__tablename__].add(row.location_id)
                if row.suspected:
                    missing.add(row.location_id)
    return frozenset(pages) - missing, speaking


def _naming(
    connection: Connection, table: type[ReleaseRow] | type[ReviewRow], pages: Sequence[int]
) -> set[int]:
    """Return the pages that a table's rows were last seen on."""
    found: set[int] = set()
    for part in parts(pages):
        found |= set(
            connection.scalars(select(distinct(table.location_id)).where(table.location_id.in_(part)))
        )
    return found
