"""Reviews as published: stored once for each identity within a source, extended when seen again, renewed when edited."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from rivalscope.domain.page import Review
from storage.captures import Visit
from storage.engine import Connection
from storage.names import bounded, sha256
from storage.passages import CHUNK, store_passages
from storage.tables import ComparisonRow, IntentRow, MentionRow, ReviewRow

BEST = Decimal(5)
"""Best rating of the common scale, and of a site that does not state its own (schema.org's default)."""

WORST = Decimal(1)
"""Worst rating of the common scale and, since sites seldom state it, of theirs (schema.org's default)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What storing a list of reviews came to."""

    new: int
    known: int
    """Reviews that the source had given before."""


def rescale(rating: Decimal | None, best: Decimal | None) -> Decimal | None:
    """Return a rating on the scale from 1 to 5; None when there is none or it does not fit its own scale."""
    top = BEST if best is None else best
    if rating is None or not rating.is_finite() or not top.is_finite():
        return None
    if top <= WORST or not 0 <= rating <= top:
        return None
    share = (max(rating, WORST) - WORST) / (top - WORST)
    scaled = WORST + share * (BEST - WORST)
    return scaled.quantize(Decimal("0.01"), rounding=ROUND_HALF_EVEN)


def store_reviews(connection: Connection, visit: Visit, reviews: Sequence[Review]) -> ImportResult:
    """Store the reviews of a page; of two with the same key the first stands."""
    stated = {bounded(review.key): review for review in reversed(reviews)}
    known = _known(connection, visit, list(stated))
    same = [row.id for key, row in known.items() if row.text_hash == sha256(stated[key].text)]
    for begin in range(0, len(same), CHUNK):
        chosen = ReviewRow.id.in_(same[begin : begin + CHUNK])
        connection.execute(update(ReviewRow).where(chosen).values(_seen(visit)))
    edited = {key: row.id for key, row in known.items() if row.id not in set(same)}
    fresh = [key for key in stated if key not in known]
    if visit.shelf is not None and (fresh or edited):
        changed = [stated[key].passage for key in (*fresh, *edited)]
        numbers = store_passages(connection, visit.shelf, changed)
        for key, number in edited.items():
            _renew(connection, number, _row(visit, stated[key], numbers[stated[key].passage]))
        rows = [_row(visit, stated[key], numbers[stated[key].passage]) for key in reversed(fresh)]
        if rows:
            connection.execute(insert(ReviewRow), [row | _origin(visit) for row in rows])
    return ImportResult(new=len(fresh), known=len(known))


def extend_reviews(connection: Connection, visit: Visit) -> None:
    """Note that the reviews of a page that is as it was were seen again."""
    connection.execute(
        update(ReviewRow)
        .where(ReviewRow.location_id == visit.location_id, ReviewRow.last_seen == visit.previous_at)
        .values(last_seen=visit.seen_at)
    )


def _known(connection: Connection, visit: Visit, keys: Sequence[str]) -> dict[str, Row[Any]]:
    known: dict[str, Row[Any]] = {}
    for begin in range(0, len(keys), CHUNK):
        query = select(ReviewRow.key, ReviewRow.id, ReviewRow.text_hash).where(
            ReviewRow.source_id == visit.source_id, ReviewRow.key.in_(keys[begin : begin + CHUNK])
        )
        known |= {row.key: row for row in connection.execute(query)}
    return known


def _seen(visit: Visit) -> dict[str, Any]:
    return {"last_seen": visit.seen_at, "location_id": visit.location_id}


def _origin(visit: Visit) -> dict[str, Any]:
    return {"source_id": visit.source_id, "product_id": visit.product_id, "first_seen": visit.seen_at}


def _row(visit: Visit, review: Review, evidence: int) -> dict[str, Any]:
    return {
        "key": bounded(review.key),
        "text": review.text,
        "text_hash": sha256(review.text),
        "title": review.title,
        "published": review.date,
        "rating": rescale(review.rating, review.best),
        "rating_raw": review.rating,
        "best": review.best,
        "version": review.version,
        "author_key": review.author,
        "words": len(review.text.split()),
        "learnt_at": visit.learnt_at,
        "evidence_id": evidence,
        **_seen(visit),
    }


def _renew(connection: Connection, number: int, row: dict[str, Any]) -> None:
    """Put an edited text in the place of the old one, to be read again."""
    unread = {"polarity": None, "language": None, "model": None, "taxonomy": None}
    connection.execute(update(ReviewRow).where(ReviewRow.id == number).values(**row, **unread))
    for table in (MentionRow, IntentRow, ComparisonRow):
        connection.execute(delete(table).where(table.review_id == number))
