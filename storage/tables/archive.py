"""The table of letting go: snapshots that retention removed from the archive."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.record import Record


class PrunedRow(Record):
    """A snapshot whose body was let go; the captures that name it stay."""

    __tablename__ = "pruned_snapshot"
    __table_args__ = (
        {"comment": "Snapshots that retention let go: captures name them, the archive does not."},
    )

    snapshot: Mapped[str] = mapped_column(unique=True, comment="SHA-256 of the body in hex.")
    pruned_at: Mapped[datetime] = mapped_column(comment="When it was let go, UTC.")
    rule: Mapped[str] = mapped_column(comment="Rule that let it go, e.g. older than 365 days.")
