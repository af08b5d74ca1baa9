"""Tables of collecting: captures, the frontier, and the passages that are evidence."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rivalscope.domain.capture import Ending, Verdict
from storage.tables.record import Record
from storage.values import Word


class CaptureRow(Record):
    """One fetch of one URL on one night."""

    __tablename__ = "capture"
    __table_args__ = (
        UniqueConstraint("location_id", "night"),
        Index("ix_capture_night", "night"),
        {"comment": "What each fetch gave and how it was judged; one row for each URL and night."},
    )

    location_id: Mapped[int] = mapped_column(ForeignKey("location.id"), comment="URL that was fetched.")
    night: Mapped[date] = mapped_column(comment="UTC date of the run's scheduled instant, e.g. 2026-11-23.")
    seen_at: Mapped[datetime] = mapped_column(
        comment="When it was fetched, UTC; the night's clock in a replay."
    )
    verdict: Mapped[Verdict] = mapped_column(
        Word(Verdict), comment="What it turned out to be, e.g. ok or login."
    )
    reason: Mapped[str] = mapped_column(comment="Why, in plain words; empty for ok.")
    status: Mapped[int | None] = mapped_column(comment="HTTP status, e.g. 200; null when no answer came.")
    snapshot: Mapped[str | None] = mapped_column(comment="SHA-256 of the stored body in hex; null when none.")
    content_type: Mapped[str | None] = mapped_column(comment="Content-Type as sent, e.g. text/html.")
    etag: Mapped[str | None] = mapped_column(comment="ETag as sent.")
    last_modified: Mapped[str | None] = mapped_column(comment="Last-Modified as sent.")
    size: Mapped[int] = mapped_column(comment="Bytes of the decoded body.")
    elapsed_ms: Mapped[int] = mapped_column(comment="Milliseconds from request to last byte.")
    items: Mapped[int] = mapped_column(comment="Plans, features, releases and reviews on the page.")
    stated: Mapped[int | None] = mapped_column(
        comment="Items that the source says there are in all, e.g. 1204; null when it does not say."
    )
    ending: Mapped[Ending | None] = mapped_column(
        Word(Ending), comment="Why its list was not followed further, e.g. end or cap; null when it was."
    )
    extractor: Mapped[str | None] = mapped_column(
        comment="What read the page, e.g. pages/1; null when nothing did."
    )
    ordinal: Mapped[int | None] = mapped_column(
        comment="Running number among this URL's captures that could update facts; null for the others."
    )


class FrontierRow(Record):
    """One URL that a night is to fetch, and whether it was."""

    __tablename__ = "frontier"
    __table_args__ = (
        UniqueConstraint("night", "url_key"),
        Index("ix_frontier_night_state", "night", "state"),
        {"comment": "What each night is to fetch; a run that was killed goes on from here."},
    )

    night: Mapped[date] = mapped_column(comment="Night of the run.")
    url: Mapped[str] = mapped_column(comment="URL to fetch.")
    url_key: Mapped[str] = mapped_column(comment="SHA-256 of the URL in hex.")
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), comment="Source it is fetched for.")
    depth: Mapped[int] = mapped_column(comment="Links followed from a given URL, from 0.")
    carrier: Mapped[str] = mapped_column(comment="seed, link, sitemap, next or known.")
    state: Mapped[str] = mapped_column(comment="pending, claimed, done, failed or not-due.")
    owner: Mapped[str | None] = mapped_column(
        comment="Process that has claimed it: host, number and start; null when none."
    )
    leased_until: Mapped[datetime | None] = mapped_column(
        comment="When the claim lapses, UTC; null when none."
    )


class RecheckRow(Record):
    """What the checks of one URL showed."""

    __tablename__ = "recheck"
    __table_args__ = (
        {"comment": "How often each URL was checked and had changed; what its next check is decided by."},
    )

    location_id: Mapped[int] = mapped_column(
        ForeignKey("location.id"), unique=True, comment="URL that is checked."
    )
    checks: Mapped[int] = mapped_column(comment="Good captures after the first one, e.g. 40.")
    changes: Mapped[int] = mapped_column(comment="Those of them that said something else, e.g. 3.")
    watched_days: Mapped[float] = mapped_column(
        comment="Days between checks; of those that ended in a change half, since it came somewhere between."
    )
    restless: Mapped[bool] = mapped_column(
        comment="Whether the newest check showed a change, or missed what stood before."
    )


class EvidenceRow(Record):
    """The very words behind a fact, and where they stand."""

    __tablename__ = "evidence_passage"
    __table_args__ = (
        Index("ix_evidence_passage_snapshot", "snapshot", "extractor", "location_id"),
        # A number is never given twice: a stored finding may still name it.
        {
            "comment": "Verbatim words of stored pages, with the place where they stand.",
            "sqlite_autoincrement": True,
        },
    )

    place: Mapped[str] = mapped_column(
        unique=True, comment="SHA-256 of location, snapshot, selector and offsets."
    )
    location_id: Mapped[int] = mapped_column(ForeignKey("location.id"), comment="URL they were read from.")
    snapshot: Mapped[str] = mapped_column(comment="SHA-256 of the stored body in hex.")
    selector: Mapped[str] = mapped_column(
        comment="Path of the element or datum, e.g. main > p:nth-of-type(2)."
    )
    start_offset: Mapped[int] = mapped_column(comment="Characters of its text before the quote, from 0.")
    end_offset: Mapped[int] = mapped_column(comment="Characters of its text up to the quote's end.")
    quote: Mapped[str] = mapped_column(comment="The words; a character masked for privacy is a bullet.")
    seen_at: Mapped[datetime] = mapped_column(comment="Capture that first showed them, UTC.")
    extractor: Mapped[str] = mapped_column(comment="What read them, e.g. pages/1.")
