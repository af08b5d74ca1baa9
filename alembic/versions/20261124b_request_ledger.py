"""What each night asked of each host, and robots.txt as it was last had."""

import sqlalchemy as sa
from alembic import op

revision = "20261124b"
down_revision = "20261124a"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "host_night",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column(
            "night",
            sa.Date(),
            nullable=False,
            comment="UTC date of the run's scheduled instant, e.g. 2026-11-23.",
        ),
        sa.Column(
            "host", sa.Text(), nullable=False, comment="Host, with its port where it is not the usual one."
        ),
        sa.Column(
            "requests",
            sa.Integer(),
            nullable=False,
            comment="Requests sent, robots.txt and sitemaps included.",
        ),
        sa.Column(
            "bytes",
            sa.Integer(),
            nullable=False,
            comment="Bytes of bodies received, before they were unpacked.",
        ),
        sa.Column("not_modified", sa.Integer(), nullable=False, comment="Answers 304."),
        sa.Column("throttled", sa.Integer(), nullable=False, comment="Answers 429 and 503."),
        sa.Column("failures", sa.Integer(), nullable=False, comment="Requests that got no whole answer."),
        sa.Column(
            "refusals",
            sa.Integer(),
            nullable=False,
            comment="Requests that were not sent, for manners or safety.",
        ),
        sa.Column(
            "left_out", sa.Integer(), nullable=False, comment="Pages found that the site's budget left out."
        ),
        sa.Column(
            "waits_seconds",
            sa.Double(),
            nullable=False,
            comment="Seconds waited so as not to press the host.",
        ),
        sa.Column(
            "robots", sa.Text(), nullable=False, comment="rules, none, last copy, unreachable, or empty."
        ),
        sa.PrimaryKeyConstraint("id", name="pk_host_night"),
        sa.UniqueConstraint("night", "host", name="uq_host_night_night_host"),
        comment="The request ledger: what each night cost each host.",
    )
    op.create_table(
        "host_pause",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column(
            "host", sa.Text(), nullable=False, comment="Host, with its port where it is not the usual one."
        ),
        sa.Column(
            "until",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
            comment="No request before this instant, UTC.",
        ),
        sa.Column("reason", sa.Text(), nullable=False, comment="What it answered, in plain words."),
        sa.PrimaryKeyConstraint("id", name="pk_host_pause"),
        sa.UniqueConstraint("host", name="uq_host_pause_host"),
        comment="Hosts that asked to be left alone, and until when.",
    )
    op.create_table(
        "robots_copy",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("authority", sa.Text(), nullable=False, comment="Scheme, host and port: https://zoom.us."),
        sa.Column(
            "fetched_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
            comment="When it was fetched, UTC.",
        ),
        sa.Column(
            "text", sa.Text(), nullable=False, comment="What of it is read: at most its first 512,000 bytes."
        ),
        sa.PrimaryKeyConstraint("id", name="pk_robots_copy"),
        sa.UniqueConstraint("authority", name="uq_robots_copy_authority"),
        comment="robots.txt as last had whole; it stands in for one that cannot be had, for 24 hours.",
    )


def downgrade() -> None:
    for table in ("host_pause", "robots_copy", "host_night"):
        op.drop_table(table)
