"""Scores and gaps say how they were compared and how sure their places are; two kinds of gap need no work."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "20261128c"
down_revision = "20261128b"
branch_labels = None
depends_on = None


VIEWS = Path(__file__).parents[1] / "views"
FORMER = "20261128a_views"
JSON = sa.JSON().with_variant(JSONB(), "postgresql")
ADDED = {
    "analysis_run": (
        ("errors", JSON, "Measured errors of reading by which scores are corrected; null for older runs."),
        ("uncounted", JSON, "Models whose readings are not corrected; null for older runs."),
    ),
    "feature_score": (
        (
            "uncorrected",
            sa.Double(),
            "The score as if every opinion had been read right; null when n is 0.",
        ),
        (
            "standing",
            sa.Text(),
            "Against ours, where both are reviewed; null for ours and where one is not judged.",
        ),
        ("better", sa.Double(), "Chance that it is better liked than ours, 0 to 1; null when not compared."),
        ("place", sa.Integer(), "Place among products on shared platforms, 1 the best liked."),
        ("best", sa.Double(), "Chance that it is the best liked of them, 0 to 1."),
        ("order_chance", sa.Double(), "Chance that their whole order is right, 0 to 1."),
        ("compared", sa.Integer(), "Its reviewers with an opinion in the comparison."),
        ("platforms", JSON, "Platforms of the comparison."),
        ("caveat", sa.Text(), "Why it is not compared, in words; empty for nothing to say."),
    ),
    "gap": (
        ("severity", sa.Double(), "0 to 10: importance times what ours do not have of it."),
        ("severity_low", sa.Double(), "Lower end of its 95 % interval."),
        ("severity_high", sa.Double(), "Upper end of its 95 % interval."),
        (
            "first_chance",
            sa.Double(),
            "Chance to be the first of the ranked gaps that call for work; null for others.",
        ),
        ("top_chance", sa.Double(), "Chance to be among the first five of them."),
        ("spread", sa.Text(), "How common it is: parity, differentiator."),
        ("platforms", JSON, "Platforms of the comparison."),
        ("chance", sa.Double(), "Chance that the comparison is right, 0 to 1."),
        ("caveat", sa.Text(), "What could not be compared, and why; empty for nothing."),
    ),
}
KINDS = (
    "parity, quality, white space or lead.",
    "parity, quality, white space, lead, table stakes or over-served.",
)


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
    """Comment on the kind of a gap where the engine keeps that: 0 as before, 1 as since."""
    if op.get_bind().dialect.supports_comments:
        op.alter_column("gap", "kind", existing_type=sa.Text(), existing_nullable=False, comment=KINDS[place])


def upgrade() -> None:
    drop(FORMER)
    for table, columns in ADDED.items():
        for name, kind, comment in columns:
            op.add_column(table, sa.Column(name, kind, nullable=True, comment=comment))
    say(1)
    create("20261128c_views")


def downgrade() -> None:
    drop("20261128c_views")
    # What knows four kinds knows nothing of features that need no work.
    op.execute("DELETE FROM gap WHERE kind IN ('table stakes', 'over-served')")
    say(0)
    for table, columns in reversed(ADDED.items()):
        for name, _, _ in reversed(columns):
            op.drop_column(table, name)
    create(FORMER)
