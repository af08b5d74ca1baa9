"""`rivalscope taxonomy`: what the taxonomy lacks, and how its terms do."""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import click

from rivalscope.commands import taxonomy_review
from rivalscope.commands.options import json_option, market_option
from rivalscope.domain.candidate import TermUse


@click.group("taxonomy")
def command() -> None:
    """Show and check the features of taxonomy.yml, and review what reviewers speak of that it lacks."""


command.add_command(taxonomy_review.review)


@command.command("show")
@json_option
@market_option
def show(*, as_json: bool, market_path: Path | None) -> int:
    """List the features with their aliases, and how many mentions in reviews each name has found."""
    from flows.opened import open_market
    from flows.taxonomy import uses

    with open_market(market_path) as opened:
        found = uses(opened, opened.market.taxonomy)
    _print(found, as_json=as_json)
    return 0


@command.command("check")
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1),
    default=0.5,
    show_default=True,
    help="Share of confirmed mentions below which a term is doubtful.",
)
@click.option(
    "--least",
    type=click.IntRange(1),
    default=10,
    show_default=True,
    help="Mentions that must be judged before a term is called doubtful.",
)
@click.option(
    "--sample",
    type=click.IntRange(1, 1000),
    default=30,
    show_default=True,
    help="Mentions of each term that are judged at most.",
)
@click.option("--prune", is_flag=True, help="Take doubtful aliases out of the file, and reject them.")
@json_option
@market_option
def check(
    *, threshold: float, least: int, sample: int, prune: bool, as_json: bool, market_path: Path | None
) -> int:
    """Judge each name and alias: how many of its mentions the encoder marks as a feature without knowing the taxonomy.

    Doubtful ones should be pruned: they find words that are no feature where they stand. Exits 1 when there are some
    and they stay. Features' own names are never pruned: that is left to you.
    """
    from flows.opened import open_market
    from flows.taxonomy import judged_uses
    from rivalscope.analysis.terms import is_doubtful

    with open_market(market_path) as opened:
        found = judged_uses(opened, opened.market.taxonomy, sample=max(sample, least))
        doubtful = [use for use in found if is_doubtful(use, threshold=threshold, least=least)]
        if prune:
            doubtful = _prune(opened.market.path, doubtful)
    _print(found, as_json=as_json, doubtful=doubtful)
    for use in doubtful:
        kind = f"alias {use.term!r} of {use.feature!r}" if use.is_alias else f"name {use.term!r}"
        click.echo(f"doubtful: {kind}: {use.confirmed} of {use.judged} mentions confirmed", err=True)
    if not any(use.n for use in found):
        click.echo("no mention of any feature is stored; `rivalscope annotate` reads reviews", err=True)
    return 1 if doubtful else 0


def _prune(market: Path, doubtful: Sequence[TermUse]) -> list[TermUse]:
    """Take doubtful aliases out of the file and reject them; return what is left of the doubtful terms."""
    from rivalscope.config import taxonomy_file
    from rivalscope.taxonomy_text import load, save

    path = taxonomy_file(market)
    file = load(path)
    pruned = [use for use in doubtful if use.is_alias]
    for use in pruned:
        file = file.without_alias(use.feature, use.term).with_rejected(use.term)
    if pruned:
        save(path, file)
    for use in pruned:
        click.echo(f"pruned: {use.term!r} of {use.feature!r}", err=True)
    return [use for use in doubtful if not use.is_alias]


def _print(found: Sequence[TermUse], *, as_json: bool, doubtful: Sequence[TermUse] | None = None) -> None:
    if as_json:
        click.echo(json.dumps([_object(use, doubtful) for use in found], ensure_ascii=False))
        return
    for line in lines(found):
        click.echo(line)


def _object(use: TermUse, doubtful: Sequence[TermUse] | None) -> dict[str, object]:
    facts: dict[str, object] = {
        "feature": use.feature,
        "term": use.term,
        "alias": use.is_alias,
        "mentions": use.n,
    }
    if doubtful is not None:
        precision = use.precision
        facts |= {
            "judged": use.judged,
            "confirmed": use.confirmed,
            "precision": None if precision is None else round(precision, 3),
            "doubtful": use in doubtful,
        }
    return facts


def lines(found: Sequence[TermUse]) -> Iterator[str]:
    """Return terms as lines for people: a feature, and below it what it is found by."""
    if not found:
        yield "the taxonomy has no features; `rivalscope taxonomy review` offers some once reviews are read"
    for feature, group in groupby(found, key=lambda use: use.feature):
        uses = list(group)
        yield f"{feature}: {_mentions(sum(use.n for use in uses))}"
        for use in uses:
            share = "" if use.precision is None else f", {use.confirmed} of {use.judged} confirmed"
            if use.n:
                yield f"    {use.term}: {use.n:,}{share}"
        unseen = [use.term for use in uses if not use.n]
        if unseen:
            yield f"    never found: {', '.join(unseen)}"


def _mentions(n: int) -> str:
    return "1 mention" if n == 1 else f"{n:,} mentions"
