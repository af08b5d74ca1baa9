"""Phrases of reviews for the taxonomy, on both engines."""

import pytest

from rivalscope.domain.reading import Aspect, Polarity, Reading
from storage import reads
from storage.reviews import store_readings, unread

TEXTS = {"It has lasers. And share screen.": ["lasers", "share screen"], "The lasers!": ["lasers"]}


@pytest.fixture
def read(reviewing, made):
    """Two reviews of our own making, read by hand."""
    reviewing.show(0, reviews=[made.review(text[:6], text, author="Ann") for text in TEXTS])
    readings = []
    for stored in unread(reviewing.engine, model="m", taxonomy="t", limit=9):
        aspects = tuple(
            Aspect(
                start=(start := stored.text.index(phrase)),
                end=start + len(phrase),
                text=phrase,
                feature=None,
                polarity=Polarity.POSITIVE,
                confidence=0.5,
            )
            for phrase in TEXTS[stored.text]
        )
        readings.append((stored.id, Reading(text=stored.text, language="en", aspects=aspects)))
    store_readings(reviewing.engine, readings, model="m", taxonomy="t")
    return reviewing.engine


def test_phrases_that_match_nothing_wait_with_who_said_them(read):
    waiting = reads.waiting_phrases(read)
    assert [(one.phrase, one.product, one.source) for one in waiting] == [
        ("lasers", "rival", "rival/reviews")
    ] * 2
    assert len({one.voice for one in waiting}) == 1


def test_mentions_are_found_where_they_stand_in_the_review(read):
    numbers = [one.mention for one in reads.waiting_phrases(read)]
    places = reads.mention_places(read, [*numbers, 99_999])
    assert list(places) == numbers
    assert {one.text[one.start : one.end] for one in places.values()} == {"lasers"}


def test_phrases_that_match_are_counted_and_sampled(read):
    (found,) = reads.matched_phrases(read, sample=5)
    assert (found.feature, found.phrase, found.n, len(found.sample)) == (
        "Screen sharing",
        "share screen",
        1,
        1,
    )
    place = reads.mention_places(read, found.sample)[found.sample[0]]
    assert place.text[place.start : place.end] == "share screen"
