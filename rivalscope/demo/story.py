"""The story of the twelve weeks: what each product changes and when, and which nights go wrong."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from rivalscope.demo.products import plan, row
from rivalscope.demo.site import Cell, Plan, Row, Site

Step = Callable[[Site], Site]
"""What an event does to the site of its product."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that a product changes for good."""

    week: int
    """1 to 12; the event is on the page from the Thursday of that week."""
    product: str
    told: str
    """One line for the progress of the demo."""
    step: Step
    release: tuple[str, tuple[str, ...]] | None = None
    """Title and items of the changelog entry; None when the vendor keeps quiet about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A night on which a site cannot be read."""

    week: int
    """On the night of that week's Sunday."""
    product: str
    mode: str
    """`down` (the connection closes without an answer) or `login` (every page asks to sign in)."""
    told: str


def reprice(name: str, monthly: str, annual: str | None = None) -> Step:
    """Return a step that gives a plan other amounts."""

    def step(site: Site) -> Site:
        return replace(site, plans=tuple(_priced(each, name, monthly, annual) for each in site.plans))

    return step


def _priced(each: Plan, name: str, monthly: str, annual: str | None) -> Plan:
    if each.name != name:
        return each
    return replace(each, monthly=Decimal(monthly), annual=None if annual is None else Decimal(annual))


def rename_plan(name: str, new: str) -> Step:
    """Return a step that gives a plan another name."""

    def step(site: Site) -> Site:
        return replace(site, plans=tuple(replace(p, name=new) if p.name == name else p for p in site.plans))

    return step


def drop_plan(name: str) -> Step:
    """Return a step that takes a plan and its column off the page."""

    def step(site: Site) -> Site:
        kept = [i for i, each in enumerate(site.plans) if each.name != name]
        return replace(
            site,
            plans=tuple(site.plans[i] for i in kept),
            rows=tuple(replace(each, cells=tuple(each.cells[i] for i in kept)) for each in site.rows),
        )

    return step


def add_plan(new: Plan, **extra: Cell) -> Step:
    """Return a step that adds a dearest plan with all that the last one has; `extra` overrides cells by row name.

    Underscores in a keyword stand for spaces.
    """
    words = {name.replace("_", " "): cell for name, cell in extra.items()}

    def step(site: Site) -> Site:
        rows = [
            replace(each, cells=(*each.cells, words.get(each.name, each.cells[-1]))) for each in site.rows
        ]
        return replace(site, plans=(*site.plans, new), rows=tuple(rows))

    return step


def add_row(new: Row) -> Step:
    """Return a step that puts a feature on the page."""

    def step(site: Site) -> Site:
        return replace(site, rows=(*site.rows, new))

    return step


def drop_row(name: str) -> Step:
    """Return a step that takes a feature off the page."""

    def step(site: Site) -> Site:
        return replace(site, rows=tuple(each for each in site.rows if each.name != name))

    return step


def set_cells(name: str, *cells: Cell) -> Step:
    """Return a step that sells a feature with other plans."""

    def step(site: Site) -> Site:
        rows = tuple(replace(each, cells=cells) if each.name == name else each for each in site.rows)
        return replace(site, rows=rows)

    return step


def say(headline: str) -> Step:
    """Return a step that gives the home page another headline."""

    def step(site: Site) -> Site:
        return replace(site, headline=headline)

    return step


def both(*steps: Step) -> Step:
    """Return a step that does several in order."""

    def step(site: Site) -> Site:
        for each in steps:
            site = each(site)
        return site

    return step


EVENTS = (
    Event(
        week=2,
        product="tolvenna",
        told="Tolvenna starts a beta of answer suggestions",
        step=add_row(row("Answer suggestions", "Drafts from your own articles.", None, None, "Beta")),
        release=(
            "Tolvenna 5.2",
            ("New: answer suggestions (beta) on Scale", "Faster export of large reports"),
        ),
    ),
    Event(
        week=3,
        product="dasperdesk",
        told="Dasperdesk Team rises from $19 to $24",
        step=reprice("Team", "24", "20"),
    ),
    Event(
        week=4,
        product="obrixy",
        told="Obrixy adds the plan Max with an API and single sign-on",
        step=both(
            add_plan(plan("Max", "45", "38", "For chains and groups"), Automation_rules="Unlimited"),
            add_row(row("API", "Connect tills and booking systems.", None, None, True)),
            add_row(row("Single sign-on", "One password for all branches.", None, None, True)),
        ),
        release=("Obrixy Max", ("New plan for chains", "New: API", "New: single sign-on")),
    ),
    Event(
        week=5,
        product="quillemar",
        told="Quillemar ships dark mode",
        step=add_row(row("Dark mode", "Easier on the eyes at night.", True, True, True, True)),
        release=(
            "September, part two",
            ("New: dark mode on every plan", "Fixed: drafts lost on slow networks"),
        ),
    ),
    Event(
        week=6,
        product="obrixy",
        told="Obrixy drops voice calls",
        step=drop_row("Voice calls"),
        release=("Obrixy 6.9", ("Retired: voice calls", "Improved: battery use on Android")),
    ),
    Event(
        week=7,
        product="dasperdesk",
        told="Dasperdesk brings single sign-on down to Company",
        step=set_cells("Single sign-on", False, False, True, True),
        release=("Release 2026.9", ("Single sign-on is now part of Company", "Fixed: double notifications")),
    ),
    Event(
        week=8,
        product="tolvenna",
        told="Tolvenna takes answer suggestions out of beta",
        step=set_cells("Answer suggestions", None, True, True),
        release=("Tolvenna 5.4", ("Answer suggestions for Growth and Scale", "SLA forecasts by team")),
    ),
    Event(
        week=9,
        product="tolvenna",
        told="Tolvenna renames Starter to Essentials",
        step=rename_plan("Starter", "Essentials"),
    ),
    Event(
        week=9,
        product="obrixy",
        told="Obrixy 7.0 rebuilds the mobile app",
        step=say("The all-new Obrixy: support, reimagined"),
        release=("Obrixy 7.0", ("The mobile app rebuilt from scratch", "New navigation", "New icons")),
    ),
    Event(
        week=10,
        product="quillemar",
        told="Quillemar gives SLA timers to Team",
        step=set_cells("SLA timers", False, True, True, True),
        release=("Autumn release", ("SLA timers are now part of Team", "Knowledge base: faster search")),
    ),
    Event(
        week=11,
        product="dasperdesk",
        told="Dasperdesk takes its Free plan off the page",
        step=drop_plan("Free"),
    ),
    Event(
        week=11,
        product="obrixy",
        told="Obrixy announces time tracking",
        step=add_row(row("Time tracking", "Minutes on every ticket.", None, "Coming soon", "Coming soon")),
        release=("Obrixy 7.1", ("Coming soon: time tracking", "Fixed: crash when opening attachments")),
    ),
    Event(
        week=12,
        product="tolvenna",
        told="Tolvenna Growth falls from €35 to €29, and an audit log appears",
        step=both(
            reprice("Growth", "29"), add_row(row("Audit log", "Who changed which number.", None, None, True))
        ),
        release=("Tolvenna 5.6", ("New: audit log on Scale", "Growth costs less")),
    ),
)

FAILURES = (
    Failure(week=5, product="obrixy", mode="down", told="Obrixy's site is down"),
    Failure(week=10, product="tolvenna", mode="login", told="Tolvenna's site asks to sign in"),
)
