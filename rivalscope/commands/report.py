"""`rivalscope report`: the report as HTML, Markdown, XLSX and JSON."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import click

from rivalscope.commands.options import as_of_option, json_option, market_option


@click.command("report")
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Folder to write to; by default report/ beside the market file.",
)
@as_of_option
@json_option
@market_option
def command(*, folder: Path | None, as_of: date | None, as_json: bool, market_path: Path | None) -> int:
    """Write the report: one self-contained HTML page, Markdown, XLSX and JSON."""
    from flows import stages
    from flows.clock import end_of
    from flows.opened import open_market

    instant = end_of(as_of) if as_of else datetime.now(UTC)
    with open_market(market_path) as opened:
        stages.analyse(opened, as_of=instant)
        files = stages.report(opened, as_of=instant, folder=folder)
    for path in files:
        click.echo(str(path), err=True)
    if as_json:
        click.echo(json.dumps({"as_of": instant.isoformat(), "files": [str(path) for path in files]}))
    return 0
