"""Documents for people who plan and sell: roadmap, brief, battlecard, launch, each on facts as of an instant."""

from datetime import date, datetime

from flows.analysis import analyse
from flows.opened import OpenMarket
from rivalscope.analysis.launch import LaunchEffect, Moves
from rivalscope.domain.roadmap import Roadmap
from rivalscope.reports import battlecard as battlecards
from rivalscope.reports import brief as briefs
from rivalscope.reports.assemble import assemble_report
from rivalscope.reports.brief import find_feature
from rivalscope.reports.planning import assemble_launch, assemble_roadmap


def roadmap(opened: OpenMarket, *, as_of: datetime) -> Roadmap:
    """Compute the gap analysis as of an instant and rank its gaps as candidates for work."""
    return assemble_roadmap(opened.engine, opened.market, analyse(opened, as_of=as_of), as_of=as_of)


def brief(opened: OpenMarket, feature: str, *, as_of: datetime) -> str:
    """Return the requirement brief of a feature as Markdown, on a gap analysis as of an instant."""
    analyse(opened, as_of=as_of)
    told = assemble_report(opened.engine, opened.market, as_of=as_of)
    name = find_feature(told, feature)
    return briefs.render(told, name, sizing=opened.market.roadmap.items.get(name))


def launch(
    opened: OpenMarket, feature: str, *, on: date, weeks: int, as_of: datetime
) -> tuple[str, list[LaunchEffect], Moves]:
    """Return the canonical name of a feature, and what the weeks around its launch show."""
    told = assemble_report(opened.engine, opened.market, as_of=as_of)
    name = find_feature(told, feature)
    effects, moved = assemble_launch(opened.engine, opened.market, name, on=on, weeks=weeks, as_of=as_of)
    return name, effects, moved


def battlecard(opened: OpenMarket, product: str, *, as_of: datetime) -> str:
    """Return one rival on a page as Markdown, on a gap analysis as of an instant."""
    rival = battlecards.find_rival(opened.market.products, product)
    analyse(opened, as_of=as_of)
    told = assemble_report(opened.engine, opened.market, as_of=as_of)
    return battlecards.render(told, rival)
