"""The table of shards: the parts of a night that several processes share."""

from datetime import date
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.record import Record
from storage.values import Json, JsonOrNull


class ShardRow(Record):
    """A part of a night."""

    __tablename__ = "shard"
    __table_args__ = (
        UniqueConstraint("night", "work", "number"),
        {"comment": "Parts of a night that processes share; who does one holds the lease of its name."},
    )

    night: Mapped[date] = mapped_column(comment="Night that it is a part of, e.g. 2026-11-23.")
    work: Mapped[str] = mapped_column(comment="What is to be done: crawl or read.")
    number: Mapped[int] = mapped_column(comment="Number among those of the night and work, from 0.")
    share: Mapped[dict[str, int | str]] = mapped_column(
        Json, comment='Which part of the work, e.g. {"of": 3} or {"after": 0, "upto": 5000}.'
    )
    replayed: Mapped[bool] = mapped_column(
        comment="Whether the night is a replayed one, with a clock of its own."
    )
    outcome: Mapped[dict[str, Any] | None] = mapped_column(
        JsonOrNull, comment="What it came to; null while it is to be done."
    )
