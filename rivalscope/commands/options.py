"""Options that several commands share."""

from datetime import datetime
from pathlib import Path

import click

market_option = click.option(
    "--market",
    "market_path",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="The market file; by default market.toml here or in a parent folder.",
)

json_option = click.option("--json", "as_json", is_flag=True, help="Print machine-readable facts on stdout.")

night_option = click.option(
    "--night",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    callback=lambda _context, _parameter, value: value.date() if isinstance(value, datetime) else None,
    help="Run as the night of this UTC date, so that a history can be replayed.",
)
