"""Phrases of reviews for the taxonomy: those that matched nothing, those that matched, and where they stand."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from rivalscope.domain.candidate import MatchedPhrase, MentionPlace, WaitingPhrase
from storage.engine import Engine, reading
from storage.portions import parts
from storage.reads.reviews import counted, standing
from storage.tables import EvidenceRow, FeatureRow, MentionRow, ProductRow, ReviewRow, SourceRow

_SCATTER = (7919, 1_000_003)
"""A factor and a modulus that put numbers in an order that has nothing to do with when they were stored."""


def waiting_phrases(engine: Engine) -> list[WaitingPhrase]:
    """Return every span of a review that no feature answers to, in the order in which they were read."""
    query = (
        select(
            MentionRow.id,
            MentionRow.phrase,
            MentionRow.polarity,
            MentionRow.confidence,
            MentionRow.review_id,
            ReviewRow.author_key,
            ProductRow.slug,
            SourceRow.key,
        )
        .join(ReviewRow, ReviewRow.id == MentionRow.review_id)
        .join(ProductRow, ProductRow.id == ReviewRow.product_id)
        .join(SourceRow, SourceRow.id == ReviewRow.source_id)
        .where(MentionRow.feature_id.is_(None), ProductRow.active, *standing(ReviewRow, None), counted(None))
        .order_by(MentionRow.id)
    )
    with reading(engine) as connection:
        return [
            WaitingPhrase(
                mention=row.id,
                product=row.slug,
                source=row.key,
                voice=f"{row.slug}/{row.author_key or f'review {row.review_id}'}",
                phrase=row.phrase,
                polarity=row.polarity,
                confidence=row.confidence,
            )
            for row in connection.execute(query)
        ]


def matched_phrases(engine: Engine, *, sample: int) -> list[MatchedPhrase]:
    """Return the wordings under which features of the taxonomy were found, with up to `sample` mentions of each."""
    factor, modulus = _SCATTER
    same = (MentionRow.feature_id, MentionRow.phrase_key)
    ranked = (
        select(
            MentionRow.id,
            FeatureRow.name,
            FeatureRow.position,
            MentionRow.phrase_key,
            MentionRow.phrase,
            func.count().over(partition_by=same).label("n"),
            func.row_number()
            .over(partition_by=same, order_by=((MentionRow.id * factor) % modulus, MentionRow.id))
            .label("place"),
        )
        .join(FeatureRow, FeatureRow.id == MentionRow.feature_id)
        .join(ReviewRow, ReviewRow.id == MentionRow.review_id)
        .where(FeatureRow.origin == "taxonomy", *standing(ReviewRow, None), counted(None))
        .subquery()
    )
    query: Select[tuple[int, str, str, str, int]] = (
        select(ranked.c.id, ranked.c.name, ranked.c.phrase_key, ranked.c.phrase, ranked.c.n)
        .where(ranked.c.place <= max(sample, 1))
        .order_by(ranked.c.position, ranked.c.n.desc(), ranked.c.phrase_key, ranked.c.place)
    )
    found: dict[tuple[str, str], MatchedPhrase] = {}
    with reading(engine) as connection:
        for number, feature, phrase_key, phrase, n in connection.execute(query):
            former = found.get((feature, phrase_key))
            found[feature, phrase_key] = MatchedPhrase(
                feature=feature,
                phrase=phrase if former is None else former.phrase,
                n=n,
                sample=(number,) if former is None else (*former.sample, number),
            )
    return list(found.values())


def mention_places(engine: Engine, numbers: Sequence[int]) -> dict[int, MentionPlace]:
    """Return where mentions stand in the texts of their reviews, by number; none for a number that is not stored."""
    whole = aliased(EvidenceRow)
    query = (
        select(
            MentionRow.id,
            MentionRow.phrase,
            MentionRow.evidence_id,
            ReviewRow.text,
            ProductRow.slug,
            (EvidenceRow.start_offset - whole.start_offset).label("start"),
        )
        .join(EvidenceRow, EvidenceRow.id == MentionRow.evidence_id)
        .join(ReviewRow, ReviewRow.id == MentionRow.review_id)
        .join(whole, whole.id == ReviewRow.evidence_id)
        .join(ProductRow, ProductRow.id == ReviewRow.product_id)
    )
    found: dict[int, MentionPlace] = {}
    with reading(engine) as connection:
        for part in parts(sorted(set(numbers))):
            for row in connection.execute(query.where(MentionRow.id.in_(part))):
                found[row.id] = MentionPlace(
                    mention=row.id,
                    product=row.slug,
                    text=row.text,
                    start=row.start,
                    end=row.start + len(row.phrase),
                    evidence=row.evidence_id,
                )
    return found
