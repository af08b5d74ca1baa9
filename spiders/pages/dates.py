"""Dates: days as pages write them; one that can be read in two ways is not read."""

import datetime as dt
import re

EARLIEST = 1995
"""Year before which no page of a market says anything; an earlier date is a mistake."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero", "february feb februar février febrero", "march mar märz mars marzo",
            "april apr avril abril", "may mai mayo", "june jun juni juin junio", "july jul juli juillet julio",
            "august aug août agosto", "september sep sept septembre septiembre", "october oct oktober octobre octubre",
            "november nov novembre noviembre", "december dec dezember décembre diciembre",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(
    rf"(?<![\w-])(?:(?P<y1>\d{{4}})(?P<s1>[-/.])(?P<m1>\d{{1,2}})(?P=s1)(?P<d1>\d{{1,2}})(?!\d)"
    rf"|(?P<n2>{_MONTH})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})(?!\d)"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+|de\s+)?(?P<n3>{_MONTH})\.?,?\s+(?:de\s+)?(?P<y3>\d{{4}})(?!\d)"
    rf"|(?P<d5>\d{{1,2}})-(?P<n5>{_MONTH})-(?P<y5>\d{{4}})(?!\d)"
    rf"|(?P<a4>\d{{1,2}})(?P<s4>[-/.])(?P<b4>\d{{1,2}})(?P=s4)(?P<y4>\d{{4}})(?![\d.]))",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"(?<!\w)(?:(?P<n>\d{1,3}|an?|one)\s+(?P<unit>minute|hour|day|week)s?\s+ago|(?P<word>today|yesterday))(?!\w)",
    re.IGNORECASE,
)
_DAYS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1, "week": 7}


def read_date(text: str, *, seen_at: dt.datetime | None = None) -> dt.date | None:
    """Return the first day that a text states; None when it states none that is certain.

    `02/03/2026` is two days in two countries and hence none; `25/12/2024` is one. Days ago are counted
    from `seen_at` and unknown without it. Days before 1995 or two days after `seen_at` are mistakes.
    """
    found = find_date(text, seen_at=seen_at)
    return found[0] if found else None


def find_date(text: str, *, seen_at: dt.datetime | None = None) -> tuple[dt.date, int, int] | None:
    """Return the first day that a text states and where it stands; None when none is certain."""
    for match in _DATE.finditer(text):
        day = _day(match)
        if day is not None and _sane(day, seen_at):
            return day, match.start(), match.end()
    if seen_at is None:
        return None
    ago = _AGO.search(text)
    if ago is None:
        return None
    if ago["word"]:
        days: float = 0 if ago["word"].lower() == "today" else 1
    else:
        days = (int(ago["n"]) if ago["n"].isdigit() else 1) * _DAYS[ago["unit"].lower()]
    return (seen_at - dt.timedelta(days=days)).date(), ago.start(), ago.end()


def _day(match: re.Match[str]) -> dt.date | None:
    """Return the day of a match; None when there is no such day, or two."""
    if match["a4"]:
        first, second, year = int(match["a4"]), int(match["b4"]), int(match["y4"])
        if first <= 12 and second <= 12 and first != second and match["s4"] != ".":
            return None
        # With points it is written day first everywhere that it is written.
        day, month = (
            (first, second) if second <= 12 and (first > 12 or match["s4"] == ".") else (second, first)
        )
        return _made(year, month, day)
    for n in "235":
        if match[f"y{n}"]:
            return _made(int(match[f"y{n}"]), _MONTHS[match[f"n{n}"].lower()], int(match[f"d{n}"]))
    return _made(int(match["y1"]), int(match["m1"]), int(match["d1"]))


def _made(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _sane(day: dt.date, seen_at: dt.datetime | None) -> bool:
    """Tell whether a day can have been written about when the page was seen."""
    latest = (seen_at + dt.timedelta(hours=48)).date() if seen_at else dt.date(2100, 1, 1)
    return day.year >= EARLIEST and day <= latest
