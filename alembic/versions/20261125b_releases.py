"""The version of a release, and what kind each of its items is."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "20261125b"
down_revision = "20261125a"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "release_fact",
        sa.Column(
            "version",
            sa.Text(),
            nullable=True,
            comment="Version that it is of, e.g. 5.8.0; null when none is stated.",
        ),
    )
    op.add_column(
        "release_fact",
        sa.Column(
            "types",
            sa.JSON().with_variant(JSONB(), "postgresql"),
            nullable=True,
            comment="What each point tells of, in order: added, changed, fixed…; null when read before they were told apart.",
        ),
    )


def downgrade() -> None:
    op.drop_column("release_fact", "types")
    op.drop_column("release_fact", "version")
