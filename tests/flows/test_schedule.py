import importlib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import yaml

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


def at(*instant: int) -> datetime:
    return datetime(*instant, tzinfo=UTC)


@pytest.mark.parametrize(
    ("nights", "now", "late"),
    [
        ([], at(2026, 11, 24, 9), None),  # a new market
        ([date(2026, 11, 24)], at(2026, 11, 24, 9), None),
        ([date(2026, 11, 23)], at(2026, 11, 24, 0, 30), None),  # its time has not come
        ([date(2026, 11, 23)], at(2026, 11, 24, 9), at(2026, 11, 24, 1)),
        ([date(2026, 11, 20)], at(2026, 11, 24, 9), at(2026, 11, 24, 1)),  # the newest of four
        ([date(2026, 10, 24)], at(2026, 10, 25, 9), at(2026, 10, 25, 0)),  # clocks went back that night
        ([date(2027, 3, 27)], at(2027, 3, 28, 9), at(2027, 3, 28, 0)),  # and forward
        ([date(2026, 11, 30)], at(2026, 11, 24, 9), None),  # later nights were replayed
    ],
)
def test_the_newest_night_that_was_missed_is_caught_up(schedule, nights, now, late):
    found = schedule.missed("0 2 * * *", "Europe/Berlin", nights=nights, now=now)
    assert (found and found.astimezone(UTC)) == late


def test_every_deployment_of_the_project_names_a_flow_and_a_parameter_that_it_has(schedule):
    plan = yaml.safe_load((Path(__file__).parents[2] / "prefect.yaml").read_text())
    for deployment in plan["deployments"]:
        module, _, name = deployment["entrypoint"].rpartition(".")
        flow = getattr(importlib.import_module(module), name)
        assert deployment["name"] in {flow.name, "work"}
        assert deployment["parameters"].keys() <= set(flow.parameters.properties)
        for one in deployment.get("schedules", []):
            assert schedule.next_runs(one["cron"], one["timezone"], after=at(2026, 11, 24))
