"""`rivalscope report`: the report as HTML, Markdown, XLSX, JSON and, when asked for, PDF."""

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
@click.option("--pdf", is_flag=True, help="Print the page as report.pdf too; needs Chromium.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of report.json and do nothing else.")
@as_of_option
@json_option
@market_option
def command(
    *,
    folder: Path | None,
    pdf: bool,
    schema: bool,
    as_of: date | None,
    as_json: bool,
    market_path: Path | None,
) -> int:
    """Write the report: one self-contained HTML page, Markdown, XLSX and JSON."""
    if schema:
        return _print_schema()
    browser = _browser() if pdf else None
    from flows import analysis
    from flows.clock import end_of
    from flows.opened import open_market
    from rivalscope.cycles import undisturbed
    from rivalscope.reports.heard import hear

    instant = end_of(as_of) if as_of else datetime.now(UTC)
    with open_market(market_path) as opened, undisturbed():
        heard = hear(opened.engine, opened.market, as_of=instant)
        analysis.analyse(opened, as_of=instant, heard=heard)
        files = analysis.report(opened, as_of=instant, folder=folder, heard=heard)
        # Gone before cycles are looked for again: half a second among its facts.
        del heard
    if browser:
        from rivalscope.reports.pdf import write_pdf

        files.append(write_pdf(files[0], browser=browser))
    for path in files:
        click.echo(str(path), err=True)
    if as_json:
        click.echo(json.dumps({"as_of": instant.isoformat(), "files": [str(path) for path in files]}))
    return 0


def _browser() -> str:
    """Return the browser that prints, before anything else is done."""
    from rivalscope.reports.pdf import browser_for_print
    from spiders.browser import browser_path

    return browser_for_print(browser_path())


def _print_schema() -> int:
    from rivalscope.reports.json_schema import schema

    click.echo(json.dumps(schema(), ensure_ascii=False, indent=1))
    return 0
