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

    After an edit of taxonomy.yml everything is read again. The same words are read once, in whatever reviews they
    stand. Interrupted, it goes on where it was. Many reviews are read in as many processes as there are cores, or as
    `processes` in [nlp] of market.toml says. Exits 75 when another run holds the lease.
    """
    from flows import stages
    from flows.opened import leased, open_market

    def tell(done: int) -> None:
        click.echo(f"{done} reviews read", err=True)

    with open_market(market_path) as opened, leased(opened, by="annotate"):
        read = stages.annotate(opened, progress=tell)
    click.echo(f"done: {read.words}", err=True)
    if as_json:
        click.echo(json.dumps({"read": read.reviews, "new_texts": read.texts}))
    return 0
