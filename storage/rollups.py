"""Rollups: what is kept in step with the facts, held against them, and counted anew where it strayed."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from storage.copies import judge_all, misjudged
from storage.engine import Engine, reading, writing
from storage.opinions import recount, strays
from storage.tables import FeatureRow, ProductRow

__all__ = ["Strayed", "compare", "mend"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strayed:
    """What is not what the facts come to."""

    copies: tuple[int, ...]
    """Reviews that are counted and may not be, or are not and should be, by number."""
    weeks: tuple[tuple[str, str, date], ...]
    """Product, feature and Monday of the week of each count of opinions that is another."""

    def __bool__(self) -> bool:
        """Whether anything strayed."""
        return bool(self.copies or self.weeks)


def compare(engine: Engine) -> Strayed:
    """Count everything anew and return what differs; all of it is read, so that a large store takes minutes."""
    with reading(engine) as connection:
        products = {row.id: row.slug for row in connection.execute(select(ProductRow.id, ProductRow.slug))}
        features = {row.id: row.name for row in connection.execute(select(FeatureRow.id, FeatureRow.name))}
        return Strayed(
            copies=tuple(misjudged(connection)),
            weeks=tuple(
                (products[one.product], features[one.feature], one.week) for one in strays(connection)
            ),
        )


def mend(engine: Engine) -> None:
    """Judge every copy anew, and count anew the weeks that strayed."""
    with writing(engine) as connection:
        judge_all(connection)
        recount(connection, {(one.product, one.week) for one in strays(connection)})
