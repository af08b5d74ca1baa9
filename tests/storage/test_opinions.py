"""Opinions by week and copies: what is kept of them moves with every change of what they count, on both engines."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from flows.identity import tell_apart
from rivalscope.domain.forgetting import Choice
from rivalscope.domain.market import Feature, Taxonomy
from rivalscope.domain.reading import Aspect, Polarity, Reading
from storage import forget, likeness
from storage.engine import reading, writing
from storage.market import sync_market
from storage.reviews import store_readings, unread
from storage.rollups import compare, mend

GOOD, BAD, MIXED, NEUTRAL = Polarity.POSITIVE, Polarity.NEGATIVE, Polarity.MIXED, Polarity.NEUTRAL
LONG = "Recording failed on the train because our calls drop every ten minutes and nobody at all knows why."


def weekly(engine):
    """What the view says, and that it is what counting the mentions anew comes to."""
    assert not compare(engine)
    query = "SELECT feature, CAST(week AS TEXT), n, positive, negative, neutral, mixed FROM feature_sentiment_weekly"
    with reading(engine) as connection:
        return sorted(tuple(row) for row in connection.execute(text(query)))


def read(engine, said, *, model="m/1"):
    """Read each review that is unread: the features that `said` names for its key word, with their polarity."""
    for review in unread(engine, model=model, taxonomy="t", limit=100):
        aspects = tuple(
            Aspect(start=0, end=4, text=review.text[:4], feature=feature, polarity=polarity, confidence=1)
            for word, found in said.items()
            if word in review.text
            for feature, polarity in found
        )
        told = Reading(text=review.text, language="en", aspects=aspects)
        store_readings(engine, [(review.id, told)], model=model, taxonomy="t")


@pytest.fixture
def opinions(reviewing, made):
    """Two reviews of one week and one of the next, read."""
    days = (made.night_of(0), made.night_of(1), made.night_of(8))
    said = ("Fine recording.", "Poor recording.", "Late recording.")
    reviewing.show(
        9,
        reviews=[
            made.review(f"r{number}", words, date=day, author=f"k{number}")
            for number, (words, day) in enumerate(zip(said, days, strict=True))
        ],
    )
    recording = "Recording"
    read(
        reviewing.engine,
        {
            "Fine": [(recording, GOOD)],
            "Poor": [(recording, BAD), (recording, NEUTRAL)],
            "Late": [(recording, GOOD), (recording, BAD), ("Screen sharing", NEUTRAL)],
        },
    )
    return reviewing


def test_a_review_counts_once_in_its_week_whatever_it_says_and_how_often(opinions):
    assert weekly(opinions.engine) == [
        ("Recording", "2025-12-29", 2, 1, 1, 0, 0),
        ("Recording", "2026-01-05", 1, 0, 0, 0, 1),
        ("Screen sharing", "2026-01-05", 1, 0, 0, 1, 0),
    ]


def test_a_review_read_again_moves_its_week_and_no_other(opinions):
    read(opinions.engine, {"Fine": [("Recording", BAD)], "Poor": [("Recording", MIXED)]}, model="m/2")
    assert weekly(opinions.engine) == [("Recording", "2025-12-29", 2, 0, 1, 0, 1)]


def test_a_rewritten_review_leaves_its_week_until_it_is_read(opinions, made):
    opinions.show(10, reviews=[made.review("r2", "Much better recording.", date=made.night_of(8))])
    assert [row[1] for row in weekly(opinions.engine)] == ["2025-12-29"]
    read(opinions.engine, {"Much": [("Recording", GOOD)]})
    assert weekly(opinions.engine)[-1] == ("Recording", "2026-01-05", 1, 1, 0, 0, 0)


def test_a_forgotten_review_leaves_its_week(opinions, made):
    with writing(opinions.engine) as connection:
        going = forget.find(connection, Choice(authors=("k1",)))
        forget.remove(connection, going, at=made.instant_of(20))
    assert weekly(opinions.engine)[0] == ("Recording", "2025-12-29", 1, 1, 0, 0, 0)


def test_reviews_that_are_too_old_leave_their_weeks(opinions, made):
    with writing(opinions.engine) as connection:
        before = made.instant_of(0) + timedelta(days=5)
        forget.remove(connection, forget.find(connection, Choice(before=before)), at=made.instant_of(20))
    assert [row[1] for row in weekly(opinions.engine)] == ["2026-01-05", "2026-01-05"]


def test_of_two_that_say_the_same_one_is_counted_until_it_goes(reviewing, made):
    engine, day = reviewing.engine, made.night_of(0)
    reviewing.show(
        9, reviews=[made.review("a", LONG, date=day, author="k1"), made.review("b", LONG, date=day)]
    )
    read(engine, {"Recording": [("Recording", BAD)]})
    assert weekly(engine) == [("Recording", "2025-12-29", 2, 0, 2, 0, 0)]
    assert tell_apart(engine) == 1
    assert weekly(engine) == [("Recording", "2025-12-29", 1, 0, 1, 0, 0)]
    read(engine, {"Recording": [("Recording", GOOD)]}, model="m/2")
    assert weekly(engine) == [("Recording", "2025-12-29", 1, 1, 0, 0, 0)]
    with writing(engine) as connection:
        going = forget.find(connection, Choice(authors=("k1",)))
        forget.remove(connection, going, at=made.instant_of(20))
    assert weekly(engine) == [("Recording", "2025-12-29", 1, 1, 0, 0, 0)]


def test_another_way_of_comparing_counts_all_of_them_until_they_are_compared(reviewing, made):
    engine, day = reviewing.engine, made.night_of(0)
    reviewing.show(9, reviews=[made.review("a", LONG, date=day), made.review("b", LONG, date=day)])
    read(engine, {"Recording": [("Recording", BAD)]})
    assert tell_apart(engine) == 1
    assert likeness.forget_other_methods(engine, method="another/1")
    assert weekly(engine) == [("Recording", "2025-12-29", 2, 0, 2, 0, 0)]


def test_a_feature_that_becomes_the_name_of_another_hands_its_weeks_over(opinions, made):
    known = Feature(name="Recording", aliases=("screen sharing",))
    sync_market(opinions.engine, made.products(), Taxonomy(features=(known,), version="bbbbbbbbbbbb"))
    assert weekly(opinions.engine)[-1] == ("Recording", "2026-01-05", 1, 0, 0, 0, 1)


def test_a_phrase_that_waited_counts_once_a_page_names_its_feature(opinions, pricing, made):
    opinions.show(11, reviews=[made.review("r4", "Quiz time is fun.", date=made.night_of(9))])
    read(opinions.engine, {"Quiz": [(None, GOOD)]})
    assert "Quiz" not in {row[0] for row in weekly(opinions.engine)}
    pricing.show(11, features=[made.claim("Quiz")])
    assert ("Quiz", "2026-01-05", 1, 1, 0, 0, 0) in weekly(opinions.engine)


def test_an_undated_review_is_in_no_week(reviewing, made):
    reviewing.show(9, reviews=[made.review("a", "Fine recording.")])
    read(reviewing.engine, {"Fine": [("Recording", GOOD)]})
    assert weekly(reviewing.engine) == []


def test_counts_that_strayed_are_named_and_mended(opinions):
    engine, before = opinions.engine, weekly(opinions.engine)
    with writing(engine) as connection:
        connection.execute(text("UPDATE opinion_week SET n = n + 1 WHERE mixed = 1"))
        connection.execute(text("UPDATE review SET counted = 0 WHERE key = 'r1'"))
    strayed = compare(engine)
    assert len(strayed.copies) == 1
    assert [(product, feature, str(week)) for product, feature, week in strayed.weeks] == [
        ("rival", "Recording", "2025-12-29"),
        ("rival", "Recording", "2026-01-05"),
    ]
    mend(engine)
    assert weekly(engine) == before
