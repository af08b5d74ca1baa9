"""`rivalscope db check`, `prune` and `export`: the archive and what the database says of it."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rivalscope.commands.options import day_option, json_option, market_option

if TYPE_CHECKING:
    from storage.inspection import Fault, Inspection
    from storage.rollups import Strayed
    from storage.warc import Exported

SHOWN = 20
"""Weeks that are named one by one."""


@click.command("check")
@click.option("--mend", "mending", is_flag=True, help="Move orphans and rotten files aside; count anew.")
@json_option
@market_option
def check(*, mending: bool, as_json: bool, market_path: Path | None) -> int:
    """Check the database, and whether every stored page is there, whole, and what its name promises.

    Exits 1 when something is wrong and names each thing: pages that are missing, rotten, or built upon one that is,
    orphans, which are files of runs that were killed before they could name them and harm nobody, and counts kept in
    the database that are not what its facts come to.
    """
    from flows.opened import leased, open_market
    from storage import rollups
    from storage.archive import Archive
    from storage.engine import address
    from storage.inspection import inspect, mend
    from storage.migrate import check as check_schema
    from storage.migrate import head, integrity
    from storage.retention import GRACE

    url = _url(market_path)
    check_schema(url)
    integrity(url)
    click.echo(f"{address(url)} is sound and has the newest schema ({head()})", err=True)
    with open_market(market_path) as opened:
        archive = Archive(opened.market.archive)
        found = inspect(
            opened.engine, archive, settled=datetime.now(UTC) - GRACE, progress=_progress("files read")
        )
        strayed = rollups.compare(opened.engine)
        moved: list[Path] = []
        if mending:
            with leased(opened, by="db check --mend"):
                moved = mend(archive, found)
                if strayed:
                    rollups.mend(opened.engine)
    _tell(found, moved)
    _tell_strayed(strayed, mended=mending)
    if as_json:
        click.echo(json.dumps(_as_json(found, moved) | _strayed_as_json(strayed), ensure_ascii=False))
    return 1 if found.faults or strayed else 0


@click.command("prune")
@click.option("--dry-run", is_flag=True, help="Say what would be let go; change nothing.")
@json_option
@market_option
def prune(*, dry_run: bool, as_json: bool, market_path: Path | None) -> int:
    """Let go stored pages by the rule of [archive] in market.toml: keep_days, keep_versions or both.

    A page that evidence points to always stays, and so does the newest version of every page.
    """
    from flows.opened import leased, open_market
    from storage.archive import Archive
    from storage.retention import GRACE, rule
    from storage.retention import prune as let_go

    now = datetime.now(UTC)
    with open_market(market_path) as opened, leased(opened, by="db prune"):
        options = opened.market.retention
        done = let_go(
            opened.engine,
            Archive(opened.market.archive),
            options,
            now=now,
            settled=now - GRACE,
            dry_run=dry_run,
            progress=_progress("pages"),
        )
    if not options.lets_go:
        click.echo(
            "everything is kept: [archive] of market.toml sets no keep_days or keep_versions", err=True
        )
    said = "would be let go" if dry_run else "let go"
    if as_json:
        facts = {
            "rule": rule(options),
            "dry_run": dry_run,
            "let_go": list(done.snapshots),
            "bytes": done.freed,
            "rewritten": done.rewritten,
            "kept": done.kept,
        }
        click.echo(json.dumps(facts))
    else:
        click.echo(f"{len(done.snapshots)} stored pages {said} ({_megabytes(done.freed)}), {done.kept} kept")
    return 0


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@day_option("--since", help="Nights from this UTC date on.")
@day_option("--until", help="Nights up to this UTC date.")
@click.option("--product", "products", multiple=True, help="Slug of a product; by default all.")
@json_option
@market_option
def export(
    *,
    file: Path,
    since: date | None,
    until: date | None,
    products: tuple[str, ...],
    as_json: bool,
    market_path: Path | None,
) -> int:
    """Write captures and their pages to FILE as WARC 1.1, which web archives read; a name in .gz is compressed.

    Stored pages are as they came: unlike the store's review texts they are not masked, so names, addresses and
    telephone numbers that a page shows are in the file.
    """
    from flows.opened import open_market
    from rivalscope import __version__
    from rivalscope.errors import UsageError
    from storage.archive import Archive
    from storage.holdings import pruned
    from storage.reads.captured import captured, count_captures
    from storage.warc import export as write

    with open_market(market_path) as opened:
        market, engine = opened.market, opened.engine
        known = [product.slug for product in market.products]
        if strangers := [slug for slug in products if slug not in known]:
            raise UsageError(
                f"--product {strangers[0]}: {market.path} has no such product; it has {', '.join(known)}"
            )
        total = count_captures(engine, since=since, until=until, products=products)
        told = _progress("captures")
        done = write(
            file,
            captured(engine, since=since, until=until, products=products),
            archive=Archive(market.archive),
            let_go=pruned(engine),
            info={
                "software": f"rivalscope/{__version__}",
                "operator": market.contact,
                "isPartOf": market.name,
                "description": "Headers are those that were kept: Content-Type, ETag and Last-Modified. "
                "Bodies are as received, content encoding undone.",
            },
            progress=lambda number: told(number, total),
        )
    return _told(file, done, as_json=as_json)


def _told(file: Path, done: "Exported", *, as_json: bool) -> int:
    for line in done.lost:
        click.echo(line, err=True)
    facts = {
        "file": str(file),
        "captures": done.captures,
        "responses": done.responses,
        "revisits": done.revisits,
        "let_go": done.let_go,
        "lost": done.lost,
    }
    click.echo(
        json.dumps(facts, ensure_ascii=False)
        if as_json
        else f"{file}: {done.captures} captures, {done.responses} bodies, {done.revisits} revisits, "
        f"{done.let_go} let go before, {len(done.lost)} lost"
    )
    return 1 if done.lost else 0


def _tell(found: "Inspection", moved: list[Path]) -> None:
    """Say on stderr what was found."""
    for fault in found.faults:
        where = f" ({fault.url})" if fault.url else ""
        click.echo(f"{fault.wrong.value} {fault.name}{where}: {fault.reason}", err=True)
    parts = [f"{found.files} stored pages", _megabytes(found.bytes), f"{found.differences} as differences"]
    if found.let_go:
        parts.append(f"{found.let_go} let go by retention")
    if found.pending:
        parts.append(f"{found.pending} put within the hour that no row names yet")
    counts = _counts(found.faults)
    parts.append(", ".join(f"{count} {name}" for name, count in counts.items()) or "nothing wrong")
    click.echo(f"the archive: {', '.join(parts)}", err=True)
    if moved:
        click.echo(f"{len(moved)} files moved to {moved[0].parent}", err=True)
    elif counts.keys() & {"orphan", "rot"}:
        click.echo("`rivalscope db check --mend` moves orphans and rotten files aside", err=True)
    if counts.keys() & {"missing", "rot", "base"}:
        click.echo(
            "restore those pages from a backup of the archive; facts and quotes are not touched", err=True
        )


def _tell_strayed(strayed: "Strayed", *, mended: bool) -> None:
    """Say on stderr which counts are not what the facts come to."""
    if strayed.copies:
        click.echo(f"{len(strayed.copies)} reviews are wrongly held to be copies, or not to be", err=True)
    for product, feature, week in strayed.weeks[:SHOWN]:
        click.echo(
            f"opinions of {product}, {feature}, week of {week}: not what the mentions come to", err=True
        )
    if len(strayed.weeks) > SHOWN:
        click.echo(f"and {len(strayed.weeks) - SHOWN} weeks more", err=True)
    if strayed:
        mend = "they were counted anew" if mended else "`rivalscope db check --mend` counts them anew"
        click.echo(mend, err=True)


def _strayed_as_json(strayed: "Strayed") -> dict[str, object]:
    weeks = [
        {"product": product, "feature": feature, "week": week.isoformat()}
        for product, feature, week in strayed.weeks
    ]
    return {"strayed": {"copies": len(strayed.copies), "weeks": weeks}}


def _as_json(found: "Inspection", moved: list[Path]) -> dict[str, object]:
    return {
        "files": found.files,
        "bytes": found.bytes,
        "differences": found.differences,
        "let_go": found.let_go,
        "pending": found.pending,
        "counts": _counts(found.faults),
        "faults": [
            {"wrong": fault.wrong.value, "name": fault.name, "url": fault.url, "reason": fault.reason}
            for fault in found.faults
        ],
        "moved": [str(path) for path in moved],
    }


def _counts(faults: "tuple[Fault, ...]") -> dict[str, int]:
    names = [fault.wrong.value for fault in faults]
    return {name: names.count(name) for name in dict.fromkeys(names)}


def _progress(what: str) -> Callable[[int, int], None]:
    """Return what shows on a terminal how far a long command has come, a hundred times at most."""

    def show(done: int, total: int) -> None:
        if sys.stderr.isatty() and (done == total or done % max(1, total // 100) == 0):
            click.echo(f"\r{done} of {total} {what}", err=True, nl=done == total)

    return show


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"


def _url(market_path: Path | None) -> str:
    from rivalscope.config import find_market, load_market

    return load_market(find_market(market_path)).database_url
