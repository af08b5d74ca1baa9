"""Reviews told apart: editions of one, and the same one on several sites."""

import hashlib
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from alembic import op

# The key must be the one that this program gives the same review tonight, whatever it was when this step was written.
from rivalscope.domain.matching import review_key

revision = "20261124d"
down_revision = "20261124c"
branch_labels = None
depends_on = None

READ_OF = ("mention", "intent", "comparison")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
REVIEW = sa.table(
    "review",
    sa.column("id", sa.Integer),
    sa.column("source_id", sa.Integer),
    sa.column("key", sa.Text),
    sa.column("text", sa.Text),
    sa.column("published", sa.Date),
    sa.column("rating_raw", sa.Numeric().with_variant(sa.Text(), "sqlite")),
)


def columns():
    """Return the columns of editions and clusters, new ones each time: a column belongs to one table."""
    return (
        sa.Column(
            "edition",
            sa.Integer(),
            server_default="1",
            nullable=False,
            comment="1 for the review as first seen, 2 after its first change.",
        ),
        sa.Column(
            "first_id", sa.Integer(), comment="Row of its first edition: review.id; null in that row itself."
        ),
        sa.Column(
            "edited_at", INSTANT, comment="First capture that showed this edition, UTC; null for the first."
        ),
        sa.Column(
            "superseded_at",
            INSTANT,
            comment="First capture that showed the next edition, UTC; null while this one stands.",
        ),
        sa.Column(
            "cluster_id", sa.Integer(), comment="Shared by reviews that say the same; null when none does."
        ),
    )


def keep():
    """SQLite makes the table anew, and with the old one goes all that was read of its rows: put that aside."""
    if op.get_bind().dialect.name == "sqlite":
        for name in READ_OF:
            op.execute(f"CREATE TEMPORARY TABLE kept_{name} AS SELECT * FROM {name}")  # noqa: S608 - three fixed names


def restore():
    if op.get_bind().dialect.name == "sqlite":
        for name in READ_OF:
            op.execute(f"INSERT INTO {name} SELECT * FROM kept_{name}")  # noqa: S608 - as above
            op.execute(f"DROP TABLE kept_{name}")


def former_key(row, day: date | None) -> str:
    """Return the hash of a review's very characters, as it was its key."""
    rating = "" if row.rating_raw is None else str(Decimal(row.rating_raw).normalize())
    told = "\x1f".join((row.text, rating, day.isoformat() if day else ""))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def rename():
    """Give reviews that are known by a hash the hash of their matching key, so that tonight they are not new."""
    bind = op.get_bind()
    taken = {(row.source_id, row.key) for row in bind.execute(sa.select(REVIEW.c.source_id, REVIEW.c.key))}
    renamed = []
    hashed = bind.execute(sa.select(REVIEW).where(sa.func.length(REVIEW.c.key) == 16).order_by(REVIEW.c.id))
    for row in hashed:
        for day in (row.published, None):
            if row.key == former_key(row, day):
                rating = None if row.rating_raw is None else Decimal(row.rating_raw)
                new = review_key(row.text, rating=rating, date=day)
                if (row.source_id, new) not in taken:
                    taken.add((row.source_id, new))
                    renamed.append({"number": row.id, "new": new})
                break
    if renamed:
        change = (
            sa.update(REVIEW).where(REVIEW.c.id == sa.bindparam("number")).values(key=sa.bindparam("new"))
        )
        bind.execute(change, renamed)


def upgrade() -> None:
    keep()
    with op.batch_alter_table("review") as table:
        for column in columns():
            table.add_column(column)
        table.drop_constraint("uq_review_source_id_key", type_="unique")
        table.create_unique_constraint("uq_review_source_id_key_edition", ["source_id", "key", "edition"])
        table.create_index("ix_review_cluster_id", ["cluster_id"])
        table.create_index("ix_review_first_id", ["first_id"])
    restore()
    rename()
    op.create_table(
        "review_likeness",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("review_id", sa.Integer(), nullable=False, comment="Edition."),
        sa.Column("product_id", sa.Integer(), nullable=False, comment="Product it is of."),
        sa.Column(
            "copy_of",
            sa.Integer(),
            comment="Earliest edition that says the same: review.id; null when there is none.",
        ),
        sa.Column(
            "same",
            sa.Text(),
            comment="Equal for reviews that are one beyond doubt, 32 hex digits; null when unsure.",
        ),
        sa.Column(
            "buckets",
            sa.LargeBinary(),
            nullable=False,
            comment="32 numbers of 32 bits; near copies share one. Empty for short texts and copies.",
        ),
        sa.Column("method", sa.Text(), nullable=False, comment="Version of what was compared, e.g. pairs/1."),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name="fk_review_likeness_review_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_review_likeness_product_id"),
        sa.PrimaryKeyConstraint("id", name="pk_review_likeness"),
        sa.UniqueConstraint("review_id", name="uq_review_likeness_review_id"),
        comment="Reviews that were compared with the others of their product, and what by.",
    )
    op.create_index("ix_review_likeness_product_id", "review_likeness", ["product_id"])
    op.create_table(
        "burst",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("product_id", sa.Integer(), nullable=False, comment="Product."),
        sa.Column("source_id", sa.Integer(), nullable=False, comment="Source."),
        sa.Column("since", sa.Date(), nullable=False, comment="First day, e.g. 2026-05-03."),
        sa.Column("until", sa.Date(), nullable=False, comment="Last day, e.g. 2026-05-04."),
        sa.Column("n", sa.Integer(), nullable=False, comment="Reviews dated on these days."),
        sa.Column(
            "usual", sa.Double(), nullable=False, comment="Median of reviews a day over the 30 days before."
        ),
        sa.Column("z", sa.Double(), nullable=False, comment="Robust z of the busiest of these days."),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_burst_product_id"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_burst_source_id"),
        sa.PrimaryKeyConstraint("id", name="pk_burst"),
        comment="Unusual numbers of reviews in a short time, by source.",
    )
    op.create_index("ix_burst_source_id", "burst", ["source_id"])


def downgrade() -> None:
    op.drop_table("burst")
    op.drop_table("review_likeness")
    # A review is again what it was last seen to say: former editions have no place in the older schema.
    op.execute("DELETE FROM review WHERE superseded_at IS NOT NULL")
    keep()
    with op.batch_alter_table("review") as table:
        table.drop_index("ix_review_first_id")
        table.drop_index("ix_review_cluster_id")
        table.drop_constraint("uq_review_source_id_key_edition", type_="unique")
        for column in columns():
            table.drop_column(column.name)
        table.create_unique_constraint("uq_review_source_id_key", ["source_id", "key"])
    restore()
