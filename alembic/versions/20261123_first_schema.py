"""The first schema: tables, and the views as they were on that day (alembic/views)."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261123"
down_revision = None
branch_labels = None
depends_on = None


VIEWS = Path(__file__).parents[1] / "views"


def view_statements():
    """Return the statements that create the views of this revision."""
    file = VIEWS / f"20261123_first_schema.{op.get_bind().dialect.name}.sql"
    return [statement for statement in file.read_text(encoding="utf-8").split("\n;\n") if statement]


def upgrade() -> None:
    op.create_table(
        "analysis_run",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column(
            "as_of",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
            comment="Instant it speaks of, UTC.",
        ),
        sa.Column("taxonomy", sa.Text(), nullable=False, comment="Version of the taxonomy."),
        sa.Column("model", sa.Text(), nullable=False, comment="Version of what read the reviews."),
        sa.Column(
            "learnt_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
            comment="When it was stored, UTC.",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_analysis_run"),
        sa.UniqueConstraint("as_of", name="uq_analysis_run_as_of"),
        comment="Runs of the gap analysis; views show the newest.",
    )
    op.create_table(
        "digest_delivery",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("week", sa.Text(), nullable=False, comment="ISO week, e.g. 2026-W47."),
        sa.Column("recipient", sa.Text(), nullable=False, comment="Mail address."),
        sa.Column(
            "message_id", sa.Text(), nullable=False, comment="Message-ID: the same however often it is tried."
        ),
        sa.Column("state", sa.Text(), nullable=False, comment="What became of it, e.g. sent."),
        sa.Column(
            "at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
            comment="When that was, UTC.",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_digest_delivery"),
        sa.UniqueConstraint("week", "recipient", name="uq_digest_delivery_week_recipient"),
        comment="What became of each week's digest for each recipient.",
    )
    op.create_table(
        "feature",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("name", sa.Text(), nullable=False, comment="Canonical name, e.g. Screen sharing."),
        sa.Column("key", sa.Text(), nullable=False, comment="Name made comparable, e.g. screen sharing."),
        sa.Column(
            "parent", sa.Text(), nullable=True, comment="Name of the wider feature; null when there is none."
        ),
        sa.Column("description", sa.Text(), nullable=True, comment="What it is, from the taxonomy."),
        sa.Column("origin", sa.Text(), nullable=False, comment="taxonomy, or observed on a page."),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=True,
            comment="Order in the taxonomy, from 0; null when observed.",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_feature"),
        sa.UniqueConstraint("key", name="uq_feature_key"),
        comment="Features: those of the taxonomy and those that pages name.",
    )
    op.create_table(
        "lease",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("name", sa.Text(), nullable=False, comment="What is held, e.g. night."),
        sa.Column("holder", sa.Text(), nullable=False, comment="Who holds it, in words for a message."),
        sa.Column("host", sa.Text(), nullable=False, comment="Name of the holder's machine."),
        sa.Column("pid", sa.Integer(), nullable=False, comment="The holder's process on that machine."),
        sa.Column(
            "token", sa.Integer(), nullable=False, comment="Counts holders: a later one has a greater token."
        ),
        sa.Column(
            "taken_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
            comment="When it was taken, UTC.",
        ),
        sa.Column(
            "expires_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
            comment="When it lapses unless renewed, UTC.",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_lease"),
        sa.UniqueConstraint("name", name="uq_lease_name"),
        comment="Which run holds which right, and until when.",
    )
    op.create_table(
        "product",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("slug", sa.Text(), nullable=False, comment="Short name used everywhere, e.g. zoom."),
        sa.Column("name", sa.Text(), nullable=False, comment="Name as written in reports, e.g. Zoom."),
        sa.Column("ours", sa.Boolean(), nullable=False, comment="Whether it is our own product."),
        sa.Column(
            "site",
            sa.Text(),
            nullable=True,
            comment="Root URL of its site; null when only given sources are read.",
        ),
        sa.Column(
            "aliases",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
            comment='Other names customers use, e.g. ["zoom.us"].',
        ),
        sa.Column("position", sa.Integer(), nullable=False, comment="Order in market.toml, from 0."),
        sa.Column("active", sa.Boolean(), nullable=False, comment="Whether market.toml still names it."),
        sa.PrimaryKeyConstraint("id", name="pk_product"),
        sa.UniqueConstraint("slug", name="uq_product_slug"),
        comment="Products of the market; one is ours.",
    )
    op.create_table(
        "setting",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("name", sa.Text(), nullable=False, comment="Name, e.g. taxonomy."),
        sa.Column("value", sa.Text(), nullable=False, comment="Value, e.g. 3f2a9c0d11ee."),
        sa.PrimaryKeyConstraint("id", name="pk_setting"),
        sa.UniqueConstraint("name", name="uq_setting_name"),
        comment="Remembered values, e.g. the version of the taxonomy in use.",
    )
    op.create_table(
        "feature_alias",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("key", sa.Text(), nullable=False, comment="Phrase made comparable, e.g. share screen."),
        sa.Column("name", sa.Text(), nullable=False, comment="Phrase as the taxonomy writes it."),
        sa.Column("feature_id", sa.Integer(), nullable=False, comment="What it means."),
        sa.ForeignKeyConstraint(
            ["feature_id"], ["feature.id"], name="fk_feature_alias_feature_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_feature_alias"),
        sa.UniqueConstraint("key", name="uq_feature_alias_key"),
        comment="Phrases that mean a feature of the taxonomy.",
    )
    op.create_table(
        "feature_cell",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("run_id", sa.Integer(), nullable=False, comment="Run."),
        sa.Column("position", sa.Integer(), nullable=False, comment="Order in the analysis, from 0."),
        sa.Column("product", sa.Text(), nullable=False, comment="Slug of the product."),
        sa.Column("feature", sa.Text(), nullable=False, comment="Canonical feature."),
        sa.Column("status", sa.Text(), nullable=False, comment="Merged statement; unknown is not absent."),
        sa.Column(
            "plans",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
            comment="Plans that include it, in order of the page.",
        ),
        sa.Column("value", sa.Text(), nullable=True, comment="Quantity or wording, e.g. 10 GB."),
        sa.Column(
            "last_seen",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=True,
            comment="Newest capture that said so, UTC.",
        ),
        sa.Column(
            "evidence",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
            comment="Numbers of the evidence, clearest first.",
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["analysis_run.id"], name="fk_feature_cell_run_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_feature_cell"),
        comment="Product by feature as each analysis saw it.",
    )
    op.create_index("ix_feature_cell_run_id", "feature_cell", ["run_id"], unique=False)

    op.create_table(
        "feature_score",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("run_id", sa.Integer(), nullable=False, comment="Run."),
        sa.Column("position", sa.Integer(), nullable=False, comment="Order in the analysis, from 0."),
        sa.Column("product", sa.Text(), nullable=False, comment="Slug of the product."),
        sa.Column("feature", sa.Text(), nullable=False, comment="Canonical feature."),
        sa.Column(
            "n",
            sa.Integer(),
            nullable=False,
            comment="Reviewers with a positive or negative opinion, one voice each.",
        ),
        sa.Column("neutral", sa.Integer(), nullable=False, comment="Reviewers who only mention it."),
        sa.Column(
            "positive_share", sa.Double(), nullable=True, comment="Positive of n, 0 to 1; null when n is 0."
        ),
        sa.Column(
            "score", sa.Double(), nullable=True, comment="Shrunken positive share, 0 to 1; null when n is 0."
        ),
        sa.Column("low", sa.Double(), nullable=True, comment="Lower end of its 95 % interval."),
        sa.Column("high", sa.Double(), nullable=True, comment="Upper end of its 95 % interval."),
        sa.Column(
            "importance",
            sa.Double(),
            nullable=False,
            comment="Share of the product's reviewers who mention it, 0 to 1.",
        ),
        sa.Column("requests", sa.Integer(), nullable=False, comment="Distinct reviewers who ask for it."),
        sa.Column(
            "ranked", sa.Boolean(), nullable=False, comment="Whether n reaches the minimum for ranking."
        ),
        sa.Column(
            "evidence",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
            comment="Numbers of the evidence, clearest first.",
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["analysis_run.id"], name="fk_feature_score_run_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_feature_score"),
        comment="What reviewers feel about features, with n and interval, for each analysis.",
    )
    op.create_index("ix_feature_score_run_id", "feature_score", ["run_id"], unique=False)

    op.create_table(
        "gap",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("run_id", sa.Integer(), nullable=False, comment="Run."),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="Order in the analysis, from 0: ranked first, thin last.",
        ),
        sa.Column("kind", sa.Text(), nullable=False, comment="parity, quality, white space or lead."),
        sa.Column("feature", sa.Text(), nullable=False, comment="Canonical feature."),
        sa.Column("ours", sa.Text(), nullable=False, comment="What our pages say of it."),
        sa.Column(
            "rivals",
            sa.Text(),
            nullable=False,
            comment="Slugs against which it stands, comma and blank between.",
        ),
        sa.Column(
            "opportunity",
            sa.Double(),
            nullable=False,
            comment="0 to 20: importance and what satisfaction leaves open.",
        ),
        sa.Column("low", sa.Double(), nullable=False, comment="Lower end of its 95 % interval."),
        sa.Column("high", sa.Double(), nullable=False, comment="Upper end of its 95 % interval."),
        sa.Column(
            "n", sa.Integer(), nullable=False, comment="Reviewers behind it, over all products compared."
        ),
        sa.Column("importance", sa.Double(), nullable=False, comment="0 to 1."),
        sa.Column(
            "our_score",
            sa.Double(),
            nullable=True,
            comment="Our shrunken positive share; null without opinions.",
        ),
        sa.Column("best_score", sa.Double(), nullable=True, comment="Best rival's shrunken positive share."),
        sa.Column(
            "thin", sa.Boolean(), nullable=False, comment="Whether n is below the minimum: shown, not ranked."
        ),
        sa.Column("summary", sa.Text(), nullable=False, comment="One sentence that says what the gap is."),
        sa.Column(
            "evidence",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
            comment="Numbers of the evidence: claims, then mentions.",
        ),
        sa.ForeignKeyConstraint(["run_id"], ["analysis_run.id"], name="fk_gap_run_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_gap"),
        comment="Gaps that each analysis found, in its order.",
    )
    op.create_index("ix_gap_run_id", "gap", ["run_id"], unique=False)

    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column(
            "key", sa.Text(), nullable=False, comment="Product and kind, numbered, e.g. zoom/pricing-2."
        ),
        sa.Column("product_id", sa.Integer(), nullable=False, comment="Product it speaks of."),
        sa.Column("kind", sa.Text(), nullable=False, comment="What it is, e.g. pricing."),
        sa.Column("url", sa.Text(), nullable=False, comment="URL, or file:NAME for an import."),
        sa.Column(
            "url_key",
            sa.Text(),
            nullable=False,
            comment="SHA-256 of the URL in hex: URLs may be too long for an index.",
        ),
        sa.Column("origin", sa.Text(), nullable=False, comment="given, discovered or imported."),
        sa.Column(
            "expect",
            sa.Integer(),
            nullable=True,
            comment="Least items of a healthy page; null when not stated.",
        ),
        sa.Column(
            "terms",
            sa.Text(),
            nullable=True,
            comment="Note of the terms under which it is read; null when none.",
        ),
        sa.Column(
            "options",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
            comment="Further settings as pairs of name and value.",
        ),
        sa.Column(
            "position", sa.Integer(), nullable=False, comment="Order among the product's sources, from 0."
        ),
        sa.Column("active", sa.Boolean(), nullable=False, comment="Whether it is still to be read."),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_source_product_id"),
        sa.PrimaryKeyConstraint("id", name="pk_source"),
        sa.UniqueConstraint("key", name="uq_source_key"),
        sa.UniqueConstraint("product_id", "url_key", name="uq_source_product_id_url_key"),
        comment="Where products publish and are reviewed.",
    )
    op.create_table(
        "frontier",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("night", sa.Date(), nullable=False, comment="Night of the run."),
        sa.Column("url", sa.Text(), nullable=False, comment="URL to fetch."),
        sa.Column("url_key", sa.Text(), nullable=False, comment="SHA-256 of the URL in hex."),
        sa.Column("source_id", sa.Integer(), nullable=False, comment="Source it is fetched for."),
        sa.Column("depth", sa.Integer(), nullable=False, comment="Links followed from a given URL, from 0."),
        sa.Column("carrier", sa.Text(), nullable=False, comment="seed, link, sitemap, next or known."),
        sa.Column("state", sa.Text(), nullable=False, comment="pending, done or failed."),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_frontier_source_id"),
        sa.PrimaryKeyConstraint("id", name="pk_frontier"),
        sa.UniqueConstraint("night", "url_key", name="uq_frontier_night_url_key"),
        comment="What each night is to fetch; a run that was killed goes on from here.",
    )
    op.create_index("ix_frontier_night_state", "frontier", ["night", "state"], unique=False)

    op.create_table(
        "location",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("source_id", sa.Integer(), nullable=False, comment="Source it is fetched for."),
        sa.Column("url", sa.Text(), nullable=False, comment="URL as asked for."),
        sa.Column("url_key", sa.Text(), nullable=False, comment="SHA-256 of the URL in hex."),
        sa.Column(
            "ordinal",
            sa.Integer(),
            nullable=False,
            comment="Captures so far that could update facts, e.g. 12.",
        ),
        sa.Column(
            "newest_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=True,
            comment="Newest of those captures, UTC.",
        ),
        sa.Column(
            "newest_night", sa.Date(), nullable=True, comment="Night of that capture, e.g. 2026-11-23."
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_location_source_id"),
        sa.PrimaryKeyConstraint("id", name="pk_location"),
        sa.UniqueConstraint("source_id", "url_key", name="uq_location_source_id_url_key"),
        comment="URLs fetched for each source, with how often each gave facts.",
    )
    op.create_table(
        "capture",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("location_id", sa.Integer(), nullable=False, comment="URL that was fetched."),
        sa.Column(
            "night",
            sa.Date(),
            nullable=False,
            comment="UTC date of the run's scheduled instant, e.g. 2026-11-23.",
        ),
        sa.Column(
            "seen_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
            comment="When it was fetched, UTC; the night's clock in a replay.",
        ),
        sa.Column(
            "verdict", sa.Text(), nullable=False, comment="What it turned out to be, e.g. ok or login."
        ),
        sa.Column("reason", sa.Text(), nullable=False, comment="Why, in plain words; empty for ok."),
        sa.Column(
            "status", sa.Integer(), nullable=True, comment="HTTP status, e.g. 200; null when no answer came."
        ),
        sa.Column(
            "snapshot", sa.Text(), nullable=True, comment="SHA-256 of the stored body in hex; null when none."
        ),
        sa.Column("content_type", sa.Text(), nullable=True, comment="Content-Type as sent, e.g. text/html."),
        sa.Column("etag", sa.Text(), nullable=True, comment="ETag as sent."),
        sa.Column("last_modified", sa.Text(), nullable=True, comment="Last-Modified as sent."),
        sa.Column("size", sa.Integer(), nullable=False, comment="Bytes of the decoded body."),
        sa.Column(
            "elapsed_ms", sa.Integer(), nullable=False, comment="Milliseconds from request to last byte."
        ),
        sa.Column(
            "items",
            sa.Integer(),
            nullable=False,
            comment="Plans, features, releases and reviews on the page.",
        ),
        sa.Column(
            "extractor",
            sa.Text(),
            nullable=True,
            comment="What read the page, e.g. pages/1; null when nothing did.",
        ),
        sa.Column(
            "ordinal",
            sa.Integer(),
            nullable=True,
            comment="Running number among this URL's captures that could update facts; null for the others.",
        ),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name="fk_capture_location_id"),
        sa.PrimaryKeyConstraint("id", name="pk_capture"),
        sa.UniqueConstraint("location_id", "night", name="uq_capture_location_id_night"),
        comment="What each fetch gave and how it was judged; one row for each URL and night.",
    )
    op.create_index("ix_capture_night", "capture", ["night"], unique=False)

    op.create_table(
        "evidence_passage",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column(
            "place", sa.Text(), nullable=False, comment="SHA-256 of location, snapshot, selector and offsets."
        ),
        sa.Column("location_id", sa.Integer(), nullable=False, comment="URL they were read from."),
        sa.Column("snapshot", sa.Text(), nullable=False, comment="SHA-256 of the stored body in hex."),
        sa.Column(
            "selector",
            sa.Text(),
            nullable=False,
            comment="Path of the element or datum, e.g. main > p:nth-of-type(2).",
        ),
        sa.Column(
            "start_offset",
            sa.Integer(),
            nullable=False,
            comment="Characters of its text before the quote, from 0.",
        ),
        sa.Column(
            "end_offset",
            sa.Integer(),
            nullable=False,
            comment="Characters of its text up to the quote's end.",
        ),
        sa.Column(
            "quote",
            sa.Text(),
            nullable=False,
            comment="The words; a character masked for privacy is a bullet.",
        ),
        sa.Column(
            "seen_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
            comment="Capture that first showed them, UTC.",
        ),
        sa.Column("extractor", sa.Text(), nullable=False, comment="What read them, e.g. pages/1."),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name="fk_evidence_passage_location_id"),
        sa.PrimaryKeyConstraint("id", name="pk_evidence_passage"),
        sa.UniqueConstraint("place", name="uq_evidence_passage_place"),
        comment="Verbatim words of stored pages, with the place where they stand.",
        sqlite_autoincrement=True,
    )
    op.create_index("ix_evidence_passage_snapshot", "evidence_passage", ["snapshot"], unique=False)

    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("source_id", sa.Integer(), nullable=False, comment="Source that showed it."),
        sa.Column("kind", sa.Text(), nullable=False, comment="price, packaging, feature, limit, release…"),
        sa.Column("mode", sa.Text(), nullable=False, comment="added, changed, removed or unstable."),
        sa.Column("subject", sa.Text(), nullable=False, comment="What changed, e.g. Pro: Cloud recording."),
        sa.Column("before", sa.Text(), nullable=True, comment="What stood before; null for an addition."),
        sa.Column("after", sa.Text(), nullable=True, comment="What stands now; null for a removal."),
        sa.Column("night", sa.Date(), nullable=False, comment="Night on which it was recorded."),
        sa.Column(
            "learnt_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
            comment="When the row was stored, UTC.",
        ),
        sa.Column("score", sa.Double(), nullable=True, comment="Weight from 0 to 100; null until scored."),
        sa.Column("reason", sa.Text(), nullable=True, comment="Parts of the score in words."),
        sa.Column("evidence_before", sa.Integer(), nullable=True, comment="Former words."),
        sa.Column("evidence_after", sa.Integer(), nullable=True, comment="New words."),
        sa.ForeignKeyConstraint(["evidence_after"], ["evidence_passage.id"], name="fk_change_evidence_after"),
        sa.ForeignKeyConstraint(
            ["evidence_before"], ["evidence_passage.id"], name="fk_change_evidence_before"
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_change_source_id"),
        sa.PrimaryKeyConstraint("id", name="pk_change"),
        comment="Changes of facts between nights, scored by the analysis.",
    )
    op.create_index("ix_change_night", "change", ["night"], unique=False)

    op.create_table(
        "claim_fact",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("location_id", sa.Integer(), nullable=False, comment="Page that says so."),
        sa.Column(
            "plan_key",
            sa.Text(),
            nullable=False,
            comment="Plan's name made comparable; empty for the product as a whole.",
        ),
        sa.Column(
            "plan",
            sa.Text(),
            nullable=True,
            comment="Plan's name as written; null for the product as a whole.",
        ),
        sa.Column(
            "name_key",
            sa.Text(),
            nullable=False,
            comment="Feature's name made comparable, e.g. cloud recording.",
        ),
        sa.Column(
            "name", sa.Text(), nullable=False, comment="Feature as the page calls it, e.g. Cloud recordings."
        ),
        sa.Column("feature_id", sa.Integer(), nullable=False, comment="Canonical feature."),
        sa.Column("position", sa.Integer(), nullable=False, comment="Order of the plan on the page, from 0."),
        sa.Column("status", sa.Text(), nullable=False, comment="offered, limited, add-on, absent…"),
        sa.Column(
            "value",
            sa.Text(),
            nullable=True,
            comment="Quantity or wording, e.g. 10 GB; null when there is none.",
        ),
        sa.Column("evidence_id", sa.Integer(), nullable=False, comment="The words."),
        sa.Column(
            "first_seen",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
            comment="First capture that showed it, UTC, e.g. 2026-11-23T02:00:00Z.",
        ),
        sa.Column(
            "last_seen",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
            comment="Newest capture that showed it, UTC.",
        ),
        sa.Column(
            "ended",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=True,
            comment="First capture that no longer showed it, UTC; null while it stands.",
        ),
        sa.Column(
            "learnt_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
            comment="When the row was stored, UTC.",
        ),
        sa.Column(
            "unstable",
            sa.Boolean(),
            nullable=False,
            comment="Whether the value came back within five captures.",
        ),
        sa.Column(
            "last_ordinal",
            sa.Integer(),
            nullable=False,
            comment="Ordinal of the newest capture that showed it, e.g. 12.",
        ),
        sa.Column(
            "suspected_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=True,
            comment="Capture that first missed it, UTC; null while nothing is suspected.",
        ),
        sa.Column(
            "suspected_night", sa.Date(), nullable=True, comment="Night of that capture, e.g. 2026-11-23."
        ),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence_passage.id"], name="fk_claim_fact_evidence_id"),
        sa.ForeignKeyConstraint(["feature_id"], ["feature.id"], name="fk_claim_fact_feature_id"),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name="fk_claim_fact_location_id"),
        sa.PrimaryKeyConstraint("id", name="pk_claim_fact"),
        comment="What products' pages say of features, over the time they said so.",
    )
    op.create_index("ix_claim_fact_feature_id", "claim_fact", ["feature_id"], unique=False)
    op.create_index("ix_claim_fact_location_id_ended", "claim_fact", ["location_id", "ended"], unique=False)

    op.create_table(
        "limit_fact",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("location_id", sa.Integer(), nullable=False, comment="Page that states it."),
        sa.Column("plan_key", sa.Text(), nullable=False, comment="Plan's name made comparable, e.g. basic."),
        sa.Column("plan", sa.Text(), nullable=False, comment="Plan's name as written, e.g. Basic."),
        sa.Column(
            "name_key",
            sa.Text(),
            nullable=False,
            comment="Limit's name made comparable, e.g. meeting duration.",
        ),
        sa.Column(
            "name", sa.Text(), nullable=False, comment="Limit as the page calls it, e.g. Meeting duration."
        ),
        sa.Column("position", sa.Integer(), nullable=False, comment="Order of the plan on the page, from 0."),
        sa.Column("value", sa.Text(), nullable=False, comment="As written, e.g. 40."),
        sa.Column(
            "unit", sa.Text(), nullable=True, comment="What is counted, e.g. minutes; null when not stated."
        ),
        sa.Column("evidence_id", sa.Integer(), nullable=False, comment="The words."),
        sa.Column(
            "first_seen",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
            comment="First capture that showed it, UTC, e.g. 2026-11-23T02:00:00Z.",
        ),
        sa.Column(
            "last_seen",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
            comment="Newest capture that showed it, UTC.",
        ),
        sa.Column(
            "ended",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=True,
            comment="First capture that no longer showed it, UTC; null while it stands.",
        ),
        sa.Column(
            "learnt_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
            comment="When the row was stored, UTC.",
        ),
        sa.Column(
            "unstable",
            sa.Boolean(),
            nullable=False,
            comment="Whether the value came back within five captures.",
        ),
        sa.Column(
            "last_ordinal",
            sa.Integer(),
            nullable=False,
            comment="Ordinal of the newest capture that showed it, e.g. 12.",
        ),
        sa.Column(
            "suspected_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=True,
            comment="Capture that first missed it, UTC; null while nothing is suspected.",
        ),
        sa.Column(
            "suspected_night", sa.Date(), nullable=True, comment="Night of that capture, e.g. 2026-11-23."
        ),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence_passage.id"], name="fk_limit_fact_evidence_id"),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name="fk_limit_fact_location_id"),
        sa.PrimaryKeyConstraint("id", name="pk_limit_fact"),
        comment="Quantities that plans allow, over the time they stood on a page.",
    )
    op.create_index("ix_limit_fact_location_id_ended", "limit_fact", ["location_id", "ended"], unique=False)

    op.create_table(
        "plan_fact",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("location_id", sa.Integer(), nullable=False, comment="Page that shows it."),
        sa.Column("plan_key", sa.Text(), nullable=False, comment="Name made comparable, e.g. pro."),
        sa.Column("name", sa.Text(), nullable=False, comment="Name as the page writes it, e.g. Pro."),
        sa.Column("position", sa.Integer(), nullable=False, comment="Order on the page, from 0."),
        sa.Column(
            "evidence_id",
            sa.Integer(),
            nullable=True,
            comment="Words of the plan; null for a plan that shows only its name.",
        ),
        sa.Column(
            "first_seen",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
            comment="First capture that showed it, UTC, e.g. 2026-11-23T02:00:00Z.",
        ),
        sa.Column(
            "last_seen",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
            comment="Newest capture that showed it, UTC.",
        ),
        sa.Column(
            "ended",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=True,
            comment="First capture that no longer showed it, UTC; null while it stands.",
        ),
        sa.Column(
            "learnt_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
            comment="When the row was stored, UTC.",
        ),
        sa.Column(
            "unstable",
            sa.Boolean(),
            nullable=False,
            comment="Whether the value came back within five captures.",
        ),
        sa.Column(
            "last_ordinal",
            sa.Integer(),
            nullable=False,
            comment="Ordinal of the newest capture that showed it, e.g. 12.",
        ),
        sa.Column(
            "suspected_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=True,
            comment="Capture that first missed it, UTC; null while nothing is suspected.",
        ),
        sa.Column(
            "suspected_night", sa.Date(), nullable=True, comment="Night of that capture, e.g. 2026-11-23."
        ),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence_passage.id"], name="fk_plan_fact_evidence_id"),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name="fk_plan_fact_location_id"),
        sa.PrimaryKeyConstraint("id", name="pk_plan_fact"),
        comment="Plans over the time they stood on a page.",
    )
    op.create_index("ix_plan_fact_location_id_ended", "plan_fact", ["location_id", "ended"], unique=False)

    op.create_table(
        "price_fact",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("location_id", sa.Integer(), nullable=False, comment="Page that shows it."),
        sa.Column("plan_key", sa.Text(), nullable=False, comment="Plan's name made comparable, e.g. pro."),
        sa.Column("plan", sa.Text(), nullable=False, comment="Plan's name as the page writes it, e.g. Pro."),
        sa.Column("position", sa.Integer(), nullable=False, comment="Order on the page, from 0."),
        sa.Column("raw", sa.Text(), nullable=False, comment="Words of the page, e.g. $14.99/host/month."),
        sa.Column("kind", sa.Text(), nullable=False, comment="free, priced, contact or unknown."),
        sa.Column(
            "amount",
            sa.Numeric().with_variant(sa.Text(), "sqlite"),
            nullable=True,
            comment="In units of the currency, exact; 0 when free.",
        ),
        sa.Column("currency", sa.Text(), nullable=True, comment="ISO 4217 code, e.g. USD."),
        sa.Column("period", sa.Text(), nullable=True, comment="What it pays for: month, year, once, use."),
        sa.Column("billed", sa.Text(), nullable=True, comment="How it is charged: monthly, annually."),
        sa.Column(
            "unit", sa.Text(), nullable=True, comment="seat, flat, or the thing counted, e.g. contact."
        ),
        sa.Column("qualifier", sa.Text(), nullable=True, comment="from, up to or was."),
        sa.Column("evidence_id", sa.Integer(), nullable=False, comment="The words."),
        sa.Column(
            "first_seen",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
            comment="First capture that showed it, UTC, e.g. 2026-11-23T02:00:00Z.",
        ),
        sa.Column(
            "last_seen",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
            comment="Newest capture that showed it, UTC.",
        ),
        sa.Column(
            "ended",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=True,
            comment="First capture that no longer showed it, UTC; null while it stands.",
        ),
        sa.Column(
            "learnt_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
            comment="When the row was stored, UTC.",
        ),
        sa.Column(
            "unstable",
            sa.Boolean(),
            nullable=False,
            comment="Whether the value came back within five captures.",
        ),
        sa.Column(
            "last_ordinal",
            sa.Integer(),
            nullable=False,
            comment="Ordinal of the newest capture that showed it, e.g. 12.",
        ),
        sa.Column(
            "suspected_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=True,
            comment="Capture that first missed it, UTC; null while nothing is suspected.",
        ),
        sa.Column(
            "suspected_night", sa.Date(), nullable=True, comment="Night of that capture, e.g. 2026-11-23."
        ),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence_passage.id"], name="fk_price_fact_evidence_id"),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name="fk_price_fact_location_id"),
        sa.PrimaryKeyConstraint("id", name="pk_price_fact"),
        comment="Prices of plans, one for each way to pay, over the time they stood on a page.",
    )
    op.create_index("ix_price_fact_location_id_ended", "price_fact", ["location_id", "ended"], unique=False)

    op.create_table(
        "release_fact",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("source_id", sa.Integer(), nullable=False, comment="Source that lists it."),
        sa.Column("location_id", sa.Integer(), nullable=False, comment="Page last seen on."),
        sa.Column(
            "key",
            sa.Text(),
            nullable=False,
            comment="SHA-256 of date and title: its identity within the source.",
        ),
        sa.Column(
            "published", sa.Date(), nullable=True, comment="Date as published; null when none is stated."
        ),
        sa.Column("title", sa.Text(), nullable=False, comment="Title, e.g. 5.8.0."),
        sa.Column(
            "items",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
            comment="Its points, in order.",
        ),
        sa.Column(
            "first_seen",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
            comment="First capture that showed it, UTC.",
        ),
        sa.Column(
            "last_seen",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
            comment="Newest capture that showed it, UTC.",
        ),
        sa.Column(
            "learnt_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
            comment="When the row was stored, UTC.",
        ),
        sa.Column("evidence_id", sa.Integer(), nullable=False, comment="The words."),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence_passage.id"], name="fk_release_fact_evidence_id"),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name="fk_release_fact_location_id"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_release_fact_source_id"),
        sa.PrimaryKeyConstraint("id", name="pk_release_fact"),
        sa.UniqueConstraint("source_id", "key", name="uq_release_fact_source_id_key"),
        comment="Entries of changelogs and feeds; they fall off a page without ending.",
    )
    op.create_index("ix_release_fact_location_id", "release_fact", ["location_id"], unique=False)

    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("source_id", sa.Integer(), nullable=False, comment="Source that published it."),
        sa.Column("product_id", sa.Integer(), nullable=False, comment="Product it is of."),
        sa.Column("location_id", sa.Integer(), nullable=False, comment="Page last seen on."),
        sa.Column(
            "key", sa.Text(), nullable=False, comment="Identity within the source: its own id, or a hash."
        ),
        sa.Column("text", sa.Text(), nullable=False, comment="Text; masked characters are bullets."),
        sa.Column("text_hash", sa.Text(), nullable=False, comment="SHA-256 of the text in hex."),
        sa.Column("title", sa.Text(), nullable=True, comment="Title; null when there is none."),
        sa.Column(
            "published", sa.Date(), nullable=True, comment="Date as published; null when none is stated."
        ),
        sa.Column(
            "rating",
            sa.Numeric().with_variant(sa.Text(), "sqlite"),
            nullable=True,
            comment="Rescaled to 1 to 5; null when none or unclear.",
        ),
        sa.Column(
            "rating_raw",
            sa.Numeric().with_variant(sa.Text(), "sqlite"),
            nullable=True,
            comment="On the site's own scale.",
        ),
        sa.Column(
            "best",
            sa.Numeric().with_variant(sa.Text(), "sqlite"),
            nullable=True,
            comment="Best rating of that scale; null when not stated.",
        ),
        sa.Column("version", sa.Text(), nullable=True, comment="Version of the product, where stated."),
        sa.Column(
            "author_key",
            sa.Text(),
            nullable=True,
            comment="Keyed hash of the author; null when nobody is named.",
        ),
        sa.Column("words", sa.Integer(), nullable=False, comment="Words of the text, e.g. 46."),
        sa.Column(
            "first_seen",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
            comment="First capture that showed it, UTC.",
        ),
        sa.Column(
            "last_seen",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
            comment="Newest capture that showed it, UTC.",
        ),
        sa.Column(
            "learnt_at",
            sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"),
            nullable=False,
            comment="When the row was stored, UTC.",
        ),
        sa.Column("evidence_id", sa.Integer(), nullable=False, comment="Its text where it stands."),
        sa.Column("polarity", sa.Text(), nullable=True, comment="Of the whole; null until read."),
        sa.Column("language", sa.Text(), nullable=True, comment="ISO 639-1 code, e.g. en; null until read."),
        sa.Column("model", sa.Text(), nullable=True, comment="Version of what read it; null until read."),
        sa.Column("taxonomy", sa.Text(), nullable=True, comment="Version of the taxonomy it was read with."),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence_passage.id"], name="fk_review_evidence_id"),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name="fk_review_location_id"),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_review_product_id"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_review_source_id"),
        sa.PrimaryKeyConstraint("id", name="pk_review"),
        sa.UniqueConstraint("source_id", "key", name="uq_review_source_id_key"),
        comment="Reviews, tickets and survey answers; text only, personal data masked.",
    )
    op.create_index("ix_review_location_id", "review", ["location_id"], unique=False)
    op.create_index("ix_review_product_id_published", "review", ["product_id", "published"], unique=False)
    op.create_index("ix_review_text_hash", "review", ["text_hash"], unique=False)

    op.create_table(
        "comparison",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("review_id", sa.Integer(), nullable=False, comment="Review."),
        sa.Column(
            "winner",
            sa.Text(),
            nullable=True,
            comment="Slug of a product of the market, or the name as written.",
        ),
        sa.Column("loser", sa.Text(), nullable=True, comment="Likewise; for a switch, what the writer left."),
        sa.Column(
            "aspect", sa.Text(), nullable=True, comment="What they are compared on; for a switch, the reason."
        ),
        sa.Column("relation", sa.Text(), nullable=False, comment="better, equal, switch or considering."),
        sa.Column("evidence_id", sa.Integer(), nullable=False, comment="The sentence."),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence_passage.id"], name="fk_comparison_evidence_id"),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name="fk_comparison_review_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_comparison"),
        comment="Products set against each other in reviews, switches among them.",
    )
    op.create_index("ix_comparison_review_id", "comparison", ["review_id"], unique=False)

    op.create_table(
        "intent",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("review_id", sa.Integer(), nullable=False, comment="Review."),
        sa.Column("label", sa.Text(), nullable=False, comment="request, problem, praise, question…"),
        sa.Column("confidence", sa.Double(), nullable=False, comment="0 to 1."),
        sa.Column("feature_id", sa.Integer(), nullable=True, comment="Feature in that sentence."),
        sa.Column("evidence_id", sa.Integer(), nullable=False, comment="The sentence."),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence_passage.id"], name="fk_intent_evidence_id"),
        sa.ForeignKeyConstraint(["feature_id"], ["feature.id"], name="fk_intent_feature_id"),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name="fk_intent_review_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_intent"),
        comment="Requests, problems, praise, questions and information in reviews.",
    )
    op.create_index("ix_intent_review_id", "intent", ["review_id"], unique=False)

    op.create_table(
        "mention",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row, e.g. 17."),
        sa.Column("review_id", sa.Integer(), nullable=False, comment="Review."),
        sa.Column("feature_id", sa.Integer(), nullable=True, comment="Null when nothing matched."),
        sa.Column("phrase", sa.Text(), nullable=False, comment="The span, e.g. screen share."),
        sa.Column("phrase_key", sa.Text(), nullable=False, comment="The span made comparable."),
        sa.Column("polarity", sa.Text(), nullable=False, comment="positive, negative, neutral or mixed."),
        sa.Column("confidence", sa.Double(), nullable=False, comment="0 to 1."),
        sa.Column("evidence_id", sa.Integer(), nullable=False, comment="The span where it stands."),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence_passage.id"], name="fk_mention_evidence_id"),
        sa.ForeignKeyConstraint(["feature_id"], ["feature.id"], name="fk_mention_feature_id"),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name="fk_mention_review_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_mention"),
        comment="Spans of reviews that name a feature, with polarity.",
    )
    op.create_index("ix_mention_feature_id", "mention", ["feature_id"], unique=False)
    op.create_index("ix_mention_phrase_key", "mention", ["phrase_key"], unique=False)
    op.create_index("ix_mention_review_id", "mention", ["review_id"], unique=False)

    for statement in view_statements():
        op.execute(sa.text(statement.replace(":", "\\:")))


def downgrade() -> None:
    for statement in reversed(view_statements()):
        if statement.startswith("CREATE VIEW "):
            op.execute(f"DROP VIEW {statement.split()[2]}")
    op.drop_index("ix_mention_review_id", "mention")
    op.drop_index("ix_mention_phrase_key", "mention")
    op.drop_index("ix_mention_feature_id", "mention")

    op.drop_table("mention")
    op.drop_index("ix_intent_review_id", "intent")

    op.drop_table("intent")
    op.drop_index("ix_comparison_review_id", "comparison")

    op.drop_table("comparison")
    op.drop_index("ix_review_text_hash", "review")
    op.drop_index("ix_review_product_id_published", "review")
    op.drop_index("ix_review_location_id", "review")

    op.drop_table("review")
    op.drop_index("ix_release_fact_location_id", "release_fact")

    op.drop_table("release_fact")
    op.drop_index("ix_price_fact_location_id_ended", "price_fact")

    op.drop_table("price_fact")
    op.drop_index("ix_plan_fact_location_id_ended", "plan_fact")

    op.drop_table("plan_fact")
    op.drop_index("ix_limit_fact_location_id_ended", "limit_fact")

    op.drop_table("limit_fact")
    op.drop_index("ix_claim_fact_location_id_ended", "claim_fact")
    op.drop_index("ix_claim_fact_feature_id", "claim_fact")

    op.drop_table("claim_fact")
    op.drop_index("ix_change_night", "change")

    op.drop_table("change")
    op.drop_index("ix_evidence_passage_snapshot", "evidence_passage")

    op.drop_table("evidence_passage")
    op.drop_index("ix_capture_night", "capture")

    op.drop_table("capture")
    op.drop_table("location")
    op.drop_index("ix_frontier_night_state", "frontier")

    op.drop_table("frontier")
    op.drop_table("source")
    op.drop_index("ix_gap_run_id", "gap")

    op.drop_table("gap")
    op.drop_index("ix_feature_score_run_id", "feature_score")

    op.drop_table("feature_score")
    op.drop_index("ix_feature_cell_run_id", "feature_cell")

    op.drop_table("feature_cell")
    op.drop_table("feature_alias")
    op.drop_table("setting")
    op.drop_table("product")
    op.drop_table("lease")
    op.drop_table("feature")
    op.drop_table("digest_delivery")
    op.drop_table("analysis_run")
