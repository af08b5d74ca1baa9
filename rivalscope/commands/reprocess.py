"""`rivalscope reprocess`: read stored pages anew, show what differs, and adopt it when told to."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from rivalscope.commands.options import day_option, json_option, market_option
from rivalscope.domain.replay import Difference, Replayed
from rivalscope.errors import UsageError

_LONGEST = 100
"""Characters of a value or quote that are shown."""


@click.command("reprocess")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@day_option("--since", help="Read the captures of this night (UTC date) and all later ones anew.")
@day_option("--until", help="Leave out captures of later nights; only to look, not to adopt.")
@click.option("--adopt", is_flag=True, help="Put the new reading in the place of the old one without asking.")
@json_option
@market_option
def command(
    *,
    sources: tuple[str, ...],
    since: date | None,
    until: date | None,
    adopt: bool,
    as_json: bool,
    market_path: Path | None,
) -> int:
    """Read stored pages anew with today's readers and show how the facts differ.

    Every capture since a night is replayed as the night it was, for all sources, or those named by key or product.
    Nothing is changed without --adopt; at a terminal it is asked. Adopting is one transaction: facts, changes, reviews
    and their evidence are then what today's readers say, what stays the same keeps when it was learnt, and nothing that
    a digest has told is told again. Captures whose page is gone are named, and the facts of their source up to them
    stay. Exits 0 when nothing differs or all was adopted, 1 when something differs and was not adopted or a page could
    not be read, 75 when another run holds the lease.

    \b
    rivalscope reprocess --since 2026-11-01
    rivalscope reprocess --since 2026-11-01 zoom/pricing --adopt
    """
    from flows.opened import open_market
    from flows.reprocess import reprocess

    first = _checked(since)

    def decide(came_to: Replayed) -> bool:
        if adopt:
            return True
        if as_json or not (sys.stdin.isatty() and sys.stderr.isatty()):
            return False
        _tell(came_to)
        return click.confirm("adopt it?", err=True)

    with open_market(market_path) as opened:
        came_to = reprocess(
            opened, since=first, until=until, names=sources, decide=decide, progress=_progress
        )
    if as_json:
        click.echo(json.dumps(_as_json(came_to), ensure_ascii=False))
    elif came_to.adopted or not _asked(adopt=adopt, came_to=came_to):
        _tell(came_to)
    _conclude(came_to)
    return 1 if came_to.unread or (came_to.differs and not came_to.adopted) else 0


def _checked(since: date | None) -> date:
    """Return the first night; UsageError when there is none, or none could have been captured since."""
    if since is None:
        raise UsageError("say since when: rivalscope reprocess --since DATE, e.g. 2026-11-01")
    today = datetime.now(UTC).date()
    if since > today:
        raise UsageError(f"--since {since} is in the future: today is {today} (UTC)")
    return since


def _asked(*, adopt: bool, came_to: Replayed) -> bool:
    """Tell whether a person was asked, and so has seen what differs."""
    return not adopt and came_to.is_news and sys.stdin.isatty() and sys.stderr.isatty()


def _progress(done: int, total: int) -> None:
    """Show how far the reading has come: on a terminal always, else now and then."""
    if sys.stderr.isatty():
        click.echo(f"\r{done} of {total} captures", err=True, nl=done == total)
    elif done == total or done % 500 == 0:
        click.echo(f"{done} of {total} captures", err=True)


def _tell(came_to: Replayed) -> None:
    for line in lines(came_to):
        click.echo(line)


def _conclude(came_to: Replayed) -> None:
    for one in came_to.untouched:
        click.echo(f"{one.source}: {one.url} of {one.night} stays as it is: {one.reason}", err=True)
    if came_to.adopted:
        click.echo(
            "adopted; `rivalscope annotate` reads new reviews, `rivalscope gaps` counts anew", err=True
        )
    elif came_to.differs:
        click.echo("nothing was changed; --adopt adopts it", err=True)


def lines(came_to: Replayed) -> Iterator[str]:
    """Return what came out as lines for people: sums, then each source with its differences and some examples."""
    readers = " → ".join(filter(None, (_versions(came_to.former), _versions(came_to.versions))))
    yield f"{came_to.captures} captures of {came_to.sources} sources since {came_to.since}: {readers or 'none read'}"
    if not came_to.differs:
        yield "nothing differs"
    for source, places in groupby(sorted(came_to.counts), key=lambda place: place[0]):
        yield source
        for _, kind, step in places:
            yield f"  {came_to.counts[source, kind, step]} × {kind} {step.value}"
            for one in came_to.examples:
                if (one.source, one.kind, one.step) == (source, kind, step):
                    yield f"    {_example(one)}"


def _versions(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} by {name}" for name, count in sorted(counts.items()))


def _example(one: Difference) -> str:
    said = " → ".join("nothing" if text is None else _short(text) for text in (one.before, one.after))
    quote = f" “{_short(one.quote)}”" if one.quote else ""
    return f"{_short(one.subject)}: {said}{quote} ({one.url})"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"


def _as_json(came_to: Replayed) -> dict[str, Any]:
    """Return what came out as JSON values; absent is null."""
    return {
        "since": came_to.since.isoformat(),
        "captures": came_to.captures,
        "sources": came_to.sources,
        "former": dict(came_to.former),
        "versions": dict(came_to.versions),
        "differs": came_to.differs,
        "adopted": came_to.adopted,
        "differences": [
            {"source": source, "kind": kind, "step": step.value, "count": count}
            for (source, kind, step), count in sorted(came_to.counts.items())
        ],
        "examples": [asdict(one) for one in came_to.examples],
        "unread": came_to.unread,
        "untouched": [asdict(one) | {"night": one.night.isoformat()} for one in came_to.untouched],
    }
