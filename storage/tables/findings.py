"""Tables of what analysis concludes, and of runs: analyses, scores, gaps, leases, digests."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rivalscope.domain.finding import GapKind, Spread, Standing
from rivalscope.domain.page import ClaimStatus
from storage.tables.record import Record
from storage.values import Json, JsonOrNull, Word

KINDS = "parity, quality, white space, lead, table stakes or over-served"


class AnalysisRow(Record):
    """One run of the gap analysis."""

    __tablename__ = "analysis_run"
    __table_args__ = ({"comment": "Runs of the gap analysis; views show the newest."},)

    as_of: Mapped[datetime] = mapped_column(unique=True, comment="Instant it speaks of, UTC.")
    taxonomy: Mapped[str] = mapped_column(comment="Version of the taxonomy.")
    model: Mapped[str] = mapped_column(comment="Version of what read the reviews.")
    learnt_at: Mapped[datetime] = mapped_column(comment="When it was stored, UTC.")
    errors: Mapped[list[dict[str, object]] | None] = mapped_column(
        JsonOrNull, comment="Measured errors of reading by which scores are corrected; null for older runs."
    )
    uncounted: Mapped[list[str] | None] = mapped_column(
        JsonOrNull, comment="Models whose readings are not corrected; null for older runs."
    )


class CellRow(Record):
    """One product × feature of an analysis."""

    __tablename__ = "feature_cell"
    __table_args__ = ({"comment": "Product by feature as each analysis saw it."},)

    run_id: Mapped[int] = mapped_column(
        ForeignKey("analysis_run.id", ondelete="CASCADE"), index=True, comment="Run."
    )
    position: Mapped[int] = mapped_column(comment="Order in the analysis, from 0.")
    product: Mapped[str] = mapped_column(comment="Slug of the product.")
    feature: Mapped[str] = mapped_column(comment="Canonical feature.")
    status: Mapped[ClaimStatus] = mapped_column(
        Word(ClaimStatus), comment="Merged statement; unknown is not absent."
    )
    confidence: Mapped[float | None] = mapped_column(
        comment="How sure the status is, 0 to 1, by the pages that say so; null when none does."
    )
    plans: Mapped[list[str]] = mapped_column(Json, comment="Plans that include it, in order of the page.")
    value: Mapped[str | None] = mapped_column(comment="Quantity or wording, e.g. 10 GB.")
    last_seen: Mapped[datetime | None] = mapped_column(comment="Newest capture that said so, UTC.")
    evidence: Mapped[list[int]] = mapped_column(Json, comment="Numbers of the evidence, clearest first.")
    evidence_against: Mapped[list[int] | None] = mapped_column(
        JsonOrNull, comment="Numbers of the evidence of other pages that say the opposite; null for none."
    )


class ScoreRow(Record):
    """What reviewers of a product feel about a feature, as an analysis computed it."""

    __tablename__ = "feature_score"
    __table_args__ = (
        {"comment": "What reviewers feel about features, with n and interval, for each analysis."},
    )

    run_id: Mapped[int] = mapped_column(
        ForeignKey("analysis_run.id", ondelete="CASCADE"), index=True, comment="Run."
    )
    position: Mapped[int] = mapped_column(comment="Order in the analysis, from 0.")
    product: Mapped[str] = mapped_column(comment="Slug of the product.")
    feature: Mapped[str] = mapped_column(comment="Canonical feature.")
    n: Mapped[int] = mapped_column(comment="Reviewers with a positive or negative opinion, one voice each.")
    neutral: Mapped[int] = mapped_column(comment="Reviewers who only mention it.")
    positive_share: Mapped[float | None] = mapped_column(comment="Positive of n, 0 to 1; null when n is 0.")
    score: Mapped[float | None] = mapped_column(comment="Shrunken positive share, 0 to 1; null when n is 0.")
    low: Mapped[float | None] = mapped_column(comment="Lower end of its 95 % interval.")
    high: Mapped[float | None] = mapped_column(comment="Upper end of its 95 % interval.")
    importance: Mapped[float] = mapped_column(
        comment="Share of the product's reviewers who mention it, 0 to 1."
    )
    requests: Mapped[int] = mapped_column(comment="Distinct reviewers who ask for it.")
    ranked: Mapped[bool] = mapped_column(comment="Whether n reaches the minimum for ranking.")
    evidence: Mapped[list[int]] = mapped_column(Json, comment="Numbers of the evidence, clearest first.")
    uncorrected: Mapped[float | None] = mapped_column(
        comment="The score as if every opinion had been read right; null when n is 0."
    )
    standing: Mapped[Standing | None] = mapped_column(
        Word(Standing),
        comment="Against ours, where both are reviewed; null for ours and where one is not judged.",
    )
    better: Mapped[float | None] = mapped_column(
        comment="Chance that it is better liked than ours, 0 to 1; null when not compared."
    )
    place: Mapped[int | None] = mapped_column(
        comment="Place among products on shared platforms, 1 the best liked."
    )
    best: Mapped[float | None] = mapped_column(comment="Chance that it is the best liked of them, 0 to 1.")
    order_chance: Mapped[float | None] = mapped_column(
        comment="Chance that their whole order is right, 0 to 1."
    )
    compared: Mapped[int | None] = mapped_column(comment="Its reviewers with an opinion in the comparison.")
    platforms: Mapped[list[str] | None] = mapped_column(JsonOrNull, comment="Platforms of the comparison.")
    caveat: Mapped[str | None] = mapped_column(
        comment="Why it is not compared, in words; empty for nothing to say."
    )


class GapRow(Record):
    """One row of the gap analysis."""

    __tablename__ = "gap"
    __table_args__ = ({"comment": "Gaps that each analysis found, in its order."},)

    run_id: Mapped[int] = mapped_column(
        ForeignKey("analysis_run.id", ondelete="CASCADE"), index=True, comment="Run."
    )
    position: Mapped[int] = mapped_column(comment="Order in the analysis, from 0: ranked first, thin last.")
    kind: Mapped[GapKind] = mapped_column(Word(GapKind), comment=f"{KINDS}.")
    feature: Mapped[str] = mapped_column(comment="Canonical feature.")
    ours: Mapped[ClaimStatus] = mapped_column(Word(ClaimStatus), comment="What our pages say of it.")
    rivals: Mapped[str] = mapped_column(comment="Slugs against which it stands, comma and blank between.")
    opportunity: Mapped[float] = mapped_column(
        comment="0 to 20: importance and what satisfaction leaves open."
    )
    low: Mapped[float] = mapped_column(comment="Lower end of its 95 % interval.")
    high: Mapped[float] = mapped_column(comment="Upper end of its 95 % interval.")
    n: Mapped[int] = mapped_column(comment="Reviewers behind it, over all products compared.")
    importance: Mapped[float] = mapped_column(comment="0 to 1.")
    our_score: Mapped[float | None] = mapped_column(
        comment="Our shrunken positive share; null without opinions."
    )
    best_score: Mapped[float | None] = mapped_column(comment="Best rival's shrunken positive share.")
    thin: Mapped[bool] = mapped_column(comment="Whether n is below the minimum: shown, not ranked.")
    summary: Mapped[str] = mapped_column(comment="One sentence that says what the gap is.")
    evidence: Mapped[list[int]] = mapped_column(
        Json, comment="Numbers of the evidence: claims, then mentions."
    )
    severity: Mapped[float | None] = mapped_column(
        comment="0 to 10: importance times what ours do not have of it."
    )
    severity_low: Mapped[float | None] = mapped_column(comment="Lower end of its 95 % interval.")
    severity_high: Mapped[float | None] = mapped_column(comment="Upper end of its 95 % interval.")
    first_chance: Mapped[float | None] = mapped_column(
        comment="Chance to be the first of the ranked gaps that call for work; null for others."
    )
    top_chance: Mapped[float | None] = mapped_column(comment="Chance to be among the first five of them.")
    spread: Mapped[Spread | None] = mapped_column(
        Word(Spread), comment="How common it is: parity, differentiator."
    )
    platforms: Mapped[list[str] | None] = mapped_column(JsonOrNull, comment="Platforms of the comparison.")
    chance: Mapped[float | None] = mapped_column(comment="Chance that the comparison is right, 0 to 1.")
    caveat: Mapped[str | None] = mapped_column(
        comment="What could not be compared, and why; empty for nothing."
    )


class LeaseRow(Record):
    """Who may run."""

    __tablename__ = "lease"
    __table_args__ = ({"comment": "Which run holds which right, and until when."},)

    name: Mapped[str] = mapped_column(unique=True, comment="What is held, e.g. night.")
    holder: Mapped[str] = mapped_column(comment="Who holds it, in words for a message.")
    host: Mapped[str] = mapped_column(comment="Name of the holder's machine.")
    pid: Mapped[int] = mapped_column(comment="The holder's process on that machine.")
    token: Mapped[int] = mapped_column(comment="Counts holders: a later one has a greater token.")
    taken_at: Mapped[datetime] = mapped_column(comment="When it was taken, UTC.")
    expires_at: Mapped[datetime] = mapped_column(comment="When it lapses unless renewed, UTC.")


class DigestRow(Record):
    """A week's digest for one recipient, on its way or delivered: the outbox."""

    __tablename__ = "digest_delivery"
    __table_args__ = (
        UniqueConstraint("week", "recipient"),
        {"comment": "What became of each week's digest for each recipient."},
    )

    week: Mapped[str] = mapped_column(comment="ISO week, e.g. 2026-W47.")
    recipient: Mapped[str] = mapped_column(comment="Mail address.")
    message_id: Mapped[str] = mapped_column(comment="Message-ID: the same however often it is tried.")
    state: Mapped[str] = mapped_column(comment="waiting, sent, refused, deferred or given up.")
    at: Mapped[datetime] = mapped_column(comment="When it came into that state, UTC.")
    queued_at: Mapped[datetime] = mapped_column(
        comment="When it was put there, UTC; it tells what was known then."
    )
    attempts: Mapped[int] = mapped_column(comment="How often it was tried since.")
    next_try: Mapped[datetime | None] = mapped_column(comment="When it is tried next, UTC; null for never.")
    detail: Mapped[str] = mapped_column(
        comment="What the last attempt came to in words; empty when it was sent."
    )
