"""Tables of what rows of others come to, kept in step with them in the same transactions."""

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.record import Record


class OpinionWeekRow(Record):
    """What the mentions of a product's feature in reviews of one week come to; see `storage.opinions`.

    Of reviews that stand, are dated and are no copies of an earlier one.
    """

    __tablename__ = "opinion_week"
    __table_args__ = (
        UniqueConstraint("product_id", "feature_id", "week"),
        Index("ix_opinion_week_feature_id_week", "feature_id", "week"),
        {"comment": "Opinions of a product's feature by week, a review counted once, as mentions have them."},
    )

    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), comment="Product.")
    feature_id: Mapped[int] = mapped_column(ForeignKey("feature.id"), comment="Feature.")
    week: Mapped[date] = mapped_column(comment="Monday of the ISO week in which the reviews were published.")
    n: Mapped[int] = mapped_column(comment="Reviews that mention the feature, e.g. 23.")
    positive: Mapped[int] = mapped_column(comment="Those that speak well of it and not ill.")
    negative: Mapped[int] = mapped_column(comment="Those that speak ill of it and not well.")
    neutral: Mapped[int] = mapped_column(comment="Those that do neither.")
    mixed: Mapped[int] = mapped_column(comment="Those that do both.")
    passage: Mapped[int] = mapped_column(
        comment="Least of the passages of the mentions: evidence_passage.id."
    )
