"""Extras: what is sold beside plans is told apart in the tables of plans, prices and changes."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "20261126c"
down_revision = "20261126b"
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


COLUMNS = {
    "plan_fact": "Whether it is no plan but an extra: an add-on, a service, a fee, a rate.",
    "price_fact": "Whether it is the price of an extra.",
    "change": "Whether it is an extra that came, went or has another price.",
}
BEFORE = {
    "plan_fact": "Plans over the time they stood on a page.",
    "price_fact": "Prices of plans, one for each way to pay, over the time they stood on a page.",
}
SINCE = {
    "plan_fact": "Plans, and extras sold beside them, over the time they stood on a page.",
    "price_fact": "Prices of plans and extras, one for each way to pay, over the time they stood on a page.",
}


def say(comments):
    """Comment on tables where the engine keeps that."""
    if op.get_bind().dialect.supports_comments:
        for table, comment in comments.items():
            op.create_table_comment(table, comment)


def upgrade() -> None:
    drop("20261126b_views")
    for table, comment in COLUMNS.items():
        column = sa.Column("extra", sa.Boolean(), nullable=False, server_default=sa.false(), comment=comment)
        op.add_column(table, column)
    say(SINCE)


def downgrade() -> None:
    for table in ("change", "price_fact", "plan_fact"):  # to the former reader an extra would be a plan
        rows = sa.table(table, sa.column("extra", sa.Boolean))
        op.execute(rows.delete().where(rows.c.extra))
        op.drop_column(table, "extra")
    say(BEFORE)
    create("20261126b_views")
