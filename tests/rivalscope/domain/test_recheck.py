"""Re-checks: how often a page is asked for follows from how often it changed, within bounds."""

import math
import random
from datetime import UTC, datetime, timedelta

import pytest

from rivalscope.domain.crawl import CrawlOptions
from rivalscope.domain.market import Source, SourceKind
from rivalscope.domain.recheck import (
    STALENESS,
    Bounds,
    bounds_of,
    interval,
    is_due,
    rate,
    staleness,
    watched,
)  # fmt: skip

WIDE = Bounds(least=1, most=7)
START = datetime(2026, 11, 2, 2, tzinfo=UTC)


def source(kind, **more):
    return Source(
        key=f"acme/{kind}", product="acme", kind=SourceKind(kind), url="https://example.com/", **more
    )


def test_a_page_of_which_nothing_is_known_is_due_and_asked_for_every_night():
    assert is_due(None, WIDE, since=None, at=START)
    for nights in range(3):
        watch = watched([(1.0, False)] * nights)
        assert is_due(watch, WIDE, since=START, at=START + timedelta(days=1))


def test_a_page_that_never_changes_is_asked_for_ever_more_seldom_down_to_the_bound():
    intervals = [interval(watched([(1.0, False)] * nights), WIDE) for nights in range(0, 60, 5)]
    assert intervals == sorted(intervals)
    assert intervals[0] == 1
    assert intervals[-1] == 7


def test_a_page_that_changes_every_night_is_asked_for_every_night():
    assert interval(watched([(1.0, True)] * 20), WIDE) == 1


def test_after_a_change_the_next_night_looks_again_however_calm_the_page_was():
    assert interval(watched([(1.0, False)] * 90 + [(7.0, True)]), WIDE) == 1
    calm = watched([(1.0, False)] * 90 + [(7.0, True), (1.0, False)])
    assert interval(calm, WIDE) > 5


def test_the_interval_keeps_what_we_hold_as_fresh_as_promised():
    watch = watched([(1.0, False)] * 20)
    days = interval(watch, WIDE)
    assert 1 < days < 7
    assert staleness(rate(watch), days) == pytest.approx(STALENESS, abs=1e-4)


@pytest.mark.parametrize(
    ("true_rate", "span"), [(0.02, 1.0), (0.02, 7.0), (0.1, 1.0), (0.1, 7.0), (0.5, 1.0)]
)
def test_the_rate_is_found_though_a_check_cannot_count_the_changes_between_two(true_rate, span):
    chance = random.Random(20261123)
    changed = 1 - math.exp(-true_rate * span)
    watch = watched([(span, chance.random() < changed) for _ in range(4000)])
    assert rate(watch) == pytest.approx(true_rate, rel=0.15)


def test_prices_and_changelogs_have_tighter_bounds_than_docs_and_a_source_may_set_its_own():
    options = CrawlOptions()
    assert bounds_of(source("pricing"), options) == Bounds(least=1, most=2)
    assert bounds_of(source("docs"), options) == Bounds(least=1, most=7)
    assert bounds_of(source("docs", every=30.0), options) == Bounds(least=30, most=30)
    assert bounds_of(source("pricing"), CrawlOptions(check_at_least=3)) == Bounds(least=3, most=3)


def test_nights_that_begin_a_little_early_still_count_as_whole():
    watch = watched([(1.0, False)] * 10)
    bounds = Bounds(least=2, most=2)
    assert is_due(watch, bounds, since=START, at=START + timedelta(days=2, minutes=-50))
    assert not is_due(watch, bounds, since=START, at=START + timedelta(days=1))


def test_nights_that_are_weeks_apart_are_always_due():
    watch = watched([(14.0, False)] * 30)
    assert is_due(watch, WIDE, since=START, at=START + timedelta(days=14))
