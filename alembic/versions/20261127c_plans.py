"""Views of plans and of what they allow; comments of columns say unit, nullability and an example."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "20261127c"
down_revision = "20261127b"
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


def upgrade() -> None:
    drop("20261127b_views")
    create("20261127c_views")


def downgrade() -> None:
    drop("20261127c_views")
    create("20261127b_views")
