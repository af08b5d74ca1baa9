"""Moves that are threatened are told apart from those considered; views and comments name them."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "20261127e"
down_revision = "20261127d"
branch_labels = None
depends_on = None


VIEWS = Path(__file__).parents[1] / "views"
COMMENTS = ("better, equal, switch or considering.", "better, equal, switch, considering or threatened.")


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


def say(place):
    """Comment on the relation where the engine keeps that: 0 as before, 1 as since."""
    if op.get_bind().dialect.supports_comments:
        op.alter_column("comparison", "relation", existing_type=sa.Text(), comment=COMMENTS[place])


def upgrade() -> None:
    drop("20261127c_views")
    say(1)
    create("20261127e_views")


def downgrade() -> None:
    drop("20261127e_views")
    # What knows no threats reads them as thoughts.
    op.execute("UPDATE comparison SET relation = 'considering' WHERE relation = 'threatened'")
    say(0)
    create("20261127c_views")
