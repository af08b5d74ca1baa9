"""`rivalscope verify`: confirm that the evidence still holds."""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rivalscope.commands.options import json_option, market_option

if TYPE_CHECKING:
    from rivalscope.verify import Failure, Verification

_SHOWN = 3


@click.command("verify")
@click.argument("ids", nargs=-1, type=click.IntRange(min=1), metavar="[ID]...")
@json_option
@market_option
def command(*, ids: tuple[int, ...], as_json: bool, market_path: Path | None) -> int:
    """Look the words behind every fact up again in the stored pages: all evidence, or the numbers given.

    Exits 1 when any no longer holds, and says why, a line a page: it is missing or was altered, or its words moved.
    --json names every passage. `rivalscope db check` says what to restore.
    """
    from rivalscope.config import find_market, load_market
    from rivalscope.verify import verify
    from storage.archive import Archive
    from storage.migrate import ready

    market = load_market(find_market(market_path))
    engine = ready(market.database_url)
    try:
        checked = verify(engine, Archive(market.archive), ids=ids or None, progress=_progress)
    finally:
        engine.dispose()
    for line in _told(checked.failures):
        click.echo(line, err=True)
    for number in checked.unknown:
        click.echo(f"evidence {number}: the store has none of that number", err=True)
    if as_json:
        click.echo(json.dumps(_as_json(checked), ensure_ascii=False))
    else:
        failed = len(checked.failures) + len(checked.unknown)
        click.echo(f"{checked.confirmed} confirmed, {failed} not")
    return 1 if checked.failures or checked.unknown else 0


def _told(failures: "Sequence[Failure]") -> Iterator[str]:
    """Yield a line for each page and reason: a page that is gone takes hundreds of passages with it."""
    pages: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
    for failure in failures:
        evidence = failure.evidence
        pages[evidence.source, evidence.url, failure.reason].append(evidence.id)
    for (source, url, reason), numbers in pages.items():
        first = ", ".join(map(str, numbers[:_SHOWN]))
        more = f" and {len(numbers) - _SHOWN} more" if len(numbers) > _SHOWN else ""
        yield f"evidence {first}{more} ({source}, {url}): {reason}"


def _progress(checked: int, total: int) -> None:
    """Show on a terminal how far the check has come."""
    if sys.stderr.isatty():
        click.echo(f"\r{checked} of {total}", err=True, nl=checked == total)


def _as_json(checked: "Verification") -> dict[str, object]:
    return {
        "confirmed": checked.confirmed,
        "failures": [
            {
                "id": failure.evidence.id,
                "source": failure.evidence.source,
                "url": failure.evidence.url,
                "snapshot": failure.evidence.snapshot,
                "reason": failure.reason,
            }
            for failure in checked.failures
        ],
        "unknown": list(checked.unknown),
    }
