"""The stage of the week: its digest written to a file and, when asked, sent, to each recipient once."""

import logging
from datetime import datetime
from pathlib import Path

from flows.opened import DIGEST, OpenMarket, leased
from flows.outbox import deliver, queue_week
from flows.outcome import WeekOutcome
from rivalscope.domain.delivery import Delivery
from rivalscope.errors import UsageError
from rivalscope.reports.assemble import assemble_digest
from rivalscope.reports.letter import told_items
from rivalscope.reports.mail import MOST_ITEMS, compose
from storage.feedback import note_told

logger = logging.getLogger(__name__)


def run_week(
    opened: OpenMarket,
    *,
    week: str,
    now: datetime,
    sending: bool = False,
    again: bool = False,
    file: Path | None = None,
) -> WeekOutcome:
    """Write the digest of an ISO week to a file and, when `sending`, to its recipients.

    The file is the mail as the first recipient gets it. It is put in the outbox for all recipients at once, and the
    outbox is delivered; who was sent it before is left out unless `again`. Raises UsageError for what is no week, one
    that has not begun, or when nobody is named to send it to; MailError when the mail server cannot be talked to, and
    the outbox waits; LeaseError when another run is sending.
    """
    options = opened.market.digest
    if sending and not options.recipients:
        raise UsageError(
            f"{opened.market.path}: nobody is named to send the digest to; set recipients in [digest]"
        )
    digest = assemble_digest(opened.engine, opened.market, week=week, now=now)
    if options.feedback and not options.feedback_key:
        logger.warning(
            "%s: [digest] feedback needs RIVALSCOPE_FEEDBACK_KEY or RIVALSCOPE_FEEDBACK_KEY_FILE to sign links with; mails go "
            "without them",
            opened.market.path,
        )
    note_told(opened.engine, told_items(digest, most=MOST_ITEMS[0]))
    path = file or opened.digest_folder / f"{week}.eml"
    first = options.recipients[0] if options.recipients else options.sender
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(compose(digest, recipient=first, options=options).as_bytes())
    deliveries: tuple[Delivery, ...] = ()
    known: tuple[str, ...] = ()
    if sending:
        with leased(opened, by="digest", name=DIGEST):
            known = queue_week(opened, week=week, at=now, again=again)
            deliveries = deliver(opened, now=now)
    return WeekOutcome(week=week, state=digest.state, file=path, deliveries=deliveries, sent_before=known)
