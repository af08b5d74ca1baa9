"""The load gate's look at values: prices that jump, and pages on which what used to be filled in no longer is.

Names vanish when a page is redesigned; values go wrong when a reader misreads them. Both would be told as changes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from rivalscope.domain.page import Page, PriceKind
from storage.engine import Connection
from storage.statements import PLANS, PRICES, Columns
from storage.tables import PlanRow, PriceRow, ReviewRow

JUMP = 5
"""Factor by which a price with the same terms must rise or fall to be doubted. Our convention: a misread separator makes
it 10 to 1,000, and a price that is raised or cut stays within a factor of three or so."""
FILLED = 0.75
"""Share that used to be filled in, from which on its loss is doubted."""
LEAST = {"plans": 3, "reviews": 5}
"""Plans or reviews of which a share means something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Why values are doubted."""

    why: str
    names: tuple[str, ...]
    """What is doubted, by name."""


_Terms = tuple[Any, ...]


def jumps(connection: Connection, location: int, page: Page) -> Doubt | None:
    """Return the prices that are JUMP times what stands, or a JUMPth; None when there are none.

    Only a plan's sole price with the same currency, period, unit, billing and qualifier is compared.
    """
    stated = _amounts(statement.columns for statement in PRICES.statements(page))
    if not stated:
        return None
    query = select(PriceRow.__table__).where(PriceRow.location_id == location, PriceRow.ended.is_(None))
    standing = _amounts(dict(row) for row in connection.execute(query).mappings())
    found = []
    for terms, (name, after) in stated.items():
        before = standing.get(terms, ("", None))[1]
        if after and before and not (before / JUMP < after < before * JUMP):
            found.append(f"{name} from {before:f} to {after:f} {terms[1]}")
    if not found:
        return None
    few = "; ".join(found[:3]) + ("; …" if len(found) > 3 else "")
    return Doubt(why=few, names=tuple(found))


def prices(page: Page) -> tuple[str, ...]:
    """Return the priced terms of a page with their amounts: a part of the shape of one whose prices jump."""
    found = _amounts(statement.columns for statement in PRICES.statements(page))
    return tuple(sorted(f"{terms} {amount}" for terms, (_, amount) in found.items()))


def _amounts(rows: Iterable[Columns]) -> dict[_Terms, tuple[str, Decimal | None]]:
    """Return the plan's name and the amount of each set of terms; None for the amount where there are several."""
    found: dict[_Terms, tuple[str, Decimal | None]] = {}
    for row in rows:
        if row["kind"] is not PriceKind.PRICED or row["amount"] is None:
            continue
        terms = (
            PRICES.group(row),
            *(row[name] for name in ("currency", "period", "unit", "billed", "qualifier")),
        )
        found[terms] = (row["plan"], None if terms in found else row["amount"])
    return found


def thin(page: Page) -> tuple[str, ...]:
    """Return what fewer than half of a page's plans or reviews say, of what they usually do; no store is asked."""
    rates = _rates(page)
    return tuple(name for name, (filled, of) in rates.items() if filled < of / 2)


def thinned(connection: Connection, location: int, page: Page) -> Doubt | None:
    """Return what used to be filled in on a page and for most is not; None when there is nothing."""
    rates = _rates(page)
    found = []
    for name in thin(page):
        before = (
            _plan_share(connection, location)
            if name == "price"
            else _review_share(connection, location, name)
        )
        filled, of = rates[name]
        if before is not None and before >= FILLED and filled / of < before / 2:
            what = "plans" if name == "price" else "reviews"
            found.append(f"{filled} of {of} {what} have a {name}, and {before:.0%} had one before")
    return Doubt(why="; ".join(found), names=tuple(found)) if found else None


def _rates(page: Page) -> dict[str, tuple[int, int]]:
    """Return how many of how many plans have a price, and reviews a rating and a date; few of either say nothing."""
    rates = {}
    plans = PLANS.statements(page)
    own = [one.columns["plan_key"] for one in plans if not one.columns["extra"]]
    if len(own) >= LEAST["plans"]:
        priced = {
            one.columns["plan_key"]
            for one in PRICES.statements(page)
            if not one.columns["extra"] and one.columns["kind"] is not PriceKind.UNKNOWN
        }
        rates["price"] = (len(priced.intersection(own)), len(own))
    if len(page.reviews) >= LEAST["reviews"]:
        rates["rating"] = _filled([review.rating for review in page.reviews])
        rates["date"] = _filled([review.date for review in page.reviews])
    return rates


def _filled(values: Sequence[object]) -> tuple[int, int]:
    return sum(value is not None for value in values), len(values)


def _plan_share(connection: Connection, location: int) -> float | None:
    standing = (PlanRow.location_id == location, PlanRow.ended.is_(None), PlanRow.extra.is_(False))
    plans = set(connection.scalars(select(PlanRow.plan_key).where(*standing)))
    if len(plans) < LEAST["plans"]:
        return None
    said = (PriceRow.location_id == location, PriceRow.ended.is_(None), PriceRow.extra.is_(False))
    query = select(PriceRow.plan_key).where(*said, PriceRow.kind != PriceKind.UNKNOWN)
    return len(plans.intersection(connection.scalars(query))) / len(plans)


def _review_share(connection: Connection, location: int, name: str) -> float | None:
    column = ReviewRow.rating_raw if name == "rating" else ReviewRow.published
    query = select(func.count(), func.count(column)).where(
        ReviewRow.location_id == location, ReviewRow.superseded_at.is_(None)
    )
    of, filled = connection.execute(query).one()
    return None if of < LEAST["reviews"] else filled / of
