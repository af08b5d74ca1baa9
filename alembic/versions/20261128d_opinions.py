# ruff: noqa: S608 - fixed text of our own; no value is ever written into it
"""Opinions by week and which copies count are kept in step; indexes for requests, phrases of no feature, recent reviews."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "20261128d"
down_revision = "20261128c"
branch_labels = None
depends_on = None


VIEWS = Path(__file__).parents[1] / "views"
REQUEST = sa.text("label = 'request'")
UNKNOWN = sa.text("feature_id IS NULL")
COUNTING = (
    "id", "product_id", "source_id", "location_id", "superseded_at", "counted", "cluster_id", "first_id", "published",
    "rating", "author_key", "evidence_id",
)  # fmt: skip
FORMER = tuple(name for name in COUNTING if name not in {"counted", "author_key"})
INDEXES = (
    ("ix_review_published", "review", ("published",), None),
    ("ix_intent_request", "intent", ("feature_id", "review_id", "evidence_id"), REQUEST),
    ("ix_mention_unknown", "mention", ("phrase", "review_id", "evidence_id"), UNKNOWN),
    ("ix_opinion_week_feature_id_week", "opinion_week", ("feature_id", "week"), None),
)
EARLIER = """SELECT 1 FROM review o WHERE o.cluster_id = review.cluster_id AND o.superseded_at IS NULL
    AND COALESCE(o.first_id, o.id) < COALESCE(review.first_id, review.id)"""
TOLD = "COUNT(DISTINCT CASE WHEN f.polarity <> 'neutral' THEN f.review_id END)"
GOOD = "COUNT(DISTINCT CASE WHEN f.polarity IN ('positive', 'mixed') THEN f.review_id END)"
BAD = "COUNT(DISTINCT CASE WHEN f.polarity IN ('negative', 'mixed') THEN f.review_id END)"
WEEK = {
    "sqlite": "date(r.published, 'weekday 0', '-6 days')",
    "postgresql": "CAST(date_trunc('week', r.published) AS DATE)",
}
COUNT = f"""INSERT INTO opinion_week (product_id, feature_id, week, n, positive, negative, neutral, mixed, passage)
SELECT r.product_id, f.feature_id, WEEK, COUNT(DISTINCT f.review_id), {TOLD} - {BAD}, {TOLD} - {GOOD},
       COUNT(DISTINCT f.review_id) - {TOLD}, {GOOD} + {BAD} - {TOLD}, MIN(f.evidence_id)
FROM mention f
JOIN review r ON r.id = f.review_id
WHERE r.published IS NOT NULL AND f.feature_id IS NOT NULL AND r.superseded_at IS NULL AND r.counted = 1
GROUP BY r.product_id, f.feature_id, WEEK"""


def names(dialect, frozen):
    """Return the views of a frozen file in the order in which they were created."""
    statements = (VIEWS / f"{frozen}.{dialect}.sql").read_text(encoding="utf-8").split("\n;\n")
    return [statement.split()[2] for statement in statements if statement.startswith("CREATE VIEW")]


def drop(frozen):
    """Remove the views of a frozen file, the last first."""
    for name in reversed(names(op.get_bind().dialect.name, frozen)):
        op.execute(f"DROP VIEW {name}")


def create(frozen):
    """Create the views as they were when the file was frozen."""
    dialect = op.get_bind().dialect.name
    file = VIEWS / f"{frozen}.{dialect}.sql"
    for statement in filter(None, file.read_text(encoding="utf-8").split("\n;\n")):
        op.execute(sa.text(statement.replace(":", "\\:")))


def count(name, comment):
    """Return the column of a number."""
    return sa.Column(name, sa.Integer(), nullable=False, comment=comment)


def upgrade() -> None:
    op.create_table(
        "opinion_week",
        count("id", "Number of the row, e.g. 17."),
        count("product_id", "Product."),
        count("feature_id", "Feature."),
        sa.Column(
            "week",
            sa.Date(),
            nullable=False,
            comment="Monday of the ISO week in which the reviews were published.",
        ),
        count("n", "Reviews that mention the feature, e.g. 23."),
        count("positive", "Those that speak well of it and not ill."),
        count("negative", "Those that speak ill of it and not well."),
        count("neutral", "Those that do neither."),
        count("mixed", "Those that do both."),
        count("passage", "Least of the passages of the mentions: evidence_passage.id."),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_opinion_week_product_id"),
        sa.ForeignKeyConstraint(["feature_id"], ["feature.id"], name="fk_opinion_week_feature_id"),
        sa.PrimaryKeyConstraint("id", name="pk_opinion_week"),
        sa.UniqueConstraint(
            "product_id", "feature_id", "week", name="uq_opinion_week_product_id_feature_id_week"
        ),
        comment="Opinions of a product's feature by week, a review counted once, as mentions have them.",
    )
    drop("20261128c_views")
    op.add_column(
        "review",
        sa.Column(
            "counted",
            sa.Integer(),
            server_default="1",
            nullable=False,
            comment="0 for a copy: another of its cluster stands and has an earlier first edition. Else 1; kept in step.",
        ),
    )
    op.execute(sa.text(f"UPDATE review SET counted = 0 WHERE cluster_id IS NOT NULL AND EXISTS ({EARLIER})"))
    op.execute(sa.text(COUNT.replace("WEEK", WEEK[op.get_bind().dialect.name])))
    op.drop_index("ix_review_counting", table_name="review")
    op.create_index("ix_review_counting", "review", list(COUNTING))
    for name, table, columns, only in INDEXES:
        op.create_index(name, table, list(columns), sqlite_where=only, postgresql_where=only)
    create("20261128d_views")
    if op.get_bind().dialect.name == "postgresql":
        # What a planner knows of a new column and of an index of some rows; its own turn may be an hour away.
        op.execute("ANALYZE review, mention, intent, opinion_week")


def downgrade() -> None:
    drop("20261128d_views")
    for name, table, *_ in reversed(INDEXES):
        op.drop_index(name, table_name=table)
    op.drop_index("ix_review_counting", table_name="review")
    op.create_index("ix_review_counting", "review", list(FORMER))
    op.drop_column("review", "counted")
    op.drop_table("opinion_week")
    create("20261128c_views")
