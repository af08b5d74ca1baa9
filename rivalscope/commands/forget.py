"""`rivalscope forget`: sources, products and authors are forgotten, for good."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rivalscope.commands.options import json_option, market_option

if TYPE_CHECKING:
    from flows.forgetting import Forgetting
    from flows.opened import OpenMarket
    from rivalscope.domain.forgetting import Choice

_SHOWN = 10


@click.command("forget")
@click.option(
    "--source", "sources", multiple=True, metavar="KEY|URL", help="A source, with all that it gave."
)
@click.option("--product", "products", multiple=True, metavar="SLUG", help="A product, with all its sources.")
@click.option(
    "--author", "authors", multiple=True, metavar="KEY", help="An author, by keyed hash (author_key)."
)
@click.option(
    "--name", "names", multiple=True, help="An author, by the name that the site shows; - asks for it."
)
@click.option("--older-than", type=click.IntRange(1), metavar="DAYS", help="Reviews published before that.")
@click.option("--dry-run", is_flag=True, help="Say what would go; change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--lift", is_flag=True, help="Allow what is named to be collected again; brings nothing back.")
@json_option
@market_option
def command(
    *,
    sources: tuple[str, ...],
    products: tuple[str, ...],
    authors: tuple[str, ...],
    names: tuple[str, ...],
    older_than: int | None,
    dry_run: bool,
    yes: bool,
    lift: bool,
    as_json: bool,
    market_path: Path | None,
) -> int:
    """Forget sources, products or authors: their rows, the stored pages that show them, and the exports that hold them.

    What is forgotten does not come back with the next crawl or import. Other facts that stand on a page that goes stay,
    and `verify` says that the page was forgotten. Analyses are made anew. Run it again when it was cut off. Exits 1
    when something could not be reached, and names it; docs/privacy.md says what is beyond reach.

    \b
    rivalscope forget --name "Ann Other" --dry-run
    rivalscope forget --author b1946ac92492d2347c6235b4d2611184 --yes
    rivalscope forget --source rival/reviews
    """
    from flows.forgetting import forget
    from flows.opened import open_market
    from rivalscope.errors import UsageError

    if not (sources or products or authors or names or older_than):
        raise UsageError(
            "name what is to be forgotten: --source, --product, --author, --name or --older-than"
        )
    with open_market(market_path) as opened:
        choice = _choice(opened, sources, products, (*authors, *_keys(opened, names)), older_than)
        if lift:
            return _lift(opened, choice)
        told = forget(opened, choice, dry_run=True)
        _show(told, done=False)
        if dry_run:
            if as_json:
                click.echo(json.dumps(_as_json(told, dry_run=True)))
            return 0
        if not yes:
            if not sys.stdin.isatty():
                raise UsageError("nobody is there to be asked: add --yes, or --dry-run to change nothing")
            click.confirm("forget all this for good?", abort=True, err=True)
        told = forget(opened, choice)
        _show(told, done=True)
        for name in _still_named(opened, choice):
            click.echo(
                f"{opened.market.path.name} still names {name}: take it out, or reports list it", err=True
            )
        if as_json:
            click.echo(json.dumps(_as_json(told, dry_run=False)))
    return 1 if told.failed else 0


def _keys(opened: "OpenMarket", names: tuple[str, ...]) -> list[str]:
    """Return the keyed hashes of names; - is asked for, so that it is in no history of commands."""
    from pipelines.authors import open_authors

    if not names:
        return []
    known = open_authors(opened.market.archive)
    asked = [click.prompt("name", hide_input=True, err=True) if name == "-" else name for name in names]
    return [known.hash(name) for name in asked]


def _choice(
    opened: "OpenMarket",
    sources: tuple[str, ...],
    products: tuple[str, ...],
    authors: tuple[str, ...],
    older_than: int | None,
) -> "Choice":
    import re
    from datetime import UTC, datetime

    from flows.ageing import age_limit
    from rivalscope.domain.forgetting import Choice
    from rivalscope.errors import UsageError

    for key in authors:
        if not re.fullmatch(r"[0-9a-f]{8,64}", key):
            raise UsageError(
                f"--author {key}: a key is the hash in the column author_key; for a name write --name"
            )
    known = [product.slug for product in opened.market.products]
    for slug in products:
        if not re.fullmatch(r"[a-z0-9][a-z0-9_.-]*", slug):
            raise UsageError(f"--product {slug}: write a slug, e.g. {known[0]}")
    before = None if older_than is None else age_limit(older_than, as_of=datetime.now(UTC))
    return Choice(sources=sources, products=products, authors=authors, before=before)


def _still_named(opened: "OpenMarket", choice: "Choice") -> list[str]:
    """Return what of a choice the market file names: nothing more is collected of it, and its name stays."""
    given = [product.slug for product in opened.market.products]
    given += [
        one
        for product in opened.market.products
        for source in product.sources
        for one in (source.key, source.url)
    ]
    return [name for name in (*choice.products, *choice.sources) if name in given]


def _lift(opened: "OpenMarket", choice: "Choice") -> int:
    """Allow again what is named."""
    from rivalscope.domain.forgetting import author_mark, product_mark, source_mark
    from storage.engine import writing
    from storage.forgotten import lift

    given = {one.key: one for product in opened.market.products for one in product.sources}
    marks = [product_mark(slug) for slug in choice.products] + [author_mark(key) for key in choice.authors]
    for name in choice.sources:
        url = given[name].url if name in given else name
        marks += [source_mark(product.slug, url) for product in opened.market.products]
    with writing(opened.engine) as connection:
        lifted = lift(connection, marks)
    click.echo(f"{lifted} may be collected again", err=True)
    return 0 if lifted else 1


def _show(told: "Forgetting", *, done: bool) -> None:
    """Say on stderr what goes, or went."""
    went = told.done
    word = "forgotten" if done else "would be forgotten"
    rows = ", ".join(f"{number} {name}" for name, number in went.rows.items()) or "no rows"
    click.echo(f"{went.reviews} reviews and {len(went.snapshots)} stored pages {word} ({rows})", err=True)
    for name in went.unknown:
        click.echo(f"{name}: the store holds nothing of it", err=True)
    if went.bereft:
        click.echo(
            f"{went.bereft} passages of other facts stand on these pages: the facts stay, unverified",
            err=True,
        )
    if told.exports:
        click.echo(
            f"{len(told.exports)} exported files {'written anew' if done else 'would be written anew'}",
            err=True,
        )
    for line in told.failed:
        click.echo(f"not done: {line}", err=True)
    if done and went.rows and told.copies:
        click.echo("not changed, and made before: delete or make anew what still holds it", err=True)
        for path in told.copies[:_SHOWN]:
            click.echo(f"  {path}", err=True)
        if len(told.copies) > _SHOWN:
            click.echo(f"  and {len(told.copies) - _SHOWN} more beside them", err=True)


def _as_json(told: "Forgetting", *, dry_run: bool) -> dict[str, object]:
    return {
        "dry_run": dry_run,
        "reviews": told.done.reviews,
        "rows": told.done.rows,
        "snapshots": list(told.done.snapshots),
        "unverified": told.done.bereft,
        "unknown": list(told.done.unknown),
        "exports": [str(path) for path in told.exports],
        "failed": list(told.failed),
        "copies": [str(path) for path in told.copies],
    }
