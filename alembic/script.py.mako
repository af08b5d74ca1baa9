"""${message}

Rules for a migration:
- It runs inside one transaction on SQLite and on PostgreSQL; test both, upgrade and downgrade.
- It imports nothing of the project: what it does must never change when code changes.
- Every table and column has a comment with meaning, unit and an example.
- A column is removed in two releases: first nothing uses it, then it goes.
- On SQLite alter a table with op.batch_alter_table only.
- When a view changes, write the new ones with `python -m storage.views NAME`, and here drop all and create those.
"""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
