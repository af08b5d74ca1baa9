"""`rivalscope db`: upgrade, check, back up, prune or export what is stored."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rivalscope.commands import db_archive
from rivalscope.commands.options import json_option, market_option

if TYPE_CHECKING:
    from rivalscope.domain.settings import Market


@click.group("db")
def command() -> None:
    """Upgrade, check, back up, prune or export what is stored."""


command.add_command(db_archive.check)
command.add_command(db_archive.prune)
command.add_command(db_archive.export)


@command.command("upgrade")
@click.option("--no-backup", is_flag=True, help="Keep no copy of the database as it was.")
@market_option
def upgrade(*, no_backup: bool, market_path: Path | None) -> int:
    """Bring the database to the newest schema in one transaction: it is the old one or the new one, whatever happens.

    One with data is copied first: a SQLite file to NAME.REVISION.bak beside it, PostgreSQL by pg_dump to NAME.REVISION.dump
    beside the market file. Where that fails nothing is changed.
    """
    from storage.migrate import head
    from storage.migrate import upgrade as bring_up

    market = _market(market_path)
    url = market.database_url
    bring_up(url, keeping=not no_backup, folder=market.path.parent)
    click.echo(f"{_shown(url)} has the newest schema ({head()})", err=True)
    return 0


@command.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@market_option
def backup(*, file: Path | None, market_path: Path | None) -> int:
    """Copy the database as it is now to FILE, or under the present instant beside it; runs may go on meanwhile.

    A SQLite file is copied whole; PostgreSQL is written by pg_dump, for `pg_restore`, by default beside the market file.
    """
    from storage.backup import backup as copy
    from storage.backup import place

    market = _market(market_path)
    now = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    path = file or place(market.database_url, now, folder=market.path.parent)
    click.echo(str(copy(market.database_url, path)))
    return 0


@command.command("role")
@click.argument("name")
@click.option("--sql", "only_sql", is_flag=True, help="Print the statements and run none.")
@click.option("--drop", is_flag=True, help="Take the role away.")
@click.option(
    "--seconds",
    type=click.IntRange(1, 86_400),
    default=30,
    show_default=True,
    help="Time after which a statement of the role is stopped.",
)
@json_option
@market_option
def role(
    *, name: str, only_sql: bool, drop: bool, seconds: int, as_json: bool, market_path: Path | None
) -> int:
    """Make the role NAME that may read the views of a PostgreSQL store, and nothing else.

    No table, no file, nothing written: its transactions only read, and its statements end in time. `rivalscope query`
    then asks as that role. Set its password with psql's \\password for Metabase and the like. Only the store's own user
    may make temporary tables or anything in the schema afterwards. Twice is as good as once; `db upgrade` keeps it.

    \b
    rivalscope db role analyst
    rivalscope db role analyst --sql | psql "$ADMIN_URL"
    """
    from storage import roles
    from storage.migrate import ready

    engine = ready(_url(market_path))
    try:
        statements = (
            roles.drop_statements(engine, name)
            if drop
            else roles.role_statements(engine, name, seconds=seconds)
        )
        if not only_sql:
            roles.run(engine, statements)
    finally:
        engine.dispose()
    if as_json:
        click.echo(json.dumps({"role": name, "run": not only_sql, "statements": statements}))
    elif only_sql:
        click.echo("\n".join(["BEGIN;", *(f"{statement};" for statement in statements), "COMMIT;"]))
    if not only_sql:
        done = "is gone" if drop else "reads the views, and nothing else"
        click.echo(f"the role {name} {done}", err=True)
    return 0


def _market(market_path: Path | None) -> "Market":
    from rivalscope.config import find_market, load_market

    return load_market(find_market(market_path))


def _url(market_path: Path | None) -> str:
    return _market(market_path).database_url


def _shown(url: str) -> str:
    from storage.engine import address

    return address(url)
