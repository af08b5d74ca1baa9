"""Stored pages that show what is forgotten: those of its sources, and those that its words may stand on."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select

from storage.engine import Connection
from storage.going import Going
from storage.portions import parts
from storage.tables import CaptureRow, EvidenceRow, LocationRow, ReviewRow


def pages_of_sources(connection: Connection, going: Going) -> set[str]:
    """Return the stored pages of sources that go, but for those that captures of other sources name too."""
    found: set[str | None] = set()
    for some in parts(sorted(going.locations)):
        found |= set(connection.scalars(select(CaptureRow.snapshot).where(CaptureRow.location_id.in_(some))))
        found |= set(
            connection.scalars(select(EvidenceRow.snapshot).where(EvidenceRow.location_id.in_(some)))
        )
    named = {snapshot for snapshot in found if snapshot is not None}
    others: set[str | None] = set()
    for part in parts(sorted(named)):
        query = select(CaptureRow.snapshot, CaptureRow.location_id).where(CaptureRow.snapshot.in_(part))
        others |= {
            row.snapshot for row in connection.execute(query) if row.location_id not in going.locations
        }
    return named - others


def pages_named(connection: Connection, going: Going) -> set[str]:
    """Return the stored pages on which the passages of reviews stand that do not go because of their age alone."""
    found: set[str] = set()
    for some in parts(sorted(going.reviews - going.aged)):
        query = select(EvidenceRow.snapshot).join(ReviewRow, ReviewRow.evidence_id == EvidenceRow.id)
        found |= set(connection.scalars(query.where(ReviewRow.id.in_(some))))
    return found


def pages_suspected(connection: Connection, going: Going) -> dict[str, set[int]]:
    """Return the captures of their source from the first to the last on which those reviews were seen.

    By stored page, the reviews that it may show.
    """
    found: defaultdict[str, set[int]] = defaultdict(set)
    for some in parts(sorted(going.reviews - going.aged)):
        captured = (
            select(CaptureRow.snapshot, ReviewRow.id)
            .join(LocationRow, LocationRow.id == CaptureRow.location_id)
            .join(ReviewRow, ReviewRow.source_id == LocationRow.source_id)
            .where(
                ReviewRow.id.in_(some),
                CaptureRow.seen_at.between(ReviewRow.first_seen, ReviewRow.last_seen),
            )
            .distinct()
        )
        for snapshot, review in connection.execute(captured):
            if snapshot is not None:
                found[snapshot].add(review)
    return dict(found)


def outlived(connection: Connection, going: Going, before: datetime) -> set[str]:
    """Return the pages of reviews that go by age which were last captured before an instant: all on them is older."""
    places: set[int] = set()
    for some in parts(sorted(going.aged)):
        query = select(EvidenceRow.location_id).join(ReviewRow, ReviewRow.evidence_id == EvidenceRow.id)
        places |= set(connection.scalars(query.where(ReviewRow.id.in_(some)).distinct()))
    found: set[str] = set()
    newest = func.max(CaptureRow.seen_at)
    for some in parts(sorted(places)):
        captured = select(CaptureRow.snapshot).where(
            CaptureRow.location_id.in_(some), CaptureRow.snapshot.is_not(None)
        )
        found |= set(connection.scalars(captured.group_by(CaptureRow.snapshot).having(newest < before)))
    return found


def texts(connection: Connection, reviews: Collection[int]) -> dict[int, str]:
    """Return the texts of editions."""
    found: dict[int, str] = {}
    for some in parts(sorted(reviews)):
        query = select(ReviewRow.id, ReviewRow.text).where(ReviewRow.id.in_(some))
        found |= {row.id: row.text for row in connection.execute(query)}
    return found


def passages_on(connection: Connection, snapshots: Sequence[str], going: Going) -> int:
    """Return how many passages that stay stand on some stored pages."""
    numbers: set[int] = set()
    for some in parts(list(snapshots)):
        numbers |= set(connection.scalars(select(EvidenceRow.id).where(EvidenceRow.snapshot.in_(some))))
    return len(numbers - going.passages)
