"""`rivalscope nightly`: the whole night, once, now."""

import json
from datetime import date
from pathlib import Path

import click

from rivalscope.commands.options import json_option, market_option, night_option


@click.command("nightly")
@night_option
@click.option("--no-prefect", is_flag=True, help="Run the stages directly, without Prefect.")
@json_option
@market_option
def command(*, night: date | None, no_prefect: bool, as_json: bool, market_path: Path | None) -> int:
    """Run a whole night once, now: collect, read, analyse, report.

    Run again, a night fetches only what is undone. Exits 1 when a source gave no facts, 75 when another run holds
    the lease.
    """
    from flows import stages
    from flows.opened import open_market
    from rivalscope.log import is_structured

    def tell(line: str) -> None:
        if not is_structured():
            click.echo(line, err=True)

    with open_market(market_path) as opened:
        path = opened.market.path
        if no_prefect:
            day, clock = stages.clock_of(night)
            outcome = stages.run_night(opened, night=day, clock=clock, progress=tell)
    if not no_prefect:
        from flows import server, settings

        settings.prepare(path)
        tell("starting Prefect")
        with server.running(services=False):
            from flows.nightly import nightly

            outcome = nightly(path, night)
    for line in outcome.lines():
        tell(line)
    if as_json:
        click.echo(json.dumps(outcome.data(), ensure_ascii=False))
    return 0 if outcome.complete else 1
