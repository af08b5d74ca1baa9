"""Indexes that hold all that counting mentions and passages needs."""

from alembic import op

revision = "20261127d"
down_revision = "20261127c"
branch_labels = None
depends_on = None


INDEXES = {
    ("ix_mention_feature_id", "mention"): (["feature_id"], ["review_id", "polarity", "evidence_id"]),
    ("ix_evidence_passage_snapshot", "evidence_passage"): (["snapshot"], ["extractor", "location_id"]),
}


def upgrade() -> None:
    for (name, table), (columns, added) in INDEXES.items():
        op.drop_index(name, table_name=table)
        op.create_index(name, table, [*columns, *added])


def downgrade() -> None:
    for (name, table), (columns, _) in INDEXES.items():
        op.drop_index(name, table_name=table)
        op.create_index(name, table, columns)
