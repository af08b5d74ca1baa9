"""`rivalscope alerts`: what people are told of at once, and what became of it."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import click

from rivalscope.commands.options import day_option, json_option, market_option
from rivalscope.domain.alert import Alert, AlertKind, AlertOptions, Told
from rivalscope.domain.delivery import DeliveryState
from rivalscope.errors import UsageError

DAYS = 28
"""Days that are listed unless told otherwise."""


@click.command("alerts")
@day_option("--since", help="From the night of this UTC date on; by default the last 28 days.")
@click.option("--send", is_flag=True, help="Tell each channel what waits for it now.")
@click.option(
    "--test", is_flag=True, help="Send each channel a message that says it is a test; raises nothing."
)
@json_option
@market_option
def command(*, since: date | None, send: bool, test: bool, as_json: bool, market_path: Path | None) -> int:
    """List the alerts that nights raised, newest first, and what became of each in its channels.

    A night raises them by the rules of [alerts] and tells them outside the quiet hours; --send tells what waits. Channels
    are the Apprise URLs in RIVALSCOPE_ALERT_URLS and the webhook. Exits 1 when a channel did not take a message.
    """
    from flows.alerts import deliver_alerts
    from flows.opened import open_market
    from storage.alerts import alerts_since

    now = datetime.now(UTC)
    with open_market(market_path) as opened:
        if test:
            return _try_channels(opened.market.alerts, market=opened.market.name, now=now)
        told = deliver_alerts(opened, now=now) if send else ()
        found = alerts_since(opened.engine, since or now.date() - timedelta(days=DAYS))
    for name, number, problem in told:
        click.echo(
            f"{name}: {number} told" if not problem else f"{name}: {problem}; tried again later", err=True
        )
    if as_json:
        click.echo(json.dumps([_data(alert, ways) for alert, ways in found], ensure_ascii=False))
    else:
        for line in listing(found):
            click.echo(line)
    return int(any(problem for _, _, problem in told))


def listing(found: Sequence[tuple[Alert, tuple[Told, ...]]]) -> Iterator[str]:
    """Return alerts as lines for people."""
    if not found:
        yield "no alert; [alerts] in market.toml says what raises one"
    for alert, ways in found:
        yield f"{alert.night} {alert.title} [{alert.code}]"
        yield from (f"    {words}" for words in (alert.detail, alert.url) if words)
        yield from (
            f"    {one.channel}: {one.state}{f': {one.detail}' if one.detail else ''}"
            for one in ways
            if one.state != DeliveryState.SENT
        )


def _try_channels(options: AlertOptions, *, market: str, now: datetime) -> int:
    from rivalscope.notify import channels

    reached = channels(options)
    if not reached:
        raise UsageError(
            "no channel is named: put Apprise URLs into RIVALSCOPE_ALERT_URLS (or a file that RIVALSCOPE_ALERT_URLS_FILE "
            "names), or set webhook in [alerts]"
        )
    trial = Alert(
        key=f"test {now:%Y%m%d%H%M%S}",
        kind=AlertKind.PRICE,
        product="test",
        title="This is a test: alerts of rivalscope arrive here.",
        detail="",
        night=now.date(),
    )
    problems = {one.name: one.send([trial], market=market, at=now) for one in reached}
    for name, problem in problems.items():
        click.echo(f"{name}: {problem or 'arrived'}", err=True)
    return int(any(problems.values()))


def _data(alert: Alert, ways: tuple[Told, ...]) -> dict[str, object]:
    return {
        "key": alert.key,
        "code": alert.code,
        "kind": alert.kind.value,
        "product": alert.product,
        "title": alert.title,
        "detail": alert.detail,
        "night": alert.night.isoformat(),
        "url": alert.url,
        "evidence": list(alert.evidence),
        "channels": [
            {"channel": one.channel, "state": one.state, "attempts": one.attempts, "detail": one.detail}
            for one in ways
        ],
    }
