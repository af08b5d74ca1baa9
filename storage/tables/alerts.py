"""Tables of alerts: what was to be told at once, and what became of it in each channel."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rivalscope.domain.alert import AlertKind
from storage.tables.record import Record
from storage.values import Json, Word


class AlertRow(Record):
    """Something that people are told of at once."""

    __tablename__ = "alert"
    __table_args__ = ({"comment": "What people are told of at once, each thing once."},)

    key: Mapped[str] = mapped_column(unique=True, comment="Made of what it is about.")
    kind: Mapped[AlertKind] = mapped_column(Word(AlertKind), comment="price, wished-for feature or spike.")
    product: Mapped[str] = mapped_column(comment="Slug of the product that it happened at.")
    title: Mapped[str] = mapped_column(comment="One sentence.")
    detail: Mapped[str] = mapped_column(comment="What it rests on: before and after, or n.")
    night: Mapped[date] = mapped_column(comment="Night on which it was recorded, or last day of a spike.")
    url: Mapped[str | None] = mapped_column(comment="The page that shows it; null when no one page does.")
    evidence: Mapped[list[int]] = mapped_column(Json, comment="Numbers of the evidence.")
    raised_at: Mapped[datetime] = mapped_column(comment="When it was raised, UTC.")


class AlertDeliveryRow(Record):
    """An alert on its way to one channel."""

    __tablename__ = "alert_delivery"
    __table_args__ = (
        UniqueConstraint("alert_id", "channel"),
        {"comment": "What became of each alert in each channel."},
    )

    alert_id: Mapped[int] = mapped_column(
        ForeignKey("alert.id", ondelete="CASCADE"), index=True, comment="The alert."
    )
    channel: Mapped[str] = mapped_column(comment="Where it goes, without secrets, e.g. slack 1a2b3c4d.")
    state: Mapped[str] = mapped_column(comment="waiting, sent, deferred or given up.")
    at: Mapped[datetime] = mapped_column(comment="When it came into that state, UTC.")
    attempts: Mapped[int] = mapped_column(comment="How often it was tried.")
    next_try: Mapped[datetime | None] = mapped_column(comment="When it is tried next, UTC; null for never.")
    detail: Mapped[str] = mapped_column(
        comment="What the last attempt came to in words; empty when it was sent."
    )
