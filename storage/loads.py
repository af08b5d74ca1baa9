"""Loads: a capture is stored with everything it says, in one transaction; stored twice it changes nothing."""

from dataclasses import dataclass
from datetime import UTC, datetime

from rivalscope.domain.capture import Capture, Verdict
from rivalscope.domain.page import Page
from storage.captures import store_landing
from storage.engine import Engine, writing
from storage.facts import store_facts
from storage.published import extend_reviews, store_reviews
from storage.releases import extend_releases, store_releases


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadResult:
    """What storing one capture came to."""

    capture_id: int
    changes: int
    """Changes recorded."""
    facts: int
    """New rows of plans, prices, claims, limits, releases and reviews."""


def store_capture(
    engine: Engine, *, capture: Capture, page: Page | None, product: str, learnt_at: datetime | None = None
) -> LoadResult:
    """Store a capture and reconcile the facts of its page, all or nothing.

    `page` is None when the page is not modified (what stood is then seen again), and is not looked at when the verdict
    is not factual (facts are then untouched). A capture older than the newest one of its page is kept, but does not
    touch facts; nor does a second one of the same night. `learnt_at` is the present unless given. Raises StoreError
    when the source is unknown, or an ok capture lacks its page or snapshot.
    """
    with writing(engine) as connection:
        landing = store_landing(
            connection, capture=capture, page=page, product=product, learnt_at=learnt_at or datetime.now(UTC)
        )
        visit = landing.visit
        if visit is None:
            return LoadResult(capture_id=landing.capture_id, changes=0, facts=0)
        current = page if capture.verdict is Verdict.OK else None
        changes, facts = store_facts(connection, visit, current)
        if current is None:
            extend_releases(connection, visit)
            extend_reviews(connection, visit)
        else:
            announced, releases = store_releases(connection, visit, current.releases)
            changes += announced
            facts += releases + store_reviews(connection, visit, current.reviews).new
    return LoadResult(capture_id=landing.capture_id, changes=changes, facts=facts)
