"""`rivalscope crawl`: collect once."""

import json
from datetime import date
from pathlib import Path

import click

from rivalscope.commands.options import json_option, market_option, night_option


@click.command("crawl")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@night_option
@json_option
@market_option
def command(*, sources: tuple[str, ...], night: date | None, as_json: bool, market_path: Path | None) -> int:
    """Collect once, politely: every source, or each SOURCE named by key (acme/pricing) or product (acme).

    Interrupted or fallen short, the same night is run again and fetches only what is undone. Without SOURCE, sites
    are searched for further pages. Exits 1 when a source gave no facts, 75 when another run holds the lease.
    """
    from flows import stages
    from flows.opened import leased, open_market

    day, clock = stages.clock_of(night)
    with open_market(market_path) as opened, leased(opened, by="crawl"):
        collected = stages.crawl(
            opened, night=day, clock=clock, names=sources, progress=lambda line: click.echo(line, err=True)
        )
    for line in collected.lines():
        click.echo(line, err=True)
    if as_json:
        click.echo(json.dumps(collected.data(), ensure_ascii=False))
    return 0 if collected.complete else 1
