"""The version of a release, and what kind each of its items is."""

import sqlalchemy as sa  # noqa: F401
from alembic import op  # noqa: F401

revision = "20261125b"
down_revision = "20261125a"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
