"""The service behind a source, its licence, and what it says it holds."""

import sqlalchemy as sa
from alembic import op

revision = "20261124g"
down_revision = "20261124f"
branch_labels = None
depends_on = None

COLUMNS = {
    "source": (
        (
            "service",
            sa.Text(),
            "Service of the catalogue that it belongs to, e.g. app-store; null for a plain URL or file.",
        ),
        ("licence", sa.Text(), "Leave under which it is read, as market.toml states it; null when none."),
        (
            "walked_on",
            sa.Date(),
            "Night on which its list was last followed to its end; null when it never was.",
        ),
    ),
    "capture": (
        (
            "stated",
            sa.Integer(),
            "Items that the source says there are in all, e.g. 1204; null when it does not say.",
        ),
        (
            "ending",
            sa.Text(),
            "Why its list was not followed further, e.g. end or cap; null when it was.",
        ),
    ),
}


def upgrade() -> None:
    for table, columns in COLUMNS.items():
        for name, kind, comment in columns:
            op.add_column(table, sa.Column(name, kind, nullable=True, comment=comment))


def downgrade() -> None:
    for table, columns in COLUMNS.items():
        for name, _, _ in columns:
            op.drop_column(table, name)
