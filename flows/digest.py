"""The stage of the week: its digest written to a file and, when asked, sent, to each recipient once."""

from datetime import datetime
from pathlib import Path

from flows.opened import DIGEST, OpenMarket, leased
from flows.outcome import WeekOutcome
from rivalscope.errors import UsageError
from rivalscope.mail import Delivery, DeliveryState, send
from rivalscope.reports.assemble import assemble_digest
from rivalscope.reports.content import Digest
from rivalscope.reports.mail import compose
from storage.digests import digest_state, record_digest


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

    The file is the mail as the first recipient gets it. Who was sent it before is left out unless `again`. Raises
    UsageError for what is no week, one that has not begun, or when nobody is named to send it to; MailError when
    the mail server cannot be talked to; LeaseError when another run is sending.
    """
    options = opened.market.digest
    if sending and not options.recipients:
        raise UsageError(
            f"{opened.market.path}: nobody is named to send the digest to; set recipients in [digest]"
        )
    digest = assemble_digest(opened.engine, opened.market, week=week, now=now)
    path = file or opened.digest_folder / f"{week}.eml"
    first = options.recipients[0] if options.recipients else options.sender
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(compose(digest, recipient=first, options=options).as_bytes())
    deliveries: tuple[Delivery, ...] = ()
    known: tuple[str, ...] = ()
    if sending:
        with leased(opened, by="digest", name=DIGEST):
            known = () if again else tuple(r for r in options.recipients if _has_it(opened, week, r))
            deliveries = _send(opened, digest, [r for r in options.recipients if r not in known], now=now)
    return WeekOutcome(week=week, state=digest.state, file=path, deliveries=deliveries, sent_before=known)


def _has_it(opened: OpenMarket, week: str, recipient: str) -> bool:
    return digest_state(opened.engine, week=week, recipient=recipient) == DeliveryState.SENT


def _send(
    opened: OpenMarket, digest: Digest, recipients: list[str], *, now: datetime
) -> tuple[Delivery, ...]:
    """Hand the digest over and note at once what became of it for each recipient."""
    options = opened.market.digest
    deliveries = []
    for recipient in recipients:
        message = compose(digest, recipient=recipient, options=options)
        # One at a time: were the process killed between two, the first is on record and not sent twice.
        (delivery,) = send([message], options)
        record_digest(
            opened.engine,
            week=digest.week,
            recipient=recipient,
            message_id=str(message["Message-ID"]),
            state=delivery.state.value,
            at=now,
        )
        deliveries.append(delivery)
    return tuple(deliveries)
