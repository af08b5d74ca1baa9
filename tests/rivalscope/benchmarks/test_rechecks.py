"""What asking when due saves, on histories of our own and on real ones."""

import gzip
import json
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from rivalscope.benchmarks.rechecks import NOTHING, simulate
from rivalscope.domain.recheck import Bounds

FIRST = datetime(2026, 1, 1, 2, tzinfo=UTC)
WIDE, TIGHT, NIGHTLY = Bounds(least=1, most=7), Bounds(least=1, most=2), Bounds(least=1, most=1)


def day(number):
    return FIRST + timedelta(days=number)


def test_asking_every_night_saves_nothing_and_finds_everything_at_once():
    changes = [day(number) - timedelta(hours=5) for number in (3, 4, 50)]
    saving = simulate(changes, first=FIRST, last=day(99), bounds=NIGHTLY)
    assert (saving.nights, saving.requests, saving.changes, saving.mean_delay) == (100, 100, 3, 0)


def test_a_page_that_never_changes_costs_few_requests():
    saving = simulate([], first=FIRST, last=day(364), bounds=WIDE)
    assert saving.saved > 0.75
    assert saving.changes == 0


def test_a_page_that_changes_every_day_is_asked_for_every_day():
    changes = [day(number) - timedelta(hours=5) for number in range(1, 60)]
    saving = simulate(changes, first=FIRST, last=day(59), bounds=WIDE)
    assert (saving.requests, saving.changes, saving.mean_delay) == (60, 59, 0)


def test_no_change_waits_longer_than_the_bound():
    changes = [day(number) - timedelta(hours=5) for number in (40, 41, 90, 200)]
    saving = simulate(changes, first=FIRST, last=day(364), bounds=WIDE)
    assert saving.changes == 4
    assert max(saving.delays) < 7


@pytest.mark.shared
def test_real_pages_of_terms_cost_far_fewer_requests_and_their_changes_are_found_soon_after(shared):
    """885 versions of 80 documents over nine months (Open Terms Archive): each change of text by its date."""
    histories, last = _histories(shared / "data/web/ota_genai_terms_versions/versions.jsonl.gz")
    for name, bounds, least, most_delay in (("wide", WIDE, 0.5, 2.0), ("tight", TIGHT, 0.25, 0.5)):
        total = NOTHING
        for seen, changes in histories:
            total += simulate(changes, first=seen, last=last, bounds=bounds)
        print(
            f"{name}: {len(histories)} pages, {total.changes} changes, {total.saved:.1%} of {total.nights}"
            f" requests saved, found {total.mean_delay:.2f} days later on average"
        )
        assert total.saved > least
        assert total.mean_delay < most_delay


def _histories(file):
    """When each document was first seen and changed; a version whose text is the former one's is none."""
    versions = defaultdict(list)
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            versions[row["service"], row["document"]].append(
                (datetime.fromisoformat(row["date"]).astimezone(UTC), row["text"])
            )
    histories = []
    for rows in versions.values():
        rows.sort()
        changes = [at for (_, before), (at, text) in pairwise(rows) if text != before]
        histories.append((rows[0][0], changes))
    return histories, max(at for rows in versions.values() for at, _ in rows)
