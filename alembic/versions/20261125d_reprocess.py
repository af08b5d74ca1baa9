"""Readings of stored pages by another version of the extractors, before they are adopted."""

import sqlalchemy as sa  # noqa: F401
from alembic import op  # noqa: F401

revision = "20261125d"
down_revision = "20261125c"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
