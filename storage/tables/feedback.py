"""Tables of feedback: what digests told, and whether readers found it useful or took it for noise."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.record import Record


class ToldItemRow(Record):
    """One item of a digest."""

    __tablename__ = "told_item"
    __table_args__ = ({"comment": "What digests told, so that a mark can be traced to it."},)

    code: Mapped[str] = mapped_column(
        unique=True, comment="Ten hexadecimal digits made of what it is about, e.g. 1a2b3c4d5e."
    )
    kind: Mapped[str] = mapped_column(
        comment="What it is: price, feature, shift, request, problem, gap and so on."
    )
    product: Mapped[str | None] = mapped_column(
        comment="Slug of the product that it is about; null for none."
    )
    title: Mapped[str] = mapped_column(comment="What was told, in one line.")
    week: Mapped[str] = mapped_column(comment="ISO week of the newest digest that told it, e.g. 2026-W47.")
    score: Mapped[float | None] = mapped_column(comment="Score of a change, 0 to 100; null for others.")


class FeedbackRow(Record):
    """What one reader thinks of one item or alert."""

    __tablename__ = "feedback"
    __table_args__ = (
        UniqueConstraint("code", "by"),
        {"comment": "What readers think of what they were told; it changes nothing by itself."},
    )

    code: Mapped[str] = mapped_column(comment="Code of the item of a digest, or of the alert.")
    mark: Mapped[str] = mapped_column(comment="useful or noise.")
    by: Mapped[str] = mapped_column(
        comment="Who says so: a name, or eight hexadecimal digits of a recipient's hash."
    )
    at: Mapped[datetime] = mapped_column(comment="When it was said last, UTC.")
