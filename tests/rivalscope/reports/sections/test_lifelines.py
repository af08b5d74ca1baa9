import dataclasses
from datetime import date, timedelta

import pytest

from rivalscope.analysis.launch import LaunchEffect
from rivalscope.analysis.launches import Launched
from rivalscope.analysis.lifelines import Holder, LifeLine
from rivalscope.analysis.series import Measure
from rivalscope.reports.sections.lifelines import section


def effect(measure=Measure.MENTIONS, **given):
    settled = {
        "before": 0.1, "n_before": 260, "after": 0.3, "n_after": 240, "rivals_before": 0.1, "rivals_after": 0.1,
        "effect": 0.2, "low": 0.1, "high": 0.3, "p_value": 0.05, "weeks_before": 26, "weeks_after": 12, "problem": "",
    } | given  # fmt: skip
    return LaunchEffect(measure=measure, **settled)


@pytest.fixture
def launch():
    return Launched(
        product="kestrel", feature="Polls", on=date(2026, 8, 3), source="release notes", effects=(effect(),), weeks=15,
        praised=0, evidence=(4,),
    )  # fmt: skip


@pytest.fixture
def line():
    def held(product, since, *, known=True, ended=None):
        return Holder(product=product, since=since, known=known, source="pages", ended=ended, evidence=(5,))

    return LifeLine(
        feature="Polls",
        holders=(
            held("marlow", date(2025, 6, 1), known=False, ended=date(2026, 9, 1)),
            held("kestrel", date(2026, 8, 3)),
        ),
        products=4,
    )


def test_a_launch_with_an_effect_is_told_and_so_is_who_was_first(made, launch, line):
    told = section(made.report(launches=(launch,), lives=(line,)))
    assert [sentence.text for sentence in told.told] == [
        (
            "1 launch of the last two years is dated: 1 of 1 that can be followed shows an effect that chance does not "
            "explain."
        ),
        (
            "Kestrel, Polls, 3 Aug 2026: 10 % → 30 % speak of it (n = 260 and 240), +20 points against rivals (+10 to +30, "
            "p = 0.05)."
        ),
        "Polls: 2 of 4 products; Marlow Rooms was first (by 1 Jun 2025); the latest is Kestrel (3 Aug 2026).",
    ]
    assert told.charts[0].alt.startswith("Since when products have 1 feature: Polls.")
    gone = told.tables[-1]
    assert [cell.text for cell in gone.rows[0]] == ["Marlow Rooms: Polls", "by 1 Jun 2025", "1 Sep 2026"]


def test_three_weeks_are_too_early_and_are_told_so(made, launch, line):
    young = dataclasses.replace(launch, weeks=3, effects=())
    told = section(made.report(launches=(young,), lives=(line,)))
    assert told.tables[0].rows[0][4].text == "too early: has 3 weeks, needs 8"
    assert "1 is too early to tell" in told.told[0].text


def test_a_launch_that_is_too_early_is_not_counted_among_those_followed(made, launch, line):
    young = dataclasses.replace(launch, weeks=7)
    told = section(made.report(launches=(young,), lives=(line,)))
    assert "0 of 0 that can be followed" in told.told[0].text
    assert "too few" not in told.told[0].text
    assert len(told.told) == 2


def test_what_chance_explains_is_no_effect(made, launch, line):
    weak = effect(low=-0.1, p_value=0.4)
    told = section(made.report(launches=(dataclasses.replace(launch, effects=(weak,)),), lives=(line,)))
    assert "0 of 1" in told.told[0].text
    assert told.tables[0].rows[0][4].text.endswith("chance explains it")
    assert told.tables[0].rows[0][5].text == "nobody speaks of it"


def test_what_was_praised_before_is_no_launch(made, launch, line):
    told = section(made.report(launches=(dataclasses.replace(launch, praised=9),), lives=(line,)))
    assert told.tables[0].rows[0][4].text == "no launch: 9 praised it before"
    assert "0 launches" in told.told[0].text


def test_a_market_without_dated_launches_says_so(made):
    lives = (LifeLine(feature="Polls", holders=(), products=4),)
    told = section(made.report(launches=(), lives=lives))
    assert told.told[0].text.startswith("No launch is dated")
    assert section(made.report(lives=None)) is None


def test_months_of_the_spread_are_told_when_the_first_day_is_known(made, line):
    first = dataclasses.replace(line.holders[0], known=True, since=date(2026, 8, 3) - timedelta(days=426))
    told = section(
        made.report(lives=(dataclasses.replace(line, holders=(first, line.holders[1])),), launches=())
    )
    assert "2 of 4 products in 14 months; Marlow Rooms was first" in told.told[1].text
