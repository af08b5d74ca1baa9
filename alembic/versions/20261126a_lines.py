"""Marks of pages' lines, names of products, and the rivals that statements name."""

import re
import unicodedata
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "20261126a"
down_revision = "20261125h"
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


def one_word(name):
    """Return a name in one word of small letters, as names are compared on this day."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", name).casefold())


def upgrade() -> None:
    drop("20261125h_views")
    op.create_table(
        "page_lines",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("location_id", sa.Integer(), nullable=False, comment="Page that shows them."),
        sa.Column("extractor", sa.Text(), nullable=False, comment="What read them, e.g. pages/4."),
        sa.Column(
            "lines", sa.Text(), nullable=False, comment="A mark a line of the page, with blanks between."
        ),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name="fk_page_lines_location_id_location"),
        sa.PrimaryKeyConstraint("id", name="pk_page_lines"),
        sa.UniqueConstraint("location_id", name="uq_page_lines_location_id"),
        comment="Marks of the lines of each page's newest capture, by which noise is counted.",
    )
    op.create_table(
        "product_name",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("product_id", sa.Integer(), nullable=False, comment="Product that is meant."),
        sa.Column(
            "key", sa.Text(), nullable=False, comment="Name in one word of small letters, e.g. googlemeet."
        ),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_product_name_product_id_product"),
        sa.PrimaryKeyConstraint("id", name="pk_product_name"),
        sa.UniqueConstraint("key", name="uq_product_name_key"),
        comment="Names of products in one word each; a name that two products share is none.",
    )
    op.add_column(
        "statement",
        sa.Column(
            "rival_key",
            sa.Text(),
            nullable=True,
            comment="Rival's name in one word, e.g. googlemeet; null unless one is named.",
        ),
    )
    statement = sa.table(
        "statement", sa.column("id", sa.Integer), sa.column("kind", sa.Text), sa.column("subject", sa.Text),
        sa.column("rival_key", sa.Text),
    )  # fmt: skip
    named = op.get_bind().execute(
        sa.select(statement.c.id, statement.c.subject).where(statement.c.kind == "rival")
    )
    for row in named.all():
        key = one_word(row.subject.partition(": ")[0]) or None
        op.execute(statement.update().where(statement.c.id == row.id).values(rival_key=key))


def downgrade() -> None:
    op.drop_column("statement", "rival_key")
    op.drop_table("product_name")
    op.drop_table("page_lines")
    create("20261125h_views")
