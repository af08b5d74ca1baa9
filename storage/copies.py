"""Copies: which of the reviews that say the same is counted, kept in step when one comes, goes or is rewritten."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, case, func, select, update
from sqlalchemy.orm import aliased

from storage.engine import Connection
from storage.portions import parts
from storage.tables import ReviewRow


def clusters(connection: Connection, *conditions: ColumnElement[bool]) -> set[int]:
    """Return the clusters of the reviews that fulfil some conditions on `ReviewRow`."""
    query = select(ReviewRow.cluster_id).where(ReviewRow.cluster_id.is_not(None), *conditions).distinct()
    return {number for number in connection.scalars(query) if number is not None}


def clusters_of(connection: Connection, reviews: Iterable[int]) -> set[int]:
    """Return the clusters of some editions of reviews."""
    found: set[int] = set()
    for part in parts(sorted(reviews)):
        found |= clusters(connection, ReviewRow.id.in_(part))
    return found


def judge(connection: Connection, chosen: Iterable[int]) -> None:
    """Judge anew which reviews of some clusters are counted."""
    for part in parts(sorted(chosen)):
        _judge(connection, ReviewRow.cluster_id.in_(part))


def judge_all(connection: Connection) -> None:
    """Judge anew which reviews are counted."""
    _judge(connection)


def _judge(connection: Connection, *conditions: ColumnElement[bool]) -> None:
    wrong = ReviewRow.counted != counted()
    connection.execute(update(ReviewRow).where(wrong, *conditions).values(counted=counted()))


def misjudged(connection: Connection) -> list[int]:
    """Return the reviews that are counted and may not be, or are not and should be."""
    query = select(ReviewRow.id).where(ReviewRow.counted != counted()).order_by(ReviewRow.id)
    return list(connection.scalars(query))


def counted() -> ColumnElement[int]:
    """Return 1 for a review of which no other that says the same, and stands, has an earlier first edition; else 0."""
    other = aliased(ReviewRow)
    earlier = and_(
        other.cluster_id == ReviewRow.cluster_id,
        other.superseded_at.is_(None),
        func.coalesce(other.first_id, other.id) < func.coalesce(ReviewRow.first_id, ReviewRow.id),
    )
    return case((select(other.id).where(earlier).exists(), 0), else_=1)
