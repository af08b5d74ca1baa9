"""`rivalscope bench`: speed against named peers."""

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rivalscope.commands.options import json_option

if TYPE_CHECKING:
    from rivalscope.benchmarks.filling import Filled


@click.command("bench")
@click.argument("suite", type=click.Choice(["crawl", "extract", "gaps", "read", "store"]), default="crawl")
@click.option(
    "--cold", type=click.IntRange(min=32), default=2000, show_default=True, help="Pages fetched anew."
)
@click.option(
    "--again",
    type=click.IntRange(min=32),
    default=5000,
    show_default=True,
    help="Unchanged pages asked again.",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of the real pages that suite extract reads.",
)
@click.option(
    "--processes",
    type=click.IntRange(min=1),
    multiple=True,
    default=(1, 2),
    show_default=True,
    help="Processes that suite read reads with.",
)
@click.option(
    "--reviews",
    type=click.IntRange(min=1),
    help="Short reviews that suite read takes from store to store; as many as its corpus has sentences where not said.",
)
@click.option(
    "--mentions",
    type=click.IntRange(min=1000),
    help="Mentions that suites store and gaps load; reviews, captures and prices in proportion.  "
    "[default: 100,000 for store, 500,000 for gaps]",
)
@click.option(
    "--database",
    help="URL of an empty database, which is left filled: measured by suite store instead of a SQLite file, by suite "
    "gaps beside one.",
)
@json_option
def command(
    *,
    suite: str,
    cold: int,
    again: int,
    data: Path | None,
    processes: tuple[int, ...],
    reviews: int | None,
    mentions: int | None,
    database: str | None,
    as_json: bool,
) -> int:
    """Measure speed, each part against a named peer in the same run on this machine.

    Suite crawl: made pages on loopback are fetched by a bare Scrapy spider and by ours, then asked for again by ours and
    by webchanges (`uv sync --group bench` installs it). A machine with other work to do gives other numbers, but ratios
    that stay about the same.

    Suite read: the reviews of our corpus are read by each tier, by VADER and by spaCy with our grammar model alone; words
    a second of processor time, each in a process of its own. Then its sentences, each as a review, are read by tier fast
    from store to store with one process and with two; --processes says with how many, --reviews how many
    reviews.

    Suite extract: real pages below --data are read whole by ours, as pricing pages, and by trafilatura, which finds their
    main text alone; the ratio is the median over pages of CPU time. Beside it stand those of pages whose kind is told
    from content (ratio_untold) and of pages read as articles (ratio_article).

    Suite store: made reviews and their readings are loaded, and written again by the database's driver alone; then a
    made market of --mentions fills the store night by night, and every query of the cookbook is asked: size of a row,
    time of the load, time of each query. --database names an empty store, PostgreSQL for example; without it a SQLite
    file is filled and thrown away.

    Suite gaps: a made market of 20 products, 200 features and --mentions within a year fills a SQLite file; then the
    commands gaps and report are run on it, each in a process of its own: seconds, and memory at most. With --database,
    an empty store in PostgreSQL, the same is measured there too, with the ratio of PostgreSQL to SQLite.
    """
    if suite == "store":
        return _store(mentions or 100_000, database, as_json=as_json)
    if suite == "gaps":
        return _gaps(mentions, database, as_json=as_json)
    if suite == "extract":
        return _extract(data, as_json=as_json)
    if suite == "read":
        return _read(processes, reviews=reviews, as_json=as_json)
    from rivalscope.benchmarks import crawl, table

    with tempfile.TemporaryDirectory(prefix="rivalscope-bench-") as folder:
        lines = []
        for line in crawl.measure(Path(folder), cold=cold, again=again):
            click.echo(f"{line.who}: {line.what}: done", err=True)
            lines.append(line)
    if crawl.webchanges() is None:
        click.echo(crawl.INSTALL, err=True)
    ratios = table.ratios(lines)
    if as_json:
        click.echo(json.dumps({"suite": suite, "lines": [line.data() for line in lines], "ratios": ratios}))
    else:
        click.echo(table.render(lines, ratios))
    return 0


def _store(mentions: int, database: str | None, *, as_json: bool) -> int:
    from rivalscope.benchmarks import filling, loading, store
    from rivalscope.benchmarks.made_market import MadeMarket
    from storage.migrate import ready
    from storage.sizes import table_sizes

    with tempfile.TemporaryDirectory(prefix="rivalscope-bench-") as folder:
        url = database or f"sqlite:///{folder}/rivalscope.db"
        engine = ready(url)
        try:
            filling.must_be_empty(engine)
            loads = list(loading.measure(engine, mentions=min(mentions, loading.MOST)))
            filled = filling.fill(
                engine, MadeMarket(mentions=mentions), tell=lambda done: click.echo(_progress(done), err=True)
            )
            sizes = table_sizes(engine)
        finally:
            engine.dispose()
        report = store.Report(loads=loads, filled=filled, sizes=sizes, asked=list(store.ask(url)))
    click.echo(json.dumps(report.data()) if as_json else store.render(report))
    return 0


def _gaps(mentions: int | None, database: str | None, *, as_json: bool) -> int:
    from rivalscope.benchmarks import gaps

    measured = []
    # The named one first: what is wrong with it is told at once.
    for url in (database, None) if database else (None,):
        with tempfile.TemporaryDirectory(prefix="rivalscope-bench-") as name:
            folder = Path(name)
            measured.append(
                gaps.measure(
                    folder,
                    database=url or f"sqlite:///{folder}/rivalscope.db",
                    mentions=mentions or gaps.MENTIONS,
                    tell=lambda done: click.echo(_progress(done), err=True),
                )
            )
    click.echo(json.dumps(gaps.data(measured)) if as_json else gaps.render(measured))
    return 0


def _progress(done: "Filled") -> str:
    return f"{done.captures} captures, {done.reviews} reviews, {done.mentions} mentions: {done.storing:.0f} s"


def _extract(data: Path | None, *, as_json: bool) -> int:
    from rivalscope.benchmarks import extract
    from rivalscope.errors import UsageError

    if data is None:
        raise UsageError(f"suite extract needs --data, a folder that holds {extract.PAGES}")
    peer = extract.trafilatura()
    if peer is None:
        raise UsageError(extract.INSTALL)
    figures = extract.summary(list(extract.measure(data, extract=peer)))
    if as_json:
        click.echo(json.dumps({"suite": "extract", **figures}))
    else:
        click.echo("\n".join(f"{name:<20} {figure}" for name, figure in figures.items()))
    return 0


def _read(processes: tuple[int, ...], *, reviews: int | None, as_json: bool) -> int:
    from rivalscope.benchmarks import processes as several
    from rivalscope.benchmarks import read
    from rivalscope.domain.settings import Tier

    names, objections = read.readers()
    for objection in objections:
        click.echo(objection, err=True)
    speeds = []
    for speed in read.measure(names, read.corpus_texts()):
        click.echo(f"{speed.who}: done", err=True)
        speeds.append(speed)
    runs = []
    for count in processes if Tier.FAST in names else ():
        runs.append(several.measure(Tier.FAST, several.short_texts(reviews), processes=count))
        click.echo(f"{count} processes: done", err=True)
    if as_json:
        told = {"speeds": [speed.data() for speed in speeds], "processes": [run.data() for run in runs]}
        click.echo(json.dumps({"suite": "read", **told}))
    else:
        click.echo("\n".join([read.render(speeds), *([several.render(runs)] if runs else [])]))
    return 0
