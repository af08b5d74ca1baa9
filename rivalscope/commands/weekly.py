"""`rivalscope weekly`: the weekly flow, once, now."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from rivalscope.commands.options import json_option, market_option, send_option, week_option


@click.command("weekly")
@week_option
@send_option
@click.option("--no-prefect", is_flag=True, help="Run the stage directly, without Prefect.")
@json_option
@market_option
def command(
    *, week: str | None, send: bool, no_prefect: bool, as_json: bool, market_path: Path | None
) -> int:
    """Run the weekly flow once, now: the digest is written to digests/ and, with --send, sent.

    Exits 1 when a recipient could not be served, 75 when another run is sending.
    """
    from flows.clock import last_week
    from flows.digest import run_week
    from flows.opened import open_market

    now = datetime.now(UTC)
    with open_market(market_path) as opened:
        path = opened.market.path
        if no_prefect:
            outcome = run_week(opened, week=week or last_week(now.date()), now=now, sending=send)
    if not no_prefect:
        from flows import server, settings

        settings.prepare(path)
        click.echo("starting Prefect", err=True)
        with server.running(services=False):
            from flows.weekly import weekly

            outcome = weekly(path, week, send=send)
    for line in outcome.lines():
        click.echo(line, err=True)
    if as_json:
        click.echo(json.dumps(outcome.data(), ensure_ascii=False))
    return 0 if outcome.complete else 1
