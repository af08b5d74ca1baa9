"""What was forgotten and may not come back, and the folders of exports."""

import sqlalchemy as sa
from alembic import op

revision = "20261127a"
down_revision = "20261126d"
branch_labels = None
depends_on = None


def instant(name, comment):
    """Return a column of an instant."""
    kind = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
    return sa.Column(name, kind, nullable=False, comment=comment)


def upgrade() -> None:
    op.create_table(
        "forgotten",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("kind", sa.Text(), nullable=False, comment="author, source or product."),
        sa.Column(
            "mark",
            sa.Text(),
            nullable=False,
            comment="SHA-256 of the kind and the author's keyed hash, the source's URL, or the slug.",
        ),
        instant("forgotten_at", "When it was first forgotten, UTC."),
        sa.Column("reviews", sa.Integer(), nullable=False, comment="Reviews that went, e.g. 3."),
        sa.PrimaryKeyConstraint("id", name="pk_forgotten"),
        sa.UniqueConstraint("mark", name="uq_forgotten_mark"),
        comment="What was forgotten on request, as hashes: none of it is stored again.",
    )
    op.create_table(
        "export_folder",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("path", sa.Text(), nullable=False, comment="Folder, absolute."),
        instant("written_at", "When it was last written, UTC."),
        sa.PrimaryKeyConstraint("id", name="pk_export_folder"),
        sa.UniqueConstraint("path", name="uq_export_folder_path"),
        comment="Folders of exports, so that what is forgotten is found in them too.",
    )


def downgrade() -> None:
    op.drop_table("export_folder")
    op.drop_table("forgotten")
