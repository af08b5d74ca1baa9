"""Pages held back because they lost too much at once, and the probes of each host."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261124e"
down_revision = "20261124d"
branch_labels = None
depends_on = None


def instant():
    return sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def words():
    return sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "quarantine",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("location_id", sa.Integer(), nullable=False, comment="Page that is held back."),
        sa.Column("cause", sa.Text(), nullable=False, comment="redesign or geo variant."),
        sa.Column(
            "shape",
            sa.Text(),
            nullable=False,
            comment="SHA-256 of the names of all that the page states and of its edition: one shape, one row.",
        ),
        sa.Column("first_night", sa.Date(), nullable=False, comment="First night on which it was held back."),
        sa.Column("first_at", instant(), nullable=False, comment="Capture of that night, UTC."),
        sa.Column("last_night", sa.Date(), nullable=False, comment="Newest night on which it was held back."),
        sa.Column(
            "nights", sa.Integer(), nullable=False, comment="Nights on which this shape was seen, e.g. 2."
        ),
        sa.Column("standing", sa.Integer(), nullable=False, comment="Facts that stood before, e.g. 14."),
        sa.Column(
            "vanished",
            words(),
            nullable=False,
            comment="Names of those that the page no longer states, fifty at most.",
        ),
        sa.Column("lost", sa.Integer(), nullable=False, comment="How many it no longer states, e.g. 9."),
        sa.Column("reason", sa.Text(), nullable=False, comment="Why it is held back, in plain words."),
        sa.Column(
            "state",
            sa.Text(),
            nullable=False,
            comment="held; accepted: its facts are taken as they are; passed: the page came back, or has another shape.",
        ),
        sa.Column(
            "decided_by",
            sa.Text(),
            nullable=True,
            comment="Who accepted it: three nights, or a person's name; null while nobody did.",
        ),
        sa.Column("decided_at", instant(), nullable=True, comment="When it was accepted, UTC."),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name="fk_quarantine_location_id_location"),
        sa.PrimaryKeyConstraint("id", name="pk_quarantine"),
        comment="Pages held back: their old facts stand until the same is seen on three nights, or a person says so.",
    )
    op.create_index("ix_quarantine_location_id_state", "quarantine", ["location_id", "state"])
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("source_id", sa.Integer(), nullable=False, comment="Source that the page belongs to."),
        sa.Column("url_key", sa.Text(), nullable=False, comment="SHA-256 of the page's URL in hex."),
        sa.Column(
            "language",
            sa.Text(),
            nullable=True,
            comment="Language tag as declared, e.g. en-us; null when none is.",
        ),
        sa.Column(
            "canonical",
            sa.Text(),
            nullable=True,
            comment="Address that the page calls its own; null when it names none.",
        ),
        sa.Column(
            "currencies",
            words(),
            nullable=False,
            comment="ISO 4217 codes of its prices, in order of the alphabet.",
        ),
        sa.Column(
            "seen_at", instant(), nullable=False, comment="Capture that showed this edition first, UTC."
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_edition_source_id_source"),
        sa.PrimaryKeyConstraint("id", name="pk_edition"),
        sa.UniqueConstraint("source_id", "url_key", name="uq_edition_source_id_url_key"),
        comment="Language, currencies and address that a page last named as its own.",
    )


def downgrade() -> None:
    op.drop_table("edition")
    op.drop_index("ix_quarantine_location_id_state", table_name="quarantine")
    op.drop_table("quarantine")
