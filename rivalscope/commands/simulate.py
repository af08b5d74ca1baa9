"""`rivalscope simulate`: a year of nights with faults of every kind, against what is promised."""

import json
import tempfile
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import click

from rivalscope.errors import UsageError

FIRST = date(2026, 1, 1)


@click.command("simulate")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), required=False)
@click.option("--nights", type=click.IntRange(7, 3660), default=365, show_default=True, help="How many.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same year.")
@click.option("--json", "as_json", is_flag=True, help="Print what it came to as JSON on stdout.")
def command(*, folder: Path | None, nights: int, seed: int, as_json: bool) -> int:
    """Play nights on a made market whose sites fail in every shape, and compare what was told with what was true.

    Four sites on loopback change prices, features and layouts and fail for nights on end; our own machine misses nights,
    is killed, has a full disk, a clock set back and a mail server that is down. The crawl, the store and the digest are
    the real ones; nothing outside this machine is asked. FOLDER, which must be empty, keeps the store; without it nothing
    is kept. Exits 1 when a promise is broken.
    """
    from rivalscope.simulation.play import play

    with ExitStack() as stack:
        place = folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rivalscope-year-")))
        if place.is_dir() and any(place.iterdir()):
            raise UsageError(f"{place}: is not empty; give a folder of its own, or none")
        verdict = play(
            place, first=FIRST, nights=nights, seed=seed, tell=lambda line: click.echo(line, err=True)
        )
    for line in verdict.lines():
        click.echo(line, err=as_json)
    if as_json:
        click.echo(json.dumps(verdict.data(), ensure_ascii=False))
    return 0 if verdict.kept else 1
