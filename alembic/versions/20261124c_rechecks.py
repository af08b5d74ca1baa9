"""When each page is worth asking for again, and who is fetching what."""

import sqlalchemy as sa
from alembic import op

revision = "20261124c"
down_revision = "20261124b"
branch_labels = None
depends_on = None


def state(comment):
    """Say what the states of the frontier are, where the engine keeps comments."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"COMMENT ON COLUMN frontier.state IS '{comment}'")


def upgrade() -> None:
    op.create_table(
        "recheck",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("location_id", sa.Integer(), nullable=False, comment="URL that is checked."),
        sa.Column(
            "checks", sa.Integer(), nullable=False, comment="Good captures after the first one, e.g. 40."
        ),
        sa.Column(
            "changes", sa.Integer(), nullable=False, comment="Those of them that said something else, e.g. 3."
        ),
        sa.Column(
            "watched_days",
            sa.Double(),
            nullable=False,
            comment="Days between checks; of those that ended in a change half, since it came somewhere between.",
        ),
        sa.Column(
            "restless",
            sa.Boolean(),
            nullable=False,
            comment="Whether the newest check showed a change, or missed what stood before.",
        ),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name="fk_recheck_location_id"),
        sa.PrimaryKeyConstraint("id", name="pk_recheck"),
        sa.UniqueConstraint("location_id", name="uq_recheck_location_id"),
        comment="How often each URL was checked and had changed; what its next check is decided by.",
    )
    op.add_column(
        "source",
        sa.Column(
            "every",
            sa.Double(),
            nullable=True,
            comment="Days between two checks as market.toml states them; null when the change rate decides.",
        ),
    )
    op.add_column(
        "frontier",
        sa.Column(
            "owner",
            sa.Text(),
            nullable=True,
            comment="Process that has claimed it: host, number and start; null when none.",
        ),
    )
    op.add_column(
        "frontier",
        sa.Column(
            "leased_until",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=True,
            comment="When the claim lapses, UTC; null when none.",
        ),
    )
    state("pending, claimed, done, failed or not-due.")


def downgrade() -> None:
    # What was claimed is undone; what was not due was not planned, as the older program understands it.
    op.execute("UPDATE frontier SET state = 'pending' WHERE state = 'claimed'")
    op.execute("DELETE FROM frontier WHERE state = 'not-due'")
    state("pending, done or failed.")
    op.drop_column("frontier", "leased_until")
    op.drop_column("frontier", "owner")
    op.drop_column("source", "every")
    op.drop_table("recheck")
