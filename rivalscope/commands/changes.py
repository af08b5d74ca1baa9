"""`rivalscope changes`: what changed, weightiest first, and what each weight is made of."""

import dataclasses
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import click

from rivalscope.analysis.changes import PARTS, by_weight
from rivalscope.commands.options import day_option, json_option, market_option
from rivalscope.domain.fact import Change, ChangeKind
from rivalscope.domain.wording import noise_text

_LONGEST = 100
"""Characters of each side of a change in a line for people."""


@click.command("changes")
@day_option("--since", help="From this night on; by default the six nights before the last one too.")
@day_option("--until", help="Up to this night; by default the newest one.")
@click.option("--product", default=None, metavar="SLUG", help="Only those of this product.")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in ChangeKind]),
    default=None,
    help="Only those of this kind.",
)
@click.option("--explain", is_flag=True, help="Print the weights of each score, to be multiplied by hand.")
@json_option
@market_option
def command(
    *,
    since: date | None,
    until: date | None,
    product: str | None,
    kind: str | None,
    explain: bool,
    as_json: bool,
    market_path: Path | None,
) -> int:
    """Print what changed on the nights of a span, weightiest first, and what was kept back as noise.

    A score is 100 × type × size × page × persistence × novelty. The same rows are the view `changes`, the noise is the
    view `noise_by_kind`.
    """
    from flows.opened import open_market
    from storage import reads

    with open_market(market_path) as opened:
        last = until or max(reads.nights(opened.engine), default=datetime.now(UTC).date())
        first = since or last - timedelta(days=6)
        found = by_weight(reads.changes(opened.engine, since=first, until=last))
        noise = reads.noise(opened.engine, since=first, until=last)
    chosen = [
        change
        for change in found
        if (product is None or change.product == product) and (kind is None or change.kind == kind)
    ]
    if as_json:
        click.echo(
            json.dumps([dataclasses.asdict(change) for change in chosen], default=str, ensure_ascii=False)
        )
        return 0
    when = f"the night of {last}" if first == last else f"the nights {first} to {last}"
    for line in lines(chosen, explain=explain):
        click.echo(line)
    told = noise_text(noise) or "nothing kept back as noise"
    click.echo(f"{len(chosen)} changes on {when}; {told}", err=True)
    return 0


def lines(changes: Sequence[Change], *, explain: bool) -> Iterator[str]:
    """Return changes as lines for people, two a change where the score is explained."""
    for change in changes:
        score = "–" if change.score is None else f"{change.score:.1f}"
        sides = " → ".join(_cut(side) for side in (change.before, change.after) if side is not None)
        told = f"{change.kind.value} {change.mode.value}"
        yield f"{score:>5}  {change.night}  {change.source}  {told}  {change.subject}: {sides}"
        if explain:
            yield f"       {explained(change)}"


def explained(change: Change) -> str:
    """Return the sum behind a score, e.g. `100 × type 1 (price) × size 0.966 (moved −16.6 %) × … = 82.1`."""
    if change.score is None or not change.parts:
        return "not scored yet: `rivalscope gaps` scores it"
    words = [part.rpartition(" ")[0] for part in (change.reason or "").split(" × ")]
    parts = " × ".join(
        f"{name} {change.parts[name]:g} ({said})" for name, said in zip(PARTS, words, strict=True)
    )
    return f"100 × {parts} = {change.score:.1f}"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
