"""What the archive keeps, and for how long."""

import sqlalchemy as sa
from alembic import op

revision = "20261124f"
down_revision = "20261124e"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pruned_snapshot",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("snapshot", sa.Text(), nullable=False, comment="SHA-256 of the body in hex."),
        sa.Column(
            "pruned_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
            comment="When it was let go, UTC.",
        ),
        sa.Column(
            "rule", sa.Text(), nullable=False, comment="Rule that let it go, e.g. older than 365 days."
        ),
        sa.PrimaryKeyConstraint("id", name="pk_pruned_snapshot"),
        sa.UniqueConstraint("snapshot", name="uq_pruned_snapshot_snapshot"),
        comment="Snapshots that retention let go: captures name them, the archive does not.",
    )


def downgrade() -> None:
    op.drop_table("pruned_snapshot")
