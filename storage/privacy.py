"""What the store holds of people: counts by source and age, and whether any text escaped masking."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import String, Text, distinct, func, select

from storage.engine import Engine, reading
from storage.tables import (
    ComparisonRow,
    DigestRow,
    EvidenceRow,
    ForgottenRow,
    IntentRow,
    MentionRow,
    ReviewRow,
    SourceRow,
    metadata,
)
from storage.values import Words

_AT_ONCE = 2_000
_AGES = (("up to 1 year", 365), ("up to 2 years", 730), ("up to 5 years", 1826))

_WRITTEN: dict[str, tuple[str, ...]] = {
    "review": ("text", "title", "author_key", "version", "key"),
    "mention": ("phrase",),
    "comparison": ("winner", "loser", "aspect"),
}
"""Columns in which words of reviewers stand, by table; what products write of themselves is no personal data."""

_HASH = re.compile(r"(?=[0-9]*[a-f])[0-9a-f]{16,64}")
"""A text that is a hash and no more: some hold as many digits in a row as a telephone number, by chance."""

_QUOTING = (ReviewRow, MentionRow, IntentRow, ComparisonRow)
"""Tables that lead to quotes of reviewers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHolding:
    """What one source gave."""

    source: str
    reviews: int
    authors: int
    oldest: str
    """Date of the oldest review as published; `undated` when none is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What is held of people."""

    reviews: int
    editions: int
    authors: int
    """Distinct keyed hashes."""
    sources: tuple[SourceHolding, ...]
    ages: dict[str, int]
    """Reviews by their age, undated ones by when they were first seen."""
    recipients: int
    """Mail addresses to which digests were sent."""
    forgotten: dict[str, int]
    """What was forgotten on request, by kind."""


def holding(engine: Engine, *, now: datetime) -> Holding:
    """Return what is held of people at an instant."""
    stands = ReviewRow.superseded_at.is_(None)
    grouped = (
        select(
            SourceRow.key,
            func.count().label("reviews"),
            func.count(distinct(ReviewRow.author_key)).label("authors"),
            func.min(ReviewRow.published).label("oldest"),
        )
        .join(SourceRow, SourceRow.id == ReviewRow.source_id)
        .where(stands)
        .group_by(SourceRow.key)
        .order_by(SourceRow.key)
    )
    days = select(ReviewRow.published, ReviewRow.first_seen, func.count()).where(stands)
    ages: Counter[str] = Counter()
    with reading(engine) as connection:
        sources = tuple(
            SourceHolding(
                source=row.key, reviews=row.reviews, authors=row.authors, oldest=str(row.oldest or "undated")
            )
            for row in connection.execute(grouped)
        )
        for published, seen, number in connection.execute(
            days.group_by(ReviewRow.published, ReviewRow.first_seen)
        ):
            ages[_age(published or seen.date(), now.date())] += number
        kinds = (
            select(ForgottenRow.kind, func.count()).group_by(ForgottenRow.kind).order_by(ForgottenRow.kind)
        )
        return Holding(
            reviews=sum(one.reviews for one in sources),
            editions=connection.scalar(select(func.count()).select_from(ReviewRow)) or 0,
            authors=connection.scalar(select(func.count(distinct(ReviewRow.author_key)))) or 0,
            sources=sources,
            ages=dict(ages),
            recipients=connection.scalar(select(func.count(distinct(DigestRow.recipient)))) or 0,
            forgotten={row[0]: row[1] for row in connection.execute(kinds)},
        )


def _age(day: date, today: date) -> str:
    return next((name for name, most in _AGES if (today - day).days <= most), "older")


def unmasked(engine: Engine, *, mask: Callable[[str], str], secret: str | None) -> dict[str, int]:
    """Return how many texts of each table hold what masking would hide, or the secret by which authors are hashed.

    `mask` hides personal data in a text; every text column is searched for the secret. Tables without any are left out.
    """
    found: Counter[str] = Counter()
    with reading(engine) as connection:
        for name, columns in _WRITTEN.items():
            table = metadata.tables[name]
            query = select(*(table.c[column] for column in columns)).execution_options(yield_per=_AT_ONCE)
            for row in connection.execute(query):
                texts = [text for text in row if isinstance(text, str) and not _HASH.fullmatch(text)]
                found[name] += any(mask(text) != text for text in texts)
        for leading in _QUOTING:
            quotes = (
                select(EvidenceRow.quote)
                .join(leading.__table__, leading.evidence_id == EvidenceRow.id)
                .execution_options(yield_per=_AT_ONCE)
            )
            found["evidence_passage"] += sum(mask(quote) != quote for quote in connection.scalars(quotes))
        for name, table in metadata.tables.items():
            written = [column for column in table.c if isinstance(column.type, Words | Text | String)]
            for column in written if secret else ():
                held = select(func.count()).select_from(table).where(column.contains(secret, autoescape=True))
                found[name] += connection.scalar(held) or 0
    return {name: number for name, number in found.items() if number}
