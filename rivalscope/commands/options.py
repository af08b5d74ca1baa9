"""Options that several commands share."""

import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from rivalscope.errors import UsageError

market_option = click.option(
    "--market",
    "market_path",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="The market file; by default market.toml here or in a parent folder.",
)

json_option = click.option("--json", "as_json", is_flag=True, help="Print machine-readable facts on stdout.")


def _as_date(_context: click.Context, _parameter: click.Parameter, value: datetime | None) -> date | None:
    return value.date() if value else None


def day_option(name: str, *, help: str) -> Callable[[Any], Any]:  # noqa: A002  click's word
    """Return an option whose value is a date, or None when it is not given."""
    return click.option(
        name, type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", default=None, callback=_as_date, help=help
    )


as_of_option = day_option("--as-of", help="Count only what was known by the end of this UTC date.")

night_option = day_option(
    "--night", help="Run as the night of this UTC date, so that a history can be replayed."
)

week_option = click.option(
    "--week", default=None, metavar="2026-W47", help="ISO week; by default the last one that is over."
)

any_week_option = click.option(
    "--week", default=None, metavar="2026-W47", help="Those of an ISO week; by default all."
)

send_option = click.option("--send", is_flag=True, help="Send it to the recipients of [digest] too.")

again_option = click.option("--again", is_flag=True, help="Send it even to those who were sent it before.")

document_option = click.option(
    "-o",
    "--output",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="File to write; by default it is printed.",
)


def put(text: str, file: Path | None) -> None:
    """Print a document, or write it to a file, which it replaces at once; UsageError when it can't be written."""
    if file is None:
        click.echo(text, nl=False)
        return
    partial = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        partial.write_text(text, encoding="utf-8")
        partial.replace(file)
    except OSError as error:
        raise UsageError(
            f"{file}: cannot be written: {error.strerror}; name a file in a folder that is there"
        ) from error
    click.echo(f"wrote {file}", err=True)
