"""What was collected and what stands behind it: coverage, nights, evidence, versions."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Date, Integer, Select, Text, column, exists, func, or_, select, table

from rivalscope.domain.capture import Ending, Verdict
from rivalscope.domain.coverage import NightPages, SourceCoverage
from rivalscope.domain.fact import Evidence
from rivalscope.domain.market import SourceKind
from rivalscope.domain.noise import NoiseKind
from storage.engine import Engine, reading
from storage.portions import CHUNK
from storage.tables import (
    CaptureRow,
    EvidenceRow,
    FrontierRow,
    LocationRow,
    NoiseRow,
    ReviewRow,
    SettingRow,
    SourceRow,
)
from storage.values import UtcDateTime, Word

_COVERAGE = table(
    "coverage",
    column("night", Date),
    column("product", Text),
    column("source", Text),
    column("kind", Word(SourceKind)),
    column("url", Text),
    column("verdict", Word(Verdict)),
    column("reason", Text),
    column("due", Integer),
    column("captures", Integer),
    column("items", Integer),
    column("last_ok", UtcDateTime),
    column("stated", Integer),
    column("held", Integer),
    column("ending", Word(Ending)),
    column("noise", Integer),
)
"""The view: the rule of what covers a night is written there once."""


USUAL_NIGHTS = 7
"""Nights before a span that tell what is usual."""


def coverage(engine: Engine, *, since: date, until: date) -> list[SourceCoverage]:
    """Return what each source gave on each night from `since` to `until`, or that it was not due."""
    query = (
        select(_COVERAGE)
        .where(_COVERAGE.c.night.between(since, until))
        .order_by(_COVERAGE.c.night, _COVERAGE.c.product, _COVERAGE.c.source)
    )
    with reading(engine) as connection:
        return [
            SourceCoverage(
                product=row.product,
                source=row.source,
                kind=row.kind,
                url=row.url,
                night=row.night,
                verdict=row.verdict,
                reason=row.reason,
                due=bool(row.due),
                captures=row.captures,
                items=row.items,
                last_ok=row.last_ok,
                stated=row.stated,
                held=row.held,
                ending=row.ending,
                noise=row.noise,
            )
            for row in connection.execute(query)
        ]


def night_pages(engine: Engine, *, since: date, until: date) -> list[NightPages]:
    """Return how many pages of the web each night read, from seven nights before `since` on.

    Only sources that are still followed count: one that was let go makes no night partial. Of a list only the first
    page counts as read: a night that asks for news alone rightly reads fewer of the others than one that walks it whole.
    """
    found: defaultdict[date, Counter[str]] = defaultdict(Counter)
    active = (SourceRow.active, SourceRow.kind != SourceKind.FILE)
    with reading(engine) as connection:
        earlier = select(CaptureRow.night).where(CaptureRow.night < since).distinct()
        nights = connection.scalars(earlier.order_by(CaptureRow.night.desc()).limit(USUAL_NIGHTS)).all()
        span = CaptureRow.night.between(min(nights, default=since), until)
        later = exists().where(
            FrontierRow.night == CaptureRow.night,
            FrontierRow.url_key == LocationRow.url_key,
            FrontierRow.carrier == "next",
        )
        captures = (
            select(CaptureRow.night, CaptureRow.verdict, func.count())
            .join(LocationRow, LocationRow.id == CaptureRow.location_id)
            .join(SourceRow, SourceRow.id == LocationRow.source_id)
            .where(
                span, *active, or_(~later, CaptureRow.verdict.not_in([one for one in Verdict if one.factual]))
            )
            .group_by(CaptureRow.night, CaptureRow.verdict)
        )
        for night, verdict, count in connection.execute(captures):
            found[night]["ok" if verdict.factual else "failed"] += count
        planned = (
            select(FrontierRow.night, FrontierRow.state, func.count())
            .join(SourceRow, SourceRow.id == FrontierRow.source_id)
            .where(FrontierRow.night.between(min(nights, default=since), until), *active)
            .group_by(FrontierRow.night, FrontierRow.state)
        )
        for night, state, count in connection.execute(planned):
            if state not in ("done", "failed"):
                found[night]["not due" if state == "not-due" else "left"] += count
    return [
        NightPages(
            night=night,
            ok=counts["ok"],
            not_due=counts["not due"],
            failed=counts["failed"],
            left=counts["left"],
        )
        for night, counts in sorted(found.items())
    ]


def nights(engine: Engine) -> list[date]:
    """Return the nights on which anything was captured, oldest first."""
    with reading(engine) as connection:
        return list(connection.scalars(select(CaptureRow.night).distinct().order_by(CaptureRow.night)))


def evidence(engine: Engine, ids: Iterable[int] | None = None) -> dict[int, Evidence]:
    """Return evidence by number; all of it when no numbers are given, and none for a number that is not stored."""
    query = (
        select(
            EvidenceRow.id,
            SourceRow.key,
            LocationRow.url,
            EvidenceRow.snapshot,
            EvidenceRow.selector,
            EvidenceRow.start_offset,
            EvidenceRow.end_offset,
            EvidenceRow.quote,
            EvidenceRow.seen_at,
            EvidenceRow.extractor,
        )
        .join(LocationRow, LocationRow.id == EvidenceRow.location_id)
        .join(SourceRow, SourceRow.id == LocationRow.source_id)
        .order_by(EvidenceRow.id)
    )
    wanted = None if ids is None else sorted(set(ids))
    parts = (
        [query]
        if wanted is None
        else [
            query.where(EvidenceRow.id.in_(wanted[begin : begin + CHUNK]))
            for begin in range(0, len(wanted), CHUNK)
        ]
    )
    with reading(engine) as connection:
        return {
            number: Evidence(
                id=number,
                source=source,
                url=url,
                snapshot=snapshot,
                selector=selector,
                start=start,
                end=end,
                quote=quote,
                seen_at=seen_at,
                extractor=extractor,
            )
            for part in parts
            # All rows of a part at once: one by one takes twice as long.
            for number, source, url, snapshot, selector, start, end, quote, seen_at, extractor in connection.execute(
                part
            ).all()
        }


def versions(engine: Engine) -> dict[str, str]:
    """Return the versions in use: `extractor` and `model` of the newest rows, `taxonomy` of the market; those known."""
    extractor = (
        select(CaptureRow.extractor)
        .where(CaptureRow.extractor.is_not(None))
        .order_by(CaptureRow.seen_at.desc(), CaptureRow.id.desc())
    )
    counted = (
        select(ReviewRow.model)
        .where(ReviewRow.model.is_not(None))
        .group_by(ReviewRow.model)
        .order_by(func.count().desc())
    )
    taxonomy = select(SettingRow.value).where(SettingRow.name == "taxonomy")
    queries: dict[str, Select[Any]] = {"extractor": extractor, "model": counted, "taxonomy": taxonomy}
    with reading(engine) as connection:
        found = {name: connection.scalar(query.limit(1)) for name, query in queries.items()}
    return {name: version for name, version in found.items() if version is not None}


def content_types(engine: Engine, snapshot: str | None = None) -> dict[str, str]:
    """Return the Content-Type that each snapshot, or the one given, was served with, where its server stated one."""
    query = (
        select(CaptureRow.snapshot, CaptureRow.content_type)
        .where(CaptureRow.snapshot.is_not(None), CaptureRow.content_type.is_not(None))
        .order_by(CaptureRow.id.desc())
    )
    if snapshot is not None:
        query = query.where(CaptureRow.snapshot == snapshot)
    with reading(engine) as connection:
        return {row.snapshot: row.content_type for row in connection.execute(query)}


def noise(engine: Engine, *, since: date, until: date) -> dict[NoiseKind, int]:
    """Return how many passages differed and said the same on the nights from `since` to `until`, by kind, most first."""
    number = func.sum(NoiseRow.passages)
    query = (
        select(NoiseRow.kind, number.label("n"))
        .where(NoiseRow.night.between(since, until))
        .group_by(NoiseRow.kind)
        .order_by(number.desc(), NoiseRow.kind)
    )
    with reading(engine) as connection:
        return {row.kind: int(row.n) for row in connection.execute(query)}
