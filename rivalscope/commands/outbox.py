"""`rivalscope outbox`: mails on their way, and what became of each."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from rivalscope.commands.options import any_week_option, json_option, market_option
from rivalscope.domain.delivery import Delivery, DeliveryState, Outgoing

_HEAD = ("week", "recipient", "state", "attempts", "next try")


@click.command("outbox")
@any_week_option
@click.option("--send", is_flag=True, help="Try everything that waits now, whatever its next try.")
@json_option
@market_option
def command(*, week: str | None, send: bool, as_json: bool, market_path: Path | None) -> int:
    """List the digests that were queued, sent, deferred, refused or given up, newest week last.

    The nightly run hands over what is due; --send does so now. Exits 1 when a mail is refused or given up, or the
    mail server cannot be talked to; 75 when another run is sending.
    """
    from flows.opened import DIGEST, leased, open_market
    from flows.outbox import deliver
    from storage.digests import outgoing

    handed: tuple[Delivery, ...] = ()
    with open_market(market_path) as opened:
        if send:
            with leased(opened, by="outbox", name=DIGEST):
                handed = deliver(opened, now=datetime.now(UTC), all_waiting=True)
        mails = outgoing(opened.engine, week=week)
        zone = opened.market.timezone
    for one in handed:
        click.echo(f"{one.recipient}: {one.state.value}{f': {one.detail}' if one.detail else ''}", err=True)
    if as_json:
        click.echo(json.dumps([_data(mail) for mail in mails], ensure_ascii=False))
    else:
        for line in table(mails, zone=zone):
            click.echo(line)
    return int(any(mail.state in (DeliveryState.REFUSED, DeliveryState.GIVEN_UP) for mail in mails))


def table(mails: Sequence[Outgoing], *, zone: str) -> Iterator[str]:
    """Return the mails as lines for people; what the last attempt came to stands below its mail."""
    if not mails:
        yield "nothing was queued; `rivalscope digest --send` queues a week's digest"
        return
    lines = [_HEAD, *(_cells(mail, zone=zone) for mail in mails)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(_HEAD))]
    for number, line in enumerate(lines):
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        if number and mails[number - 1].detail:
            yield f"    {mails[number - 1].detail}"


def _cells(mail: Outgoing, *, zone: str) -> tuple[str, ...]:
    from rivalscope.reports.words import minute

    then = minute(mail.next_try, zone) if mail.next_try else ""
    return mail.week, mail.recipient, mail.state.value, str(mail.attempts), then


def _data(mail: Outgoing) -> dict[str, object]:
    return {
        "week": mail.week,
        "recipient": mail.recipient,
        "message_id": mail.message_id,
        "state": mail.state.value,
        "queued_at": mail.queued_at.isoformat(),
        "attempts": mail.attempts,
        "next_try": mail.next_try.isoformat() if mail.next_try else None,
        "detail": mail.detail,
    }
