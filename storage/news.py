"""News: which differences of a page can be changes, and which only come of its being read more closely than before."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from storage.captures import Visit
from storage.changes import Comparison
from storage.engine import Connection
from storage.history import Seen
from storage.standing import Standing
from storage.statements import PLANS, PRICES
from storage.tables import CaptureRow

WITHOUT_EXTRAS = frozenset({"pages/1", "pages/2", "pages/3"})
"""Readers of pages that looked for plans alone."""


def news(
    connection: Connection, visit: Visit, comparisons: Sequence[Comparison], standing: Standing
) -> list[Comparison]:
    """Return the comparisons without what is no news: the first statements and extras ever looked for on a page.

    A page that readers without extras have read has none in the store; what it says then is no change. Once a reader
    that looks for extras has read it, the first that comes is one.
    """
    told = [one for one in comparisons if standing.is_news(one.kind, visit.location_id)]
    if not any(_has_new_extras(one) for one in told) or _looked_for_extras(connection, visit):
        return told
    return [_without_extras(one) for one in told]


def _has_new_extras(comparison: Comparison) -> bool:
    return any(_is_extra(comparison, seen) for seen in comparison.outcome.opened)


def _is_extra(comparison: Comparison, seen: Seen) -> bool:
    return comparison.kind in {PLANS, PRICES} and bool(comparison.stated[seen.place].columns["extra"])


def _looked_for_extras(connection: Connection, visit: Visit) -> bool:
    """Tell whether an earlier capture of the page was read by a reader that looks for extras."""
    query = (
        select(CaptureRow.id)
        .where(
            CaptureRow.location_id == visit.location_id,
            CaptureRow.ordinal < visit.ordinal,
            CaptureRow.extractor.is_not(None),
            CaptureRow.extractor.not_in(WITHOUT_EXTRAS),
        )
        .limit(1)
    )
    return connection.scalar(query) is not None


def _without_extras(comparison: Comparison) -> Comparison:
    """Return a comparison that tells of no new extra."""
    outcome = comparison.outcome
    opened = tuple(seen for seen in outcome.opened if not _is_extra(comparison, seen))
    return replace(comparison, outcome=replace(outcome, opened=opened))
