"""`rivalscope launch`: what the weeks before and after a launch show."""

import dataclasses
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import click

from rivalscope.analysis.launch import LaunchEffect, Moves
from rivalscope.analysis.series import Measure
from rivalscope.commands.options import as_of_option, day_option, json_option, market_option
from rivalscope.errors import UsageError

TITLES = {
    Measure.MENTIONS: "reviews that speak of it",
    Measure.REQUESTS: "reviews that ask for it",
    Measure.SENTIMENT: "positive share of opinions",
}


@click.command("launch")
@click.argument("feature")
@day_option("--on", help="Day of the launch.")
@click.option(
    "--weeks",
    type=click.IntRange(1, 260),
    default=12,
    show_default=True,
    help="Weeks on either side; an effect takes eight with reviews on each.",
)
@as_of_option
@json_option
@market_option
def command(
    *, feature: str, on: date | None, weeks: int, as_of: date | None, as_json: bool, market_path: Path | None
) -> int:
    """Track a feature of ours before and after its launch, against rivals in the same weeks.

    Effects are changes of level against the mean of rivals, so that what all share cancels out; the p value is the
    share of days before the launch that would look as clear. Most launches show nothing: that is a result, and
    "not enough data" is another.
    """
    from flows import documents
    from flows.clock import end_of
    from flows.opened import open_market

    if on is None:
        raise UsageError("which day was the launch? give it as --on 2026-10-01")
    instant = end_of(as_of) if as_of else datetime.now(UTC)
    if on > instant.date():
        raise UsageError(f"--on {on} is not over by {instant.date()}: there is nothing to compare yet")
    with open_market(market_path) as opened:
        name, effects, moved = documents.launch(opened, feature, on=on, weeks=weeks, as_of=instant)
    if as_json:
        facts = {
            "feature": name,
            "on": on.isoformat(),
            "weeks": weeks,
            "effects": [dataclasses.asdict(effect) for effect in effects],
            "switches": dataclasses.asdict(moved),
        }
        click.echo(json.dumps(facts, ensure_ascii=False))
    else:
        for line in table(name, effects, moved, on=on, weeks=weeks):
            click.echo(line)
    return 0


def table(name: str, effects: Sequence[LaunchEffect], moved: Moves, *, on: date, weeks: int) -> Iterator[str]:
    """Return the measures as lines for people."""
    yield f"{name}, launched on {on}: {weeks} weeks before and after"
    yield f"{'':<27} {'before':>16} {'after':>16} {'rivals':>15}  effect"
    for one in effects:
        rivals = f"{_share(one.rivals_before)} → {_share(one.rivals_after)}"
        yield (
            f"{TITLES[one.measure]:<27} {_share(one.before):>6} (n = {one.n_before:<4}) "
            f"{_share(one.after):>6} (n = {one.n_after:<4}) {rivals:>15}  {_effect(one)}"
        )
    yield (
        f"switches to us {moved.came_before} → {moved.came_after}, from us {moved.left_before} → {moved.left_after}"
    )


def _share(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %"


def _effect(one: LaunchEffect) -> str:
    if one.effect is None or one.low is None or one.high is None:
        return f"not enough data: {one.problem}"
    chance = "" if one.p_value is None else f", p = {one.p_value:.2f}"
    words = f"{100 * one.effect:+.1f} points ({100 * one.low:+.1f} to {100 * one.high:+.1f}{chance})"
    return words if one.clear else f"{words}: nothing that chance does not explain"
