"""Noise counted: lines that differ from the capture before and still say the same, by source, night and kind."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from rivalscope.domain.lines import noise_between
from rivalscope.domain.noise import NoiseKind
from rivalscope.domain.page import Page
from storage.captures import Visit
from storage.engine import Connection
from storage.portions import parts
from storage.tables import NoiseRow, PageLinesRow

_Place = tuple[int, date, NoiseKind]
"""Source, night and kind."""


def count_noise(connection: Connection, pages: Sequence[tuple[Visit, Page]]) -> None:
    """Count what differs on pages and says the same, and keep the marks of their lines for the captures to come.

    The number of statements does not depend on the number of pages. Lines that another reader has read are not compared:
    it may have read them otherwise.
    """
    told = [(visit, page) for visit, page in pages if page.lines]
    held = _held(connection, [visit.location_id for visit, _ in told])
    counted: Counter[_Place] = Counter()
    fresh, changed = [], []
    for visit, page in told:
        values = {"extractor": page.extractor, "lines": " ".join(page.lines)}
        row = held.get(visit.location_id)
        if row is None:
            fresh.append({"location_id": visit.location_id, **values})
            continue
        if row["extractor"] == page.extractor:
            for kind, lines in noise_between(row["lines"].split(" "), page.lines).items():
                counted[visit.source_id, visit.night, kind] += lines
        if (row["extractor"], row["lines"]) != (values["extractor"], values["lines"]):
            changed.append({"number": row["id"], "reader": values["extractor"], "marks": values["lines"]})
    if fresh:
        connection.execute(insert(PageLinesRow), fresh)
    if changed:
        kept = update(PageLinesRow).where(PageLinesRow.id == bindparam("number"))
        connection.execute(kept.values(extractor=bindparam("reader"), lines=bindparam("marks")), changed)
    _add(connection, counted)


def _held(connection: Connection, locations: Sequence[int]) -> dict[int, Mapping[str, Any]]:
    """Return the marks that are kept of pages, by page."""
    return {
        row["location_id"]: dict(row)
        for part in parts(locations)
        for row in connection.execute(
            select(PageLinesRow.__table__).where(PageLinesRow.location_id.in_(part))
        ).mappings()
    }


def _add(connection: Connection, counted: Counter[_Place]) -> None:
    """Add to what was counted before of the same sources and nights."""
    if not counted:
        return
    nights = {night for _, night, _ in counted}
    known: dict[_Place, int] = {}
    for part in parts(sorted({source for source, _, _ in counted})):
        query = select(NoiseRow.id, NoiseRow.source_id, NoiseRow.night, NoiseRow.kind).where(
            NoiseRow.source_id.in_(part), NoiseRow.night.in_(nights)
        )
        known |= {(row.source_id, row.night, row.kind): row.id for row in connection.execute(query)}
    fresh = [
        {"source_id": place[0], "night": place[1], "kind": place[2], "passages": lines}
        for place, lines in counted.items()
        if place not in known
    ]
    more = [{"number": known[place], "lines": lines} for place, lines in counted.items() if place in known]
    if fresh:
        connection.execute(insert(NoiseRow), fresh)
    if more:
        added = update(NoiseRow).where(NoiseRow.id == bindparam("number"))
        connection.execute(added.values(passages=NoiseRow.passages + bindparam("lines")), more)
