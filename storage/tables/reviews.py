"""Tables of what customers say: reviews, and what they were read to say."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from rivalscope.domain.reading import IntentLabel, Polarity, Relation
from storage.tables.record import Record
from storage.values import Word

COUNTING = (
    "product_id", "source_id", "location_id", "superseded_at", "counted", "cluster_id", "first_id", "published",
    "rating", "author_key", "evidence_id",
)  # fmt: skip
_EDITED = text("edition > 1")
_REQUEST = text("label = 'request'")
_UNKNOWN = text("feature_id IS NULL")


class ReviewRow(Record):
    """One edition of a review as published; the writer's name is never kept.

    A review whose words, title or rating change gets a new row; the old one keeps what was read of it and stands no
    longer. Of the reviews of a cluster, which say the same, the one with the least first edition is counted.
    """

    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint("source_id", "key", "edition"),
        Index("ix_review_product_id_published", "product_id", "published"),
        Index("ix_review_published", "published"),
        # Holds what counting reviews and opinions of them needs: the rows themselves are wide.
        Index("ix_review_counting", "id", *COUNTING),
        Index("ix_review_edited", "source_id", "key", sqlite_where=_EDITED, postgresql_where=_EDITED),
        {"comment": "Reviews, tickets and survey answers; text only, personal data masked."},
    )

    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), comment="Source that published it.")
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), comment="Product it is of.")
    location_id: Mapped[int] = mapped_column(
        ForeignKey("location.id"), index=True, comment="Page last seen on."
    )
    key: Mapped[str] = mapped_column(comment="Identity within the source: its own id, or a hash.")
    edition: Mapped[int] = mapped_column(
        server_default="1", comment="1 for the review as first seen, 2 after its first change."
    )
    first_id: Mapped[int | None] = mapped_column(
        index=True, comment="Row of its first edition: review.id; null in that row itself."
    )
    edited_at: Mapped[datetime | None] = mapped_column(
        comment="First capture that showed this edition, UTC; null for the first."
    )
    superseded_at: Mapped[datetime | None] = mapped_column(
        comment="First capture that showed the next edition, UTC; null while this one stands."
    )
    cluster_id: Mapped[int | None] = mapped_column(
        index=True, comment="Shared by reviews that say the same; null when none does."
    )
    counted: Mapped[int] = mapped_column(
        server_default="1",
        comment="0 for a copy: another of its cluster stands and has an earlier first edition. Else 1; kept in step.",
    )
    text: Mapped[str] = mapped_column(comment="Text; masked characters are bullets.")
    text_hash: Mapped[str] = mapped_column(index=True, comment="SHA-256 of the text in hex.")
    title: Mapped[str | None] = mapped_column(comment="Title; null when there is none.")
    published: Mapped[date | None] = mapped_column(comment="Date as published; null when none is stated.")
    rating: Mapped[Decimal | None] = mapped_column(comment="Rescaled to 1 to 5; null when none or unclear.")
    rating_raw: Mapped[Decimal | None] = mapped_column(comment="On the site's own scale.")
    best: Mapped[Decimal | None] = mapped_column(comment="Best rating of that scale; null when not stated.")
    version: Mapped[str | None] = mapped_column(comment="Version of the product, where stated.")
    author_key: Mapped[str | None] = mapped_column(
        comment="Keyed hash of the author; null when nobody is named."
    )
    words: Mapped[int] = mapped_column(comment="Words of the text, e.g. 46.")
    first_seen: Mapped[datetime] = mapped_column(comment="First capture that showed it, UTC.")
    last_seen: Mapped[datetime] = mapped_column(comment="Newest capture that showed it, UTC.")
    learnt_at: Mapped[datetime] = mapped_column(comment="When the row was stored, UTC.")
    evidence_id: Mapped[int] = mapped_column(
        ForeignKey("evidence_passage.id"), index=True, comment="Its text where it stands."
    )
    polarity: Mapped[Polarity | None] = mapped_column(
        Word(Polarity), comment="Of the whole; null until read."
    )
    language: Mapped[str | None] = mapped_column(comment="ISO 639-1 code, e.g. en; null until read.")
    model: Mapped[str | None] = mapped_column(comment="Version of what read it; null until read.")
    taxonomy: Mapped[str | None] = mapped_column(comment="Version of the taxonomy it was read with.")


class LikenessRow(Record):
    """What is kept of an edition so that later reviews are compared with it."""

    __tablename__ = "review_likeness"
    __table_args__ = (
        Index("ix_review_likeness_product_id", "product_id"),
        {"comment": "Reviews that were compared with the others of their product, and what by."},
    )

    review_id: Mapped[int] = mapped_column(
        ForeignKey("review.id", ondelete="CASCADE"), unique=True, comment="Edition."
    )
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), comment="Product it is of.")
    copy_of: Mapped[int | None] = mapped_column(
        comment="Earliest edition that says the same: review.id; null when there is none."
    )
    same: Mapped[str | None] = mapped_column(
        comment="Equal for reviews that are one beyond doubt, 32 hex digits; null when unsure."
    )
    buckets: Mapped[bytes] = mapped_column(
        comment="32 numbers of 32 bits; near copies share one. Empty for short texts and copies."
    )
    method: Mapped[str] = mapped_column(comment="Version of what was compared, e.g. pairs/1.")


class BurstRow(Record):
    """Days on which a source showed unusually many reviews of a product."""

    __tablename__ = "burst"
    __table_args__ = (
        Index("ix_burst_source_id", "source_id"),
        {"comment": "Unusual numbers of reviews in a short time, by source."},
    )

    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), comment="Product.")
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), comment="Source.")
    since: Mapped[date] = mapped_column(comment="First day, e.g. 2026-05-03.")
    until: Mapped[date] = mapped_column(comment="Last day, e.g. 2026-05-04.")
    n: Mapped[int] = mapped_column(comment="Reviews dated on these days.")
    usual: Mapped[float] = mapped_column(comment="Median of reviews a day over the 30 days before.")
    z: Mapped[float] = mapped_column(comment="Robust z of the busiest of these days.")


class MentionRow(Record):
    """A span of a review that names a feature, with the opinion of it."""

    __tablename__ = "mention"
    __table_args__ = (
        # Holds all that counting opinions of a feature needs.
        Index("ix_mention_feature_id", "feature_id", "review_id", "polarity", "evidence_id"),
        Index("ix_mention_phrase_key", "phrase_key"),
        Index(
            "ix_mention_unknown",
            "phrase",
            "review_id",
            "evidence_id",
            sqlite_where=_UNKNOWN,
            postgresql_where=_UNKNOWN,
        ),
        {"comment": "Spans of reviews that name a feature, with polarity."},
    )

    review_id: Mapped[int] = mapped_column(
        ForeignKey("review.id", ondelete="CASCADE"), index=True, comment="Review."
    )
    feature_id: Mapped[int | None] = mapped_column(
        ForeignKey("feature.id"), comment="Null when nothing matched."
    )
    phrase: Mapped[str] = mapped_column(comment="The span, e.g. screen share.")
    phrase_key: Mapped[str] = mapped_column(comment="The span made comparable.")
    polarity: Mapped[Polarity] = mapped_column(
        Word(Polarity), comment="positive, negative, neutral or mixed."
    )
    confidence: Mapped[float] = mapped_column(comment="0 to 1.")
    evidence_id: Mapped[int] = mapped_column(
        ForeignKey("evidence_passage.id"), index=True, comment="The span where it stands."
    )


class IntentRow(Record):
    """What a sentence of a review is for."""

    __tablename__ = "intent"
    __table_args__ = (
        Index(
            "ix_intent_request",
            "feature_id",
            "review_id",
            "evidence_id",
            sqlite_where=_REQUEST,
            postgresql_where=_REQUEST,
        ),
        {"comment": "Requests, problems, praise, questions and information in reviews."},
    )

    review_id: Mapped[int] = mapped_column(
        ForeignKey("review.id", ondelete="CASCADE"), index=True, comment="Review."
    )
    label: Mapped[IntentLabel] = mapped_column(
        Word(IntentLabel), comment="request, problem, praise, question…"
    )
    confidence: Mapped[float] = mapped_column(comment="0 to 1.")
    feature_id: Mapped[int | None] = mapped_column(
        ForeignKey("feature.id"), comment="Feature in that sentence."
    )
    evidence_id: Mapped[int] = mapped_column(
        ForeignKey("evidence_passage.id"), index=True, comment="The sentence."
    )


class ComparisonRow(Record):
    """Two products set against each other in a review."""

    __tablename__ = "comparison"
    __table_args__ = ({"comment": "Products set against each other in reviews, switches among them."},)

    review_id: Mapped[int] = mapped_column(
        ForeignKey("review.id", ondelete="CASCADE"), index=True, comment="Review."
    )
    winner: Mapped[str | None] = mapped_column(
        comment="Slug of a product of the market, or the name as written."
    )
    loser: Mapped[str | None] = mapped_column(comment="Likewise; for a switch, what the writer left.")
    aspect: Mapped[str | None] = mapped_column(comment="What they are compared on; for a switch, the reason.")
    relation: Mapped[Relation] = mapped_column(
        Word(Relation), comment="better, equal, switch, considering or threatened."
    )
    evidence_id: Mapped[int] = mapped_column(
        ForeignKey("evidence_passage.id"), index=True, comment="The sentence."
    )
