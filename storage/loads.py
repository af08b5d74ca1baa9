"""Loads: captures are stored with everything they say, in one transaction; stored twice they change nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from rivalscope.domain.capture import Capture, Verdict
from rivalscope.domain.page import Page
from storage.captures import Landing, Load, store_landings
from storage.engine import Connection, Engine, writing
from storage.facts import store_facts
from storage.noise import count_noise
from storage.published import extend_reviews, store_reviews
from storage.rechecks import Check, note_checks
from storage.releases import extend_releases, store_releases
from storage.standing import Standing, extend_quiet

__all__ = ["Load", "LoadResult", "store_capture", "store_loads"]


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
    """Store one capture as `store_loads` does, in a transaction of its own; `learnt_at` is the present unless given."""
    load = Load(capture=capture, page=page, product=product, learnt_at=learnt_at or datetime.now(UTC))
    with writing(engine) as connection:
        return store_loads(connection, [load])[0]


def store_loads(connection: Connection, loads: Sequence[Load]) -> list[LoadResult]:
    """Store captures in order and reconcile the facts of their pages, within a transaction that is open.

    A page is None when it is not modified (what stood is then seen again), and is not looked at when the verdict
    is not factual (facts are then untouched). A capture older than the newest one of its page is kept, but does not
    touch facts; nor does a second one of the same night. Raises StoreError when a source is unknown, or an ok capture
    lacks its page or snapshot.
    """
    results: list[LoadResult] = []
    for together in _apart(loads):
        landings = store_landings(connection, together)
        results += _store_pages(connection, together, landings)
    return results


def _apart(loads: Sequence[Load]) -> Iterator[list[Load]]:
    """Yield loads in runs in which no page comes twice."""
    run: dict[tuple[str, str], Load] = {}
    for load in loads:
        if load.place in run:
            yield list(run.values())
            run = {}
        run[load.place] = load
    if run:
        yield list(run.values())


def _store_pages(
    connection: Connection, loads: Sequence[Load], landings: Sequence[Landing]
) -> list[LoadResult]:
    visits = [landing.visit for landing in landings if landing.visit is not None]
    same = [visit for visit in visits if visit.shelf is None]
    quiet = extend_quiet(connection, same) if same else frozenset()
    standing = Standing.of(connection, [visit for visit in visits if visit.location_id not in quiet])
    results, checks, read = [], [], []
    for load, landing in zip(loads, landings, strict=True):
        changes, facts = 0, 0
        visit = landing.visit
        if visit is not None and visit.location_id in quiet:
            checks.append(Check(visit=visit, changed=False, missing=False))
        elif visit is not None:
            page = load.page if load.capture.verdict is Verdict.OK else None
            reconciled = store_facts(connection, visit, page, standing)
            changes, facts = reconciled.changes, reconciled.added
            if page is None:
                extend_releases(connection, visit)
                extend_reviews(connection, visit)
            else:
                read.append((visit, page))
                announced, releases = store_releases(connection, visit, page.releases)
                changes += announced
                facts += releases + store_reviews(connection, visit, page.reviews).new
            # A page of which nothing is extracted came anew because its bytes are others.
            changed = page is not None and (changes + facts > 0 or page.items == 0)
            checks.append(Check(visit=visit, changed=changed, missing=reconciled.missing))
        results.append(LoadResult(capture_id=landing.capture_id, changes=changes, facts=facts))
    count_noise(connection, read)
    note_checks(connection, checks)
    return results
