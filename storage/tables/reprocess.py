"""The table of reprocessing: when stored pages were read anew, by what, and what came of it."""

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.record import Record
from storage.values import Json


class ReprocessRow(Record):
    """One reading anew that was adopted."""

    __tablename__ = "reprocess_run"
    __table_args__ = (
        {"comment": "Readings anew of stored pages that were adopted: when, by what, what came."},
    )

    adopted_at: Mapped[datetime] = mapped_column(comment="When it was adopted, UTC.")
    since: Mapped[date] = mapped_column(comment="First night whose captures were read anew.")
    sources: Mapped[int] = mapped_column(comment="Sources whose captures were read anew, e.g. 12.")
    captures: Mapped[int] = mapped_column(comment="Captures that were replayed, e.g. 340.")
    untouched: Mapped[int] = mapped_column(comment="Captures whose body is gone or could not be read.")
    former: Mapped[dict[str, int]] = mapped_column(
        Json, comment='Captures by what had read them before, e.g. {"pages/2": 340}.'
    )
    versions: Mapped[dict[str, int]] = mapped_column(
        Json, comment='Captures by what read them now, e.g. {"pages/3": 340}.'
    )
    differences: Mapped[dict[str, int]] = mapped_column(
        Json, comment='What differed, by kind and step, e.g. {"price gained": 3}.'
    )
