"""A year drawn by seed: what each site truly changes, on which nights it fails and how, and what befalls our machine."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from rivalscope.demo.products import row
from rivalscope.demo.site import Cell, Layout, Release, Row, Site
from rivalscope.demo.story import add_row, drop_row, reprice, set_cells
from rivalscope.simulation.reviews import SITE, SPOILING
from rivalscope.simulation.shapes import Shape
from rivalscope.simulation.trials import Trial, draw_trials

APART = 9
"""Nights at least between two true changes of a site: each must be told before the next."""
CHANGING = 0.2
"""Chance of a rested site to change something on a night."""
FAULTY = 0.06
"""Chance of a site that is well to begin failing on a night."""
LASTING = (1, 1, 1, 2, 2, 3, 5)
"""Nights that a failure lasts, drawn from these."""
BRIEF = frozenset({Shape.JUMP, Shape.HALF, Shape.NO_PRICES, Shape.EDITION})
"""Shapes that last two nights at most: what a page says in the same way for three is taken for its own."""
SAME = {Layout.CARDS: Layout.TABLE, Layout.TABLE: Layout.CARDS}
"""Layouts in which a page states the same facts."""
TROUBLED = 0.08
"""Chance of something befalling our own machine on a night."""

_NEW = (
    "Round robin", "Call notes", "Ticket forms", "Skill routing", "Side conversations", "Holiday hours", "Spam filter",
    "Translation", "Approval steps", "Quiet mode", "Agent handover", "Contact cards", "Reply previews", "Bulk edits",
    "Shared views", "Escalation paths", "Draft sharing", "Message pinning", "Email signatures", "Inbox zones",
)  # fmt: skip


class Kind(StrEnum):
    """What a true change is."""

    PRICE = "price"
    ADDED = "feature added"
    REMOVED = "feature removed"
    SOLD = "feature sold with other plans"
    LAYOUT = "another layout"


class Trouble(StrEnum):
    """What befalls our own machine on a night."""

    MISSED = "the night does not run"
    KILLED = "the night is killed and run again"
    FULL = "the disk is full, and the night is run again"
    CLOCK = "the clock is set back: the night before is run once more"
    MAIL = "the mail server is down"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueChange:
    """Something that a site changes for good."""

    night: date
    """The first night on which its pages show it."""
    product: str
    kind: Kind
    subject: str
    """The plan or feature that it is about; empty for a layout."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearNight:
    """One night."""

    date: date
    sites: dict[str, Site]
    """What each site truly publishes, by slug."""
    faults: dict[str, Shape]
    """How the sites that fail do so, by slug; the review site is called `reviews`."""
    changes: tuple[TrueChange, ...]
    """What is new."""
    trouble: Trouble | None
    trials: dict[str, Trial] = field(default_factory=dict)
    """The prices that sites try out, by slug."""

    @property
    def runs(self) -> bool:
        """Whether the night is run at all."""
        return self.trouble is not Trouble.MISSED


def draw_year(sites: Sequence[Site], *, first: date, nights: int, seed: int) -> tuple[YearNight, ...]:
    """Return the nights; the same seed gives the same year. The first and the last three are left in peace."""
    chance = random.Random(seed)  # noqa: S311  a simulation, not a secret
    spoiled = _Faults(random.Random(f"review site {seed}"), SPOILING)  # noqa: S311
    routine = (Release(date=first, title="Maintenance", items=("Fixed: time zones in exports",)),)
    now = {site.slug: replace(site, releases=site.releases or routine) for site in sites}
    truth, faults = _Truth(chance, now), _Faults(chance, tuple(Shape))
    troubles: list[Trouble] = []
    found = []
    for number in range(nights):
        night, quiet = first + timedelta(days=number), number < 3 or number >= nights - 3
        changes = truth.step(night) if not quiet and number < nights - 2 * APART else ()
        trouble = None
        if not quiet and chance.random() < TROUBLED:
            # Like shapes of failure, each comes up before one comes up again.
            troubles = troubles or chance.sample(list(Trouble), len(Trouble))
            trouble = troubles.pop()
        failing = {} if quiet else faults.step(list(now)) | spoiled.step([SITE])
        found.append(YearNight(date=night, sites=dict(now), faults=failing, changes=changes, trouble=trouble))
    trials = draw_trials(found, seed=seed)
    return tuple(
        replace(night, trials={one.product: one for one in trials if one.first <= night.date <= one.last})
        for night in found
    )


class _Truth:
    """What sites truly change, each at most once in `APART` nights."""

    def __init__(self, chance: random.Random, now: dict[str, Site]) -> None:
        self._chance, self._now = chance, now
        self._rested = {slug: chance.randint(3, APART) for slug in now}
        # What a site has already would be no change.
        self._fresh = {
            slug: [
                name for name in chance.sample(_NEW, len(_NEW)) if name not in {row.name for row in site.rows}
            ]
            for slug, site in now.items()
        }

    def step(self, night: date) -> tuple[TrueChange, ...]:
        """Change sites by a night, and return what changed."""
        changes = []
        for slug, site in list(self._now.items()):
            self._rested[slug] += 1
            if self._rested[slug] > APART and self._chance.random() < CHANGING:
                self._now[slug], kind, subject = _changed(site, self._chance, self._fresh[slug])
                changes.append(TrueChange(night=night, product=slug, kind=kind, subject=subject))
                self._rested[slug] = 0
        return tuple(changes)


class _Faults:
    """Which sites fail: every shape comes up before one comes up again."""

    def __init__(self, chance: random.Random, shapes: Sequence[Shape]) -> None:
        self._chance, self._all = chance, shapes
        self._failing: dict[str, tuple[Shape, int]] = {}
        self._shapes: list[Shape] = []

    def step(self, slugs: Sequence[str]) -> dict[str, Shape]:
        """Go on by a night, and return the sites that fail on it."""
        self._failing = {slug: (shape, left - 1) for slug, (shape, left) in self._failing.items() if left > 1}
        for slug in slugs:
            if slug not in self._failing and self._chance.random() < FAULTY:
                self._shapes = self._shapes or self._chance.sample(self._all, len(self._all))
                shape, nights = self._shapes.pop(), self._chance.choice(LASTING)
                self._failing[slug] = shape, min(nights, 2) if shape in BRIEF else nights
        return {slug: shape for slug, (shape, _) in self._failing.items()}


def _changed(site: Site, chance: random.Random, fresh: list[str]) -> tuple[Site, Kind, str]:
    kind = chance.choice(list(Kind))
    if kind is Kind.LAYOUT and site.layout in SAME:
        return replace(site, layout=SAME[site.layout]), kind, ""
    if kind is Kind.ADDED and fresh:
        name = fresh.pop()
        cells: tuple[Cell, ...] = tuple(number == len(site.plans) - 1 for number in range(len(site.plans)))
        return add_row(row(name, f"{name} for every team.", *cells))(site), kind, name
    if kind is Kind.REMOVED and len(site.rows) > 10:
        name = chance.choice(site.rows).name
        return drop_row(name)(site), kind, name
    rows = [one for one in site.rows if False in one.cells and True in one.cells]
    if kind is Kind.SOLD and rows:
        return _sold(site, chance.choice(rows))
    return _repriced(site, chance)


def _sold(site: Site, one: Row) -> tuple[Site, Kind, str]:
    place = max(number for number, cell in enumerate(one.cells) if cell is False)
    cells = tuple(True if number == place else cell for number, cell in enumerate(one.cells))
    return set_cells(one.name, *cells)(site), Kind.SOLD, one.name


def _repriced(site: Site, chance: random.Random) -> tuple[Site, Kind, str]:
    plan = chance.choice([plan for plan in site.plans if plan.monthly])
    moved = Decimal(round(float(plan.monthly or 0) * chance.choice((0.75, 0.85, 1.15, 1.3)))) or Decimal(1)
    new = moved if moved != plan.monthly else moved + 1
    annual = None if plan.annual is None else str(min(plan.annual, new))
    return reprice(plan.name, str(new), annual)(site), Kind.PRICE, plan.name
