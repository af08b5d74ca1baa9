"""Indexes for look-ups by evidence and for counting reviews; PostgreSQL's views leave out rows nobody asks for."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "20261127f"
down_revision = "20261127e"
branch_labels = None
depends_on = None


VIEWS = Path(__file__).parents[1] / "views"
CITING = (
    "claim_fact", "comparison", "intent", "limit_fact", "mention", "plan_fact", "price_fact", "release_fact", "review",
    "statement",
)  # fmt: skip
COUNTING = (
    "id", "product_id", "source_id", "location_id", "superseded_at", "cluster_id", "first_id", "published", "rating",
    "evidence_id",
)  # fmt: skip
EDITED = sa.text("edition > 1")
INDEXES = (
    *((f"ix_{table}_evidence_id", table, ("evidence_id",)) for table in CITING),
    ("ix_change_evidence_before", "change", ("evidence_before",)),
    ("ix_change_evidence_after", "change", ("evidence_after",)),
    ("ix_review_counting", "review", COUNTING),
)


def names(frozen):
    """Return the views of a frozen file in the order in which they were created."""
    statements = (VIEWS / f"{frozen}.postgresql.sql").read_text(encoding="utf-8").split("\n;\n")
    return [statement.split()[2] for statement in statements if statement.startswith("CREATE VIEW")]


def replace(former, frozen):
    """Give way from the views of one frozen file to those of another; those of SQLite are as they were."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for name in reversed(names(former)):
        op.execute(f"DROP VIEW {name}")
    file = VIEWS / f"{frozen}.postgresql.sql"
    for statement in filter(None, file.read_text(encoding="utf-8").split("\n;\n")):
        op.execute(sa.text(statement.replace(":", "\\:")))


def upgrade() -> None:
    for name, table, columns in INDEXES:
        op.create_index(name, table, list(columns))
    op.create_index(
        "ix_review_edited", "review", ["source_id", "key"], sqlite_where=EDITED, postgresql_where=EDITED
    )
    replace("20261127e_views", "20261127f_views")


def downgrade() -> None:
    replace("20261127f_views", "20261127e_views")
    op.drop_index("ix_review_edited", table_name="review")
    for name, table, _ in INDEXES:
        op.drop_index(name, table_name=table)
