"""Likeness stored: which reviews were compared with the others of their product, and which of them are one."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, func, insert, or_, select, update

from rivalscope.domain.likeness import Mark, ReviewWords
from storage.copies import judge
from storage.engine import Connection, Engine, reading, writing
from storage.opinions import recount, weeks
from storage.portions import CHUNK
from storage.tables import LikenessRow, ReviewRow


def forget_other_methods(engine: Engine, *, method: str) -> bool:
    """Drop what was compared by another method, all of it; every review is then uncompared. Tells whether any was."""
    with writing(engine) as connection:
        other = select(LikenessRow.id).where(LikenessRow.method != method).limit(1)
        if connection.scalar(other) is None:
            return False
        touched = weeks(connection, ReviewRow.cluster_id.is_not(None))
        connection.execute(delete(LikenessRow))
        connection.execute(
            update(ReviewRow).where(ReviewRow.cluster_id.is_not(None)).values(cluster_id=None, counted=1)
        )
        recount(connection, touched)
    return True


def uncompared_products(engine: Engine) -> list[int]:
    """Return the products that have reviews which were not compared."""
    query = select(ReviewRow.product_id).where(~_compared()).distinct().order_by(ReviewRow.product_id)
    with reading(engine) as connection:
        return list(connection.scalars(query))


def uncompared(engine: Engine, *, product: int, after: int, limit: int) -> list[ReviewWords]:
    """Return editions of a product's reviews that were not compared, former ones too, by number from `after` on."""
    query = (
        select(ReviewRow.id, ReviewRow.text, ReviewRow.rating, ReviewRow.published, ReviewRow.author_key)
        .where(ReviewRow.product_id == product, ReviewRow.id > after, ~_compared())
        .order_by(ReviewRow.id)
        .limit(limit)
    )
    with reading(engine) as connection:
        return [
            ReviewWords(
                id=row.id, text=row.text, rating=row.rating, date=row.published, author_key=row.author_key
            )
            for row in connection.execute(query)
        ]


def marks(engine: Engine, *, product: int) -> list[Mark]:
    """Return what the reviews of a product are compared by."""
    query = (
        select(LikenessRow.review_id, LikenessRow.same, LikenessRow.buckets, LikenessRow.copy_of)
        .where(LikenessRow.product_id == product)
        .order_by(LikenessRow.review_id)
    )
    with reading(engine) as connection:
        return [
            Mark(id=row.review_id, same=row.same, buckets=bytes(row.buckets), copy_of=row.copy_of)
            for row in connection.execute(query)
        ]


def texts(engine: Engine, ids: Iterable[int]) -> dict[int, str]:
    """Return the texts of editions."""
    wanted = sorted(ids)
    found: dict[int, str] = {}
    with reading(engine) as connection:
        for begin in range(0, len(wanted), CHUNK):
            query = select(ReviewRow.id, ReviewRow.text).where(
                ReviewRow.id.in_(wanted[begin : begin + CHUNK])
            )
            found |= {row.id: row.text for row in connection.execute(query)}
    return found


def store_marks(engine: Engine, found: Sequence[Mark], *, product: int, method: str) -> int:
    """Store what reviews are compared by, and join each copy to what it is a copy of; returns how many copies.

    Two editions of one review are no copies of each other. Two reviews are one when any edition of the one says what
    any edition of the other does; the clusters that they were in become one cluster, of the lower number.
    """
    rows = [_row(mark, product=product, method=method) for mark in found]
    with writing(engine) as connection:
        if rows:
            connection.execute(insert(LikenessRow), rows)
        pairs = [(mark.id, mark.copy_of) for mark in found if mark.copy_of is not None]
        first = _firsts(connection, {number for pair in pairs for number in pair})
        joined = [(first[copy], first[of]) for copy, of in pairs if first[copy] != first[of]]
        for cluster, members in _clusters(connection, joined).items():
            _join(connection, cluster, members)
    return len(joined)


def _compared() -> Any:
    return select(LikenessRow.id).where(LikenessRow.review_id == ReviewRow.id).exists()


def _row(mark: Mark, *, product: int, method: str) -> dict[str, Any]:
    return {
        "review_id": mark.id,
        "product_id": product,
        "copy_of": mark.copy_of,
        "same": mark.same,
        "buckets": mark.buckets,
        "method": method,
    }


def _firsts(connection: Connection, ids: Iterable[int]) -> dict[int, int]:
    """Return the first edition of each edition."""
    wanted = sorted(ids)
    found: dict[int, int] = {}
    for begin in range(0, len(wanted), CHUNK):
        query = select(ReviewRow.id, func.coalesce(ReviewRow.first_id, ReviewRow.id).label("first")).where(
            ReviewRow.id.in_(wanted[begin : begin + CHUNK])
        )
        found |= {row.id: row.first for row in connection.execute(query)}
    return found


def _clusters(connection: Connection, joined: Sequence[tuple[int, int]]) -> Mapping[int, set[int]]:
    """Return the first editions and former clusters that each cluster is now made of."""
    heads: dict[int, int] = {}

    def head(number: int) -> int:
        while heads.setdefault(number, number) != number:
            number = heads[number]
        return number

    stored = _stored_clusters(connection, {number for pair in joined for number in pair})
    for one, other in [*joined, *stored.items()]:
        low, high = sorted((head(one), head(other)))
        heads[high] = low
    members: dict[int, set[int]] = {}
    for number in heads:
        members.setdefault(head(number), set()).add(number)
    return members


def _stored_clusters(connection: Connection, firsts: Iterable[int]) -> dict[int, int]:
    wanted = sorted(firsts)
    found: dict[int, int] = {}
    for begin in range(0, len(wanted), CHUNK):
        query = select(ReviewRow.id, ReviewRow.cluster_id).where(
            ReviewRow.id.in_(wanted[begin : begin + CHUNK]), ReviewRow.cluster_id.is_not(None)
        )
        found |= {row.id: row.cluster_id for row in connection.execute(query)}
    return found


def _join(connection: Connection, cluster: int, members: Iterable[int]) -> None:
    """Give every edition of the members, and of reviews in clusters of their numbers, one cluster."""
    wanted = sorted(members)
    for begin in range(0, len(wanted), CHUNK):
        part = wanted[begin : begin + CHUNK]
        chosen = or_(ReviewRow.id.in_(part), ReviewRow.first_id.in_(part), ReviewRow.cluster_id.in_(part))
        connection.execute(update(ReviewRow).where(chosen).values(cluster_id=cluster))
    judge(connection, [cluster])
    recount(connection, weeks(connection, ReviewRow.cluster_id == cluster))
