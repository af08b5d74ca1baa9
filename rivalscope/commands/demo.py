"""`rivalscope demo`: the whole job on a fictional market, offline."""

import os
from datetime import UTC, date, datetime
from pathlib import Path

import click

from rivalscope.commands.options import day_option

NEXT = """
  rivalscope gaps
  rivalscope query "select night, product, subject, before, after, score from changes order by score desc limit 9"
  rivalscope verify
  rivalscope demo --serve .        # shows the market in a browser, and to: rivalscope nightly"""


@click.command("demo")
@click.argument("folder", type=click.Path(path_type=Path), default=Path("demo-market"), metavar="[DIR]")
@day_option(
    "--until", help="Last night of the twelve weeks, a Sunday; by default the newest one before today."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="Serve on this port; by default a free one."
)
@click.option("--no-prefect", is_flag=True, help="Run the last night and the digest without Prefect too.")
@click.option("--serve", is_flag=True, help="Only serve the market of an earlier demo again, until Ctrl-C.")
def command(*, folder: Path, until: date | None, port: int, no_prefect: bool, serve: bool) -> int:
    """Run the whole job on a fictional market of four help desks, offline, in under three minutes.

    Twelve weeks of nights are collected from a server on this machine into DIR (default: demo-market): prices move,
    features come and go, one site is down for a night and one shows a login wall. A DIR that holds anything but an
    earlier demo is refused. Every product, price and review is invented.
    """
    from rivalscope.config import DATABASE_VARIABLE
    from rivalscope.demo.market import Calendar, calendar_before
    from rivalscope.errors import UsageError

    if serve:
        return _serve(folder)
    if until is not None and until.weekday() != 6:
        raise UsageError(f"--until {until} is not a Sunday; the last week ends on one")
    today = datetime.now(UTC).date()
    if until is not None and until >= today:
        raise UsageError(f"--until {until} is not over yet; give a Sunday before {today}")
    calendar = Calendar(until=until) if until else calendar_before(today)
    if os.environ.pop(DATABASE_VARIABLE, None):
        click.echo(f"{DATABASE_VARIABLE} is left out of this: the demo keeps its own SQLite file", err=True)
    from rivalscope.demo.run import run

    done = run(
        folder,
        calendar=calendar,
        port=port,
        prefect=not no_prefect,
        tell=lambda line: click.echo(line, err=True),
    )
    click.echo(f"\n{done.nights} nights in {done.seconds:.0f} s. Open these:", err=True)
    for name, path in (("report", done.report), ("digest", done.digest), ("database", done.database)):
        click.echo(f"  {name:<8}  {path}", err=True)
    click.echo(f"\nThen try:\n  cd {folder}{NEXT}", err=True)
    return 0


def _serve(folder: Path) -> int:
    import threading

    from rivalscope.demo.folder import written_for
    from rivalscope.demo.market import Calendar
    from rivalscope.demo.server import serving
    from rivalscope.errors import UsageError

    until, port = written_for(folder)
    try:
        with serving(Calendar(until=until), port=port) as server:
            server.night = until
            click.echo(f"the market of {until} at {server.base}/ until Ctrl-C", err=True)
            threading.Event().wait()
    except KeyboardInterrupt:
        click.echo("stopped", err=True)
    except OSError as error:
        raise UsageError(
            f"port {port} cannot be used: {error.strerror}; free it, it stands in market.toml"
        ) from error
    return 0
