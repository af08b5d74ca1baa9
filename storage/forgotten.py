"""What was forgotten and may not come back: marks are asked before anything is stored."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import delete, insert, select, update

from rivalscope.domain.forgetting import author_mark, product_mark, source_mark
from rivalscope.domain.market import Product
from rivalscope.domain.page import Review
from storage.engine import Connection, Engine, reading
from storage.passages import among
from storage.tables import ForgottenRow, SettingRow

REVIEW_DAYS = "review_days"
"""Setting: days for which reviews are kept, as the market file says; absent when it says nothing."""


def marks(engine: Engine) -> frozenset[str]:
    """Return the marks of everything that was forgotten."""
    with reading(engine) as connection:
        return frozenset(connection.scalars(select(ForgottenRow.mark)))


def is_forgotten(connection: Connection, mark: str) -> bool:
    """Tell whether something was forgotten."""
    return connection.scalar(select(ForgottenRow.id).where(ForgottenRow.mark == mark)) is not None


def remember_forgotten(
    connection: Connection, found: Iterable[tuple[str, str, int]], *, at: datetime
) -> None:
    """Write down what is forgotten, each by kind, mark and its number of reviews; what was stays as it was."""
    for kind, mark, reviews in found:
        if is_forgotten(connection, mark):
            more = ForgottenRow.reviews + reviews
            connection.execute(update(ForgottenRow).where(ForgottenRow.mark == mark).values(reviews=more))
        else:
            row = {"kind": kind, "mark": mark, "forgotten_at": at, "reviews": reviews}
            connection.execute(insert(ForgottenRow).values(**row))


def lift(connection: Connection, wanted: Iterable[str]) -> int:
    """Allow again what was forgotten, by marks; returns how many of them were."""
    return sum(
        connection.execute(delete(ForgottenRow).where(ForgottenRow.mark == mark)).rowcount for mark in wanted
    )


def allowed_products(engine: Engine, products: Sequence[Product]) -> tuple[Product, ...]:
    """Return the products that were not forgotten, with those of their sources that were not."""
    known = marks(engine)
    return tuple(
        replace(
            product,
            sources=tuple(one for one in product.sources if source_mark(product.slug, one.url) not in known),
        )
        for product in products
        if product_mark(product.slug) not in known
    )


def allowed_reviews(connection: Connection, reviews: Sequence[Review], *, on: date) -> list[Review]:
    """Return the reviews that may be stored on a day: of nobody who was forgotten, and none that is too old."""
    gone = _gone(connection, reviews)
    since = _since(connection, on)
    if not gone and since is None:
        return list(reviews)
    return [
        review
        for review in reviews
        if review.author not in gone and (since is None or review.date is None or review.date >= since)
    ]


def _gone(connection: Connection, reviews: Sequence[Review]) -> set[str]:
    """Return the authors that were forgotten."""
    if connection.scalar(select(ForgottenRow.id).limit(1)) is None:
        return set()
    wanted = {author_mark(review.author): review.author for review in reviews if review.author}
    query = select(ForgottenRow.mark).where(among(connection, ForgottenRow.mark, wanted))
    return {wanted[mark] for mark in connection.scalars(query)}


def _since(connection: Connection, on: date) -> date | None:
    days = connection.scalar(select(SettingRow.value).where(SettingRow.name == REVIEW_DAYS))
    return None if days is None else on - timedelta(days=int(days))


def set_review_days(connection: Connection, days: int | None) -> None:
    """Note for how many days reviews are kept; None for ever."""
    connection.execute(delete(SettingRow).where(SettingRow.name == REVIEW_DAYS))
    if days is not None:
        connection.execute(insert(SettingRow).values(name=REVIEW_DAYS, value=str(days)))
