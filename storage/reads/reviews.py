"""What customers say, now or as of an instant: reviews, mentions, intents, comparisons, phrases that matched nothing.

Of a review the edition counts that stood then, and of reviews that say the same the one that was known first.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Text, and_, func, or_, select, type_coerce
from sqlalchemy.orm import aliased

from rivalscope.domain.fact import ComparisonFact, IntentFact, Mention, ReviewFact
from rivalscope.domain.market import platform
from rivalscope.domain.reading import Polarity
from storage.engine import Connection, Engine, reading
from storage.tables import (
    ComparisonRow,
    EvidenceRow,
    FeatureRow,
    IntentRow,
    MentionRow,
    ProductRow,
    ReviewRow,
    SourceRow,
)

_AT_ONCE = 5000
"""Rows that are fetched at once."""

_POLARITIES = {one.value: one for one in Polarity}
"""Looked up here: a call of its own for each of a million mentions takes longer than all else of it."""


def review_facts(
    engine: Engine, *, as_of: datetime | None = None, since: date | None = None, copies: bool = False
) -> list[ReviewFact]:
    """Return reviews in the order they were stored; see `_known_by` for the two bounds.

    Of those that say the same one is counted; with `copies` all are returned.
    """
    # Columns by name: a review's words are long, and nothing here needs them.
    query = (
        select(
            ReviewRow.id,
            ProductRow.slug,
            ReviewRow.source_id,
            ReviewRow.published,
            ReviewRow.first_seen,
            ReviewRow.rating,
            ReviewRow.polarity,
            ReviewRow.author_key,
            ReviewRow.words,
            ReviewRow.evidence_id,
            ReviewRow.language,
            ReviewRow.version,
            ReviewRow.model,
        )
        .join(ProductRow, ProductRow.id == ReviewRow.product_id)
        .order_by(ReviewRow.id)
    )
    of = select(SourceRow.id, SourceRow.key, SourceRow.url, SourceRow.service)
    with reading(engine) as connection:
        sources = {
            number: (key, platform(url, service=service))
            for number, key, url, service in connection.execute(of).tuples()
        }
        return [
            ReviewFact(
                id=number,
                product=product,
                source=sources[source][0],
                date=published,
                first_seen=first_seen,
                rating=rating,
                polarity=polarity,
                author_key=author,
                words=words,
                evidence=evidence,
                language=language,
                version=version,
                platform=sources[source][1],
                model=model,
            )
            for (
                number, product, source, published, first_seen, rating, polarity, author, words, evidence, language,
                version, model,
            ) in _rows(connection, _known_by(query, as_of, since, copies=copies))
        ]  # fmt: skip


def review_volumes(
    engine: Engine, *, as_of: datetime | None = None
) -> dict[tuple[str, str], dict[date, int]]:
    """Return product and source → reviews by date as published, copies among them; undated ones are left out."""
    query = (
        select(ProductRow.slug, SourceRow.key, ReviewRow.published, func.count().label("n"))
        .join(ProductRow, ProductRow.id == ReviewRow.product_id)
        .join(SourceRow, SourceRow.id == ReviewRow.source_id)
        .where(ReviewRow.published.is_not(None), *standing(ReviewRow, as_of))
        .group_by(ProductRow.slug, SourceRow.key, ReviewRow.published)
    )
    found: dict[tuple[str, str], dict[date, int]] = {}
    with reading(engine) as connection:
        for row in connection.execute(query):
            found.setdefault((row.slug, row.key), {})[row.published] = row.n
    return found


def review_languages(engine: Engine, *, as_of: datetime | None = None) -> Counter[str | None]:
    """Return language → reviews in it, in the order in which each was first stored; None is one too short to tell."""
    query = _known_by(select(ReviewRow.language, func.count()), as_of, None)
    query = query.group_by(ReviewRow.language).order_by(func.min(ReviewRow.id))
    with reading(engine) as connection:
        return Counter(dict(connection.execute(query).tuples().all()))


def mentions(engine: Engine, *, as_of: datetime | None = None, since: date | None = None) -> list[Mention]:
    """Return what reviews say of features, in the order of reviews."""
    # There are ten times as many as reviews: what a review or a feature says of each of its mentions is read once.
    query = (
        select(
            MentionRow.id,
            MentionRow.review_id,
            MentionRow.feature_id,
            MentionRow.phrase,
            type_coerce(MentionRow.polarity, Text),
            MentionRow.confidence,
            MentionRow.evidence_id,
        )
        .join(ReviewRow, ReviewRow.id == MentionRow.review_id)
        .order_by(MentionRow.review_id, MentionRow.id)
    )
    of = select(ReviewRow.id, ProductRow.slug, ReviewRow.published, ReviewRow.rating).join(
        ProductRow, ProductRow.id == ReviewRow.product_id
    )
    with reading(engine) as connection:
        names = dict(connection.execute(select(FeatureRow.id, FeatureRow.name)).tuples().all())
        known = {
            review: (slug, published, rating)
            for review, slug, published, rating in _rows(connection, _known_by(of, as_of, since))
        }
        return [
            Mention(
                id=number,
                review=review,
                product=product,
                feature=names.get(feature),
                phrase=phrase,
                polarity=_POLARITIES[polarity],
                confidence=confidence,
                date=published,
                rating=rating,
                evidence=evidence,
            )
            for number, review, feature, phrase, polarity, confidence, evidence in _rows(
                connection, _known_by(query, as_of, since)
            )
            for product, published, rating in (known[review],)
        ]


def intents(engine: Engine, *, as_of: datetime | None = None, since: date | None = None) -> list[IntentFact]:
    """Return what sentences of reviews are for, in the order of reviews."""
    query = _of_reviews(
        select(
            IntentRow.review_id, IntentRow.label, IntentRow.confidence, FeatureRow.name, IntentRow.evidence_id
        ).outerjoin(FeatureRow, FeatureRow.id == IntentRow.feature_id),
        IntentRow,
    )
    with reading(engine) as connection:
        return [
            IntentFact(
                review=review,
                product=product,
                label=label,
                confidence=confidence,
                feature=feature,
                date=published,
                author_key=author,
                quote=quote,
                evidence=evidence,
            )
            for review, label, confidence, feature, evidence, product, published, author, quote in _rows(
                connection, _known_by(query, as_of, since)
            )
        ]


def comparisons(engine: Engine, *, as_of: datetime | None = None) -> list[ComparisonFact]:
    """Return products set against each other, in the order of reviews."""
    query = _of_reviews(select(ComparisonRow.__table__), ComparisonRow)
    with reading(engine) as connection:
        return [
            ComparisonFact(
                review=row.review_id,
                product=row.slug,
                winner=row.winner,
                loser=row.loser,
                aspect=row.aspect,
                relation=row.relation,
                date=row.published,
                quote=row.quote,
                evidence=row.evidence_id,
            )
            for row in connection.execute(_known_by(query, as_of, None))
        ]


def unmatched(engine: Engine, *, limit: int) -> list[tuple[str, int]]:
    """Return phrases of reviews that no feature answers to, with their counts, most frequent first."""
    count = func.count()
    query = (
        select(func.min(MentionRow.phrase), count)
        .join(ReviewRow, ReviewRow.id == MentionRow.review_id)
        .where(MentionRow.feature_id.is_(None), *standing(ReviewRow, None), counted(None))
        .group_by(MentionRow.phrase_key)
        .order_by(count.desc(), MentionRow.phrase_key)
        .limit(limit)
    )
    with reading(engine) as connection:
        return [(row[0], row[1]) for row in connection.execute(query)]


def _rows(connection: Connection, query: Select[Any]) -> Iterator[Row[Any]]:
    """Yield rows as they are fetched, thousands at once: one by one takes twice as long."""
    for part in connection.execute(query).partitions(_AT_ONCE):
        yield from part


def _of_reviews(query: Select[Any], table: type[IntentRow] | type[ComparisonRow]) -> Select[Any]:
    return (
        query.add_columns(ProductRow.slug, ReviewRow.published, ReviewRow.author_key, EvidenceRow.quote)
        .join(ReviewRow, ReviewRow.id == table.review_id)
        .join(ProductRow, ProductRow.id == ReviewRow.product_id)
        .join(EvidenceRow, EvidenceRow.id == table.evidence_id)
        .order_by(table.review_id, table.id)
    )


def _known_by(
    query: Select[Any], as_of: datetime | None, since: date | None, *, copies: bool = False
) -> Select[Any]:
    """Keep reviews first seen by `as_of` and published (or, if undated, first seen) on `since` or later.

    A review that is dated after `as_of` is left out too: a site's history may be replayed from a later copy.
    """
    query = query.where(*standing(ReviewRow, as_of))
    if not copies:
        query = query.where(counted(as_of))
    if since is not None:
        start = datetime(since.year, since.month, since.day, tzinfo=UTC)
        query = query.where(
            (ReviewRow.published >= since) | (ReviewRow.published.is_(None) & (ReviewRow.first_seen >= start))
        )
    return query


def standing(table: type[ReviewRow], as_of: datetime | None) -> list[ColumnElement[bool]]:
    """Return the conditions on which an edition of a review stood at an instant, or stands now."""
    if as_of is None:
        return [table.superseded_at.is_(None)]
    return [
        func.coalesce(table.edited_at, table.first_seen) <= as_of,
        or_(table.superseded_at.is_(None), table.superseded_at > as_of),
        or_(table.published.is_(None), table.published <= as_of.date()),
    ]


def counted(as_of: datetime | None) -> ColumnElement[bool]:
    """Return the condition that no other review of the same cluster has an earlier first edition."""
    other = aliased(ReviewRow)
    earlier = select(other.id).where(
        other.cluster_id == ReviewRow.cluster_id,
        func.coalesce(other.first_id, other.id) < func.coalesce(ReviewRow.first_id, ReviewRow.id),
        and_(*standing(other, as_of)),
    )
    return or_(ReviewRow.cluster_id.is_(None), ~earlier.exists())
