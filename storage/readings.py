"""Readings written: what a review was read to say, with evidence for every span, in place of what was read before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, delete, select, update

from rivalscope.domain.naming import key
from rivalscope.domain.reading import Comparison, Intent, Polarity, Reading
from rivalscope.errors import StoreError
from storage.bulk import insert_rows
from storage.engine import Connection
from storage.names import known_features, name_key
from storage.opinions import add, monday, recount, weeks_of
from storage.passages import Words, store_words
from storage.portions import CHUNK, parts
from storage.tables import (
    ComparisonRow,
    EvidenceRow,
    IntentRow,
    MentionRow,
    ProductRow,
    ReviewRow,
)

Evidence = Mapping[tuple[int, int, int], int]
"""The passage of each span: review, start and end in its text."""

_MENTION = ("review_id", "feature_id", "phrase", "phrase_key", "polarity", "confidence", "evidence_id")
_INTENT = ("review_id", "label", "confidence", "feature_id", "evidence_id")
_COMPARISON = ("review_id", "winner", "loser", "aspect", "relation", "evidence_id")


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
        for part in parts(numbers):
            connection.execute(delete(table).where(table.review_id.in_(part)))
    standing = [(reviews[number], reading) for number, reading in readings if number in reviews]
    evidence = _store_spans(connection, standing)
    mentions, intents, comparisons = [], [], []
    for review, reading in standing:
        mentions += _mentions(review.id, reading, evidence, names)
        intents += _intents(review.id, reading, evidence, names)
        comparisons += _comparisons(review.id, reading, evidence, names)
    insert_rows(connection, MentionRow, _MENTION, mentions)
    insert_rows(connection, IntentRow, _INTENT, intents)
    insert_rows(connection, ComparisonRow, _COMPARISON, comparisons)
    _count(connection, reviews.values(), mentions)
    _note(connection, standing, model=model, taxonomy=taxonomy)


def _count(connection: Connection, reviews: Iterable[Row[Any]], mentions: Sequence[tuple[Any, ...]]) -> None:
    """Keep opinions by week in step; what was never read before is added up."""
    fresh: list[Row[Any]] = []
    again: list[Row[Any]] = []
    for one in reviews:
        plain = one.model is None and one.cluster_id is None and one.superseded_at is None
        (fresh if plain else again).append(one)
    touched = weeks_of(connection, [one.id for one in again])
    recount(connection, touched)
    dated = [one for one in fresh if one.published is not None]
    left = [one for one in dated if (one.product_id, monday(one.published)) not in touched]
    add(connection, left, mentions)


def _note(
    connection: Connection, read: Iterable[tuple[Row[Any], Reading]], *, model: str, taxonomy: str
) -> None:
    """Note in the rows of the reviews what each says as a whole, and what read it."""
    alike: defaultdict[tuple[Polarity | None, str | None], list[int]] = defaultdict(list)
    for review, reading in read:
        alike[reading.polarity, reading.language].append(review.id)
    for (polarity, language), numbers in alike.items():
        values = {"polarity": polarity, "language": language, "model": model, "taxonomy": taxonomy}
        for part in parts(numbers):
            connection.execute(update(ReviewRow).where(ReviewRow.id.in_(part)).values(values))


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
                ReviewRow.product_id,
                ReviewRow.published,
                ReviewRow.cluster_id,
                ReviewRow.superseded_at,
                ReviewRow.model,
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


def _store_spans(connection: Connection, read: Sequence[tuple[Row[Any], Reading]]) -> Evidence:
    """Store spans as passages of the review's page: the same selector, offsets moved by where the review begins."""
    spans: list[tuple[int, int, int]] = []
    words: list[Words] = []
    for review, reading in read:
        number, text, begin = review.id, reading.text, review.start_offset
        if review.text != text:
            raise StoreError(
                f"review {number} was read as another text than the one stored: its offsets mean nothing"
            )
        page = review.location_id, review.snapshot, review.selector
        read_by = review.seen_at, review.extractor
        for start, end in sorted(_spans(reading)):
            spans.append((number, start, end))
            words.append((*page, begin + start, begin + end, text[start:end], *read_by))
    return dict(zip(spans, store_words(connection, words), strict=True))


def _feature(names: Names, feature: str | None, phrase: str | None) -> int | None:
    """Return the feature that a canonical name means, else the one a phrase does; None when nothing knows either."""
    for name in (feature, phrase):
        if name is not None and (known := names.features.get(name_key(name))) is not None:
            return known
    return None


def _mentions(number: int, reading: Reading, evidence: Evidence, names: Names) -> list[tuple[Any, ...]]:
    return [
        (
            number,
            _feature(names, aspect.feature, aspect.text),
            aspect.text,
            name_key(aspect.text),
            aspect.polarity,
            aspect.confidence,
            evidence[number, aspect.start, aspect.end],
        )
        for aspect in reading.aspects
    ]


def _intents(number: int, reading: Reading, evidence: Evidence, names: Names) -> list[tuple[Any, ...]]:
    rows = []
    for intent in reading.intents:
        start, end = _sentence(intent, reading)
        within = [aspect for aspect in reading.aspects if start <= aspect.start < end]
        features = (_feature(names, aspect.feature, aspect.text) for aspect in within)
        feature = next((one for one in features if one is not None), None)
        rows.append((number, intent.label, intent.confidence, feature, evidence[number, start, end]))
    return rows


def _comparisons(number: int, reading: Reading, evidence: Evidence, names: Names) -> list[tuple[Any, ...]]:
    return [
        (
            number,
            _slug(names, comparison.winner),
            _slug(names, comparison.loser),
            comparison.aspect,
            comparison.relation,
            evidence[number, *_sentence(comparison, reading)],
        )
        for comparison in reading.comparisons
    ]


def _slug(names: Names, written: str | None) -> str | None:
    return None if written is None else names.products.get(key(written), written)
