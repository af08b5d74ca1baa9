"""What every table shares: the registry, the names of constraints, the types of columns."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Date, Double, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from storage.values import ExactDecimal, UtcDateTime, Words


class Record(DeclarativeBase):
    """A table; text, instants, dates and decimals mean the same in both engines."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        str: Words,
        datetime: UtcDateTime,
        date: Date,
        Decimal: ExactDecimal,
        float: Double,
    }

    id: Mapped[int] = mapped_column(primary_key=True, comment="Number of the row, e.g. 17.", sort_order=-2)


class Standing:
    """The times of a fact: when it stood on the page, and when it was learnt."""

    first_seen: Mapped[datetime] = mapped_column(
        sort_order=10, comment="First capture that showed it, UTC, e.g. 2026-11-23T02:00:00Z."
    )
    last_seen: Mapped[datetime] = mapped_column(sort_order=10, comment="Newest capture that showed it, UTC.")
    ended: Mapped[datetime | None] = mapped_column(
        sort_order=10, comment="First capture that no longer showed it, UTC; null while it stands."
    )
    learnt_at: Mapped[datetime] = mapped_column(sort_order=10, comment="When the row was stored, UTC.")
    ended_learnt_at: Mapped[datetime | None] = mapped_column(
        sort_order=10, comment="When its end was stored, UTC; null while it stands."
    )
    unstable: Mapped[bool] = mapped_column(
        sort_order=10, default=False, comment="Whether the value came back within five captures."
    )
    last_ordinal: Mapped[int] = mapped_column(
        sort_order=10, comment="Ordinal of the newest capture that showed it, e.g. 12."
    )
    suspected_at: Mapped[datetime | None] = mapped_column(
        sort_order=10, comment="Capture that first missed it, UTC; null while nothing is suspected."
    )
    suspected_night: Mapped[date | None] = mapped_column(
        sort_order=10, comment="Night of that capture, e.g. 2026-11-23."
    )
