"""Tables of pages held back: what vanished, for how long, and which edition of a page is known."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.record import Record
from storage.values import Json


class QuarantineRow(Record):
    """A page whose facts stay as they were, because it lost too much at once or is another edition."""

    __tablename__ = "quarantine"
    __table_args__ = (
        Index("ix_quarantine_location_id_state", "location_id", "state"),
        {
            "comment": "Pages held back: their old facts stand until the same is seen on three nights, or a person says so."
        },
    )

    location_id: Mapped[int] = mapped_column(ForeignKey("location.id"), comment="Page that is held back.")
    cause: Mapped[str] = mapped_column(comment="redesign, geo variant, price jump or fill rate.")
    shape: Mapped[str] = mapped_column(
        comment="SHA-256 of the names of all that the page states and of its edition: one shape, one row."
    )
    first_night: Mapped[date] = mapped_column(comment="First night on which it was held back.")
    first_at: Mapped[datetime] = mapped_column(comment="Capture of that night, UTC.")
    last_night: Mapped[date] = mapped_column(comment="Newest night on which it was held back.")
    nights: Mapped[int] = mapped_column(comment="Nights on which this shape was seen, e.g. 2.")
    standing: Mapped[int] = mapped_column(comment="Facts that stood before, e.g. 14.")
    vanished: Mapped[list[str]] = mapped_column(
        Json, comment="Names of those that the page no longer states, fifty at most."
    )
    lost: Mapped[int] = mapped_column(comment="How many it no longer states, e.g. 9.")
    reason: Mapped[str] = mapped_column(comment="Why it is held back, in plain words.")
    state: Mapped[str] = mapped_column(
        comment="held; accepted: its next capture is taken as it is; passed: it was taken, came back, or has another shape; "
        "rejected: its old facts stand whenever it has this shape."
    )
    decided_by: Mapped[str | None] = mapped_column(
        comment="Who accepted or rejected it: three nights, or a person's name; null while nobody did."
    )
    decided_at: Mapped[datetime | None] = mapped_column(comment="When it was accepted or rejected, UTC.")


class EditionRow(Record):
    """The edition of a page that its facts were read from."""

    __tablename__ = "edition"
    __table_args__ = (
        UniqueConstraint("source_id", "url_key"),
        {"comment": "Language, currencies and address that a page last named as its own."},
    )

    source_id: Mapped[int] = mapped_column(
        ForeignKey("source.id"), comment="Source that the page belongs to."
    )
    url_key: Mapped[str] = mapped_column(comment="SHA-256 of the page's URL in hex.")
    language: Mapped[str | None] = mapped_column(
        comment="Language tag as declared, e.g. en-us; null when none is."
    )
    canonical: Mapped[str | None] = mapped_column(
        comment="Address that the page calls its own; null when it names none."
    )
    currencies: Mapped[list[str]] = mapped_column(
        Json, comment="ISO 4217 codes of its prices, in order of the alphabet."
    )
    seen_at: Mapped[datetime] = mapped_column(comment="Capture that showed this edition first, UTC.")
