"""The outbox: digests wait for their recipients, with attempts, the next try and what the last one came to."""

import sqlalchemy as sa
from alembic import op

revision = "20261128b"
down_revision = "20261128a"
branch_labels = None
depends_on = None

TABLE = "digest_delivery"
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
ADDED = (
    ("queued_at", INSTANT, "When it was put there, UTC; it tells what was known then."),
    ("attempts", sa.Integer(), "How often it was tried since."),
    ("next_try", INSTANT, "When it is tried next, UTC; null for never."),
    ("detail", sa.Text(), "What the last attempt came to in words; empty when it was sent."),
)
REQUIRED = ("queued_at", "attempts", "detail")
COMMENTS = {
    "state": ("What became of it, e.g. sent.", "waiting, sent, refused, deferred or given up."),
    "at": ("When that was, UTC.", "When it came into that state, UTC."),
}


def say(place):
    """Comment on the columns that mean something else where the engine keeps that: 0 as before, 1 as since."""
    if op.get_bind().dialect.supports_comments:
        for name, both in COMMENTS.items():
            kind = sa.Text() if name == "state" else INSTANT
            op.alter_column(TABLE, name, existing_type=kind, existing_nullable=False, comment=both[place])


def upgrade() -> None:
    for name, kind, comment in ADDED:
        op.add_column(TABLE, sa.Column(name, kind, nullable=True, comment=comment))
    # What was handed over before is known by its last attempt alone; what was deferred is tried again.
    op.execute("UPDATE digest_delivery SET queued_at = at, attempts = 1, detail = ''")
    op.execute("UPDATE digest_delivery SET next_try = at WHERE state = 'deferred'")
    with op.batch_alter_table(TABLE) as table:
        for name, kind, _ in ADDED:
            if name in REQUIRED:
                table.alter_column(name, existing_type=kind, nullable=False)
    say(1)


def downgrade() -> None:
    say(0)
    with op.batch_alter_table(TABLE) as table:
        for name, _, _ in reversed(ADDED):
            table.drop_column(name)
