"""The outbox: mails handed over until each recipient has theirs, however often the run is ended in between."""

from collections.abc import Iterator
from datetime import UTC, datetime

from flows.opened import DIGEST, OpenMarket, leased
from rivalscope.domain.delivery import Delivery, DeliveryState, Outgoing
from rivalscope.errors import LeaseError, MailError
from rivalscope.mail import MailServer
from rivalscope.reports.assemble import assemble_digest
from rivalscope.reports.content import Digest
from rivalscope.reports.mail import compose, message_id
from storage.digests import outgoing, queue, settle

END = datetime.max.replace(microsecond=0, tzinfo=UTC)
"""After every next try."""


def queue_week(opened: OpenMarket, *, week: str, at: datetime, again: bool = False) -> tuple[str, ...]:
    """Put a week's digest in the outbox for every recipient at once; returns those who have it already.

    Raises MailError for a sender that is no address.
    """
    options = opened.market.digest
    letters = {
        recipient: message_id(week, opened.market.name, recipient, options=options)
        for recipient in options.recipients
    }
    have = queue(opened.engine, week=week, letters=letters, at=at, again=again)
    return tuple(recipient for recipient in options.recipients if recipient in have)


def deliver(opened: OpenMarket, *, now: datetime, all_waiting: bool = False) -> tuple[Delivery, ...]:
    """Hand over what is due, or all that waits, and note at once what became of each mail.

    A process killed between handing over and noting sends one mail twice, under the same Message-ID. Call it under
    the lease DIGEST. Raises MailError, and everything waits on, when the mail server cannot be talked to at all.
    """
    due = outgoing(opened.engine, due=END if all_waiting else now)
    if not due:
        return ()
    with MailServer(opened.market.digest) as server:
        return tuple(_deliveries(opened, server, due, now=now))


def deliver_waiting(opened: OpenMarket, *, now: datetime) -> tuple[tuple[Delivery, ...], str]:
    """Hand over what is due unless another run does; returns deliveries, and why nothing could be sent, if so."""
    if not outgoing(opened.engine, due=now):
        return (), ""
    try:
        with leased(opened, by="outbox", name=DIGEST):
            return deliver(opened, now=now), ""
    except (LeaseError, MailError) as error:
        return (), str(error)


def _deliveries(
    opened: OpenMarket, server: MailServer, due: list[Outgoing], *, now: datetime
) -> Iterator[Delivery]:
    digests: dict[tuple[str, datetime], Digest] = {}
    for one in due:
        place = one.week, one.queued_at
        if place not in digests:
            digests[place] = assemble_digest(opened.engine, opened.market, week=one.week, now=one.queued_at)
        delivery = _delivery(opened, server, one, digests[place])
        yield settle(opened.engine, one, delivery, at=now)


def _delivery(opened: OpenMarket, server: MailServer, one: Outgoing, digest: Digest) -> Delivery:
    try:
        message = compose(digest, recipient=one.recipient, options=opened.market.digest)
    except MailError as error:
        # An address that no mail can be written to is that recipient's trouble, not the others'.
        return Delivery(recipient=one.recipient, state=DeliveryState.REFUSED, detail=str(error))
    return server.send(message)
