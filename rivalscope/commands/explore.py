"""`rivalscope explore`: the views of the store in a browser on this machine, read-only."""

import webbrowser
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rivalscope.commands.options import market_option

if TYPE_CHECKING:
    from rivalscope.domain.settings import Market
    from rivalscope.explore.application import Explored
    from rivalscope.explore.feedback import Feedback
    from storage.engine import Engine


@click.command("explore")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8765,
    show_default=True,
    help="Port on 127.0.0.1; 0 for any that is free.",
)
@click.option("--open/--no-open", "opens", default=False, help="Open it in the browser of this machine.")
@click.option(
    "--refresh", is_flag=True, help="PostgreSQL: make the extract anew, even when nothing was loaded since."
)
@market_option
def command(*, port: int, opens: bool, refresh: bool, market_path: Path | None) -> int:
    """Show the store to analysts: products, questions, views, and every figure's words in the stored page.

    It listens on this machine only and ends with Ctrl-C. It changes nothing, except that readers can mark items of the digest
    by its signed links where RIVALSCOPE_FEEDBACK_KEY (or _FILE) is set. A store in PostgreSQL is shown from an extract
    of its views (explore.db beside the market file), made anew when the store was loaded since.
    """
    from rivalscope.config import find_market, load_market
    from rivalscope.explore.server import listen, serve
    from storage.migrate import check

    market = load_market(find_market(market_path))
    check(market.database_url)
    bound = listen(port)

    def started(url: str) -> None:
        # The address last: whoever waits for it may interrupt at once.
        click.echo("Ctrl-C ends it", err=True)
        click.echo(url)
        if opens:
            webbrowser.open(url)

    try:
        serve(_explored(market, refresh=refresh), bound, started=started)
    except KeyboardInterrupt:
        # An interrupt that comes while it still starts ends it without one: what follows is said either way.
        pass
    finally:
        bound.close()
    click.echo("ended", err=True)
    return 0


def _explored(market: "Market", *, refresh: bool) -> "Explored":
    from rivalscope.explore.application import Explored
    from storage import reads
    from storage.archive import Archive
    from storage.engine import open_engine
    from storage.extract import extract, made_at, stale
    from storage.viewing import sqlite_file

    engine = open_engine(market.database_url)
    file, origin = sqlite_file(market.database_url), ""
    if file is None:
        file = market.extract
        if refresh or stale(engine, file):
            rows = extract(engine, file, made_at=datetime.now(UTC))
            click.echo(f"{file}: {rows:,} rows of the views", err=True)
        origin = f"The rows are an extract of the store, made {made_at(file)}."
    return Explored(
        name=market.name,
        database=file,
        archive=Archive(market.archive),
        content_type=lambda snapshot: reads.content_types(engine, snapshot).get(snapshot),
        origin=origin,
        feedback=_feedback(market, engine),
    )


def _feedback(market: "Market", engine: "Engine") -> "Feedback | None":
    """Return where marks go: the one thing that this page ever writes, and only where their links can be signed."""
    from rivalscope.explore.feedback import Feedback
    from storage.feedback import give_feedback, told_item

    key = market.digest.feedback_key
    if key is None:
        return None
    return Feedback(
        key=key,
        told=lambda code: told_item(engine, code),
        give=lambda code, mark, by: give_feedback(engine, code, mark, by=by, at=datetime.now(UTC)),
    )
