"""Captures written: the page that was fetched, what came back, and whether facts may follow."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from rivalscope.domain.capture import Capture, Verdict
from rivalscope.domain.page import Page
from rivalscope.errors import StoreError
from storage.engine import Connection
from storage.names import sha256
from storage.passages import Shelf
from storage.tables import CaptureRow, FrontierRow, LocationRow, ProductRow, SourceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One capture that may update facts, as the writers of facts need it."""

    location_id: int
    source_id: int
    product_id: int
    night: date
    seen_at: datetime
    ordinal: int
    """1 for the first such capture of the page: a baseline, of which no change is recorded."""
    previous_night: date | None
    """Night of the one before."""
    previous_at: datetime | None
    """Instant of the one before."""
    shelf: Shelf | None
    """Where the page's words lie; None for a page that is as it was."""
    learnt_at: datetime

    @property
    def baseline(self) -> bool:
        """Whether it is the first capture of the page that may update facts."""
        return self.ordinal == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing:
    """Where a capture was stored."""

    capture_id: int
    visit: Visit | None
    """None when facts stay as they are."""


def store_landing(
    connection: Connection,
    *,
    capture: Capture,
    page: Page | None,
    product: str,
    learnt_at: datetime,
    again: bool = False,
) -> Landing:
    """Store the capture itself, settle its URL in the frontier, and say whether facts may follow.

    They may not when the verdict gives none, when a newer capture gave them, or when this night has given them already
    (unless `again`: a file may be imported twice in a night).
    """
    source = _source(connection, capture.source, product)
    location = _location(connection, source.id, capture.url)
    known = connection.execute(
        select(CaptureRow.id, CaptureRow.verdict).where(
            CaptureRow.location_id == location.id, CaptureRow.night == capture.night
        )
    ).one_or_none()
    _settle_frontier(connection, capture)
    if known is not None and known.verdict.factual and not again:
        return Landing(capture_id=known.id, visit=None)
    late = location.newest_at is not None and capture.seen_at < location.newest_at
    ordinal = location.ordinal + 1 if capture.verdict.factual and not late else None
    row = _row(capture, page, location.id, ordinal)
    number = _write(connection, row, None if known is None else known.id)
    if ordinal is None:
        return Landing(capture_id=number, visit=None)
    connection.execute(
        update(LocationRow)
        .where(LocationRow.id == location.id)
        .values(ordinal=ordinal, newest_at=capture.seen_at, newest_night=capture.night)
    )
    visit = Visit(
        location_id=location.id,
        source_id=source.id,
        product_id=source.product_id,
        night=capture.night,
        seen_at=capture.seen_at,
        ordinal=ordinal,
        previous_night=location.newest_night,
        previous_at=location.newest_at,
        shelf=_shelf(capture, page, location.id),
        learnt_at=learnt_at,
    )
    return Landing(capture_id=number, visit=visit)


def _source(connection: Connection, key: str, product: str) -> Row[Any]:
    row = connection.execute(
        select(SourceRow.id, SourceRow.product_id)
        .join(ProductRow, ProductRow.id == SourceRow.product_id)
        .where(SourceRow.key == key, ProductRow.slug == product)
    ).one_or_none()
    if row is None:
        raise StoreError(
            f"the store knows no source {key!r} of product {product!r}: sync the market file first"
        )
    return row


def _location(connection: Connection, source_id: int, url: str) -> Row[Any]:
    """Return the page's row, locked until the transaction ends: two writers of one page take turns."""
    query = (
        select(LocationRow.__table__)
        .where(LocationRow.source_id == source_id, LocationRow.url_key == sha256(url))
        .with_for_update()
    )
    known = connection.execute(query).one_or_none()
    if known is None:
        connection.execute(
            insert(LocationRow).values(source_id=source_id, url=url, url_key=sha256(url), ordinal=0)
        )
        known = connection.execute(query).one()
    return known


def _settle_frontier(connection: Connection, capture: Capture) -> None:
    settled = update(FrontierRow).where(
        FrontierRow.night == capture.night,
        FrontierRow.url_key == sha256(capture.url),
        FrontierRow.state != "done",
    )
    connection.execute(settled.values(state="done" if capture.verdict.factual else "failed"))


def _write(connection: Connection, row: dict[str, object], known: int | None) -> int:
    """Write the night's capture of a page; one that gave no facts gives way to the next try."""
    if known is None:
        return connection.execute(insert(CaptureRow).values(**row).returning(CaptureRow.id)).scalar_one()
    connection.execute(update(CaptureRow).where(CaptureRow.id == known).values(**row))
    return known


def _row(capture: Capture, page: Page | None, location_id: int, ordinal: int | None) -> dict[str, object]:
    return {
        "location_id": location_id,
        "night": capture.night,
        "seen_at": capture.seen_at,
        "verdict": capture.verdict,
        "reason": capture.reason,
        "status": capture.status,
        "snapshot": capture.snapshot,
        "content_type": capture.content_type,
        "etag": capture.etag,
        "last_modified": capture.last_modified,
        "size": capture.size,
        "elapsed_ms": capture.elapsed_ms,
        "items": capture.items,
        "stated": capture.stated,
        "ending": capture.ending,
        "extractor": page.extractor if page is not None else None,
        "ordinal": ordinal,
    }


def _shelf(capture: Capture, page: Page | None, location_id: int) -> Shelf | None:
    if capture.verdict is Verdict.NOT_MODIFIED:
        return None
    if page is None or capture.snapshot is None:
        raise StoreError(f"the ok capture of {capture.url} came without its page or its snapshot")
    return Shelf(
        location_id=location_id, snapshot=capture.snapshot, seen_at=capture.seen_at, extractor=page.extractor
    )
