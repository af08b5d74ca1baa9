"""`rivalscope schedule`: both flows at their times, until stopped."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from rivalscope.commands.options import market_option


@click.command("schedule")
@market_option
def command(*, market_path: Path | None) -> int:
    """Run the nightly and the weekly flow at the cron lines of [schedule], in the market's time zone.

    Runs until Ctrl-C or SIGTERM, with a Prefect server of its own on loopback; PREFECT_API_URL names another.
    """
    from flows import server, settings
    from flows.opened import open_market
    from rivalscope.config import find_market, load_market
    from storage.reads import nights as nights_of

    market = load_market(find_market(market_path))
    # Nobody waits for these runs: what they meet is told here.
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "INFO")
    settings.prepare(market.path)
    click.echo("starting the scheduler", err=True)
    with server.running(services=True):
        from flows import schedule

        now = datetime.now(UTC)
        for name, cron in (("nightly", market.schedule.nightly), ("weekly", market.schedule.weekly)):
            (run,) = schedule.next_runs(cron, market.timezone, after=now)
            click.echo(f"{name}: {cron} in {market.timezone}, next {run:%Y-%m-%d %H:%M %Z}", err=True)
        for night in schedule.shared_nights(market.schedule.nightly, market.timezone, after=now):
            click.echo(
                f"nightly: the clocks change so that two runs share the night {night} (a night is a UTC date); "
                "the second will find everything done",
                err=True,
            )
        with open_market(market.path) as opened:
            nights = nights_of(opened.engine)
        late = schedule.missed(market.schedule.nightly, market.timezone, nights=nights, now=now)
        if late is not None:
            click.echo(f"nightly: the run of {late:%Y-%m-%d %H:%M %Z} was missed and begins now", err=True)
        schedule.serve_flows(market, late=late)
    click.echo("stopped", err=True)
    return 0
