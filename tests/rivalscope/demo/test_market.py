from datetime import date
from decimal import Decimal

import pytest

from rivalscope.demo.market import Calendar, calendar_before, sites
from rivalscope.demo.story import EVENTS

CALENDAR = Calendar(until=date(2026, 11, 22))


def plans(slug: str, week: int) -> dict[str, Decimal | None]:
    site = sites(CALENDAR, CALENDAR.day(week, 6))[slug]
    return {plan.name: plan.monthly for plan in site.plans}


def cells(slug: str, week: int) -> dict[str, tuple[object, ...]]:
    return {row.name: row.cells for row in sites(CALENDAR, CALENDAR.day(week, 6))[slug].rows}


@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2026, 11, 29), date(2027, 1, 1)])
def test_the_last_night_is_the_newest_sunday_before_today(today):
    until = calendar_before(today).until
    assert until.weekday() == 6
    assert 1 <= (today - until).days <= 7


def test_the_calendar_spans_twelve_weeks_from_a_monday():
    assert CALENDAR.start == date(2026, 8, 31)
    assert [CALENDAR.week_of(CALENDAR.day(week, day)) for week in (1, 12) for day in (0, 6)] == [1, 1, 12, 12]
    assert CALENDAR.week_of(date(2026, 8, 30)) == 0


def test_there_is_a_night_each_week_and_two_of_them_go_wrong():
    nights = CALENDAR.nights()
    assert {night.week for night in nights} == set(range(1, 13))
    assert [(n.week, n.failures[0].product, n.failures[0].mode) for n in nights if n.failures] == [
        (5, "obrixy", "down"),
        (10, "tolvenna", "login"),
    ]
    assert nights[-1].date == CALENDAR.until


def test_every_night_of_the_last_week_runs_so_that_its_digest_is_whole():
    assert [night.date for night in CALENDAR.nights()][-7:] == [
        CALENDAR.day(12, weekday) for weekday in range(7)
    ]


def test_every_event_is_told_on_exactly_one_night():
    told = [event.told for night in CALENDAR.nights() for event in night.events]
    assert sorted(told) == sorted(event.told for event in EVENTS)


def test_no_event_is_seen_first_on_a_night_when_its_site_fails():
    for night in CALENDAR.nights():
        assert {event.product for event in night.events}.isdisjoint(f.product for f in night.failures)


def test_prices_rise_and_fall():
    assert plans("dasperdesk", 2)["Team"] == 19
    assert plans("dasperdesk", 3)["Team"] == 24
    assert plans("tolvenna", 11)["Growth"] == 35
    assert plans("tolvenna", 12)["Growth"] == 29


def test_plans_are_added_renamed_and_removed():
    assert "Max" not in plans("obrixy", 3)
    assert plans("obrixy", 4)["Max"] == 45
    assert "Starter" in plans("tolvenna", 8)
    assert "Essentials" in plans("tolvenna", 9)
    assert "Starter" not in plans("tolvenna", 9)
    assert "Free" in plans("dasperdesk", 10)
    assert "Free" not in plans("dasperdesk", 11)


def test_features_appear_vanish_and_move_between_plans():
    assert "Answer suggestions" not in cells("tolvenna", 1)
    assert "Beta" in cells("tolvenna", 2)["Answer suggestions"]
    assert "Beta" not in cells("tolvenna", 8)["Answer suggestions"]
    assert "Voice calls" in cells("obrixy", 5)
    assert "Voice calls" not in cells("obrixy", 6)
    assert cells("dasperdesk", 6)["Single sign-on"] == (False, False, False, True)
    assert cells("dasperdesk", 7)["Single sign-on"] == (False, False, True, True)


def test_we_lack_what_two_rivals_have():
    assert set(cells("quillemar", 12)["Time tracking"]) == {False}
    assert True in cells("dasperdesk", 12)["Time tracking"]
    assert True in cells("tolvenna", 12)["Time tracking"]


def test_nobody_says_a_word_of_what_everybody_asks_for():
    assert all("Offline mode" not in cells(slug, 12) for slug in sites(CALENDAR, CALENDAR.until))


@pytest.mark.parametrize("week", range(1, 13))
def test_every_feature_has_a_cell_for_every_plan(week):
    for site in sites(CALENDAR, CALENDAR.day(week, 6)).values():
        assert {len(row.cells) for row in site.rows} == {len(site.plans)}


def test_changelogs_run_newest_first_and_never_ahead_of_the_day():
    day = CALENDAR.day(6, 6)
    for site in sites(CALENDAR, day).values():
        dates = [release.date for release in site.releases]
        assert dates == sorted(dates, reverse=True)
        assert dates[0] <= day
