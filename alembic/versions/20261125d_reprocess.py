"""Readings of stored pages by another version of the extractors, once they are adopted."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261125d"
down_revision = "20261125c"
branch_labels = None
depends_on = None


def instant():
    return sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def words():
    return sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "reprocess_run",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("adopted_at", instant(), nullable=False, comment="When it was adopted, UTC."),
        sa.Column("since", sa.Date(), nullable=False, comment="First night whose captures were read anew."),
        sa.Column(
            "sources", sa.Integer(), nullable=False, comment="Sources whose captures were read anew, e.g. 12."
        ),
        sa.Column("captures", sa.Integer(), nullable=False, comment="Captures that were replayed, e.g. 340."),
        sa.Column(
            "untouched",
            sa.Integer(),
            nullable=False,
            comment="Captures whose body is gone or could not be read.",
        ),
        sa.Column(
            "former",
            words(),
            nullable=False,
            comment='Captures by what had read them before, e.g. {"pages/2": 340}.',
        ),
        sa.Column(
            "versions",
            words(),
            nullable=False,
            comment='Captures by what read them now, e.g. {"pages/3": 340}.',
        ),
        sa.Column(
            "differences",
            words(),
            nullable=False,
            comment='What differed, by kind and step, e.g. {"price gained": 3}.',
        ),
        sa.PrimaryKeyConstraint("id", name="pk_reprocess_run"),
        comment="Readings anew of stored pages that were adopted: when, by what, what came.",
    )


def downgrade() -> None:
    op.drop_table("reprocess_run")
