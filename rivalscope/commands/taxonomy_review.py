"""`rivalscope taxonomy review`: the queue of what reviewers speak of and the taxonomy lacks."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from rivalscope.commands.options import json_option, market_option
from rivalscope.domain.candidate import Candidate, MentionPlace
from rivalscope.errors import RivalscopeError, UsageError
from rivalscope.review_queue import Decision, accept, reject
from rivalscope.taxonomy_text import TaxonomyText, load, save

AROUND = 60
"""Characters of a review that are shown on either side of a phrase."""
SHOWN = 2
"""Quotes of a candidate that are shown to people; --json has all."""
HELP = "n new feature, a alias of another, r reject, s skip, q quit"


@click.command("review")
@click.option(
    "--accept", "accepted", multiple=True, metavar="PHRASE", help="Take it in: as a feature of its own."
)
@click.option(
    "--as", "into", metavar="FEATURE", help="Take what --accept names in as aliases of this feature."
)
@click.option("--reject", "rejected", multiple=True, metavar="PHRASE", help="Never offer it again.")
@click.option(
    "--least", type=click.IntRange(1), default=2, show_default=True, help="Reviewers who must speak of it."
)
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, help="Candidates that are listed."
)
@click.option("--list", "only_list", is_flag=True, help="Only list them, even when a person is there.")
@json_option
@market_option
def review(
    *,
    accepted: tuple[str, ...],
    into: str | None,
    rejected: tuple[str, ...],
    least: int,
    limit: int,
    only_list: bool,
    as_json: bool,
    market_path: Path | None,
) -> int:
    """Review what reviewers speak of and taxonomy.yml lacks: the likeliest features first, with who says so and where.

    Asks about each when a person is there. Decisions are written into taxonomy.yml, comments and order kept: a new
    feature, aliases of an old one, or a line under `rejected:`, by which a phrase is not offered again. The next
    `rivalscope annotate` reads the reviews with them.

    \b
    rivalscope taxonomy review
    rivalscope taxonomy review --accept "dark mode" --reject "piece of junk"
    rivalscope taxonomy review --accept "video feed" --as "Video calls"
    """
    if into is not None and not accepted:
        raise UsageError('--as says what --accept stands for: give --accept "PHRASE" too')
    desk = Desk(market_path, least=least)
    if accepted or rejected:
        decided = desk.decide(accepted, rejected, into=into)
        if as_json:
            click.echo(json.dumps([_decision(one) for one in decided], ensure_ascii=False))
        return 0
    if as_json:
        click.echo(json.dumps([_object(*one) for one in desk.shown(limit)], ensure_ascii=False))
    elif only_list or not _is_attended():
        for place, (candidate, quotes) in enumerate(desk.shown(limit), start=1):
            for line in lines(candidate, quotes, place=place):
                click.echo(line)
        click.echo(desk.summary(limit), err=True)
    else:
        desk.ask(limit)
    return 0


def _is_attended() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


class Desk:
    """The queue of a market, and the file into which decisions are written."""

    def __init__(self, market_path: Path | None, *, least: int) -> None:
        from flows.opened import open_market
        from flows.taxonomy import queue
        from rivalscope.config import taxonomy_file
        from storage.reads import mention_places

        with open_market(market_path) as opened:
            self._path = taxonomy_file(opened.market.path)
            self.candidates = queue(opened, opened.market.taxonomy, least=least)
            numbers = [number for one in self.candidates for number in one.mentions]
            self._places = mention_places(opened.engine, numbers)

    def shown(self, limit: int) -> list[tuple[Candidate, list[MentionPlace]]]:
        """Return the first candidates with where they stand."""
        return [
            (one, [self._places[number] for number in one.mentions if number in self._places])
            for one in self.candidates[:limit]
        ]

    def summary(self, limit: int) -> str:
        """Say how many there are."""
        if not self.candidates:
            return "nothing waits; `rivalscope annotate` reads reviews, and --least 1 shows what one alone speaks of"
        shown = min(limit, len(self.candidates))
        return f"{shown} of {len(self.candidates)} candidates; decide with --accept, --as and --reject"

    def decide(
        self, accepted: Sequence[str], rejected: Sequence[str], *, into: str | None = None
    ) -> list[Decision]:
        """Write decisions, all or none of them, into the file as it is now."""
        file: TaxonomyText = load(self._path)
        decided: list[Decision] = []
        for phrase in accepted:
            file, decision = accept(file, self.candidates, phrase, into=into)
            decided.append(decision)
        for phrase in rejected:
            file, decision = reject(file, self.candidates, phrase)
            decided.append(decision)
        save(self._path, file)
        for decision in decided:
            click.echo(f"{self._path.name}: {decision.words}", err=True)
        return decided

    def ask(self, limit: int) -> None:
        """Ask a person about each candidate; every answer is written at once, so that one may stop anywhere."""
        for place, (candidate, quotes) in enumerate(self.shown(limit), start=1):
            for line in lines(candidate, quotes, place=place):
                click.echo(line)
            if not self._asked(candidate):
                break
        click.echo(self.summary(limit), err=True)

    def _asked(self, candidate: Candidate) -> bool:
        """Ask about one candidate until it is decided; False when the person wants to stop."""
        while True:
            answer = click.prompt(HELP, type=click.Choice(list("narsq")), default="s", err=True)
            try:
                if answer == "n":
                    self.decide([candidate.name], [])
                elif answer == "a":
                    into = click.prompt("alias of", default=candidate.like, err=True)
                    self.decide([candidate.name], [], into=into)
                elif answer == "r":
                    self.decide([], [candidate.name])
            except RivalscopeError as error:
                click.echo(str(error), err=True)
                continue
            return bool(answer != "q")


def lines(candidate: Candidate, quotes: Sequence[MentionPlace], *, place: int) -> Iterator[str]:
    """Return a candidate as lines for people."""
    spread = ", ".join(f"{product} {n}" for product, n in candidate.products)
    yield (
        f"{place}. {candidate.name}: {candidate.reviewers} reviewers ({spread}), "
        f"{candidate.positive} praise it, {candidate.negative} blame it"
    )
    others = [f"{form} ({n})" for form, n in candidate.spellings[1:]]
    if others:
        yield f"   also written {', '.join(others[:6])}{', …' if len(others) > 6 else ''}"
    if candidate.like is not None:
        yield f"   nearly the same as {candidate.like}"
    for quote in quotes[:SHOWN]:
        yield f"   [{quote.evidence}] {_quote(quote)}"


def _quote(place: MentionPlace) -> str:
    start, end = max(0, place.start - AROUND), place.end + AROUND
    shown = " ".join(place.text[start:end].split())
    return f"{'…' if start else ''}{shown}{'…' if end < len(place.text) else ''}"


def _object(candidate: Candidate, quotes: Sequence[MentionPlace]) -> Mapping[str, Any]:
    return {
        "name": candidate.name,
        "score": candidate.score,
        "reviewers": candidate.reviewers,
        "products": dict(candidate.products),
        "sources": candidate.sources,
        "positive": candidate.positive,
        "negative": candidate.negative,
        "like": candidate.like,
        "spellings": [{"text": form, "reviewers": n} for form, n in candidate.spellings],
        "examples": [
            {
                "product": quote.product,
                "text": quote.text,
                "start": quote.start,
                "end": quote.end,
                "evidence": quote.evidence,
            }
            for quote in quotes
        ],
    }


def _decision(decision: Decision) -> Mapping[str, Any]:
    return {
        "phrase": decision.phrase,
        "decision": "rejected" if decision.feature is None else "accepted",
        "feature": decision.feature,
        "aliases": list(decision.aliases),
    }
