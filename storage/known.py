"""Readings that are known by their words: of reviews that say the very same and were read already."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, func, select

from rivalscope.domain.reading import Aspect, Comparison, Intent, Polarity, Reading
from storage.engine import Connection, Engine, reading
from storage.names import sha256
from storage.portions import parts
from storage.tables import ComparisonRow, EvidenceRow, FeatureRow, IntentRow, MentionRow, ReviewRow


def known_texts(engine: Engine, texts: Iterable[str], *, model: str, taxonomy: str) -> frozenset[str]:
    """Return those of the texts that this model read with this taxonomy, in whatever review and edition."""
    hashes = {sha256(text): text for text in texts}
    with reading(engine) as connection:
        found = _earliest(connection, list(hashes), model=model, taxonomy=taxonomy)
    return frozenset(hashes[one] for one in found)


def known_readings(engine: Engine, texts: Iterable[str], *, model: str, taxonomy: str) -> dict[str, Reading]:
    """Return what each text that is known was read to say, as it was stored.

    A feature that was found by its words has its name, and products of the market have their slugs.
    """
    with reading(engine) as connection:
        found = _earliest(connection, [sha256(text) for text in texts], model=model, taxonomy=taxonomy)
        readings = [
            one for numbers in parts(list(found.values())) for one in _readings(connection, list(numbers))
        ]
    return {one.text: one for one in readings}


def _earliest(connection: Connection, hashes: Sequence[str], *, model: str, taxonomy: str) -> dict[str, int]:
    """Return for each hash of a text that is known the first review that was read so."""
    found: dict[str, int] = {}
    for some in parts(hashes):
        query = (
            select(ReviewRow.text_hash, func.min(ReviewRow.id).label("id"))
            .where(ReviewRow.text_hash.in_(some), ReviewRow.model == model, ReviewRow.taxonomy == taxonomy)
            .group_by(ReviewRow.text_hash)
        )
        found |= {row.text_hash: row.id for row in connection.execute(query)}
    return found


def _readings(connection: Connection, numbers: list[int]) -> list[Reading]:
    query = (
        select(ReviewRow.id, ReviewRow.text, ReviewRow.language, ReviewRow.polarity, EvidenceRow.start_offset)
        .join(EvidenceRow, EvidenceRow.id == ReviewRow.evidence_id)
        .where(ReviewRow.id.in_(numbers))
    )
    reviews = connection.execute(query).all()
    begins = {review.id: review.start_offset for review in reviews}
    aspects = _rows(connection, MentionRow, begins)
    intents = _rows(connection, IntentRow, begins)
    comparisons = _rows(connection, ComparisonRow, begins)
    features = {row.id: row.name for row in connection.execute(select(FeatureRow.id, FeatureRow.name))}
    return [
        Reading(
            text=review.text,
            language=review.language,
            aspects=tuple(_aspect(row, span, features) for row, span in aspects[review.id]),
            intents=tuple(_intent(row, span) for row, span in intents[review.id]),
            comparisons=tuple(_comparison(row, span) for row, span in comparisons[review.id]),
            polarity=review.polarity or Polarity.NEUTRAL,
        )
        for review in reviews
    ]


Found = tuple[Row[Any], tuple[int, int]]
"""A row of what was found, and its span in the review's text."""


def _rows(connection: Connection, table: Any, begins: dict[int, int]) -> dict[int, list[Found]]:
    """Return by review what a table holds of the reviews, in the order in which it was found."""
    query = (
        select(table.__table__, EvidenceRow.start_offset, EvidenceRow.end_offset)
        .join(EvidenceRow, EvidenceRow.id == table.evidence_id)
        .where(table.review_id.in_(list(begins)))
        .order_by(table.id)
    )
    found: dict[int, list[Found]] = defaultdict(list)
    for row in connection.execute(query):
        begin = begins[row.review_id]
        found[row.review_id].append((row, (row.start_offset - begin, row.end_offset - begin)))
    return found


def _aspect(row: Row[Any], span: tuple[int, int], features: dict[int, str]) -> Aspect:
    return Aspect(
        start=span[0],
        end=span[1],
        text=row.phrase,
        feature=features.get(row.feature_id),
        polarity=row.polarity,
        confidence=row.confidence,
    )


def _intent(row: Row[Any], span: tuple[int, int]) -> Intent:
    return Intent(label=row.label, confidence=row.confidence, start=span[0], end=span[1])


def _comparison(row: Row[Any], span: tuple[int, int]) -> Comparison:
    return Comparison(
        winner=row.winner,
        loser=row.loser,
        aspect=row.aspect,
        relation=row.relation,
        start=span[0],
        end=span[1],
    )
