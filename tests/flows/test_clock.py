from datetime import UTC, date, datetime

import pytest

from flows.clock import end_of, instant_of, last_week


def test_a_replayed_night_takes_place_at_two_in_the_morning_utc():
    assert instant_of(date(2026, 11, 22)) == datetime(2026, 11, 22, 2, tzinfo=UTC)


def test_the_end_of_a_day_is_after_its_night_and_before_the_next_day():
    assert instant_of(date(2026, 11, 22)) < end_of(date(2026, 11, 22)) < datetime(2026, 11, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("today", "week"),
    [
        (date(2026, 11, 22), "2026-W46"),  # Sunday: its own week is not over
        (date(2026, 11, 23), "2026-W47"),
        (date(2026, 11, 29), "2026-W47"),
        (date(2027, 1, 4), "2026-W53"),
    ],
)
def test_the_last_week_was_over_before_today(today, week):
    assert last_week(today) == week
