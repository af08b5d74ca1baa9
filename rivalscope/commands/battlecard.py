"""`rivalscope battlecard`: one rival on a page."""

from datetime import UTC, date, datetime
from pathlib import Path

import click

from rivalscope.commands.options import as_of_option, document_option, market_option, put


@click.command("battlecard")
@click.argument("product")
@document_option
@as_of_option
@market_option
def command(*, product: str, file: Path | None, as_of: date | None, market_path: Path | None) -> int:
    """Write a rival on a page as Markdown; PRODUCT is its slug or name.

    What it says of itself, its prices, where it wins, where we win, what its customers complain of, what it did lately,
    and objections with the words behind them.
    """
    from flows import documents
    from flows.clock import end_of
    from flows.opened import open_market

    instant = end_of(as_of) if as_of else datetime.now(UTC)
    with open_market(market_path) as opened:
        text = documents.battlecard(opened, product, as_of=instant)
    put(text, file)
    return 0
