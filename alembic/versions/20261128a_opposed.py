"""Cells of the matrix say how sure they are and what speaks against them; the view weighs pages that oppose."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "20261128a"
down_revision = "20261127f"
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


def former():
    """Return the frozen file of the views before: an index alone changed those of PostgreSQL."""
    return "20261127f_views" if op.get_bind().dialect.name == "postgresql" else "20261127e_views"


SURE = "How sure the status is, 0 to 1, by the pages that say so; null when none does."
AGAINST = "Numbers of the evidence of other pages that say the opposite; null for none."


def upgrade() -> None:
    drop(former())
    op.add_column("feature_cell", sa.Column("confidence", sa.Double(), comment=SURE))
    numbers = sa.JSON().with_variant(JSONB(), "postgresql")
    op.add_column("feature_cell", sa.Column("evidence_against", numbers, comment=AGAINST))
    create("20261128a_views")


def downgrade() -> None:
    drop("20261128a_views")
    op.drop_column("feature_cell", "evidence_against")
    op.drop_column("feature_cell", "confidence")
    # What knows no conflicts knows only that it cannot tell.
    op.execute("UPDATE feature_cell SET status = 'unknown' WHERE status = 'conflicting'")
    op.execute("UPDATE gap SET ours = 'unknown' WHERE ours = 'conflicting'")
    create(former())
