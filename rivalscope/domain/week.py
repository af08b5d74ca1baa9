"""Weeks: how an ISO week is named, in digests and wherever one is looked up."""

from datetime import date


def week_of(day: date) -> str:
    """Return the ISO week of a day, e.g. `2026-W47`."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"
