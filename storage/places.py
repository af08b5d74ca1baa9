"""Places: the rows of sources and pages that captures belong to, found for many captures at once."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, insert, select

from rivalscope.errors import StoreError
from storage.engine import Connection
from storage.names import sha256
from storage.portions import parts
from storage.tables import CaptureRow, LocationRow, ProductRow, SourceRow

Place = tuple[str, str]
"""Key of a source, and a URL that is fetched for it."""


def find_sources(connection: Connection, wanted: Mapping[str, str]) -> dict[str, Row[Any]]:
    """Return the source of each key, which must be of the product that `wanted` gives for it; else StoreError."""
    query = select(SourceRow.id, SourceRow.key, SourceRow.product_id, ProductRow.slug).join(
        ProductRow, ProductRow.id == SourceRow.product_id
    )
    found = {
        row.key: row
        for part in parts(list(wanted))
        for row in connection.execute(query.where(SourceRow.key.in_(part)))
    }
    for key, product in wanted.items():
        if key not in found or found[key].slug != product:
            raise StoreError(
                f"the store knows no source {key!r} of product {product!r}: sync the market file first"
            )
    return found


def find_locations(connection: Connection, wanted: Mapping[Place, tuple[int, str]]) -> dict[Place, Row[Any]]:
    """Return the pages' rows, made where they are new; `wanted` gives number of source and URL.

    They are locked until the transaction ends: two writers of one page take turns.
    """
    keys = {place: (source, sha256(url)) for place, (source, url) in wanted.items()}
    found = _locked(connection, list(keys.values()))
    missing = [place for place, key in keys.items() if key not in found]
    if missing:
        rows = [
            {"source_id": keys[place][0], "url": wanted[place][1], "url_key": keys[place][1], "ordinal": 0}
            for place in missing
        ]
        connection.execute(insert(LocationRow), rows)
        found |= _locked(connection, [keys[place] for place in missing])
    return {place: found[key] for place, key in keys.items()}


def _locked(connection: Connection, keys: Sequence[tuple[int, str]]) -> dict[tuple[int, str], Row[Any]]:
    found: dict[tuple[int, str], Row[Any]] = {}
    for part in parts(keys):
        query = (
            select(LocationRow.__table__)
            .where(
                LocationRow.source_id.in_({source for source, _ in part}),
                LocationRow.url_key.in_([key for _, key in part]),
            )
            .order_by(LocationRow.id)  # in one order, so that two writers never wait for each other
            .with_for_update()
        )
        found |= {(row.source_id, row.url_key): row for row in connection.execute(query)}
    return found


def find_captures(connection: Connection, wanted: Mapping[tuple[int, date], Place]) -> dict[Place, Row[Any]]:
    """Return the captures that are stored already, by place; `wanted` is asked for by page and night."""
    nights = {night for _, night in wanted}
    found: dict[Place, Row[Any]] = {}
    for part in parts(list(wanted)):
        query = select(CaptureRow.id, CaptureRow.location_id, CaptureRow.night, CaptureRow.verdict).where(
            CaptureRow.location_id.in_([number for number, _ in part]), CaptureRow.night.in_(nights)
        )
        for row in connection.execute(query):
            place = wanted.get((row.location_id, row.night))
            if place is not None:
                found[place] = row
    return found
