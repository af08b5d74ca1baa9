"""The service behind a source, its licence, and what it says it holds."""

import sqlalchemy as sa  # noqa: F401
from alembic import op  # noqa: F401

revision = "20261124g"
down_revision = "20261124f"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
