"""Reviews told apart: editions of one, and the same one on several sites."""

import sqlalchemy as sa  # noqa: F401
from alembic import op  # noqa: F401

revision = "20261124d"
down_revision = "20261124c"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
