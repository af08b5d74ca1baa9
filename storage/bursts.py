"""Bursts stored: the days with unusually many reviews, as they are known now."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select

from rivalscope.domain.fact import Burst
from storage.engine import Engine, writing
from storage.tables import BurstRow, ProductRow, SourceRow


def store_bursts(engine: Engine, bursts: Sequence[Burst]) -> None:
    """Store bursts in place of those that were known before."""
    with writing(engine) as connection:
        products = {row.slug: row.id for row in connection.execute(select(ProductRow.slug, ProductRow.id))}
        sources = {row.key: row.id for row in connection.execute(select(SourceRow.key, SourceRow.id))}
        connection.execute(delete(BurstRow))
        rows = [
            {
                "product_id": products[burst.product],
                "source_id": sources[burst.source],
                "since": burst.since,
                "until": burst.until,
                "n": burst.n,
                "usual": burst.usual,
                "z": burst.z,
            }
            for burst in bursts
        ]
        if rows:
            connection.execute(insert(BurstRow), rows)
