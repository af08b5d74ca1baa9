"""What pages say of a product besides plans and features: positioning, integrations, roles, rivals."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "20261125a"
down_revision = "20261124h"
branch_labels = None
depends_on = None


VIEWS = Path(__file__).parents[1] / "views"


def names(frozen):
    """Return the views of a frozen file in the order in which they were created."""
    file = VIEWS / f"{frozen}.{op.get_bind().dialect.name}.sql"
    statements = file.read_text(encoding="utf-8").split("\n;\n")
    return [statement.split()[2] for statement in statements if statement.startswith("CREATE VIEW")]


def create(frozen):
    """Create the views of a frozen file."""
    file = VIEWS / f"{frozen}.{op.get_bind().dialect.name}.sql"
    for statement in filter(None, file.read_text(encoding="utf-8").split("\n;\n")):
        op.execute(sa.text(statement.replace(":", "\\:")))


def drop(frozen):
    """Drop the views of a frozen file, those that read others first."""
    for name in reversed(names(frozen)):
        op.execute(f"DROP VIEW {name}")


def instant():
    return sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def times():
    """Return the columns that say when a fact stood on its page."""
    return [
        sa.Column(
            "first_seen",
            instant(),
            nullable=False,
            comment="First capture that showed it, UTC, e.g. 2026-11-23T02:00:00Z.",
        ),
        sa.Column("last_seen", instant(), nullable=False, comment="Newest capture that showed it, UTC."),
        sa.Column(
            "ended",
            instant(),
            nullable=True,
            comment="First capture that no longer showed it, UTC; null while it stands.",
        ),
        sa.Column("learnt_at", instant(), nullable=False, comment="When the row was stored, UTC."),
        sa.Column(
            "unstable",
            sa.Boolean(),
            nullable=False,
            comment="Whether the value came back within five captures.",
        ),
        sa.Column(
            "last_ordinal",
            sa.Integer(),
            nullable=False,
            comment="Ordinal of the newest capture that showed it, e.g. 12.",
        ),
        sa.Column(
            "suspected_at",
            instant(),
            nullable=True,
            comment="Capture that first missed it, UTC; null while nothing is suspected.",
        ),
        sa.Column(
            "suspected_night", sa.Date(), nullable=True, comment="Night of that capture, e.g. 2026-11-23."
        ),
    ]


def upgrade() -> None:
    drop("20261124h_views")
    op.create_table(
        "statement",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("location_id", sa.Integer(), nullable=False, comment="Page that says so."),
        sa.Column(
            "kind",
            sa.Text(),
            nullable=False,
            comment="title, hero, tagline, positioning, integration, customer, role…",
        ),
        sa.Column(
            "subject_key", sa.Text(), nullable=False, comment="Subject made comparable, e.g. google drive."
        ),
        sa.Column(
            "subject",
            sa.Text(),
            nullable=False,
            comment="Who or what is named, as written, e.g. Google Drive.",
        ),
        sa.Column(
            "value", sa.Text(), nullable=True, comment="What is said of it; null where naming it says all."
        ),
        sa.Column("position", sa.Integer(), nullable=False, comment="Order on the page, from 0."),
        sa.Column("evidence_id", sa.Integer(), nullable=False, comment="The words."),
        *times(),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name="fk_statement_location_id_location"),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence_passage.id"], name="fk_statement_evidence_id_evidence_passage"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_statement"),
        comment="Messages, integrations, customers, certificates, roles and rivals, while a page names them.",
    )
    op.create_index("ix_statement_location_id_ended", "statement", ["location_id", "ended"])


def downgrade() -> None:
    op.drop_index("ix_statement_location_id_ended", table_name="statement")
    op.drop_table("statement")
    create("20261124h_views")
