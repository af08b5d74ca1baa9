"""Held facts: what stands of a page that is held back beside what the page says, fact by fact."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from rivalscope.domain.capture import Capture
from rivalscope.domain.hold import Held, HeldFact, HeldSide, HeldStep
from rivalscope.domain.page import Page
from storage.engine import Connection, Engine, reading
from storage.standing import KINDS
from storage.statements import Columns, FactKind, Statement
from storage.tables import EvidenceRow, QuarantineRow


def held_facts(engine: Engine, one: Held, said: tuple[Capture, Page] | None) -> list[HeldFact]:
    """Return what stands of a page, and what `said`, its newest held capture, would make of it; None when it is gone.

    Then every fact that stands is given as it is. Kinds come in the order of plans, prices, claims, limits, statements.
    """
    with reading(engine) as connection:
        location = connection.scalar(select(QuarantineRow.location_id).where(QuarantineRow.id == one.id))
        return [fact for kind in KINDS for fact in _kind(connection, kind, location, said)]


def _kind(
    connection: Connection, kind: FactKind, location: int | None, said: tuple[Capture, Page] | None
) -> Iterator[HeldFact]:
    """Yield the facts of one kind: those of one group and value stay, others of a group take each other's place."""
    old = _standing(connection, kind, location)
    if said is None:
        yield from (_fact(kind, HeldStep.STAYS, row, None, None) for row in old)
        return
    capture, page = said
    new: dict[tuple[Any, ...], Statement] = {}
    for statement in kind.statements(page):
        new.setdefault(_place(kind, statement.columns), statement)
    left = []
    for row in old:
        same = new.pop(_place(kind, row), None)
        if same is None:
            left.append(row)
        else:
            yield _fact(kind, HeldStep.STAYS, row, same, (capture, page))
    for former, later in _paired(kind, left, list(new.values())):
        step = HeldStep.CHANGES
        if later is None:
            step = HeldStep.VANISHES
        elif former is None:
            step = HeldStep.COMES
        yield _fact(kind, step, former, later, (capture, page))


def _place(kind: FactKind, columns: Columns) -> tuple[Any, ...]:
    return kind.group(columns), kind.value(columns)


def _standing(connection: Connection, kind: FactKind, location: int | None) -> list[dict[str, Any]]:
    """Return the rows of a kind that stand, each with its evidence's columns under `words`."""
    table = kind.table
    query = (
        select(table.__table__).where(table.location_id == location, table.ended.is_(None)).order_by(table.id)
    )
    rows = [dict(row) for row in connection.execute(query).mappings()]
    for row in rows:
        named = select(EvidenceRow.__table__).where(EvidenceRow.id == row["evidence_id"])
        row["words"] = connection.execute(named).mappings().one_or_none()
    return rows


def _paired(
    kind: FactKind, old: Sequence[dict[str, Any]], new: Sequence[Statement]
) -> Iterator[tuple[dict[str, Any] | None, Statement | None]]:
    groups = dict.fromkeys([kind.group(row) for row in old] + [kind.group(one.columns) for one in new])
    for group in groups:
        former = [row for row in old if kind.group(row) == group]
        later = [one for one in new if kind.group(one.columns) == group]
        pairs = list(
            kind.pair([kind.value(row) for row in former], [kind.value(one.columns) for one in later])
        )
        yield from ((former[before], later[after]) for before, after in pairs)
        befores, afters = {before for before, _ in pairs}, {after for _, after in pairs}
        yield from ((row, None) for place, row in enumerate(former) if place not in befores)
        yield from ((None, one) for place, one in enumerate(later) if place not in afters)


def _fact(
    kind: FactKind,
    step: HeldStep,
    row: dict[str, Any] | None,
    statement: Statement | None,
    said: tuple[Capture, Page] | None,
) -> HeldFact:
    columns: Columns = row if row is not None else statement.columns if statement is not None else {}
    return HeldFact(
        kind=str(kind.table.__tablename__).removesuffix("_fact"),
        subject=kind.subject(columns),
        step=step,
        before=None if row is None else _before(kind, row),
        after=None if statement is None or said is None else _after(kind, statement, *said),
    )


def _before(kind: FactKind, row: dict[str, Any]) -> HeldSide:
    words = row["words"] or {}
    return HeldSide(
        text=kind.text(row),
        quote=words.get("quote"),
        selector=words.get("selector"),
        start=words.get("start_offset"),
        end=words.get("end_offset"),
        snapshot=words.get("snapshot"),
        extractor=words.get("extractor", ""),
        seen_at=row["last_seen"],
        evidence=row["evidence_id"],
    )


def _after(kind: FactKind, statement: Statement, capture: Capture, page: Page) -> HeldSide:
    words = statement.passage
    return HeldSide(
        text=kind.text(statement.columns),
        quote=None if words is None else words.quote,
        selector=None if words is None else words.selector,
        start=None if words is None else words.start,
        end=None if words is None else words.end,
        snapshot=capture.snapshot,
        extractor=page.extractor or "",
        seen_at=capture.seen_at,
        evidence=None,
    )
