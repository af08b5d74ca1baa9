"""`rivalscope quarantine`: see what is held back, and accept or reject it."""

import getpass
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rivalscope.commands.options import json_option, market_option
from rivalscope.domain.hold import Held, HeldFact, HeldSide, HeldStep, HoldState
from rivalscope.errors import UsageError
from rivalscope.reports.inert import one_line

if TYPE_CHECKING:
    from flows.held import Decided

NAMED = 10
"""Vanished facts that are named to people; --json has all that are kept."""
_LONGEST = 100
"""Characters of a fact or quote that are shown to people."""

by_option = click.option(
    "--by", default=None, metavar="NAME", help="Who decides; by default the user of this machine."
)


@click.group("quarantine")
def command() -> None:
    """See what is held back, and accept or reject it.

    A page that loses too much at once, whose prices jump, that no longer fills in what it used to, or that is another
    country's edition, changes nothing: its last good facts stand. All but another edition are taken when the same shape
    is seen on three nights; a person decides sooner, or otherwise.
    """


@command.command("list")
@click.option("--all", "every", is_flag=True, help="Those that were decided or are over too.")
@json_option
@market_option
def list_(*, every: bool, as_json: bool, market_path: Path | None) -> int:
    """List what waits for a decision: source, nights, why, and what would vanish.

    \b
    rivalscope quarantine list
    """
    from flows.opened import open_market
    from storage.reads import holds

    with open_market(market_path) as opened:
        found = holds(opened.engine, every=every)
    if as_json:
        click.echo(json.dumps([held_shape(one) for one in found], ensure_ascii=False))
        return 0
    for one in found:
        for line in lines(one):
            click.echo(line)
    told = f"{len(found)} held back" if found else "nothing is held back"
    click.echo(f"{told}; `rivalscope quarantine show ID` compares, accept and reject decide", err=True)
    return 0


@command.command("show")
@click.argument("number", type=click.IntRange(1), metavar="ID")
@json_option
@market_option
def show(*, number: int, as_json: bool, market_path: Path | None) -> int:
    """Show a page that is held back: its facts as they stand and as the page says, each with the words it is from.

    The stored page of the newest night is read anew by today's reader. --json has what stays too, with selector and
    offsets of every quote. Exits 1 when the stored page can't be read: then only what stands is shown.
    """
    from flows.held import show_held
    from flows.opened import open_market

    with open_market(market_path) as opened:
        shown = show_held(opened, number)
    if as_json:
        facts = [_fact_shape(fact) for fact in shown.facts]
        answer = {**held_shape(shown.held), "unread": shown.unread or None, "facts": facts}
        click.echo(json.dumps(answer, ensure_ascii=False))
    else:
        for line in (*lines(shown.held), *fact_lines(shown.facts)):
            click.echo(line)
    if shown.unread:
        click.echo(f"what it says instead can't be read: {shown.unread}", err=True)
    return 1 if shown.unread else 0


@command.command("accept")
@click.argument("number", type=click.IntRange(1), metavar="ID")
@by_option
@json_option
@market_option
def accept(*, number: int, by: str | None, as_json: bool, market_path: Path | None) -> int:
    """Take what a page says, as of the nights on which it was held back, in one transaction.

    Its stored pages are read anew. What they no longer state ends when two nights lack it, as on any page. Where the
    stored page is gone, the next capture of the same shape is taken, and this exits 1. Twice is as good as once. Exits
    75 when another run holds the lease.
    """
    from flows.held import accept_held

    return _decide(accept_held, number, by=by, as_json=as_json, market_path=market_path)


@command.command("reject")
@click.argument("number", type=click.IntRange(1), metavar="ID")
@by_option
@json_option
@market_option
def reject(*, number: int, by: str | None, as_json: bool, market_path: Path | None) -> int:
    """Keep the last good facts, now and whenever the page shows this shape again; nobody is asked again.

    The page is read every night as before, and another shape of it is held back, or taken, anew. Twice is as good as
    once; accept takes a rejection back. Exits 75 when another run holds the lease.
    """
    from flows.held import reject_held

    return _decide(reject_held, number, by=by, as_json=as_json, market_path=market_path)


def _decide(
    verb: Callable[..., "Decided"], number: int, *, by: str | None, as_json: bool, market_path: Path | None
) -> int:
    """Decide, and say what came of it."""
    from flows.opened import open_market

    with open_market(market_path) as opened:
        done = verb(opened, number, by=_person(by))
    if as_json:
        answer = {"again": done.again, "changes": done.changes, "unread": done.unread or None}
        click.echo(json.dumps({**held_shape(done.held), **answer}, ensure_ascii=False))
    click.echo(conclusion(done), err=True)
    return 1 if done.unread else 0


def conclusion(done: "Decided") -> str:
    """Return in a line what a decision came to."""
    one = done.held
    name = f"{one.id} ({one.source}, {one.span})"
    if done.unread:
        return f"{name} could not be taken now: {done.unread}; the next capture of the same shape is taken as it is"
    if done.again:
        word = "rejected" if one.state is HoldState.REJECTED else "accepted"
        return f"{name} was {word} by {one.decided_by} before; nothing was done"
    if one.state is HoldState.REJECTED:
        return f"{name} is rejected: the last good facts stand whenever this shape is seen"
    return f"{name} is accepted: {done.changes} changes; `rivalscope gaps` counts anew"


def _person(by: str | None) -> str:
    if by is not None and not by.strip():
        raise UsageError("--by names nobody: give a name, or leave it out")
    if by is not None:
        return by.strip()
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError) as error:
        raise UsageError("this machine does not say who you are: name who decides with --by") from error


def held_shape(one: Held) -> Mapping[str, Any]:
    """Return what is held back as --json prints it."""
    return {
        **asdict(one),
        "first_night": one.first_night.isoformat(),
        "last_night": one.last_night.isoformat(),
        "state": "accepted" if one.taken else one.state.value,
        "decided_at": None if one.decided_at is None else one.decided_at.isoformat(),
    }


def _fact_shape(fact: HeldFact) -> Mapping[str, Any]:
    return {
        "kind": fact.kind,
        "subject": fact.subject,
        "step": fact.step.value,
        "before": _side_shape(fact.before),
        "after": _side_shape(fact.after),
    }


def _side_shape(side: HeldSide | None) -> Mapping[str, Any] | None:
    return None if side is None else {**asdict(side), "seen_at": side.seen_at.isoformat()}


def lines(one: Held) -> Iterator[str]:
    """Return what is held back as lines for people."""
    nights = f"{one.nights} night{'' if one.nights == 1 else 's'}"
    yield f"{one.id}  {one.source}  {one.span} ({nights})  {one.cause}: {one_line(one.reason)}"
    yield f"   {one_line(one.url)}"
    if one.vanished:
        more = one.lost - len(one.vanished[:NAMED])
        rest = f" and {more} more" if more > 0 else ""
        yield f"   would vanish: {one_line(', '.join(one.vanished[:NAMED]))}{rest}"
    if one.decided_by is not None:
        word = "accepted" if one.taken else one.state.value
        on = "" if one.decided_at is None else f" on {one.decided_at:%Y-%m-%d}"
        yield f"   {word} by {one.decided_by}{on}"
    elif one.state is HoldState.PASSED:
        yield "   over: the page came back, or shows another shape"


def fact_lines(facts: tuple[HeldFact, ...]) -> Iterator[str]:
    """Return facts as lines for people: what would vanish, come or change, and how many stay."""
    for fact in facts:
        if fact.step is HeldStep.STAYS:
            continue
        yield f"   {fact.kind} {fact.step.value}: {one_line(fact.subject)}"
        for word, side in (("before", fact.before), ("after", fact.after)):
            if side is not None:
                yield f"      {word:<6} {_shown(side)}"
    counts = Counter(fact.step.value for fact in facts)
    yield "   " + (
        ", ".join(f"{counts[step.value]} {step.value}" for step in HeldStep if counts[step.value])
        or "no facts"
    )


def _shown(side: HeldSide) -> str:
    number = "" if side.evidence is None else f" [{side.evidence}]"
    quote = "" if side.quote is None else f" “{one_line(side.quote, limit=_LONGEST)}”"
    return f"{one_line(side.text, limit=_LONGEST)}{quote}{number} {side.seen_at:%Y-%m-%d}"
