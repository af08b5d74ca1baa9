"""When the end of a fact was learnt, the most items of a source, what quarantine says; the views with them."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "20261127b"
down_revision = "20261127a"
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


FACTS = ("plan_fact", "price_fact", "claim_fact", "limit_fact", "statement")
COMMENTS = {
    "cause": (sa.Text(), "redesign or geo variant.", "redesign, geo variant, price jump or fill rate."),
    "state": (
        sa.Text(),
        "held; accepted: its facts are taken as they are; passed: the page came back, or has another shape.",
        (
            "held; accepted: its next capture is taken as it is; passed: it was taken, came back, or has another shape; "
            "rejected: its old facts stand whenever it has this shape."
        ),
    ),
    "decided_by": (
        sa.Text(),
        "Who accepted it: three nights, or a person's name; null while nobody did.",
        "Who accepted or rejected it: three nights, or a person's name; null while nobody did.",
    ),
    "decided_at": (
        sa.DateTime(timezone=True),
        "When it was accepted, UTC.",
        "When it was accepted or rejected, UTC.",
    ),
}
# The end of a fact that was missed was learnt by the second capture without it; that of any other when it ended.
LEARNT = """UPDATE {table} SET ended_learnt_at = COALESCE((
    SELECT MIN(c.seen_at) FROM capture c
    WHERE c.location_id = {table}.location_id AND c.ordinal IS NOT NULL AND c.night > {table}.suspected_night
), ended) WHERE ended IS NOT NULL"""


def say(place):
    """Comment on the columns of quarantine where the engine keeps that: 1 as before, 2 as since."""
    if op.get_bind().dialect.supports_comments:
        for name, told in COMMENTS.items():
            op.alter_column("quarantine", name, existing_type=told[0], comment=told[place])


def upgrade() -> None:
    drop("20261126d_views")
    for table in FACTS:
        instant = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
        comment = "When its end was stored, UTC; null while it stands."
        op.add_column(table, sa.Column("ended_learnt_at", instant, comment=comment))
        op.execute(LEARNT.format(table=table))
    most = sa.Column("most", sa.Integer(), comment="Most items of a healthy page; null when not stated.")
    op.add_column("source", most)
    say(2)
    create("20261127b_views")


def downgrade() -> None:
    drop("20261127b_views")
    say(1)
    op.drop_column("source", "most")
    for table in reversed(FACTS):
        op.drop_column(table, "ended_learnt_at")
    create("20261126d_views")
