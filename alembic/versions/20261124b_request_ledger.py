"""What each night asked of each host, and robots.txt as it was last had."""

import sqlalchemy as sa  # noqa: F401
from alembic import op  # noqa: F401

revision = "20261124b"
down_revision = "20261124a"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
