"""`rivalscope digest`: the week as a mail."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from rivalscope.commands.options import again_option, json_option, market_option, send_option, week_option


@click.command("digest")
@week_option
@send_option
@again_option
@click.option(
    "-o",
    "--output",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="File to write the mail to; by default digests/WEEK.eml beside the market file.",
)
@json_option
@market_option
def command(
    *,
    week: str | None,
    send: bool,
    again: bool,
    file: Path | None,
    as_json: bool,
    market_path: Path | None,
) -> int:
    """Write the digest of a week: what competitors did, what customers say, how our gaps moved.

    With --send it goes to the recipients of [digest]; who was sent that week's before is left out. Exits 1 when a
    recipient could not be served.
    """
    from flows.clock import last_week
    from flows.digest import run_week
    from flows.opened import open_market

    now = datetime.now(UTC)
    with open_market(market_path) as opened:
        outcome = run_week(
            opened, week=week or last_week(now.date()), now=now, sending=send, again=again, file=file
        )
    for line in outcome.lines():
        click.echo(line, err=True)
    if as_json:
        click.echo(json.dumps(outcome.data(), ensure_ascii=False))
    return 0 if outcome.complete else 1
