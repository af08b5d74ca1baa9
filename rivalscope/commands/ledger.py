"""`rivalscope ledger`: what a night cost the sites."""

import dataclasses
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import click

from rivalscope.analysis.cost import by_host
from rivalscope.commands.options import day_option, json_option, market_option
from rivalscope.domain.crawl import HostNight
from rivalscope.domain.wording import size_text

_HEAD = ("host", "requests", "size", "304s", "429/503", "failed", "not sent", "left out", "waited", "robots")


@click.command("ledger")
@day_option("--night", help="The night of this UTC date; by default the newest one.")
@click.option("--week", is_flag=True, help="The seven nights up to that one, added up.")
@json_option
@market_option
def command(*, night: date | None, week: bool, as_json: bool, market_path: Path | None) -> int:
    """Print what a night cost each host: requests, bytes, answers 304, waits, and what was not sent.

    `not sent` are requests that robots.txt, the address, the host's own wish or the night's budget forbade; `left out`
    are pages that discovery found and the site's budget left out. The same rows are the view `host_ledger`.
    """
    from flows.opened import open_market
    from storage import reads

    with open_market(market_path) as opened:
        last = night or reads.last_night(opened.engine) or datetime.now(UTC).date()
        first = last - timedelta(days=6 if week else 0)
        rows = reads.host_nights(opened.engine, since=first, until=last)
    if as_json:
        click.echo(json.dumps([dataclasses.asdict(row) for row in rows], default=str, ensure_ascii=False))
        return 0
    for line in table(by_host(rows), since=first, until=last):
        click.echo(line)
    return 0


def table(rows: Sequence[HostNight], *, since: date, until: date) -> Iterator[str]:
    """Return the hosts as lines of a table for people, their sum last."""
    when = f"the night of {until}" if since == until else f"the nights {since} to {until}"
    if not rows:
        yield f"no request in {when}; `rivalscope crawl` collects"
        return
    total = by_host([dataclasses.replace(row, host="all", night=until, robots="") for row in rows])
    lines = [_HEAD, *map(_cells, [*rows, *total])]
    widths = [max(len(line[place]) for line in lines) for place in range(len(_HEAD))]
    yield f"What {when} cost the sites"
    for line in lines:
        cells = [cell.rjust(width) for cell, width in zip(line, widths, strict=True)]
        yield "  ".join([line[0].ljust(widths[0]), *cells[1:-1], line[-1]]).rstrip()


def _cells(row: HostNight) -> tuple[str, ...]:
    counts = (row.not_modified, row.throttled, row.failures, row.refusals, row.left_out)
    return (
        row.host,
        f"{row.requests:,}",
        size_text(row.bytes),
        *(f"{count:,}" for count in counts),
        f"{row.waits_seconds:,.0f} s",
        row.robots,
    )
