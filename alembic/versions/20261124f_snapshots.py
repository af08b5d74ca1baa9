"""What the archive keeps, for how long, and which pages a browser renders for it."""

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
    op.add_column(
        "source",
        sa.Column(
            "render",
            sa.Boolean(),
            nullable=False,
            server_default=sa.false(),
            comment="Whether a browser runs its scripts before it is read.",
        ),
    )


def downgrade() -> None:
    op.drop_column("source", "render")
    op.drop_table("pruned_snapshot")
