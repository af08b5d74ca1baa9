"""When each page is worth asking for again."""

import sqlalchemy as sa  # noqa: F401
from alembic import op  # noqa: F401

revision = "20261124c"
down_revision = "20261124b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
