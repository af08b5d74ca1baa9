"""The clock held against the store: a machine whose clock was set back must not write an earlier history."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from rivalscope.errors import StoreError
from storage.engine import Engine, address, reading
from storage.tables import LocationRow

LEEWAY = timedelta(days=1)
"""How far ahead a capture may be: a night that was replayed ends later than the morning of its day."""


def refuse_turned_back(engine: Engine, *, now: datetime) -> None:
    """Raise StoreError when the store holds a capture of a later day than the clock tells."""
    with reading(engine) as connection:
        newest = connection.scalar(select(func.max(LocationRow.newest_at)))
    if newest is not None and newest > now + LEEWAY:
        raise StoreError(
            f"the clock of this machine says {now:%Y-%m-%d %H:%M} UTC, but {address(str(engine.url))} holds a capture "
            f"of {newest:%Y-%m-%d %H:%M}: set the clock, or name the night with --night; nothing was changed"
        )
