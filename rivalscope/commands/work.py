"""`rivalscope work`: one process of a farm."""

import time
from pathlib import Path

import click

from rivalscope.commands.options import market_option

LOOK = 5.0
"""Seconds between two looks whether a night is under way."""


@click.command("work")
@click.option("--once", is_flag=True, help="Take part in the night that is under way, and end with it.")
@market_option
def command(*, once: bool, market_path: Path | None) -> int:
    """Take part in each night that another process runs: fetch hosts and read reviews that nobody else does.

    [farm] workers in market.toml says into how many shares a night is dealt. The store must be one in PostgreSQL, and
    the folder of the market file one that every worker sees. Runs until Ctrl-C or SIGTERM; killed at any time, what it
    had taken is done by another.
    """
    from flows.farm import take_part
    from flows.opened import open_market

    def tell(line: str) -> None:
        click.echo(line, err=True)

    with open_market(market_path) as opened:
        while True:
            if done := take_part(opened, progress=tell):
                tell(f"{done} shards done")
            if once:
                return 0
            time.sleep(LOOK)
