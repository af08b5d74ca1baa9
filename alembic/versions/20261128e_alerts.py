"""Alerts, each raised once, and what became of them in each channel."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261128e"
down_revision = "20261128d"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
NUMBER = "Number of the row, e.g. 17."


def column(name, kind, comment, *, nullable=False):
    """Return a column with its comment."""
    return sa.Column(name, kind, nullable=nullable, comment=comment)


def upgrade() -> None:
    op.create_table(
        "alert",
        column("id", sa.Integer(), NUMBER),
        column("key", sa.Text(), "Made of what it is about."),
        column("kind", sa.Text(), "price, wished-for feature or spike."),
        column("product", sa.Text(), "Slug of the product that it happened at."),
        column("title", sa.Text(), "One sentence."),
        column("detail", sa.Text(), "What it rests on: before and after, or n."),
        column("night", sa.Date(), "Night on which it was recorded, or last day of a spike."),
        column("url", sa.Text(), "The page that shows it; null when no one page does.", nullable=True),
        column(
            "evidence", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), "Numbers of the evidence."
        ),
        column("raised_at", INSTANT, "When it was raised, UTC."),
        sa.PrimaryKeyConstraint("id", name="pk_alert"),
        sa.UniqueConstraint("key", name="uq_alert_key"),
        comment="What people are told of at once, each thing once.",
    )
    op.create_table(
        "alert_delivery",
        column("id", sa.Integer(), NUMBER),
        column("alert_id", sa.Integer(), "The alert."),
        column("channel", sa.Text(), "Where it goes, without secrets, e.g. slack 1a2b3c4d."),
        column("state", sa.Text(), "waiting, sent, deferred or given up."),
        column("at", INSTANT, "When it came into that state, UTC."),
        column("attempts", sa.Integer(), "How often it was tried."),
        column("next_try", INSTANT, "When it is tried next, UTC; null for never.", nullable=True),
        column("detail", sa.Text(), "What the last attempt came to in words; empty when it was sent."),
        sa.PrimaryKeyConstraint("id", name="pk_alert_delivery"),
        sa.UniqueConstraint("alert_id", "channel", name="uq_alert_delivery_alert_id_channel"),
        sa.ForeignKeyConstraint(
            ["alert_id"], ["alert.id"], name="fk_alert_delivery_alert_id", ondelete="CASCADE"
        ),
        comment="What became of each alert in each channel.",
    )
    op.create_index("ix_alert_delivery_alert_id", "alert_delivery", ["alert_id"])


def downgrade() -> None:
    op.drop_table("alert_delivery")
    op.drop_table("alert")
