"""What a change's score is made of, and the noise of each night."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "20261125c"
down_revision = "20261125b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "change",
        sa.Column(
            "parts",
            sa.JSON().with_variant(JSONB(), "postgresql"),
            nullable=True,
            comment="Weights whose product is the score: type, size, page, persistence, novelty; null until scored.",
        ),
    )
    op.create_table(
        "noise",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("source_id", sa.Integer(), nullable=False, comment="Source that showed them."),
        sa.Column("night", sa.Date(), nullable=False, comment="Night on which they were seen."),
        sa.Column("kind", sa.Text(), nullable=False, comment="date, counter, order, markup, cookie banner…"),
        sa.Column("passages", sa.Integer(), nullable=False, comment="How many passages, e.g. 14."),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_noise_source_id_source"),
        sa.PrimaryKeyConstraint("id", name="pk_noise"),
        sa.UniqueConstraint("source_id", "night", "kind", name="uq_noise_source_id_night_kind"),
        comment="Differences that say nothing new, by source, night and kind: counted, not told.",
    )


def downgrade() -> None:
    op.drop_table("noise")
    op.drop_column("change", "parts")
