"""`import`: reviews, tickets and survey answers from a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rivalscope.commands.options import json_option, market_option

if TYPE_CHECKING:
    from rivalscope.domain.settings import Market
    from spiders.files import ReviewFile
    from spiders.own_export import OwnExport

_SHOWN = 10


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--product", help="Slug of the product that the file speaks of; our own exports say so themselves."
)
@click.option(
    "--map", "maps", multiple=True, metavar="FIELD=COLUMN", help="Column of a field, e.g. text=Comment."
)
@click.option("--sheet", help="Sheet of an XLSX workbook; by default the first.")
@click.option("--dry-run", is_flag=True, help="Show what would be imported; store nothing.")
@market_option
@json_option
def command(
    *,
    file: Path,
    product: str | None,
    maps: tuple[str, ...],
    sheet: str | None,
    dry_run: bool,
    market_path: Path | None,
    as_json: bool,
) -> None:
    """Import reviews from FILE: CSV with a header, XLSX, JSON Lines or JSON.

    Exports of Google Play Console, App Store Connect, Trustpilot, G2, Capterra, AppFollow, Zendesk, Intercom,
    SurveyMonkey and Typeform are recognised by their header; of other files columns are guessed from their names and
    shown. Fields are text, title, rating, date, id, author and version. A file that was imported before brings nothing
    new.

    Reviews that `rivalscope export` wrote, in any of its formats, are read back under their own products and sources:
    name the file, or the folder of the export.

    \b
    rivalscope import reviews.csv --product zoom --dry-run
    rivalscope import survey.xlsx --sheet Answers --product ours
    rivalscope import tickets.jsonl --product ours --map text=description --map date=opened
    """
    from rivalscope.config import find_market, load_market
    from rivalscope.errors import UsageError
    from spiders.own_export import read_own_export

    market = load_market(find_market(market_path))
    file = _in_folder(file)
    own = read_own_export(file) if not maps and sheet is None else None
    if own is not None:
        _import_own(market, own, file, product=product, dry_run=dry_run, as_json=as_json)
        return
    if product is None:
        raise UsageError(_missing(file))
    _import_rows(market, file, product, maps=maps, sheet=sheet, dry_run=dry_run, as_json=as_json)


def _missing(file: Path) -> str:
    """Return what to say of a file that names no product: one of our own exports is told by its manifest."""
    from rivalscope.exports.manifest import read

    view = next((entry.view for entry in read(file.parent) if entry.path == file.name), None)
    if view is None:
        return f"--product is missing: name the product that {file} speaks of"
    return (
        f"{file} is an export of {view}: reviews are read back, the rest comes of them and of pages "
        "(`rivalscope export --to URL` moves a whole store)"
    )


def _import_rows(
    market: Market,
    file: Path,
    product: str,
    *,
    maps: tuple[str, ...],
    sheet: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Import a file of somebody else's making: rows of one product."""
    from datetime import UTC, datetime

    from flows.identity import tell_apart
    from pipelines.imports import import_file, read_file
    from storage.market import sync_market
    from storage.migrate import ready

    read = read_file(market, file, product=product, mapping=_mapping(maps), sheet=sheet)
    _show(read)
    facts: dict[str, Any] = {
        "file": str(file),
        "product": product,
        "export": read.export,
        "mapping": dict(read.mapping),
        "texts": list(read.texts),
        "reviews": len(read.reviews),
        "skipped": [{"line": line, "reason": reason} for line, reason in read.skipped],
        "doubts": [{"line": line, "reason": reason} for line, reason in read.doubts],
    }
    if not dry_run:
        engine = ready(market.database_url)
        sync_market(engine, market.products, market.taxonomy)
        done = import_file(
            engine,
            market,
            read,
            name=file.name,
            product=product,
            seen_at=datetime.now(UTC).replace(microsecond=0),
        )
        tell_apart(engine)
        facts |= {"new": done.new, "known": done.known, "snapshot": done.snapshot}
        click.echo(f"{done.new} new, {done.known} known before", err=True)
    if as_json:
        click.echo(json.dumps(facts))


def _in_folder(path: Path) -> Path:
    """Return the file of reviews that a folder of an export holds; a file is itself."""
    from rivalscope.errors import UsageError
    from rivalscope.exports.manifest import read

    if not path.is_dir():
        return path
    found = [path / entry.path for entry in read(path) if entry.view == "reviews"]
    for suffix in (".parquet", ".jsonl", ".csv", ".xlsx"):
        for file in found:
            if file.suffix == suffix and file.is_file():
                return file
    raise UsageError(
        f"{path} is no folder of an export with reviews: run `rivalscope export reviews -o {path}`"
    )


def _import_own(
    market: Market, own: OwnExport, file: Path, *, product: str | None, dry_run: bool, as_json: bool
) -> None:
    """Import an export of ours and say what came of it."""
    from datetime import UTC, datetime

    from flows.identity import tell_apart
    from pipelines.imports import import_own
    from storage.market import sync_market
    from storage.migrate import ready

    chosen = [one for one in own.sources if product in (None, one.product)]
    facts: dict[str, Any] = {
        "file": str(file),
        "product": product,
        "export": "rivalscope, reviews",
        "sources": {one.source: len(one.reviews) for one in chosen},
        "reviews": sum(len(one.reviews) for one in chosen),
        "skipped": [{"line": line, "reason": reason} for line, reason in own.skipped],
    }
    click.echo("recognised as an export of ours", err=True)
    for one in chosen:
        click.echo(f"{len(one.reviews):6} reviews of {one.product} from {one.source}", err=True)
    for line, reason in own.skipped[:_SHOWN]:
        click.echo(f"row {line} skipped: {reason}", err=True)
    if not dry_run:
        engine = ready(market.database_url)
        sync_market(engine, market.products, market.taxonomy)
        now = datetime.now(UTC).replace(microsecond=0)
        done = import_own(engine, market, own, product=product, seen_at=now)
        tell_apart(engine)
        engine.dispose()
        facts |= {"new": done.new, "known": done.known, "snapshot": done.snapshot}
        click.echo(f"{done.new} new, {done.known} known before", err=True)
    if as_json:
        click.echo(json.dumps(facts))


def _mapping(maps: tuple[str, ...]) -> dict[str, str]:
    """Return the fields and columns that the options state."""
    from rivalscope.errors import UsageError

    pairs = [stated.partition("=") for stated in maps]
    for field, sign, column in pairs:
        if not (field and sign and column):
            raise UsageError(f"--map {field}{sign}{column}: write FIELD=COLUMN, e.g. --map text=Comment")
    return {field: column for field, _, column in pairs}


def _show(read: ReviewFile) -> None:
    """Say on stderr how the file was understood."""
    if read.export is not None:
        click.echo(f"recognised as an export: {read.export}", err=True)
    for field, column in read.mapping.items():
        if field != "text" or len(read.texts) == 1:
            click.echo(f"{field:8} from column {column!r}", err=True)
    if len(read.texts) > 1:
        click.echo(f"texts    from columns {', '.join(map(repr, read.texts))}", err=True)
    taken = {*read.mapping.values(), *read.texts}
    unused = [column for column in read.columns if column not in taken]
    if unused:
        click.echo(f"unused   {', '.join(unused)}", err=True)
    if read.best is not None:
        click.echo(f"ratings are taken as out of {read.best}", err=True)
    click.echo(f"{len(read.reviews)} reviews", err=True)
    for lines, what in ((read.skipped, "skipped"), (read.doubts, "taken in doubt")):
        for line, reason in lines[:_SHOWN]:
            click.echo(f"line {line} {what}: {reason}", err=True)
        if len(lines) > _SHOWN:
            click.echo(f"and {len(lines) - _SHOWN} more lines {what}: --json names them all", err=True)
