# ruff: noqa: S608 - fixed text from this package only; no value of a user is ever written into it
"""Opinions by week: kept in step with the mentions they count, in the transaction that changes these.

Whoever changes which mentions there are, which reviews stand or which of them are copies asks for the weeks that this
touches before and after, and has them counted anew. First readings are added up instead, which costs a load less.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, select, text

from rivalscope.domain.reading import Polarity
from storage.engine import Connection
from storage.portions import parts
from storage.tables import OpinionWeekRow, ReviewRow
from storage.views.reviews import opinions
from storage.views.wording import Wording

Weeks = set[tuple[int, date]]
"""Products by number, each with the Monday of a week."""

COLUMNS = ("product_id", "feature_id", "week", "n", "positive", "negative", "neutral", "mixed", "passage")
_COUNTS = ("n", "positive", "negative", "neutral", "mixed")
_LISTED = ", ".join(COLUMNS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stray:
    """A week of a product's feature whose stored count is not what its mentions come to."""

    product: int
    feature: int
    week: date


def monday(day: date) -> date:
    """Return the Monday of a day's ISO week."""
    return day - timedelta(days=day.weekday())


def weeks(connection: Connection, *conditions: ColumnElement[bool]) -> Weeks:
    """Return the weeks of the dated reviews that fulfil some conditions on `ReviewRow`."""
    query = select(ReviewRow.product_id, ReviewRow.published).where(
        ReviewRow.published.is_not(None), *conditions
    )
    return {(product, monday(day)) for product, day in connection.execute(query.distinct()) if day}


def weeks_of(connection: Connection, reviews: Iterable[int]) -> Weeks:
    """Return the weeks of some editions of reviews, and of those that say the same: one of them is counted."""
    found: Weeks = set()
    for part in parts(sorted(reviews)):
        found |= weeks(connection, ReviewRow.id.in_(part))
        found |= weeks(connection, alike(ReviewRow.id.in_(part)))
    return found


def alike(chosen: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that a review is in a cluster of one that is chosen."""
    clusters = select(ReviewRow.cluster_id).where(chosen, ReviewRow.cluster_id.is_not(None))
    return ReviewRow.cluster_id.in_(clusters.scalar_subquery())


def recount(connection: Connection, touched: Weeks) -> None:
    """Count the mentions of some weeks anew."""
    if not touched:
        return
    _alone(connection)
    say = Wording(connection.dialect.name)
    values = [
        {"product": product, "first": _day(say, first), "last": _day(say, first + timedelta(days=6))}
        for product, first in sorted(touched)
    ]
    drop = "DELETE FROM opinion_week WHERE product_id = :product AND week BETWEEN :first AND :last"
    chosen = ("r.product_id = :product", "r.published BETWEEN :first AND :last")
    connection.execute(text(drop), values)
    connection.execute(text(f"INSERT INTO opinion_week ({_LISTED})\n{opinions(say, *chosen)}"), values)


def _day(say: Wording, day: date) -> str | date:
    return day.isoformat() if say.sqlite else day


def add(connection: Connection, reviews: Iterable[Row[Any]], mentions: Sequence[tuple[Any, ...]]) -> None:
    """Add up the mentions of reviews that had none, stand, are dated and in no cluster.

    Reviews have an `id`, `product_id` and `published`; of mentions the number of the review comes first, then the
    feature, and the polarity fifth and the passage seventh, as `storage.readings` writes them.
    """
    cells = _cells({one.id: (one.product_id, one.published) for one in reviews}, mentions)
    if not cells:
        return
    _alone(connection)
    rows = [
        (product, feature, str(week), *counts) for (product, feature, week), counts in sorted(cells.items())
    ]
    grown = ", ".join(f"{name} = opinion_week.{name} + excluded.{name}" for name in _COUNTS)
    least = "CASE WHEN excluded.passage < opinion_week.passage THEN excluded.passage ELSE opinion_week.passage END"
    upsert = f"ON CONFLICT (product_id, feature_id, week) DO UPDATE SET {grown}, passage = {least}"
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(COLUMNS))
        connection.exec_driver_sql(f"INSERT INTO opinion_week ({_LISTED}) VALUES ({marks}) {upsert}", rows)
        return
    kinds = ", ".join(f"{name} {'DATE' if name == 'week' else 'INTEGER'}" for name in COLUMNS)
    listed = json.dumps([dict(zip(COLUMNS, row, strict=True)) for row in rows])
    insert = f"INSERT INTO opinion_week ({_LISTED}) SELECT * FROM json_to_recordset(CAST(:rows AS JSON)) AS x({kinds}) {upsert}"
    connection.execute(text(insert), {"rows": listed})


_Cell = tuple[int, int, date]


def _cells(
    reviews: Mapping[int, tuple[int, date]], mentions: Iterable[tuple[Any, ...]]
) -> dict[_Cell, tuple[int, ...]]:
    """Return the counts of each product, feature and week; a review counts once."""
    heard: dict[tuple[int, int], tuple[set[Polarity], int]] = {}
    for number, feature, _, _, polarity, _, passage in mentions:
        if feature is not None and number in reviews:
            told, least = heard.get((number, feature), (set(), passage))
            told.add(polarity)
            heard[number, feature] = told, min(least, passage)
    first = {day: monday(day) for _, day in reviews.values()}
    cells: dict[_Cell, tuple[int, ...]] = {}
    for (number, feature), (told, passage) in heard.items():
        product, day = reviews[number]
        place = product, feature, first[day]
        n, positive, negative, neutral, mixed, least = cells.get(place, (0, 0, 0, 0, 0, passage))
        good = not told.isdisjoint(_GOOD)
        bad = not told.isdisjoint(_BAD)
        cells[place] = (
            n + 1,
            positive + (good and not bad),
            negative + (bad and not good),
            neutral + (not good and not bad),
            mixed + (good and bad),
            min(least, passage),
        )
    return cells


_GOOD = frozenset({Polarity.POSITIVE, Polarity.MIXED})
_BAD = frozenset({Polarity.NEGATIVE, Polarity.MIXED})


def _alone(connection: Connection) -> None:
    """Let no other transaction count meanwhile; others may read. SQLite lets only one write anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE opinion_week IN SHARE ROW EXCLUSIVE MODE"))


def strays(connection: Connection) -> Iterator[Stray]:
    """Yield the weeks whose stored count is not what the mentions come to, in order."""
    say = Wording(connection.dialect.name)
    stored = f"SELECT {_LISTED} FROM opinion_week"
    counted = f"SELECT {_LISTED} FROM ({opinions(say)}) counted"
    query = f"""SELECT DISTINCT product_id, feature_id, week FROM (
    SELECT * FROM ({stored} EXCEPT {counted}) more UNION ALL SELECT * FROM ({counted} EXCEPT {stored}) less
) stray ORDER BY product_id, feature_id, week"""
    columns = [OpinionWeekRow.__table__.c[name] for name in COLUMNS[:3]]
    for row in connection.execute(text(query).columns(*columns)):
        yield Stray(product=row.product_id, feature=row.feature_id, week=row.week)
