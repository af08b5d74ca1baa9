"""`rivalscope brief`: the requirement brief of one feature."""

from datetime import UTC, date, datetime
from pathlib import Path

import click

from rivalscope.commands.options import as_of_option, document_option, market_option, put


@click.command("brief")
@click.argument("feature")
@document_option
@as_of_option
@market_option
def command(*, feature: str, file: Path | None, as_of: date | None, market_path: Path | None) -> int:
    """Write a requirement brief of FEATURE as Markdown.

    The problem, who asks, in which words, how each rival does it with plan and price, acceptance criteria, open
    questions, what to watch after the launch, and the evidence for all of it.
    """
    from flows import documents
    from flows.clock import end_of
    from flows.opened import open_market

    instant = end_of(as_of) if as_of else datetime.now(UTC)
    with open_market(market_path) as opened:
        text = documents.brief(opened, feature, as_of=instant)
    put(text, file)
    return 0
