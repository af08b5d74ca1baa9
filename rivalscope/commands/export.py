"""`rivalscope export`: the views as files, or the whole store in another database."""

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rivalscope.commands.options import day_option, json_option, market_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rivalscope.exports.manifest import Entry


@click.command("export")
@click.argument("views", nargs=-1, metavar="[VIEW]...")
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Folder to write to; by default export/ beside the market file.",
)
@click.option(
    "--format",
    "formats",
    default="csv",
    show_default=True,
    metavar="FORMAT[,FORMAT]",
    help="csv, jsonl, xlsx, parquet; several with commas between, or all.",
)
@day_option("--as-of", help="Write what stood at the end of this UTC date (docs/as-of.md).")
@click.option("--to", "url", metavar="URL", help="Copy the whole store into this empty database instead.")
@json_option
@market_option
def command(
    *,
    views: tuple[str, ...],
    folder: Path | None,
    formats: str,
    as_of: date | None,
    url: str | None,
    as_json: bool,
    market_path: Path | None,
) -> int:
    """Write views as files: all of them, or those named; docs/data-dictionary.md says what they hold.

    All files show one state of the store. manifest.json beside them has the type and meaning of each column, rows,
    hashes and versions. No text in CSV and XLSX is taken for a formula: one that could be has an apostrophe before it.
    `rivalscope import` reads the reviews of every format back.

    With --to the store moves, from SQLite to PostgreSQL or back: every row is copied and every view compared. Set
    RIVALSCOPE_DATABASE_URL to the new one afterwards; archive and key stay beside the market file.

    \b
    rivalscope export
    rivalscope export reviews mentions --format parquet -o /data/market
    rivalscope export --to postgresql://analyst@db.example/market
    """
    if url is not None:
        return _move(url, views=views, folder=folder, as_json=as_json, market_path=market_path)
    from flows.clock import end_of
    from rivalscope.config import find_market, load_market
    from rivalscope.exports.export import FORMATS, export
    from storage.export import note_export
    from storage.migrate import ready

    market = load_market(find_market(market_path))
    target = folder or market.path.parent / "export"
    chosen = list(FORMATS) if formats == "all" else [name.strip() for name in formats.split(",")]
    engine = ready(market.database_url)
    try:
        note_export(engine, target)
        now = datetime.now(UTC).replace(microsecond=0)
        entries = export(
            engine,
            target,
            views=views,
            formats=chosen,
            market=market.name,
            at=now,
            as_of=None if as_of is None else end_of(as_of),
            progress=_progress,
        )
    finally:
        engine.dispose()
    _tell(entries, target, as_json=as_json)
    return 0


def _tell(entries: "Sequence[Entry]", target: Path, *, as_json: bool) -> None:
    """Say which files were written, and what did not fit into them."""
    for entry in entries:
        click.echo(f"{target / entry.path}  {entry.rows} rows", err=True)
        if entry.cut:
            click.echo(
                f"{entry.path}: {entry.cut} values did not fit {entry.format}; Parquet and JSON Lines hold long texts, "
                "CSV and JSON Lines every digit",
                err=True,
            )
    if as_json:
        files = [{"path": str(target / one.path), "rows": one.rows, "sha256": one.sha256} for one in entries]
        click.echo(json.dumps({"folder": str(target), "files": files}))


def _move(
    url: str, *, views: tuple[str, ...], folder: Path | None, as_json: bool, market_path: Path | None
) -> int:
    """Copy the whole store into another database."""
    from flows.opened import leased, open_market
    from rivalscope.errors import UsageError
    from rivalscope.exports.moving import move_store
    from storage.engine import address

    if views or folder is not None:
        raise UsageError("--to copies the whole store: it takes neither views nor -o")
    with open_market(market_path) as opened, leased(opened, by="export --to"):
        copied = move_store(opened.engine, url, progress=_progress)
    click.echo(
        f"{sum(copied.values())} rows are in {address(url)}, and every view says the same there", err=True
    )
    click.echo(
        "set RIVALSCOPE_DATABASE_URL to it; archive/ and .rivalscope-key stay where they are", err=True
    )
    if as_json:
        click.echo(
            json.dumps({"to": address(url), "rows": {name: count for name, count in copied.items() if count}})
        )
    return 0


def _progress(view: str, rows: int) -> None:
    """Show on a terminal how far the export has come."""
    if sys.stderr.isatty():
        click.echo(f"\r{view}: {rows} rows\033[K", err=True, nl=False)
