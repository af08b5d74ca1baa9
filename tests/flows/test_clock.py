from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pendulum
import pytest

from flows.clock import end_of, instant_of, last_week, night_of


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


ZONES = {
    "Berlin, clocks back": ("Europe/Berlin", datetime(2026, 10, 23, tzinfo=UTC)),
    "Berlin, clocks forward": ("Europe/Berlin", datetime(2027, 3, 26, tzinfo=UTC)),
    "New York, clocks back": ("America/New_York", datetime(2026, 10, 30, tzinfo=UTC)),
    "New York, clocks forward": ("America/New_York", datetime(2027, 3, 12, tzinfo=UTC)),
}


@pytest.mark.parametrize("name", ZONES)
@pytest.mark.parametrize("late", [timedelta(0), timedelta(hours=3), timedelta(hours=-2)])
def test_a_run_that_starts_late_or_on_a_clock_set_back_belongs_to_its_scheduled_night(name, late):
    zone, first = ZONES[name]
    for number in range(5):
        planned = (first + timedelta(days=number, hours=2)).astimezone(ZoneInfo(zone))
        assert night_of(planned, now=planned + late) == (first + timedelta(days=number)).date()


def test_a_run_that_nobody_scheduled_belongs_to_the_utc_date_of_its_start():
    # 00:30 in Berlin is still the day before in UTC.
    started = datetime(2026, 10, 26, 0, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    assert night_of(None, now=started) == date(2026, 10, 25)


def test_the_night_of_a_scheduled_run_is_a_plain_date_whatever_prefect_s_instants_are():
    planned = pendulum.datetime(2026, 11, 22, 2)
    assert type(night_of(planned, now=planned)) is date
