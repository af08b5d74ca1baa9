"""Nights and weeks: which instant a night stands for, and which week is over."""

from datetime import UTC, date, datetime, time, timedelta

from rivalscope.domain.week import week_of

HOUR = time(2, 0, tzinfo=UTC)
"""When a replayed night takes place."""


def instant_of(night: date) -> datetime:
    """Return the instant of a replayed night: 02:00 UTC of its date."""
    return datetime.combine(night, HOUR)


def night_of(planned: datetime | None, *, now: datetime) -> date:
    """Return the night of a run: the UTC date of its scheduled instant, however late or early it starts.

    A run that nobody scheduled belongs to the UTC date of its start. What comes back is a plain date, though Prefect's
    instants are of a kind of their own, whose dates are so as well and may not pass to the crawl's process.
    """
    instant = (planned or now).astimezone(UTC)
    return date(instant.year, instant.month, instant.day)


def end_of(day: date) -> datetime:
    """Return the last instant of a day in UTC."""
    return datetime.combine(day, time.max, tzinfo=UTC)


def last_week(today: date) -> str:
    """Return the newest ISO week that was over before today."""
    return week_of(today - timedelta(days=today.isocalendar().weekday))
