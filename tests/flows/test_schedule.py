from datetime import UTC, date, datetime, timedelta

import pytest

from rivalscope.errors import ConfigError


@pytest.fixture(scope="module")
def schedule(tmp_path_factory):
    from flows import settings

    with pytest.MonkeyPatch.context() as patch:
        for name in ("PREFECT_HOME", "PREFECT_API_URL"):
            patch.delenv(name, raising=False)
        settings.prepare(tmp_path_factory.mktemp("schedule") / "market.toml")
        from flows import schedule

        yield schedule


def nights(schedule, cron: str, zone: str, first: date, count: int = 7) -> list[date]:
    after = datetime(first.year, first.month, first.day, tzinfo=UTC)
    return [run.astimezone(UTC).date() for run in schedule.next_runs(cron, zone, after=after, count=count)]


@pytest.mark.parametrize(
    "first", [date(2026, 10, 22), date(2027, 3, 25)], ids=["clocks back", "clocks forward"]
)
@pytest.mark.parametrize("cron", ["0 2 * * *", "30 2 * * *", "0 3 * * *"])
def test_every_night_runs_exactly_once_when_berlin_changes_its_clocks(schedule, cron, first):
    assert nights(schedule, cron, "Europe/Berlin", first) == [first + timedelta(days=i) for i in range(7)]


def test_every_night_runs_exactly_once_when_new_york_changes_its_clocks(schedule):
    first = date(2026, 10, 29)
    assert nights(schedule, "0 2 * * *", "America/New_York", first) == [
        first + timedelta(days=i) for i in range(7)
    ]


def test_a_line_for_which_two_runs_share_a_night_is_found_out(schedule):
    after = datetime(2026, 11, 1, tzinfo=UTC)
    assert schedule.shared_nights("0 2 * * *", "Europe/Berlin", after=after) == []
    # 01:30 in Berlin is 00:30 UTC in winter and 23:30 UTC of the day before in summer.
    assert schedule.shared_nights("30 1 * * *", "Europe/Berlin", after=after) == [date(2027, 3, 28)]


def test_the_weekly_run_is_on_monday_morning_local_time(schedule):
    (run,) = schedule.next_runs("0 7 * * 1", "Europe/Berlin", after=datetime(2026, 10, 25, 12, tzinfo=UTC))
    assert run.astimezone(UTC) == datetime(2026, 10, 26, 6, tzinfo=UTC)


def test_what_is_no_cron_line_is_a_configuration_error(schedule):
    with pytest.raises(ConfigError, match="not a cron line"):
        schedule.next_runs("0 25 * * *", "Europe/Berlin", after=datetime(2026, 10, 25, tzinfo=UTC))
