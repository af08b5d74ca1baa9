"""Reviews of a simulated year: some stand when it begins, the others are published on their days."""

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rivalscope.demo.market import Calendar
from rivalscope.demo.reviews import DemoReview, write_reviews
from rivalscope.domain.fact import ReviewFact
from rivalscope.simulation.shapes import Shape

SITE = "reviews"
"""Name of the review site: it fails as the others do."""
SPOILING = tuple(
    shape for shape in Shape if shape not in (Shape.JUMP, Shape.HALF, Shape.NO_PRICES, Shape.EDITION)
)
"""Shapes in which a page of reviews can fail: it has no prices, and states its reviews twice."""
EARLIER = 120
"""Days before the year whose reviews stand when it begins."""
DAILY = 2.5
"""Reviews that are published on a day, over all products."""

Kind = tuple[str, date | None, int]
"""Product, day and stars: what reviews are counted by."""


@dataclass(frozen=True, slots=True)
class ReviewSite:
    """All reviews of the year, oldest first."""

    reviews: tuple[DemoReview, ...]

    def listed(self, product: str, night: date) -> list[DemoReview]:
        """Return the reviews of a product that stand on a night, newest first."""
        return [one for one in reversed(self.reviews) if one.product == product and one.date <= night]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was stored of the reviews that were published."""

    published: int
    lost: int
    doubled: int
    """Stored without having been published, or more often than once."""


def draw_reviews(*, first: date, nights: int, seed: int) -> ReviewSite:
    """Return the reviews; the same seed gives the same ones. No two say the same."""
    chance = random.Random(f"reviews {seed}")  # noqa: S311  a simulation, not a secret
    sunday = first + timedelta(days=6 - first.weekday())
    pool = list({one.written.text: one for one in write_reviews(Calendar(until=sunday))}.values())
    count = min(len(pool), round(DAILY * (EARLIER + nights)))
    days = sorted(first + timedelta(days=chance.randrange(-EARLIER, nights)) for _ in range(count))
    drawn = zip(chance.sample(pool, count), days, strict=True)
    return ReviewSite(
        tuple(replace(one, number=number, date=day) for number, (one, day) in enumerate(drawn, 1))
    )


def kept(site: ReviewSite, stored: Iterable[ReviewFact], *, until: date) -> Kept:
    """Compare the reviews that stood on the last night with those that are stored."""
    published = Counter(_kind(one) for one in site.reviews if one.date <= until)
    found = Counter((one.product, one.date, round(one.rating or 0)) for one in stored)
    return Kept(
        published=published.total(), lost=(published - found).total(), doubled=(found - published).total()
    )


def _kind(one: DemoReview) -> Kind:
    return one.product, one.date, one.written.stars
