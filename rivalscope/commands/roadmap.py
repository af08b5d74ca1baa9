"""`rivalscope roadmap`: the gaps as candidates for work, in an order that shows how sure it is."""

import dataclasses
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from rivalscope.commands.options import as_of_option, json_option, market_option
from rivalscope.domain.roadmap import ItemState, Roadmap, RoadmapItem


@click.command("roadmap")
@click.option("--unsized", is_flag=True, help="Print [roadmap.items] headings for what needs sizing.")
@as_of_option
@json_option
@market_option
def command(*, unsized: bool, as_of: date | None, as_json: bool, market_path: Path | None) -> int:
    """Rank the gaps by RICE and WSJF, as of now or of a date.

    Reach, impact, confidence, urgency and risk come from evidence; effort, feasibility and goals from [roadmap] in
    market.toml, and what lacks an effort has no score. The chance to be among the first five says how far the order
    can be trusted. With person_weeks in [roadmap], * marks what fits.
    """
    from flows import documents
    from flows.clock import end_of
    from flows.opened import open_market

    instant = end_of(as_of) if as_of else datetime.now(UTC)
    with open_market(market_path) as opened:
        roadmap = documents.roadmap(opened, as_of=instant)
    if unsized:
        lines = stubs(roadmap)
    elif as_json:
        lines = iter([json.dumps(to_json(roadmap), ensure_ascii=False)])
    else:
        lines = table(roadmap)
    for line in lines:
        click.echo(line)
    for feature in roadmap.unknown:
        click.echo(
            f"[roadmap] sizes {feature!r}, which is no ranked gap now; `rivalscope gaps` lists them", err=True
        )
    return 0


def table(roadmap: Roadmap) -> Iterator[str]:
    """Return the roadmap as lines for people."""
    ranked = [item for item in roadmap.items if item.state is ItemState.RANKED]
    if not roadmap.items:
        yield "no candidates: no gap has enough reviewers behind it yet; `rivalscope gaps` shows the thin ones"
    if ranked:
        yield from _ranked(roadmap, ranked)
    for state, title in (
        (ItemState.NEEDS_SIZING, "needs sizing (write its effort into [roadmap.items] of market.toml)"),
        (ItemState.NOT_FEASIBLE, "not feasible"),
    ):
        rest = [item for item in roadmap.items if item.state is state]
        if rest:
            yield f"{title}:"
        for item in rest:
            yield f"  {item.feature}: {item.summary}{f' {item.note}' if item.note else ''}"
    if roadmap.thin:
        yield f"{roadmap.thin} more gaps have too few reviewers to be ranked."


def _ranked(roadmap: Roadmap, ranked: list[RoadmapItem]) -> Iterator[str]:
    width = max(len("feature"), *(len(item.feature) for item in ranked))
    reach = "users" if roadmap.in_users else "reviewers"
    yield f"  #  {'feature':<{width}}  {'RICE (90 %)':>24}  top 5  WSJF  {reach:>9}  impact  sure  weeks"
    for number, item in enumerate(ranked, 1):
        low, high = item.effort or (0.0, 0.0)
        weeks = f"{low:g}" if low == high else f"{low:g}–{high:g}"
        score = f"{item.rice:.1f} ({item.rice_low:.1f}–{item.rice_high:.1f})"
        yield (
            f"{'*' if item.fits else ' '}{number:>2}  {item.feature:<{width}}  {score:>24}  {item.top_five:>5.0%}  "
            f"{item.wsjf:4.1f}  {item.reach:>9.0f}  {item.impact:>6g}  {item.confidence:>4.0%}  {weeks}"
        )
        for line in _reasons(item):
            yield f"     {line}"
    if roadmap.person_weeks is not None:
        fit = sum(bool(item.fits) for item in ranked)
        yield f"* {fit} fit into {roadmap.person_weeks:g} person-weeks and take {roadmap.planned:g} of them."


def _reasons(item: RoadmapItem) -> Iterator[str]:
    yield item.summary
    urgent = []
    if item.shipped_by:
        urgent.append(f"shipped in the last half year by {', '.join(item.shipped_by)}")
    if item.rising:
        urgent.append("talk of it rises")
    if item.leavers:
        urgent.append(f"{item.leavers} of our reviewers leave or threaten to over it")
    if urgent:
        yield f"urgent: {'; '.join(urgent)}"
    if item.doubts:
        yield f"less sure: {'; '.join(item.doubts)}"
    if item.note:
        yield item.note
    yield f"evidence: {', '.join(f'e{number}' for number in item.evidence[:6])}"


def stubs(roadmap: Roadmap) -> Iterator[str]:
    """Return a TOML table for each candidate that needs sizing, to be filled in; efforts are commented out."""
    for item in roadmap.items:
        if item.state is ItemState.NEEDS_SIZING:
            yield f"# [roadmap.items.{json.dumps(item.feature, ensure_ascii=False)}]  # {item.summary}"
            yield "# effort = [1, 3]"
            yield ""


def to_json(roadmap: Roadmap) -> dict[str, Any]:
    """Return the roadmap as JSON values; absent is null."""
    facts = dataclasses.asdict(roadmap)
    facts["as_of"] = roadmap.as_of.isoformat()
    return facts
