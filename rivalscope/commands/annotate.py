"""`rivalscope annotate`: read what is new."""

import json
from pathlib import Path

import click

from rivalscope.commands.options import json_option, market_option


@click.command("annotate")
@json_option
@market_option
def command(*, as_json: bool, market_path: Path | None) -> int:
    """Read every review that today's model and taxonomy have not read: features, sentiment, intents, comparisons.

    After an edit of taxonomy.yml everything is read again. Interrupted, it goes on where it was. Exits 75 when
    another run holds the lease.
    """
    from flows import stages
    from flows.opened import leased, open_market

    def tell(done: int) -> None:
        click.echo(f"{done} reviews read", err=True)

    with open_market(market_path) as opened, leased(opened, by="annotate"):
        read = stages.annotate(opened, progress=tell)
    click.echo(f"done: {read} reviews read", err=True)
    if as_json:
        click.echo(json.dumps({"read": read}))
    return 0
