"""What a change's score is made of, and the noise of each night."""

import sqlalchemy as sa  # noqa: F401
from alembic import op  # noqa: F401

revision = "20261125c"
down_revision = "20261125b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
