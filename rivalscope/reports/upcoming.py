"""Launches due: what rivals announce and do not have yet, and launches old enough for their effect to be judged."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from rivalscope.analysis.launch import LEAST_WEEKS
from rivalscope.analysis.lifelines import LifeLine
from rivalscope.domain.finding import Analysis
from rivalscope.domain.page import ClaimStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Upcoming:
    """A launch that is to come, or whose effect can be judged from this week on."""

    product: str
    feature: str
    came: date | None
    """Day of the launch whose effect can be judged; None for one that is announced."""
    evidence: tuple[int, ...]


def upcoming(
    analysis: Analysis | None, lives: Iterable[LifeLine], *, since: date, until: date
) -> list[Upcoming]:
    """Return what is announced, and what came `LEAST_WEEKS` weeks before a day of the span; by product and feature."""
    announced = [
        Upcoming(product=cell.product, feature=cell.feature, came=None, evidence=cell.evidence)
        for cell in (analysis.cells if analysis else ())
        if cell.status is ClaimStatus.PLANNED
    ]
    span = timedelta(weeks=LEAST_WEEKS)
    judged = [
        Upcoming(product=holder.product, feature=line.feature, came=holder.since, evidence=holder.evidence)
        for line in lives
        for holder in line.came
        if since <= holder.since + span <= until
    ]
    return sorted([*judged, *announced], key=lambda one: (one.came or date.max, one.product, one.feature))
