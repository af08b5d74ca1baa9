"""Pairing: which rows of the store and of a replay are the same, and in what they differ."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, select

from rivalscope.domain.replay import Difference, Step, Window
from storage.engine import Connection
from storage.portions import parts
from storage.scratch import Columns
from storage.standing import KINDS
from storage.statements import FactKind
from storage.tables import ChangeRow, EvidenceRow, LocationRow, ReleaseRow, ReviewRow, metadata

_TIMES = ("first_seen", "last_seen", "ended", "unstable", "edited_at", "superseded_at")
"""Times that are a difference of their own."""
_LOOSE = frozenset(
    {"id", "learnt_at", "location_id", "source_id", "product_id", "feature_id", "evidence_id", "position"}
    | {
        "last_ordinal",
        "ended_learnt_at",
        "suspected_at",
        "suspected_night",
        "evidence_before",
        "evidence_after",
        *_TIMES,
    }
)
"""Columns that don't say what a row states."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """One table of derived rows."""

    name: str
    table: Table
    by_page: bool
    """Whether its rows belong to a page; else to a source."""
    same: tuple[str, ...] | None
    """Columns by which a row is known again; None for all that say what it states."""
    group: Callable[[Columns], str]
    """Rows of a page and group that differ are the same thing with another value."""
    subject: Callable[[Columns], str]
    text: Callable[[Columns], str]
    own: frozenset[str] = frozenset()
    """Columns that others fill, which a replay does not know."""

    def states(self, row: Columns) -> tuple[str, ...]:
        """Return what a row says, made comparable."""
        return tuple(repr(row[name]) for name in sorted(row.keys() - _LOOSE - self.own))

    def identity(self, row: Columns) -> tuple[str, ...]:
        """Return what a row is known by."""
        return self.states(row) if self.same is None else tuple(repr(row[name]) for name in self.same)


@dataclass(slots=True, kw_only=True)
class Pair:
    """A row of the store and the row of a replay that is the same; either may be missing."""

    stored: Columns | None
    made: Columns | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The rows of one source on one side, with the passages that they name."""

    rows: Mapping[str, list[Columns]]
    """By table."""
    passages: Mapping[int, Columns]
    """By number."""
    urls: Mapping[int, str] = field(default_factory=dict)
    """By number of page."""


def _name(kind: FactKind) -> str:
    return str(kind.table.__tablename__).removesuffix("_fact")


_READ = frozenset({"cluster_id", "counted", "polarity", "language", "model", "taxonomy", "first_id"})

DERIVED = (
    *(
        Derived(
            name=_name(kind),
            table=metadata.tables[kind.table.__tablename__],
            by_page=True,
            same=None,
            group=kind.group,
            subject=kind.subject,
            text=kind.text,
        )
        for kind in KINDS
    ),
    Derived(
        name="release",
        table=metadata.tables[ReleaseRow.__tablename__],
        by_page=False,
        same=("key",),
        group=lambda row: str(row["title"]),
        subject=lambda row: str(row["title"]),
        text=lambda row: f"{row['published'] or 'no date'}: {'; '.join(row['items'])}",
    ),
    Derived(
        name="review",
        table=metadata.tables[ReviewRow.__tablename__],
        by_page=False,
        same=("key", "edition"),
        group=lambda row: f"{row['key']} {row['edition']}",
        subject=lambda row: str(row["title"] or row["key"]),
        text=lambda row: f"{row['rating'] if row['rating'] is not None else 'no rating'}: {row['text']}",
        own=_READ,
    ),
    Derived(
        name="change",
        table=metadata.tables[ChangeRow.__tablename__],
        by_page=False,
        same=("kind", "subject", "before", "after", "night"),
        group=lambda row: f"{row['id']} {row['learnt_at']}",
        subject=lambda row: str(row["subject"]),
        text=lambda row: f"{row['before'] or 'nothing'} → {row['after'] or 'nothing'} on {row['night']}",
        own=frozenset(metadata.tables[ChangeRow.__tablename__].columns.keys())
        - {"id", "source_id", "kind", "mode", "subject", "extra", "before", "after", "night", "learnt_at"}
        - {"evidence_before", "evidence_after"},
    ),
)


def side(connection: Connection, window: Window) -> Side:
    """Read the derived rows of a source."""
    pages = {
        row.id: row.url
        for row in connection.execute(
            select(LocationRow.id, LocationRow.url).where(LocationRow.source_id == window.number)
        )
    }
    rows: dict[str, list[Columns]] = {}
    for derived in DERIVED:
        column = derived.table.c.location_id if derived.by_page else derived.table.c.source_id
        owners = list(pages) if derived.by_page else [window.number]
        rows[derived.name] = [
            dict(row)
            for part in parts(owners)
            for row in connection.execute(
                select(derived.table).where(column.in_(part)).order_by(derived.table.c.id)
            ).mappings()
        ]
    named = {row[name] for found in rows.values() for row in found for name in evidence_names(row)}
    return Side(rows=rows, passages=_passages(connection, named - {None}), urls=pages)


def evidence_names(row: Columns) -> list[str]:
    """Return the columns of a row that name evidence."""
    return [name for name in ("evidence_id", "evidence_before", "evidence_after") if name in row]


def _passages(connection: Connection, numbers: Collection[int]) -> dict[int, Columns]:
    found: dict[int, Columns] = {}
    for part in parts(sorted(numbers)):
        query = select(EvidenceRow.__table__).where(EvidenceRow.id.in_(part))
        found |= {row["id"]: dict(row) for row in connection.execute(query).mappings()}
    return found


def pairs(derived: Derived, stored: Side, made: Side, laid: Collection[int]) -> list[Pair]:
    """Return each row of either side once, with its like on the other."""
    left = {row["id"]: row for row in stored.rows[derived.name]}
    right = list(made.rows[derived.name])
    found = [Pair(stored=left.pop(row["id"]), made=row) for row in right if row["id"] in laid]
    fresh = [row for row in right if row["id"] not in laid]
    for exact in (True, False):
        waiting: defaultdict[tuple[Any, ...], list[Columns]] = defaultdict(list)
        for row in reversed(left.values()):
            waiting[_place(derived, row, exact=exact)].append(row)
        unmatched = []
        for row in fresh:
            like = waiting.get(_place(derived, row, exact=exact))
            if like:
                found.append(Pair(stored=left.pop(like.pop()["id"]), made=row))
            else:
                unmatched.append(row)
        fresh = unmatched
    found += [Pair(stored=None, made=row) for row in fresh]
    return found + [Pair(stored=row, made=None) for row in left.values()]


def _place(derived: Derived, row: Columns, *, exact: bool) -> tuple[Any, ...]:
    page = row["location_id"] if derived.by_page else None
    return (page, *derived.identity(row), row.get("first_seen") if exact else None)


def differences(
    derived: Derived, found: Sequence[Pair], stored: Side, made: Side, *, window: Window
) -> list[Difference]:
    """Return how the rows of one table differ; one lost and one gained of a page and group are one changed."""
    told: list[Difference] = []
    lost: defaultdict[tuple[Any, str], list[Columns]] = defaultdict(list)
    for pair in found:
        if pair.stored is not None and pair.made is None:
            lost[_group(derived, pair.stored)].append(pair.stored)
    tell = _Teller(derived=derived, stored=stored, made=made, window=window)
    for pair in found:
        if pair.made is None:
            continue
        former = lost.get(_group(derived, pair.made)) if pair.stored is None else None
        if former:
            told.append(tell.difference(Step.CHANGED, former.pop(0), pair.made))
        elif pair.stored is None:
            told.append(tell.difference(Step.GAINED, None, pair.made))
        elif step := tell.step(pair.stored, pair.made):
            told.append(tell.difference(step, pair.stored, pair.made))
    told += [tell.difference(Step.LOST, row, None) for rows in lost.values() for row in rows]
    return told


def _group(derived: Derived, row: Columns) -> tuple[Any, str]:
    return (row["location_id"] if derived.by_page else None, derived.group(row))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Teller:
    """Puts differences in words."""

    derived: Derived
    stored: Side
    made: Side
    window: Window

    def step(self, before: Columns, after: Columns) -> Step | None:
        """Return in what two rows differ that are the same; None when in nothing."""
        if self.derived.states(before) != self.derived.states(after):
            return Step.CHANGED
        if any(before[name] != after[name] for name in _TIMES if name in before):
            return Step.DATED
        for name in evidence_names(before):
            if place_of(self.stored, before[name]) != place_of(self.made, after[name]):
                return Step.MOVED
        return None

    def difference(self, step: Step, before: Columns | None, after: Columns | None) -> Difference:
        """Return one difference."""
        row, there = (after, self.made) if after is not None else (before or {}, self.stored)
        names = [name for name in evidence_names(row) if row[name] is not None]
        passage = there.passages[row[names[-1]]] if names else None
        page = row.get("location_id")
        return Difference(
            source=self.window.source.key,
            kind=self.derived.name,
            step=step,
            url=self.window.source.url if page is None else there.urls.get(page, self.window.source.url),
            subject=self.derived.subject(row),
            before=None if before is None else self._text(before, timed=step is Step.DATED),
            after=None if after is None else self._text(after, timed=step is Step.DATED),
            quote=None if passage is None else str(passage["quote"]),
            extractor="" if passage is None else str(passage["extractor"]),
        )

    def _text(self, row: Columns, *, timed: bool) -> str:
        text = self.derived.text(row)
        if not timed or "first_seen" not in row:
            return text
        until = row.get("ended") or row.get("superseded_at")
        end = f"ended {until:%Y-%m-%d}" if until else f"seen until {row['last_seen']:%Y-%m-%d}"
        return f"{text} (from {row['first_seen']:%Y-%m-%d}, {end})"


def place_of(there: Side, number: int | None) -> str | None:
    """Return where a passage stands, the same on both sides; None for none."""
    return None if number is None else str(there.passages[number]["place"])
