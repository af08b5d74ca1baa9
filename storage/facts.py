"""Facts written: what a page states is compared with what stood, and both are stored with the changes between."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, update

from rivalscope.domain.page import Page, Passage
from storage.captures import Visit
from storage.changes import Comparison, changes_of
from storage.engine import Connection
from storage.flapping import fold, settle
from storage.history import Held, Moment, Place, Seen, reconcile
from storage.names import ensure_features
from storage.news import news
from storage.passages import store_passages
from storage.portions import CHUNK
from storage.renames import renamed, renames
from storage.standing import KINDS, Standing
from storage.statements import PLANS, Columns, FactKind, Statement, offer_key
from storage.tables import ChangeRow, ClaimRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """What reconciling the facts of a page came to."""

    changes: int
    """Changes recorded."""
    added: int
    """New rows."""
    missing: bool
    """Whether something that stood before is missing and may return."""


def store_facts(connection: Connection, visit: Visit, page: Page | None, standing: Standing) -> Reconciled:
    """Reconcile the facts of a page with those that stood.

    Without a page it is as it was when last seen: what stood then is seen again, what was missing then is missing.
    """
    if visit.baseline and page is not None and not any(kind.statements(page) for kind in KINDS):
        return Reconciled(changes=0, added=0, missing=False)
    plans = _compare(PLANS, visit, page, standing, waiting=frozenset())
    waiting = frozenset(fact.group for fact in plans.outcome.suspected)
    comparisons = [plans, *(_compare(kind, visit, page, standing, waiting=waiting) for kind in KINDS[1:])]
    names = renames(comparisons) if page is not None else {}
    comparisons = [renamed(one, names, at=visit.seen_at) for one in comparisons]
    numbers = _store_evidence(connection, visit, comparisons)
    added = sum(_write(connection, visit, comparison, numbers) for comparison in comparisons)
    told = news(connection, visit, comparisons, standing)
    changes = [] if visit.baseline else fold(connection, visit, changes_of(told, numbers))
    settled = 0 if visit.baseline else settle(connection, visit, comparisons)
    if changes:
        shared = {"source_id": visit.source_id, "night": visit.night, "learnt_at": visit.learnt_at}
        connection.execute(insert(ChangeRow), [change | shared for change in changes])
    missing = any(comparison.outcome.suspected for comparison in comparisons)
    return Reconciled(changes=len(changes) + settled, added=added, missing=missing)


def _compare(
    kind: FactKind, visit: Visit, page: Page | None, standing: Standing, *, waiting: frozenset[str]
) -> Comparison:
    held = standing.held(kind, visit.location_id)
    if page is None:
        stated = [
            Statement(columns=row, passage=None) for row in held.values() if row["suspected_night"] is None
        ]
    else:
        stated = kind.statements(page)
    by_place: dict[Place, Statement] = {}
    for statement in stated:
        by_place.setdefault((kind.group(statement.columns), kind.value(statement.columns)), statement)
    moment = Moment(
        night=visit.night,
        seen_at=visit.seen_at,
        ordinal=visit.ordinal,
        recent=standing.recent(kind, visit.location_id),
        waiting=frozenset(kind.group(row) for row in held.values() if offer_key(row) in waiting),
    )
    facts = [_held(kind, row) for row in held.values()]
    seen = [Seen(group=g, value=v, vague=kind.vague(s.columns)) for (g, v), s in by_place.items()]
    return Comparison(
        kind=kind, held=held, stated=by_place, outcome=reconcile(facts, seen, moment, kind.pair)
    )


def _held(kind: FactKind, row: Columns) -> Held:
    return Held(
        id=row["id"],
        group=kind.group(row),
        value=kind.value(row),
        vague=kind.vague(row),
        suspected_night=row["suspected_night"],
        suspected_at=row["suspected_at"],
    )


def _store_evidence(
    connection: Connection, visit: Visit, comparisons: Sequence[Comparison]
) -> dict[Passage, int]:
    fresh = [statement for comparison in comparisons for statement in comparison.fresh]
    passages = [statement.passage for statement in fresh if statement.passage is not None]
    if not passages or visit.shelf is None:
        return {}
    return store_passages(connection, visit.shelf, passages)


def _write(
    connection: Connection, visit: Visit, comparison: Comparison, numbers: Mapping[Passage, int]
) -> int:
    """Store what follows for one kind of fact; return how many rows are new."""
    table, outcome = comparison.kind.table, comparison.outcome
    _update(connection, table, [fact.id for fact in outcome.extended], _extended(visit))
    fresh_suspects = [fact.id for fact in outcome.suspected if fact.suspected_night is None]
    _update(
        connection, table, fresh_suspects, {"suspected_at": visit.seen_at, "suspected_night": visit.night}
    )
    endings = [*outcome.ended, *((fact, when) for fact, when, _ in outcome.replaced)]
    for when in {when for _, when in endings}:
        gone = [fact.id for fact, at in endings if at == when]
        _update(connection, table, gone, {"ended": when, "ended_learnt_at": visit.learnt_at})
    rows = [_row(visit, statement, numbers) for statement in comparison.fresh]
    if table is ClaimRow and rows:
        features = ensure_features(connection, [row["name"] for row in rows])
        rows = [row | {"feature_id": features[row["name_key"]]} for row in rows]
    for row, statement in zip(rows, comparison.fresh, strict=True):
        row["unstable"] = comparison.place(statement) in outcome.unstable
    if rows:
        connection.execute(insert(table), rows)
    return len(rows)


def _extended(visit: Visit) -> dict[str, object]:
    return {
        "last_seen": visit.seen_at,
        "last_ordinal": visit.ordinal,
        "suspected_at": None,
        "suspected_night": None,
    }


def _update(
    connection: Connection, table: type[Any], ids: Sequence[int], values: Mapping[str, object]
) -> None:
    for begin in range(0, len(ids), CHUNK):
        connection.execute(update(table).where(table.id.in_(ids[begin : begin + CHUNK])).values(**values))


def _row(visit: Visit, statement: Statement, numbers: Mapping[Passage, int]) -> dict[str, Any]:
    return {
        **statement.columns,
        "location_id": visit.location_id,
        "first_seen": visit.seen_at,
        "last_seen": visit.seen_at,
        "learnt_at": visit.learnt_at,
        "last_ordinal": visit.ordinal,
        "evidence_id": None if statement.passage is None else numbers[statement.passage],
    }
