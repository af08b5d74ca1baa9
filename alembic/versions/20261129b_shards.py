"""Shards: the parts of a night that several processes share."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261129b"
down_revision = "20261129a"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def column(name, kind, comment, *, nullable=False):
    """Return a column with its comment."""
    return sa.Column(name, kind, nullable=nullable, comment=comment)


def upgrade() -> None:
    op.create_table(
        "shard",
        column("id", sa.Integer(), "Number of the row, e.g. 17."),
        column("night", sa.Date(), "Night that it is a part of, e.g. 2026-11-23."),
        column("work", sa.Text(), "What is to be done: crawl or read."),
        column("number", sa.Integer(), "Number among those of the night and work, from 0."),
        column("share", JSON, 'Which part of the work, e.g. {"of": 3} or {"after": 0, "upto": 5000}.'),
        column("replayed", sa.Boolean(), "Whether the night is a replayed one, with a clock of its own."),
        column("outcome", JSON, "What it came to; null while it is to be done.", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_shard"),
        sa.UniqueConstraint("night", "work", "number", name="uq_shard_night_work_number"),
        comment="Parts of a night that processes share; who does one holds the lease of its name.",
    )


def downgrade() -> None:
    op.drop_table("shard")
