"""Trials of a simulated year: for some nights a site shows some visitors another price, and then drops it again."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from rivalscope.demo.site import Plan, Site
from rivalscope.demo.story import reprice

if TYPE_CHECKING:
    from rivalscope.simulation.year import YearNight

STARTING = 0.08
"""Chance of a site that has time for a trial to begin one on a night."""
NIGHTS = 7
"""Nights that a trial lasts."""
_APART = 3
"""Nights without a true change of the site before and after a trial."""
_MORE = Decimal(4)


class Shown(StrEnum):
    """Who is shown the other price."""

    NIGHTS = "all on every second night"
    VISITORS = "every second visitor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A price tried out."""

    product: str
    plan: str
    shown: Shown
    first: date
    last: date

    def site(self, site: Site, *, night: date, visitor: int) -> Site:
        """Return the site as a visitor sees it on a night; visitors are numbered."""
        count = (night - self.first).days if self.shown is Shown.NIGHTS else visitor
        plan = _plan(site, self.plan)
        if plan is None or plan.monthly is None or count % 2 == 0:
            return site
        annual = None if plan.annual is None else str(plan.annual)
        return reprice(plan.name, str(plan.monthly + _MORE), annual)(site)

    def became(self, *, tried: Site, sold: Site) -> bool:
        """Tell whether a site sells its plan at the price that it tried out when it was another one."""
        before, after = _plan(tried, self.plan), _plan(sold, self.plan)
        if before is None or after is None or before.monthly is None:
            return False
        return after.monthly == before.monthly + _MORE


def _plan(site: Site, name: str) -> Plan | None:
    return next((plan for plan in site.plans if plan.name == name), None)


def draw_trials(year: Sequence["YearNight"], *, seed: int) -> list[Trial]:
    """Return trials in the stretches in which a site changes nothing; the same seed gives the same ones."""
    chance = random.Random(f"trials {seed}")  # noqa: S311  a simulation, not a secret
    found = []
    for slug in year[0].sites:
        free_from = _APART
        for start in range(_APART, len(year) - NIGHTS - 2 * _APART):
            around = year[start - _APART : start + NIGHTS + _APART]
            changing = any(change.product == slug for night in around for change in night.changes)
            plans = [plan.name for plan in year[start].sites[slug].plans if plan.monthly]
            if start < free_from or changing or not plans or chance.random() >= STARTING:
                continue
            found.append(
                Trial(
                    product=slug, plan=chance.choice(plans), shown=chance.choice(list(Shown)),
                    first=year[start].date, last=year[start + NIGHTS - 1].date,
                )
            )  # fmt: skip
            free_from = start + NIGHTS + 2 * _APART
    return found
