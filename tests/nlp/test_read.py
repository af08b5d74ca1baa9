import json
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.read import _together, read_text, read_texts
from rivalscope.domain.reading import Polarity

LONG = os.environ.get("RIVALSCOPE_EXHAUSTIVE") == "1"
TEXTS = [
    "",
    " ",
    "\n\n",
    "\r\n",
    "ok",
    "😀😀😀 the search is slow 😡 but the calendar is 💯",
    "The search is slow.\r\nThe calendar is great.\r\n\r\nNo dark mode!",
    "The\u200bsearch is\u00a0slow\u200b and the \ufeffcalendar is great",
    "I can’t use the “search”… it’s slow — the calendar isn’t",
    "👨‍👩‍👧‍👦 the ui is ugly 🇩🇪",
    "e\u0301cran: the screen sharing is bad",
    "a" * 5000,
    "slow " * 3000,
    "!!!???...",
    "http://example.com/search?q=slow the search is slow user@example.com",
    "<b>The search</b> is &amp; slow",
    "THE SEARCH IS SLOW AND THE CALENDAR IS GREAT",
    "\x00\x01 the search is slow \x7f",
    "search\tslow\vcalendar\fgreat",
    "\U0001f4a9" * 300,
    json.loads('"half a pair \\ud83d and the search is slow \\ude00"'),
    "поиск медленный, 検索が遅い, البحث بطيء, but the search is slow",
]


def check_offsets(reading, text):
    assert reading.text == text
    for aspect in reading.aspects:
        assert 0 <= aspect.start < aspect.end <= len(text)
        assert text[aspect.start : aspect.end] == aspect.text
        assert 0 <= aspect.confidence <= 1
    for part in (*reading.intents, *reading.comparisons):
        assert 0 <= part.start <= part.end <= len(text)
    assert all(0 <= intent.confidence <= 1 for intent in reading.intents)


def test_readings_come_in_order_with_offsets_into_each_text(nlp):
    readings = list(read_texts(nlp, TEXTS, batch_size=4))
    assert len(readings) == len(TEXTS)
    for reading, text in zip(readings, TEXTS, strict=True):
        check_offsets(reading, text)


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=120),
    st.sampled_from(["the search is slow", "I love the calendar", "no dark mode"]),
    st.text(max_size=60),
)
def test_offsets_hold_whatever_stands_around(nlp, before, words, after):
    text = f"{before} {words} {after}"
    check_offsets(read_text(nlp, text), text)


def test_a_long_text_is_read_in_pieces_with_offsets_into_the_whole(nlp):
    text = "The weather was fine that day. " * 2000 + "The search is slow."
    assert len(text) > 60_000
    reading = read_text(nlp, text)
    check_offsets(reading, text)
    last = reading.aspects[-1]
    assert (last.feature, last.polarity) == ("Search", Polarity.NEGATIVE)
    assert text[last.start : last.end] == "search"
    assert last.start > 60_000


def test_of_an_endless_text_the_beginning_is_read(nlp):
    text = "The search is slow. " + "x" * 300_000
    reading = read_text(nlp, text)
    check_offsets(reading, text)
    assert reading.aspects[0].feature == "Search"


@pytest.mark.parametrize(("length", "together"), [(0, 64), (100, 64), (1000, 40), (20_000, 2), (90_000, 1)])
def test_the_longer_the_pieces_the_fewer_are_parsed_at_once(length, together):
    group = [(text, (0, text, "en", 0)) for text in ("ok", "x" * length)]
    assert _together(group, most=64) == together


def test_texts_are_read_as_they_come(nlp):
    seen = []

    def endless():
        while True:
            seen.append(1)
            yield "The search is slow."

    first = next(read_texts(nlp, endless(), batch_size=8))
    assert first.aspects[0].feature == "Search"
    assert len(seen) < 200


def test_thousands_of_equal_texts_are_read_alike(nlp):
    count = 10_000 if LONG else 100
    assert len(set(read_texts(nlp, ["The search is slow. " + "👍" * 3] * count))) == 1


def test_the_same_text_twice_gives_two_equal_readings(nlp):
    first, second = read_texts(nlp, ["The search is slow.", "The search is slow."])
    assert first == second


def test_a_text_in_another_language_is_named_and_not_read(nlp):
    reading = read_text(nlp, "Die Suche ist wirklich langsam, aber das Interface ist sehr gut.")
    assert reading.language == "de"
    assert reading.aspects == reading.intents == reading.comparisons == ()
    assert reading.polarity is Polarity.NEUTRAL


def test_curly_signs_are_read_like_straight_ones(nlp):
    curly, straight = read_texts(nlp, ["I don’t like the search", "I don't like the search"])
    assert [one.polarity for one in curly.aspects] == [one.polarity for one in straight.aspects]
    assert curly.aspects[0].polarity is Polarity.NEGATIVE


@pytest.mark.shared
def test_real_reviews_are_read_with_offsets_that_hold(nlp, shared):
    import csv
    import gzip
    import time

    path = shared / "data/reviews/reviews_zoom_webex_firefox_play/reviews.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as file:
        texts = [row["content"] for row in csv.DictReader(file) if row["product"] == "zoom"][:1500]
    words = sum(len(text.split()) for text in texts)
    read_text(nlp, texts[0])
    started = time.process_time()
    readings = list(read_texts(nlp, texts))
    seconds = time.process_time() - started
    print(f"{len(texts)} reviews, {words} words, {words / seconds:.0f} words per CPU second")
    for reading, text in zip(readings, texts, strict=True):
        check_offsets(reading, text)
    assert sum(bool(reading.aspects) for reading in readings) > 250
