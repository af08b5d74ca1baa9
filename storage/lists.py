"""Lists of reviews as the store knows them: when each was last walked to its end, and what of it is known."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from rivalscope.domain.capture import Ending
from rivalscope.domain.page import Review
from storage.engine import Engine, reading
from storage.names import bounded, sha256
from storage.portions import CHUNK
from storage.tables import ReviewRow, SourceRow

WALKED = frozenset({Ending.END, Ending.CAP, Ending.LIMIT, Ending.LOOP})
"""Endings of a list of which all was read that could be."""


class SqlLists:
    """What a crawl asks of lists that earlier nights have read."""

    engine: Engine

    def walked_on(self, source: str) -> date | None:
        """Return the night on which a source's list was last followed to its end; None when it never was."""
        with reading(self.engine) as connection:
            return connection.scalar(select(SourceRow.walked_on).where(SourceRow.key == source))

    def all_known(self, source: str, reviews: Sequence[Review]) -> bool:
        """Tell whether a source has given every one of these reviews before, with the same words and rating."""
        wanted = {
            bounded(review.key): (sha256(review.text), review.rating, review.best) for review in reviews
        }
        query = (
            select(ReviewRow.key, ReviewRow.text_hash, ReviewRow.rating_raw, ReviewRow.best)
            .join(SourceRow, SourceRow.id == ReviewRow.source_id)
            .where(SourceRow.key == source, ReviewRow.superseded_at.is_(None))
        )
        keys = list(wanted)
        known: dict[str, object] = {}
        with reading(self.engine) as connection:
            for begin in range(0, len(keys), CHUNK):
                chosen = query.where(ReviewRow.key.in_(keys[begin : begin + CHUNK]))
                known |= {row[0]: tuple(row[1:]) for row in connection.execute(chosen)}
        return known == wanted
