"""Readings written: what a review was read to say, with evidence for every span, in place of what was read before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from rivalscope.domain.naming import key
from rivalscope.domain.page import Passage
from rivalscope.domain.reading import Comparison, Intent, Reading
from rivalscope.errors import StoreError
from storage.engine import Connection
from storage.names import known_features, name_key
from storage.passages import CHUNK, Shelf, store_passages
from storage.tables import (
    ComparisonRow,
    EvidenceRow,
    IntentRow,
    MentionRow,
    ProductRow,
    ReviewRow,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What names mean: features by key, products by key."""

    features: Mapping[str, int]
    products: Mapping[str, str]


def store_batch(
    connection: Connection, readings: Sequence[tuple[int, Reading]], *, model: str, taxonomy: str
) -> None:
    """Store the readings of some reviews; see `storage.reviews.store_readings`."""
    names = Names(features=known_features(connection), products=_products(connection))
    reviews = _reviews(connection, [number for number, _ in readings])
    numbers = list(reviews)
    for table in (MentionRow, IntentRow, ComparisonRow):
        for begin in range(0, len(numbers), CHUNK):
            connection.execute(delete(table).where(table.review_id.in_(numbers[begin : begin + CHUNK])))
    rows: dict[type[Any], list[dict[str, Any]]] = {MentionRow: [], IntentRow: [], ComparisonRow: []}
    for number, reading in readings:
        review = reviews.get(number)
        if review is None:
            continue  # deleted while it was being read
        if review.text != reading.text:
            raise StoreError(
                f"review {number} was read as another text than the one stored: its offsets mean nothing"
            )
        evidence = _store_spans(connection, review, reading)
        rows[MentionRow] += _mentions(number, reading, evidence, names)
        rows[IntentRow] += _intents(number, reading, evidence, names)
        rows[ComparisonRow] += _comparisons(number, reading, evidence, names)
        values = {
            "polarity": reading.polarity,
            "language": reading.language,
            "model": model,
            "taxonomy": taxonomy,
        }
        connection.execute(update(ReviewRow).where(ReviewRow.id == number).values(**values))
    for table, new in rows.items():
        if new:
            connection.execute(insert(table), new)


def _products(connection: Connection) -> dict[str, str]:
    """Return the slug that each name of a product means."""
    slugs: dict[str, str] = {}
    for row in connection.execute(select(ProductRow.__table__).order_by(ProductRow.position)):
        for name in (row.slug, row.name, *row.aliases):
            slugs.setdefault(key(name), row.slug)
    return slugs


def _reviews(connection: Connection, numbers: Sequence[int]) -> dict[int, Row[Any]]:
    """Return each review's text and the passage it stands in."""
    found: dict[int, Row[Any]] = {}
    for begin in range(0, len(numbers), CHUNK):
        query = (
            select(
                ReviewRow.id,
                ReviewRow.text,
                EvidenceRow.location_id,
                EvidenceRow.snapshot,
                EvidenceRow.selector,
                EvidenceRow.start_offset,
                EvidenceRow.seen_at,
                EvidenceRow.extractor,
            )
            .join(EvidenceRow, EvidenceRow.id == ReviewRow.evidence_id)
            .where(ReviewRow.id.in_(numbers[begin : begin + CHUNK]))
        )
        found |= {row.id: row for row in connection.execute(query)}
    return found


def _spans(reading: Reading) -> set[tuple[int, int]]:
    """Return the spans of a text that are evidence; a sentence whose span is empty is the whole text."""
    spans = {(aspect.start, aspect.end) for aspect in reading.aspects}
    spans |= {_sentence(intent, reading) for intent in reading.intents}
    return spans | {_sentence(comparison, reading) for comparison in reading.comparisons}


def _sentence(item: Intent | Comparison, reading: Reading) -> tuple[int, int]:
    return (item.start, item.end) if item.end > item.start else (0, len(reading.text))


def _store_spans(connection: Connection, review: Row[Any], reading: Reading) -> dict[tuple[int, int], int]:
    """Store spans as passages of the review's page: the same selector, offsets moved by where the review begins."""
    shelf = Shelf(
        location_id=review.location_id,
        snapshot=review.snapshot,
        seen_at=review.seen_at,
        extractor=review.extractor,
    )
    passages = {
        (start, end): Passage(
            selector=review.selector,
            start=review.start_offset + start,
            end=review.start_offset + end,
            quote=reading.text[start:end],
        )
        for start, end in sorted(_spans(reading))
    }
    numbers = store_passages(connection, shelf, passages.values())
    return {span: numbers[passage] for span, passage in passages.items()}


def _feature(names: Names, feature: str | None, phrase: str | None) -> int | None:
    """Return the feature that a canonical name means, else the one a phrase does; None when nothing knows either."""
    for name in (feature, phrase):
        if name is not None and (known := names.features.get(name_key(name))) is not None:
            return known
    return None


def _mentions(
    number: int, reading: Reading, evidence: Mapping[tuple[int, int], int], names: Names
) -> list[dict[str, Any]]:
    return [
        {
            "review_id": number,
            "feature_id": _feature(names, aspect.feature, aspect.text),
            "phrase": aspect.text,
            "phrase_key": name_key(aspect.text),
            "polarity": aspect.polarity,
            "confidence": aspect.confidence,
            "evidence_id": evidence[aspect.start, aspect.end],
        }
        for aspect in reading.aspects
    ]


def _intents(
    number: int, reading: Reading, evidence: Mapping[tuple[int, int], int], names: Names
) -> list[dict[str, Any]]:
    rows = []
    for intent in reading.intents:
        start, end = _sentence(intent, reading)
        within = [aspect for aspect in reading.aspects if start <= aspect.start < end]
        features = [_feature(names, aspect.feature, aspect.text) for aspect in within]
        rows.append(
            {
                "review_id": number,
                "label": intent.label,
                "confidence": intent.confidence,
                "feature_id": next((feature for feature in features if feature is not None), None),
                "evidence_id": evidence[start, end],
            }
        )
    return rows


def _comparisons(
    number: int, reading: Reading, evidence: Mapping[tuple[int, int], int], names: Names
) -> list[dict[str, Any]]:
    return [
        {
            "review_id": number,
            "winner": _slug(names, comparison.winner),
            "loser": _slug(names, comparison.loser),
            "aspect": comparison.aspect,
            "relation": comparison.relation,
            "evidence_id": evidence[_sentence(comparison, reading)],
        }
        for comparison in reading.comparisons
    ]


def _slug(names: Names, written: str | None) -> str | None:
    return None if written is None else names.products.get(key(written), written)
