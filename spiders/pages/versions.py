"""Versions: which number a release carries, and which lines begin one."""

import datetime as dt
import re
from dataclasses import dataclass

from spiders.pages.dates import find_date

_NUMBER = r"\d{1,4}(?:\.\d{1,8}){1,4}(?:\.[x*])?"
_TAIL = r"(?:[-._+]?(?:alpha|beta|preview|pre|rc|dev|post|build|final|canary|next|snapshot|fc|a|b|c|m|p|r)[-.]?\d*(?:\.\d+)*|-\d{8})?(?:\+[\w.]+)?"
VERSION = rf"(?:{_NUMBER}{_TAIL})(?![\w%]|\.\d)"
"""A version number as release notes write it, e.g. `4.2.1rc1`; without a leading `v`."""
_LEAD = r"(?:(?:version|release|releases?d?|ver)[ .:]*)?"
_AT_START = re.compile(
    rf"[\W_]*(?:{_LEAD}v?\.?\s?(?P<bare>{VERSION})|(?P<names>(?:[\w@/.&'+-]+ ){{1,3}}){_LEAD}v?(?P<named>{VERSION})"
    rf"|[\w@/-]+[-@]v?(?P<joined>{VERSION})(?=\s|$|\]|:)"
    rf"|(?:version|release)\s+v?(?P<whole>\d{{1,4}})\b(?!\.\w)|v(?P<short>\d{{1,4}})\b(?!\.\w))",
    re.IGNORECASE,
)
_ANYWHERE = re.compile(rf"(?:\b(?:version|release|v)\s*\.?\s*|\bv)(?P<bare>{VERSION})", re.IGNORECASE)
_BINDS = frozenset(
    (
        "since",
        "from",
        "to",
        "for",
        "with",
        "in",
        "on",
        "of",
        "until",
        "than",
        "before",
        "after",
        "python",
        "requires",
        "using",
        "via",
        "at",
        "and",
        "up",
    )
)
_UNRELEASED = re.compile(
    r"[\W_]*(?:unreleased|coming (?:up|soon)|upcoming|development|next(?: release)?|head)\b", re.IGNORECASE
)
_MONTH_ONLY = re.compile(
    r"[\W_]*(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?,?\s+(?:19|20)\d\d[\W_]*",
    re.IGNORECASE,
)
_DAY_WORDS = re.compile(
    r"[\W_]|\b(?:published|released?|updated|posted|on|date|at|utc|mon|tue|tues|wed|thu|thurs|fri|sat|sun)(?:day|nesday|rday|sday|urday)?\b|\d{1,2}:\d\d(?::\d\d)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a line says that begins a release."""

    version: str | None
    date: dt.date | None


def read_version(text: str) -> str | None:
    """Return the version that a title names: at its start after at most three words, else after `version` or `v`."""
    match = _AT_START.match(text)
    if match is not None and not _binds(match):
        found = next(value for name, value in match.groupdict().items() if name != "names" and value)
        day = find_date(text)
        if day is None or not day[1] <= match.end() - len(found) < day[2]:
            return found
    other = _ANYWHERE.search(text)
    return other["bare"] if other else None


def read_mark(text: str, *, seen_at: dt.datetime | None = None) -> Mark | None:
    """Return what a heading that begins a release says; None for any other heading.

    It begins with a version (`2.1.0`, `v2.1 (2026-03-01)`, `Scrapy 2.18.0`), or a date stands at its start or end; a
    heading of what is not yet released begins none.
    """
    if not text or len(text) > 160 or _UNRELEASED.match(text):
        return None
    found = find_date(text, seen_at=seen_at)
    day = found[0] if found else None
    match = _AT_START.match(text)
    if match is not None and not _binds(match):
        version = read_version(text)
        if version is not None and _ANYWHERE.match(version) is None:
            return Mark(version=version, date=day)
    if found is not None and (not is_said(text[: found[1]]) or not is_said(text[found[2] :])):
        return Mark(version=read_version(text[: found[1]]) or read_version(text[found[2] :]), date=day)
    return Mark(version=None, date=None) if _MONTH_ONLY.fullmatch(text) else None


def read_day(text: str, *, seen_at: dt.datetime | None = None) -> dt.date | None:
    """Return the day of a line that says no more than when something came out."""
    found = find_date(text, seen_at=seen_at) if len(text) <= 60 else None
    return found[0] if found and not is_said(text[: found[1]] + text[found[2] :]) else None


def is_said(text: str) -> bool:
    """Tell whether more than words around a date stand in a text."""
    return len(_DAY_WORDS.sub("", text)) > 2


def _binds(match: re.Match[str]) -> bool:
    """Tell whether the words before a version make it that of another thing: `Upgrading from 3.9`."""
    return any(word.casefold() in _BINDS for word in (match["names"] or "").split())
