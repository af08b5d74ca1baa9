"""The reviews of the fictional market: about 1,500, from a grammar and a seed, pure."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from rivalscope.demo.market import HISTORY_WEEKS, WEEKS, Calendar
from rivalscope.demo.mood import moods
from rivalscope.demo.writer import NAMES, Writer, Written, phrases

SEED = 20260831


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoReview:
    """A review as the fictional review site publishes it."""

    number: int
    """Identity on the site, counted over all products."""
    product: str
    date: date
    author: str
    written: Written


@cache
def write_reviews(calendar: Calendar, seed: int = SEED) -> tuple[DemoReview, ...]:
    """Return every review of the nine months, oldest first; the same seed and calendar give the same reviews."""
    chance = random.Random(seed)  # noqa: S311  # a story, not a secret
    drafts = [
        (day, slug) for slug, mood in moods().items() for day in _days(calendar, slug, mood.reviews, chance)
    ]
    drafts.sort()
    writers: dict[str, list[str]] = {slug: [] for slug in NAMES}
    found = []
    for number, (day, slug) in enumerate(drafts, start=1):
        author, again = _author(writers[slug], chance)
        written = Writer(product=slug, week=calendar.week_of(day), chance=chance).write(again=again)
        found.append(DemoReview(number=number, product=slug, date=day, author=author, written=written))
    return tuple(found)


def published(calendar: Calendar, product: str, day: date) -> list[DemoReview]:
    """Return the reviews of a product dated before a day, newest first."""
    shown = [each for each in write_reviews(calendar) if each.product == product and each.date < day]
    return shown[::-1]


def _days(calendar: Calendar, slug: str, count: int, chance: random.Random) -> list[date]:
    """Return the dates of a product's reviews; a release that breaks things makes people write."""
    first = calendar.start - timedelta(weeks=HISTORY_WEEKS)
    days = [first + timedelta(days=i) for i in range(7 * (HISTORY_WEEKS + WEEKS))]
    turns = {turn.week for turn in moods()[slug].turns}

    def weight(day: date) -> float:
        stirred = any(turn <= calendar.week_of(day) < turn + 2 for turn in turns)
        return (0.6 if day.weekday() >= 5 else 1.0) * (1.7 if stirred else 1.0)

    return chance.choices(days, weights=[weight(day) for day in days], k=count)


def _author(known: list[str], chance: random.Random) -> tuple[str, bool]:
    """Return who writes, and whether it is somebody who wrote of the product before."""
    if known and chance.random() < 0.06:
        return chance.choice(known), True
    # Two initials keep people apart, so that a name is one voice.
    initials = "".join(chance.sample("ABCDEFGHIKLMNOPRSTVWZ", k=2))
    author = f"{chance.choice(phrases()['names'])} {initials[0]}. {initials[1]}."
    known.append(author)
    return author, False
