"""`rivalscope privacy`: what is held of people, where, for how long."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rivalscope.commands.options import json_option, market_option

if TYPE_CHECKING:
    from storage.privacy import Holding


@click.command("privacy")
@json_option
@market_option
def command(*, as_json: bool, market_path: Path | None) -> int:
    """Say what the store holds of people: reviews by source and age, keyed hashes, what is masked, what was forgotten.

    Looks through every text that is stored for e-mail addresses and telephone numbers that are not masked, and through
    the database for the key by which authors are hashed: exits 1 when it finds any. docs/privacy.md explains each line.

    \b
    rivalscope privacy
    rivalscope privacy --json
    """
    from flows.forgetting import copies_of
    from flows.opened import open_market
    from pipelines.authors import FILE_NAME
    from rivalscope.exports.renewing import exported_files
    from spiders.pages.privacy import mask
    from storage.archive import Archive
    from storage.privacy import holding, unmasked

    now = datetime.now(UTC)
    with open_market(market_path) as opened:
        market = opened.market
        held = holding(opened.engine, now=now)
        key = market.archive.parent / FILE_NAME
        secret = key.read_text(encoding="ascii").strip() if key.is_file() else None
        found = unmasked(opened.engine, mask=mask, secret=secret)
        bodies = [file.bytes for file in Archive(market.archive).files()]
        facts = {
            "reviews": held.reviews,
            "editions": held.editions,
            "authors": held.authors,
            "sources": [
                {"source": one.source, "reviews": one.reviews, "oldest": one.oldest, "authors": one.authors}
                for one in held.sources
            ],
            "ages": held.ages,
            "recipients": held.recipients,
            "forgotten": held.forgotten,
            "review_days": market.privacy.review_days,
            "archive": {"keep_days": market.retention.keep_days, "pages": len(bodies), "bytes": sum(bodies)},
            "key": {"file": str(key), "there": secret is not None},
            "exports": [str(path) for path in exported_files(opened.engine)],
            "copies": [str(path) for path in copies_of(opened)],
            "unmasked": found,
        }
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False))
    else:
        _print(held, facts)
    for table, number in found.items():
        click.echo(f"{table}: {number} texts hold what should be masked", err=True)
    return 1 if found else 0


def _print(held: "Holding", facts: dict[str, object]) -> None:
    """Print the facts for people."""
    click.echo(
        f"{held.reviews} reviews in {held.editions} editions by {held.authors} authors, as keyed hashes"
    )
    for one in held.sources:
        click.echo(
            f"  {one.source}: {one.reviews} reviews by {one.authors} authors, the oldest of {one.oldest}"
        )
    click.echo("by age: " + ", ".join(f"{name} {number}" for name, number in held.ages.items()))
    days, archive = facts["review_days"], facts["archive"]
    limit = f"for {days} days" if days else "without limit: set review_days in [retention] of market.toml"
    click.echo(f"reviews are kept {limit}")
    click.echo("names of authors: not stored; e-mail addresses and telephone numbers: masked in every text")
    if isinstance(archive, dict):
        click.echo(
            f"the archive: {archive['pages']} pages as they came, not masked; those that no evidence needs go "
            + (
                f"after {archive['keep_days']} days"
                if archive["keep_days"]
                else "never ([archive] keep_days)"
            )
        )
    key, exports, copies = facts["key"], facts["exports"], facts["copies"]
    if isinstance(key, dict):
        click.echo(f"the key of the hashes: {key['file']}" + ("" if key["there"] else " (not made yet)"))
    for what, paths in (("exported", exports), ("made before and kept", copies)):
        if isinstance(paths, list) and paths:
            click.echo(f"{what}: {len(paths)} files, the first {paths[0]}")
    click.echo(f"mail addresses of recipients: {held.recipients}")
    told = ", ".join(f"{number} {kind}" for kind, number in held.forgotten.items()) or "nothing"
    click.echo(f"forgotten on request: {told}")
