"""Pages held back because they lost too much at once, and the probes of each host."""

import sqlalchemy as sa  # noqa: F401
from alembic import op  # noqa: F401

revision = "20261124e"
down_revision = "20261124d"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
