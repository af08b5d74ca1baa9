"""Items of digests, and which of them and of the alerts readers found useful or took for noise."""

import sqlalchemy as sa
from alembic import op

revision = "20261129a"
down_revision = "20261128e"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
NUMBER = "Number of the row, e.g. 17."


def column(name, kind, comment, *, nullable=False):
    """Return a column with its comment."""
    return sa.Column(name, kind, nullable=nullable, comment=comment)


def upgrade() -> None:
    op.create_table(
        "told_item",
        column("id", sa.Integer(), NUMBER),
        column("code", sa.Text(), "Ten hexadecimal digits made of what it is about, e.g. 1a2b3c4d5e."),
        column("kind", sa.Text(), "What it is: price, feature, shift, request, problem, gap and so on."),
        column("product", sa.Text(), "Slug of the product that it is about; null for none.", nullable=True),
        column("title", sa.Text(), "What was told, in one line."),
        column("week", sa.Text(), "ISO week of the newest digest that told it, e.g. 2026-W47."),
        column("score", sa.Double(), "Score of a change, 0 to 100; null for others.", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_told_item"),
        sa.UniqueConstraint("code", name="uq_told_item_code"),
        comment="What digests told, so that a mark can be traced to it.",
    )
    op.create_table(
        "feedback",
        column("id", sa.Integer(), NUMBER),
        column("code", sa.Text(), "Code of the item of a digest, or of the alert."),
        column("mark", sa.Text(), "useful or noise."),
        column("by", sa.Text(), "Who says so: a name, or eight hexadecimal digits of a recipient's hash."),
        column("at", INSTANT, "When it was said last, UTC."),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
        sa.UniqueConstraint("code", "by", name="uq_feedback_code_by"),
        comment="What readers think of what they were told; it changes nothing by itself.",
    )


def downgrade() -> None:
    op.drop_table("feedback")
    op.drop_table("told_item")
