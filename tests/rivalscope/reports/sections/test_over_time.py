import dataclasses
from datetime import date, timedelta

import pytest

from rivalscope.analysis.history import time_findings
from rivalscope.analysis.movement import Movement, Shape
from rivalscope.analysis.series import Measure
from rivalscope.analysis.voices import voices
from rivalscope.domain.reading import Polarity
from rivalscope.reports.movement_words import cause, change, movement_sentence, when
from rivalscope.reports.sections.over_time import section


@pytest.fixture
def moved():
    return Movement(
        product="kestrel", feature="Polls", measure=Measure.NEGATIVE, shape=Shape.STEP, since=date(2026, 4, 27),
        until=date(2026, 11, 22), days=7, before=0.31, after=0.72, low=0.34, high=0.47, n_before=1040, n=420, bins=104,
        p_value=1e-9, place=(date(2026, 4, 20), date(2026, 5, 3)), rivals_before=0.3, rivals_after=0.31, evidence=(7,),
    )  # fmt: skip


@pytest.fixture
def busy(made):
    """A report on two years in which a feature of Kestrel's falls out of favour."""
    facts, until = made.facts, made.facts.as_of.date()
    reviews, mentions = [], []
    for number in range(104 * 14):
        review = facts.review("kestrel", date=until - timedelta(days=number // 2))
        liked = number % 10 < (2 if number < 30 * 14 else 7)
        reviews.append(review)
        mentions.append(facts.mention(review, "Polls", Polarity.POSITIVE if liked else Polarity.NEGATIVE))
    return made.report(time=time_findings(voices(reviews, mentions, []), until=until, undated=3))


def test_a_change_is_told_with_its_size_interval_n_day_and_rivals(made, moved):
    told = movement_sentence(made.report(), moved)
    assert told.text == (
        "Kestrel, Polls: from 27 Apr 2026 on, at the earliest 20 Apr 2026, 72 % of reviewers with an opinion of it dislike it "
        "(n = 420), 31 % before (n = 1,040): +41 points (+34 to +47). Rivals did not move with it."
    )
    assert told.evidence == (7,)
    assert when(moved) == "27 Apr 2026 (20 Apr 2026 to 3 May 2026)"


def test_what_rivals_or_the_season_share_is_said_to_be_theirs(moved):
    shared = dataclasses.replace(moved, rivals_after=0.6, year_ago=0.3)
    assert cause(shared) == (
        " It may not be the feature: rivals moved the same way in the same weeks and the same weeks a year earlier did so too."
    )
    assert cause(dataclasses.replace(moved, rivals_before=None, rivals_after=None)) == ""


def test_a_spike_is_told_with_what_was_usual(made, moved):
    spike = dataclasses.replace(
        moved, shape=Shape.SPIKE, measure=Measure.REQUESTS, before=3.1, after=24.0, low=0.0, high=7.0, n=24, days=28,
        rivals_before=None,
    )  # fmt: skip
    assert movement_sentence(made.report(), spike).text == (
        "Kestrel, Polls: 24 reviewers asked for it in the four weeks from 27 Apr 2026; 3.1 were usual, and up to 7 would have "
        "been no surprise."
    )
    assert change(spike) == "24 voices, 3.1 usual (0 to 7)"


def test_the_section_tells_what_moved_draws_it_and_quotes_it(busy):
    told = section(busy)
    (moved,) = busy.time.movements
    assert "1 change of level in" in told.told[0].text
    assert told.told[1].text.startswith("Kestrel, Polls: from")
    (chart,) = told.charts
    assert "change of level" in chart.alt
    assert "Polls" in chart.alt
    assert told.tables[0].rows[0][4].value == pytest.approx(0.5, abs=0.02)
    assert set(told.tables[0].rows[0][7].evidence) <= set(moved.evidence)
    assert told.quotations[0].evidence == moved.evidence[0]


def test_the_method_says_how_often_each_test_speaks_where_nothing_changed(busy):
    told = section(busy)
    assert "In 1,000 series without any change each test speaks" in told.method
    assert "6.0 % where talk comes in waves" in told.method
    assert "3 reviews without a date" in told.method
    assert [row[0].text for row in told.tables[1].rows] == ["spikes", "trends", "changes of level"]


def test_too_young_a_market_is_told_what_it_lacks(made):
    told = section(made.report())
    spoken = " ".join(sentence.text for sentence in told.told)
    assert (
        "Not enough data for trends: 10 bins of four weeks with 5 voices each; there are 5 times four weeks"
        in spoken
    )
    assert told.charts == ()


def test_without_findings_there_is_no_section(made):
    assert section(made.report(time=None)) is None
