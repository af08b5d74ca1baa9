"""`rivalscope db`: upgrade, check, back up, prune or export what is stored."""

from datetime import UTC, datetime
from pathlib import Path

import click

from rivalscope.commands import db_archive
from rivalscope.commands.options import market_option


@click.group("db")
def command() -> None:
    """Upgrade, check, back up, prune or export what is stored."""


command.add_command(db_archive.check)
command.add_command(db_archive.prune)
command.add_command(db_archive.export)


@command.command("upgrade")
@market_option
def upgrade(*, market_path: Path | None) -> int:
    """Bring the database to the newest schema; a SQLite file with data is copied first."""
    from storage.migrate import head
    from storage.migrate import upgrade as bring_up

    url = _url(market_path)
    bring_up(url)
    click.echo(f"{_shown(url)} has the newest schema ({head()})", err=True)
    return 0


@command.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@market_option
def backup(*, file: Path | None, market_path: Path | None) -> int:
    """Copy a SQLite database as it is now, to FILE or beside it under the present instant; runs may go on meanwhile."""
    from storage.migrate import backup as copy
    from storage.migrate import database_file

    url = _url(market_path)
    if file is None:
        original = database_file(url)
        file = original.with_name(f"{original.name}.{datetime.now(UTC):%Y%m%dT%H%M%SZ}.bak")
    click.echo(str(copy(url, file)))
    return 0


def _url(market_path: Path | None) -> str:
    from rivalscope.config import find_market, load_market

    return load_market(find_market(market_path)).database_url


def _shown(url: str) -> str:
    from storage.engine import address

    return address(url)
