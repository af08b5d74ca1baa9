"""`rivalscope db`: upgrade, check, back up, prune or export what is stored."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from rivalscope.commands import db_archive
from rivalscope.commands.options import json_option, market_option


@click.group("db")
def command() -> None:
    """Upgrade, check, back up, prune or export what is stored."""


command.add_command(db_archive.check)
command.add_command(db_archive.prune)
command.add_command(db_archive.export)


@command.command("upgrade")
@market_option
def upgrade(*, market_path: Path | None) -> int:
    """Bring the database to the newest schema in one transaction: it is the old one or the new one, whatever happens.

    A SQLite file with data is copied first; PostgreSQL is copied with pg_dump, by you.
    """
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


def _url(market_path: Path | None) -> str:
    from rivalscope.config import find_market, load_market

    return load_market(find_market(market_path)).database_url


def _shown(url: str) -> str:
    from storage.engine import address

    return address(url)
