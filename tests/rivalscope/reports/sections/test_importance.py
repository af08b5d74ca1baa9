"""The sections on what drives satisfaction and on our place against rivals, in words, tables and charts."""

import dataclasses
from collections import defaultdict
from decimal import Decimal

import pytest

from rivalscope.analysis.drivers import drivers
from rivalscope.domain.reading import Polarity
from rivalscope.reports.sections import competitors, importance

WORTH = {"Audio quality": (0.1, 1.3), "Screen sharing": (0.6, 0.5), "Customer support": (0.4, 0.9)}
_MADE = {}


@pytest.fixture
def driven(made):
    return report(made)


def report(made, *, weights=None, reviews=10_000):
    """Ratings after what is said; the made market is the same in every test, so that each report is made once."""
    key = (tuple(weights or ()), reviews)
    if key not in _MADE:
        _MADE[key] = assembled(made, weights=weights, reviews=reviews)
    return _MADE[key]


def assembled(made, *, weights, reviews):
    stars = defaultdict(lambda: 3.4)
    for mention in made.mentions:
        reward, penalty = WORTH.get(mention.feature, (0.1, 0.1))
        stars[mention.review] += reward if mention.polarity is Polarity.POSITIVE else -penalty
    rated = [
        dataclasses.replace(one, rating=Decimal(min(5, max(1, round(stars[one.id] + 0.7 * (i % 3 - 1))))))
        for i, one in enumerate(made.reviews[:reviews])
    ]
    found = drivers(made.mentions, rated, scores=made.analysis().scores, ours="ours", weights=weights or {})
    return made.report(drivers=found)


def words(section):
    return " ".join(sentence.text for sentence in section.told)


def texts(table):
    return [[cell.text for cell in row] for row in table.rows]


def test_without_drivers_there_is_no_section(made):
    assert importance.section(made.report()) is None
    assert competitors.section(made.report()) is None


def test_what_moves_the_ratings_is_said_first_with_interval_and_n(driven):
    section = importance.section(driven)
    first = section.told[0]
    assert first.text.startswith("The ratings move most with Audio quality (")
    assert "rated reviews of" in first.text
    assert first.evidence
    assert "95 %" in section.method


def test_every_row_has_n_interval_class_and_place(driven):
    table = importance.section(driven).tables[0]
    assert all(len(row) == len(table.head) for row in table.rows)
    row = dict(zip(table.head, texts(table)[0], strict=True))
    assert row["feature"] == "Audio quality"
    assert "(+" in row["n"]
    assert "–" in row["importance (95 %)"]
    sides = importance.section(driven).tables[1]
    assert all(len(one) == len(sides.head) for one in sides.rows)
    assert dict(zip(sides.head, texts(sides)[0], strict=True))["class"].startswith("basic")
    assert "n = " in row["ours (95 %)"]
    assert table.rows[0][0].evidence


def test_features_with_too_few_opinions_say_what_is_missing(driven):
    short = importance.section(driven).tables[2]
    assert short.caption == "Not enough data for an importance"
    assert all(row[-1].startswith("needs 30 opinions in rated reviews, has ") for row in texts(short))


def test_too_few_rated_reviews_are_told_as_a_result(made):
    section = importance.section(report(made, reviews=120))
    assert section.told[0].text == (
        "Not enough data to derive what drives the ratings: needs 200 rated reviews, has 120 in the last 365 days."
    )
    assert section.charts == ()


def test_weights_are_shown_as_weighted_by_you(made):
    section = importance.section(report(made, weights={"Battery use": 10.0, "Audio quality": 2}))
    assert "Weighted by you, in the place of what reviews say: Battery use 10 and Audio quality 2" in words(
        section
    )
    assert texts(section.tables[0])[0][0] == "Battery use"
    assert "10, weighted by you" in texts(section.tables[0])[0]


def test_praise_and_blame_are_quoted_for_the_first_rows(driven):
    quotations = importance.section(driven).quotations
    assert [one.lead for one in quotations[:2]] == ["Audio quality, praise", "Audio quality, blame"]
    assert all(one.evidence in driven.evidence for one in quotations)


def test_the_section_against_rivals_says_what_each_place_asks_for(driven):
    section = competitors.section(driven)
    assert "Ours is better, and what it does to satisfaction can’t be told yet: Breakout rooms (+" in words(
        section
    )
    row = dict(zip(section.tables[0].head, texts(section.tables[0])[0], strict=True))
    assert (row["feature"], row["best rival"]) == ("Breakout rooms", "Marlow Rooms")
    assert row["what it asks for"] == "ahead, class unknown"
    assert " and " in row["n"]
    assert section.tables[1].head == ("feature", "Kestrel", "Marlow Rooms", "Tarn")
    assert {one.lead for one in section.quotations} >= {
        "Breakout rooms, of Northwind",
        "Breakout rooms, of Marlow Rooms",
    }


def test_nothing_to_compare_is_told_as_a_result(made):
    lone = report(made)
    bare = dataclasses.replace(
        lone.drivers, drivers=tuple(dataclasses.replace(one, versus=()) for one in lone.drivers.drivers)
    )
    section = competitors.section(made.report(drivers=bare))
    assert section.told[0].text.startswith("Not enough data to set Northwind against a rival")
    assert section.tables == ()


def test_charts_say_in_words_what_they_show(driven):
    charts = [*importance.section(driven).charts, *competitors.section(driven).charts]
    assert len(charts) == 3
    for chart in charts:
        assert "Audio quality" in chart.alt
        assert "95 % intervals" in chart.alt
        assert ">Audio quality" in chart.svg


def test_no_label_of_the_asymmetry_chart_lies_on_another(driven):
    """The names as they were placed; the placing itself is tested beside it."""
    svg = competitors.section(driven).charts[0].svg
    named = {one.feature for one in driven.drivers.derived if one.versus and one.feature in svg}
    assert named
    assert all(svg.count(f">{name}</") == 1 for name in named)


def test_hostile_names_stay_text(driven, naughty, poisoned):
    bad = poisoned(driven, naughty)
    for make in (importance.section, competitors.section):
        section = make(bad)
        for chart in section.charts:
            assert "<script" not in chart.svg
            assert "<img" not in chart.svg
