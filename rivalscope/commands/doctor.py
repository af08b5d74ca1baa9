"""`doctor`: whether everything is right for a night."""

import json
from pathlib import Path

import click

from rivalscope.commands.options import json_option, market_option

_MARKS = {"pass": "ok  ", "warn": "warn", "fail": "FAIL"}


@click.command()
@market_option
@json_option
@click.pass_context
def command(context: click.Context, *, market_path: Path | None, as_json: bool) -> None:
    """Check configuration, database, model, mail server, browser, and robots.txt and terms of every source.

    Asks each host for its robots.txt once and sends no mail. What must be mended comes first. Exits 1 when something must be mended first.

    \b
    rivalscope doctor
    rivalscope doctor --json
    """
    from dataclasses import asdict

    from rivalscope.check import State
    from rivalscope.config import find_market, load_market
    from rivalscope.doctor import examine

    grave = (State.FAIL, State.WARN, State.PASS)
    checks = sorted(
        examine(load_market(find_market(market_path))), key=lambda check: grave.index(check.state)
    )
    for check in checks:
        if as_json:
            click.echo(json.dumps(asdict(check)))
            continue
        click.echo(f"{_MARKS[check.state]}  {check.name}: {check.detail}", err=True)
        if check.mend:
            click.echo(f"      {check.mend}", err=True)
    failing, warned, right = (sum(check.state is state for check in checks) for state in grave)
    if not as_json:
        click.echo(f"{failing} to be mended, {warned} to be looked at, {right} in order", err=True)
    context.exit(1 if failing else 0)
