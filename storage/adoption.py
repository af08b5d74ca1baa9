"""Adoption: what a replay made of a source takes the place of what was derived before, row by row.

A row that says what it said keeps its number and when it was learnt, so that readings of reviews and stored findings
still name it; what is new was learnt now.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Table, delete, insert, select, update

from rivalscope.domain.replay import Ruling, Window
from rivalscope.domain.week import week_of
from storage.copies import clusters, judge
from storage.engine import Connection
from storage.names import ensure_features
from storage.opinions import alike, recount, weeks
from storage.pairing import DERIVED, Derived, Pair, Side, evidence_names, pairs, side
from storage.passages import known_places
from storage.portions import parts
from storage.scratch import Columns, Scratch
from storage.tables import (
    CaptureRow,
    ChangeRow,
    ClaimRow,
    ComparisonRow,
    DigestRow,
    EvidenceRow,
    IntentRow,
    LikenessRow,
    LocationRow,
    MentionRow,
    ReviewRow,
    metadata,
)

_READINGS = (MentionRow, IntentRow, ComparisonRow, LikenessRow)
_UNREAD = {
    "polarity": None,
    "language": None,
    "model": None,
    "taxonomy": None,
    "cluster_id": None,
    "counted": 1,
}
_KEPT = frozenset({"id", "learnt_at", "first_id", *_UNREAD})
"""Columns of a row that stays which a replay does not set."""


def paired(
    scratch: Scratch, stored: Side, made: Side, *, told: Collection[str]
) -> list[tuple[Derived, list[Pair]]]:
    """Return how the rows of both sides are paired; a change that a sent digest told stays as it was told."""
    found = []
    for derived in DERIVED:
        both = pairs(derived, stored, made, scratch.laid.get(derived.table.name, set()))
        if derived.table is metadata.tables[ChangeRow.__tablename__]:
            both = _without_told(both, told)
        found.append((derived, both))
    return found


def told_weeks(connection: Connection) -> set[str]:
    """Return the ISO weeks whose digest was sent to anybody, e.g. 2026-W47."""
    return set(connection.scalars(select(DigestRow.week).where(DigestRow.state == "sent").distinct()))


def _without_told(both: Sequence[Pair], told: Collection[str]) -> list[Pair]:
    """Leave out a line that would tell again, as of another night, what a sent digest has told."""
    words = ("kind", "subject", "before", "after")
    lost = {
        tuple(pair.stored[name] for name in words): pair
        for pair in both
        if pair.stored is not None and pair.made is None and week_of(pair.stored["night"]) in told
    }
    again = [
        (pair, former)
        for pair in both
        if pair.stored is None
        and pair.made is not None
        and (former := lost.pop(tuple(pair.made[name] for name in words), None)) is not None
    ]
    left_out = {id(pair) for both_pairs in again for pair in both_pairs}
    return [pair for pair in both if id(pair) not in left_out]


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """The putting in place of one source's replay, within a transaction that is open."""

    store: Connection
    made: Connection
    scratch: Scratch
    window: Window
    learnt_at: datetime

    def adopt(self, rulings: Sequence[Ruling]) -> None:
        """Replace what was derived from the captures of the window, and note what read them."""
        stored, made = side(self.store, self.window), side(self.made, self.window)
        numbers = self._passages(made)
        own = ReviewRow.source_id == self.window.number
        touched = weeks(self.store, own) | weeks(self.store, alike(own))
        same = clusters(self.store, own)
        former = {row[name] for rows in stored.rows.values() for row in rows for name in evidence_names(row)}
        for derived, both in paired(self.scratch, stored, made, told=told_weeks(self.store)):
            self._apply(derived, both, numbers)
        judge(self.store, same | clusters(self.store, own))
        recount(self.store, touched | weeks(self.store, own))
        self._note(rulings)
        _drop_unnamed(self.store, former - {None})

    def _passages(self, made: Side) -> dict[int, int]:
        """Return the store's number of each passage of a replay, written where it is new."""
        laid = self.scratch.laid[EvidenceRow.__tablename__]
        numbers = {number: number for number in made.passages if number in laid}
        fresh = {str(row["place"]): row for number, row in made.passages.items() if number not in laid}
        known = known_places(self.store, list(fresh))
        for place, number in known.items():
            names = ("quote", "extractor")
            values = {name: fresh[place][name] for name in names}
            self.store.execute(update(EvidenceRow).where(EvidenceRow.id == number).values(**values))
        rows = [_without(row, "id") for place, row in fresh.items() if place not in known]
        for part in parts(rows):
            added = self.store.execute(
                insert(EvidenceRow).returning(EvidenceRow.id, sort_by_parameter_order=True), list(part)
            )
            known |= dict(zip((row["place"] for row in part), added.scalars(), strict=True))
        return numbers | {row["id"]: known[place] for place, row in fresh.items()}

    def _apply(self, derived: Derived, both: Sequence[Pair], numbers: Mapping[int, int]) -> None:
        table = derived.table
        features = self._features(table, both)
        gone = [pair.stored["id"] for pair in both if pair.stored is not None and pair.made is None]
        self._delete(table, gone)
        firsts: dict[int, int] = {}
        for pair in sorted(both, key=_edition):
            if pair.made is None:
                continue
            row = pair.made | {
                name: numbers[pair.made[name]]
                for name in evidence_names(pair.made)
                if pair.made[name] is not None
            }
            if features:
                row["feature_id"] = features[row["name_key"]]
            if row.get("first_id") is not None:
                row["first_id"] = firsts[row["first_id"]]
            if pair.stored is None:
                firsts[pair.made["id"]] = self._insert(table, row)
            else:
                firsts[pair.made["id"]] = pair.stored["id"]
                self._update(derived, pair.stored, row)

    def _features(self, table: Table, both: Iterable[Pair]) -> dict[str, int]:
        if table is not metadata.tables[ClaimRow.__tablename__]:
            return {}
        return ensure_features(self.store, [pair.made["name"] for pair in both if pair.made is not None])

    def _insert(self, table: Table, row: Columns) -> int:
        values = _without(row, "id") | {"learnt_at": self.learnt_at}
        if values.get("ended") is not None:
            values["ended_learnt_at"] = self.learnt_at
        number: int = self.store.execute(insert(table).values(values).returning(table.c.id)).scalar_one()
        return number

    def _update(self, derived: Derived, stored: Columns, row: Columns) -> None:
        """Bring a row up to date; a review of other words is unread."""
        table = derived.table
        values = {
            name: value
            for name, value in row.items()
            if name not in _KEPT and name not in derived.own and value != stored[name]
        }
        values.pop("ended_learnt_at", None)
        if "ended" in values:
            values["ended_learnt_at"] = None if values["ended"] is None else self.learnt_at
        if table is metadata.tables[ReviewRow.__tablename__] and values.keys() & {"text", "title"}:
            for readings in _READINGS:
                self.store.execute(delete(readings).where(readings.review_id == stored["id"]))
            values |= _UNREAD
        if values:
            self.store.execute(update(table).where(table.c.id == stored["id"]).values(values))

    def _delete(self, table: Table, gone: Sequence[int]) -> None:
        for part in parts(gone):
            if table is metadata.tables[ReviewRow.__tablename__]:
                for readings in _READINGS:
                    self.store.execute(delete(readings).where(readings.review_id.in_(part)))
            self.store.execute(delete(table).where(table.c.id.in_(part)))

    def _note(self, rulings: Sequence[Ruling]) -> None:
        """Note on captures and pages what the replay made of them."""
        for ruling in rulings:
            names = ("verdict", "reason", "items", "extractor")
            values = {name: getattr(ruling, name) for name in names}
            self.store.execute(update(CaptureRow).where(CaptureRow.id == ruling.capture).values(**values))
        made = select(CaptureRow.location_id, CaptureRow.night, CaptureRow.ordinal)
        pages = select(LocationRow.__table__).where(LocationRow.source_id == self.window.number)
        locations = [dict(row) for row in self.made.execute(pages).mappings()]
        ordinals = {
            (row.location_id, row.night): row.ordinal
            for part in parts([row["id"] for row in locations])
            for row in self.made.execute(made.where(CaptureRow.location_id.in_(part)))
        }
        for held in self.window.captures:
            ordinal = ordinals.get((held.location_id, held.capture.night))
            self.store.execute(update(CaptureRow).where(CaptureRow.id == held.id).values(ordinal=ordinal))
        for row in locations:
            values = {name: row[name] for name in ("ordinal", "newest_at", "newest_night")}
            self.store.execute(update(LocationRow).where(LocationRow.id == row["id"]).values(**values))


def _edition(pair: Pair) -> int:
    """Order the editions of reviews: a later one names the first."""
    row = pair.made or pair.stored or {}
    return int(row.get("edition", 0))


def _without(row: Columns, name: str) -> Columns:
    return {key: value for key, value in row.items() if key != name}


def _drop_unnamed(connection: Connection, numbers: Collection[int]) -> None:
    """Remove passages that nothing names any more: no fact, no reading of a review, no stored finding."""
    left = set(numbers)
    for table in metadata.tables.values():
        for key in table.foreign_keys:
            if key.column.table.name == EvidenceRow.__tablename__:
                column = key.parent
                for part in parts(sorted(left)):
                    left -= set(connection.scalars(select(column).where(column.in_(part))))
        if "evidence" in table.c and left:
            left -= {number for named in connection.scalars(select(table.c.evidence)) for number in named}
    for part in parts(sorted(left)):
        connection.execute(delete(EvidenceRow).where(EvidenceRow.id.in_(part)))
