"""Captures one by one, in the order in which they were made: what an export needs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from rivalscope.domain.capture import Capture, Verdict
from storage.engine import Connection, Engine, reading
from storage.tables import CaptureRow, LocationRow, ProductRow, SourceRow

_AT_ONCE = 500
"""Rows fetched from the database at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """A capture with what it belongs to."""

    capture: Capture
    product: str
    """Slug of the product."""
    extractor: str | None
    """What read the page; None when nothing did."""


def count_captures(engine: Engine, *, since: date | None, until: date | None, products: Sequence[str]) -> int:
    """Return how many captures `captured` yields."""
    query = _chosen(since, until, products).with_only_columns(func.count())
    with reading(engine) as connection:
        return connection.execute(query).scalar_one()


def captured(
    engine: Engine, *, since: date | None, until: date | None, products: Sequence[str]
) -> Iterator[tuple[Captured, Captured | None]]:
    """Yield the captures of nights from `since` to `until`, of some products or (when none is named) of all.

    Beside one that found its page unchanged stands the earlier capture whose body that is; None beside the others,
    and where there is no such capture.
    """
    query = _chosen(since, until, products).order_by(CaptureRow.seen_at, CaptureRow.id)
    with reading(engine) as connection:
        for row in connection.execute(query.execution_options(yield_per=_AT_ONCE)):
            unchanged = row.verdict is Verdict.NOT_MODIFIED and row.snapshot is not None
            yield _captured(row), _origin(connection, row) if unchanged else None


def _origin(connection: Connection, row: Any) -> Captured | None:
    earlier = (
        _all()
        .where(
            CaptureRow.snapshot == row.snapshot,
            CaptureRow.location_id == row.location_id,
            CaptureRow.verdict != Verdict.NOT_MODIFIED,
            CaptureRow.seen_at <= row.seen_at,
        )
        .order_by(CaptureRow.seen_at.desc(), CaptureRow.id.desc())
        .limit(1)
    )
    found = connection.execute(earlier).first()
    return None if found is None else _captured(found)


def _all() -> Select[Any]:
    return (
        select(
            CaptureRow.__table__,
            LocationRow.url,
            SourceRow.key.label("source"),
            ProductRow.slug.label("product"),
        )
        .join(LocationRow, LocationRow.id == CaptureRow.location_id)
        .join(SourceRow, SourceRow.id == LocationRow.source_id)
        .join(ProductRow, ProductRow.id == SourceRow.product_id)
    )


def _chosen(since: date | None, until: date | None, products: Sequence[str]) -> Select[Any]:
    query = _all()
    if since is not None:
        query = query.where(CaptureRow.night >= since)
    if until is not None:
        query = query.where(CaptureRow.night <= until)
    return query.where(ProductRow.slug.in_(products)) if products else query


def _captured(row: Any) -> Captured:
    capture = Capture(
        source=row.source,
        url=row.url,
        night=row.night,
        seen_at=row.seen_at,
        verdict=row.verdict,
        reason=row.reason,
        status=row.status,
        snapshot=row.snapshot,
        content_type=row.content_type,
        etag=row.etag,
        last_modified=row.last_modified,
        size=row.size,
        elapsed_ms=row.elapsed_ms,
        items=row.items,
    )
    return Captured(capture=capture, product=row.product, extractor=row.extractor)
