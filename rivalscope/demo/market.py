"""The state of the fictional market on a night: pure, from the calendar and the story."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from rivalscope.demo.products import PRODUCTS
from rivalscope.demo.site import Release, Site
from rivalscope.demo.story import EVENTS, FAILURES, Event, Failure

WEEKS = 12
HISTORY_WEEKS = 27
"""Weeks of reviews before the first: with the twelve, nine months."""

_EVENT_DAY = 3
_NIGHT_DAY = 6

ROUTINE = (
    ("Maintenance", ("Fixed: time zones in exports", "Improved: loading of long threads")),
    ("Small things", ("Improved: search in archived tickets", "Fixed: signatures with two images")),
    ("Housekeeping", ("Fixed: attachments with very long names", "Improved: keyboard shortcuts")),
)
"""Changelog entries from before the story, in turn every four weeks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """One night of the demo."""

    number: int
    """1 for the first."""
    date: date
    week: int
    """1 to 12."""
    events: tuple[Event, ...]
    """What is new on the pages since the night before."""
    failures: tuple[Failure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Twelve weeks, Monday to Sunday, that end on a given Sunday."""

    until: date
    """The last night: a Sunday."""

    @property
    def start(self) -> date:
        """The Monday of week 1."""
        return self.until - timedelta(days=7 * WEEKS - 1)

    def day(self, week: int, weekday: int) -> date:
        """Return the date of a weekday (0 is Monday) of a week; week 0 and below lie before the story."""
        return self.start + timedelta(days=7 * (week - 1) + weekday)

    def week_of(self, day: date) -> int:
        """Return the week a date lies in; 0 and below before the story."""
        return (day - self.start).days // 7 + 1

    def nights(self) -> tuple[Night, ...]:
        """Return the nights: each Sunday, and the whole last week.

        Every night of twelve weeks would take ten minutes; a digest is whole only when every night of its week ran.
        """
        dates = {self.day(week, _NIGHT_DAY) for week in range(1, WEEKS + 1)}
        dates |= {self.day(WEEKS, weekday) for weekday in range(7)}
        found: list[Night] = []
        before = self.start - timedelta(days=1)
        for number, night in enumerate(sorted(dates), start=1):
            found.append(
                Night(
                    number=number,
                    date=night,
                    week=self.week_of(night),
                    events=tuple(e for e in EVENTS if before < self.day(e.week, _EVENT_DAY) <= night),
                    failures=tuple(f for f in FAILURES if self.day(f.week, _NIGHT_DAY) == night),
                )
            )
            before = night
        return tuple(found)


def calendar_before(today: date) -> Calendar:
    """Return the calendar whose last night is the newest Sunday before today."""
    return Calendar(until=today - timedelta(days=today.weekday() + 1))


@cache
def sites(calendar: Calendar, day: date) -> dict[str, Site]:
    """Return what each product publishes on a day, by slug."""
    found = {site.slug: site for site in PRODUCTS}
    for event in EVENTS:
        if calendar.day(event.week, _EVENT_DAY) <= day:
            found[event.product] = event.step(found[event.product])
    return {slug: _with_releases(site, calendar, day) for slug, site in found.items()}


def _with_releases(site: Site, calendar: Calendar, day: date) -> Site:
    told = [
        Release(date=calendar.day(event.week, _EVENT_DAY), title=event.release[0], items=event.release[1])
        for event in EVENTS
        if event.product == site.slug and event.release and calendar.day(event.week, _EVENT_DAY) <= day
    ]
    # A vendor's routine releases fall on different weekdays, so that no two changelogs look alike.
    offset = [each.slug for each in PRODUCTS].index(site.slug)
    routine = [
        Release(date=calendar.day(-4 * i, offset), title=title, items=items)
        for i, (title, items) in enumerate(ROUTINE)
    ]
    releases = sorted(told + routine, key=lambda release: release.date, reverse=True)
    return replace(site, releases=tuple(releases))
