"""Tables of manners: what each night cost each host, how long a host wants peace, and its rules as last had."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.record import Record


class HostNightRow(Record):
    """One host on one night."""

    __tablename__ = "host_night"
    __table_args__ = (
        UniqueConstraint("night", "host"),
        {"comment": "The request ledger: what each night cost each host."},
    )

    night: Mapped[date] = mapped_column(comment="UTC date of the run's scheduled instant, e.g. 2026-11-23.")
    host: Mapped[str] = mapped_column(comment="Host, with its port where it is not the usual one.")
    requests: Mapped[int] = mapped_column(comment="Requests sent, robots.txt and sitemaps included.")
    bytes: Mapped[int] = mapped_column(comment="Bytes of bodies received, before they were unpacked.")
    not_modified: Mapped[int] = mapped_column(comment="Answers 304.")
    throttled: Mapped[int] = mapped_column(comment="Answers 429 and 503.")
    failures: Mapped[int] = mapped_column(comment="Requests that got no whole answer.")
    refusals: Mapped[int] = mapped_column(comment="Requests that were not sent, for manners or safety.")
    left_out: Mapped[int] = mapped_column(comment="Pages found that the site's budget left out.")
    waits_seconds: Mapped[float] = mapped_column(comment="Seconds waited so as not to press the host.")
    robots: Mapped[str] = mapped_column(comment="rules, none, last copy, unreachable, or empty.")


class RobotsCopyRow(Record):
    """The rules of one authority as they were last had."""

    __tablename__ = "robots_copy"
    __table_args__ = (
        {"comment": "robots.txt as last had whole; it stands in for one that cannot be had, for 24 hours."},
    )

    authority: Mapped[str] = mapped_column(unique=True, comment="Scheme, host and port: https://zoom.us.")
    fetched_at: Mapped[datetime] = mapped_column(comment="When it was fetched, UTC.")
    text: Mapped[str] = mapped_column(comment="What of it is read: at most its first 512,000 bytes.")


class HostPauseRow(Record):
    """How long a host wants to be left alone."""

    __tablename__ = "host_pause"
    __table_args__ = ({"comment": "Hosts that asked to be left alone, and until when."},)

    host: Mapped[str] = mapped_column(
        unique=True, comment="Host, with its port where it is not the usual one."
    )
    until: Mapped[datetime] = mapped_column(comment="No request before this instant, UTC.")
    reason: Mapped[str] = mapped_column(comment="What it answered, in plain words.")
