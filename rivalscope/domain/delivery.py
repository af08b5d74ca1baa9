"""Deliveries: what becomes of a mail for each recipient, and when it is tried again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

WAITS = (
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(days=1),
    timedelta(days=1),
)
"""How long a mail rests after each attempt that came to nothing; after the last it is given up.

RFC 5321, section 4.5.4.1, asks for half an hour at least on average and four to five days in all of a mail server; we
hand over to one that is near, and a digest older than three days is no news.
"""


class DeliveryState(StrEnum):
    """What became of one message."""

    WAITING = "waiting"
    """In the outbox, and not tried yet."""
    SENT = "sent"
    REFUSED = "refused"
    """For good (5xx): sending it again will not help."""
    DEFERRED = "deferred"
    """For now (4xx, or the connection was lost): it is tried again later; its Message-ID stays the same."""
    GIVEN_UP = "given up"
    """Deferred as often as is any use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """The fate of the message to one recipient."""

    recipient: str
    state: DeliveryState
    detail: str
    """The server's words, or what went wrong; empty when it was sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One mail of the outbox."""

    week: str
    """ISO week whose digest it is."""
    recipient: str
    message_id: str
    state: DeliveryState
    queued_at: datetime
    """When it was put there: the digest tells what was known then, however late it goes."""
    attempts: int
    next_try: datetime | None
    """None when it is not tried again."""
    detail: str
    """What the last attempt came to; empty before it, and when it was sent."""


def next_try(attempts: int, *, at: datetime) -> datetime | None:
    """Return when a mail is tried again whose attempt number `attempts` came to nothing at `at`; None for never."""
    return at + WAITS[attempts - 1] if attempts <= len(WAITS) else None
