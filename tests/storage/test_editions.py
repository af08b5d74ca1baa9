"""Editions: a review that is changed keeps its former words, and only what it says now is counted."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import text

from rivalscope.domain.reading import Aspect, Polarity, Reading
from storage import reads
from storage.engine import reading
from storage.reviews import store_readings, unread


def rows(engine, query):
    with reading(engine) as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def read_all(engine, word):
    """Read every unread review as praise of one word of it."""
    found = unread(engine, model="m/1", taxonomy="t", limit=100)
    for review in found:
        start = review.text.index(word)
        aspect = Aspect(
            start=start,
            end=start + len(word),
            text=word,
            feature="Recording",
            polarity=Polarity.POSITIVE,
            confidence=1,
        )
        told = Reading(text=review.text, language="en", aspects=(aspect,), polarity=Polarity.POSITIVE)
        store_readings(engine, [(review.id, told)], model="m/1", taxonomy="t")
    return [review.id for review in found]


@pytest.fixture
def edited(reviewing, made):
    """A review of the first night whose words and stars are others on the third."""
    said = made.review("r1", "Recording works.", rating=Decimal(5), author="k1", date=made.night_of(0))
    reviewing.show(0, reviews=[said])
    read_all(reviewing.engine, "Recording")
    now = made.review("r1", "Edit: recording broke.", rating=Decimal(1), author="k1", date=made.night_of(0))
    reviewing.show(2, reviews=[now])
    read_all(reviewing.engine, "recording")
    return reviewing


def test_only_what_a_review_says_now_is_counted(edited):
    (fact,) = reads.review_facts(edited.engine)
    assert fact.rating == Decimal("1.00")
    assert [mention.phrase for mention in reads.mentions(edited.engine)] == ["recording"]
    assert rows(edited.engine, "SELECT text, edition, counted FROM reviews") == [
        ("Edit: recording broke.", 2, 1)
    ]
    assert rows(edited.engine, "SELECT phrase FROM mentions") == [("recording",)]


def test_what_it_said_before_is_kept_with_its_words_and_its_reading(edited):
    query = "SELECT edition, text, rating, polarity, review FROM review_editions ORDER BY edition"
    (current,) = (fact.id for fact in reads.review_facts(edited.engine))
    assert [(e, t, int(r), p, n) for e, t, r, p, n in rows(edited.engine, query)] == [
        (1, "Recording works.", 5, "positive", current),
        (2, "Edit: recording broke.", 1, "positive", current),
    ]
    assert rows(edited.engine, "SELECT phrase FROM mention ORDER BY id") == [("Recording",), ("recording",)]
    quotes = rows(edited.engine, "SELECT quote FROM evidence WHERE id IN (SELECT evidence_id FROM mention)")
    assert sorted(quotes) == [("Recording",), ("recording",)]


def test_an_edition_begins_where_the_one_before_it_ends(edited, made):
    first, second = rows(edited.engine, "SELECT first_seen, ended FROM review_editions ORDER BY edition")
    assert first[1] == second[0]
    assert second[1] is None


def test_the_past_knows_what_the_review_said_then(edited, made):
    def then(number):
        facts = reads.review_facts(edited.engine, as_of=made.instant_of(number))
        spoken = reads.mentions(edited.engine, as_of=made.instant_of(number))
        return [fact.rating for fact in facts], [mention.phrase for mention in spoken]

    assert then(1) == ([Decimal("5.00")], ["Recording"])
    assert then(2) == ([Decimal("1.00")], ["recording"])


def test_an_edited_review_is_no_new_one(edited, made):
    (fact,) = reads.review_facts(edited.engine)
    assert fact.first_seen == made.instant_of(0)
    assert reads.review_facts(edited.engine, since=made.night_of(1)) == []


def test_a_former_edition_is_not_read_again_by_a_newer_model(edited):
    found = unread(edited.engine, model="m/2", taxonomy="t", limit=9)
    assert [review.text for review in found] == ["Edit: recording broke."]


@pytest.mark.parametrize(
    "change",
    [{"rating": Decimal(1)}, {"title": "Was good"}, {"text": "It broke."}],
    ids=["rating", "title", "text"],
)
def test_other_stars_words_or_title_make_an_edition(reviewing, made, change):
    said = made.review("r1", "It works.", rating=Decimal(5), title="Good")
    reviewing.show(0, reviews=[said])
    result = reviewing.show(1, reviews=[replace(said, **change)])
    assert result.facts == 0
    assert rows(reviewing.engine, "SELECT edition FROM reviews") == [(2,)]


@pytest.mark.parametrize(
    "change",
    [
        {"text": "It  WORKS\u200b for us all."},
        {"text": "It works for…"},
        {"title": None},
        {"rating": None},
        {"date": None},
    ],
    ids=["typing", "cut short", "no title", "no rating", "no date"],
)
def test_what_a_page_leaves_out_or_types_otherwise_is_no_change(reviewing, made, change):
    said = made.review("r1", "It works for us all.", rating=Decimal(5), title="Good", date=made.night_of(0))
    reviewing.show(0, reviews=[said])
    reviewing.show(1, reviews=[replace(said, **change)])
    assert rows(reviewing.engine, "SELECT edition, text, title, rating IS NULL FROM reviews") == [
        (1, "It works for us all.", "Good", False)
    ]
    (fact,) = reads.review_facts(reviewing.engine)
    assert fact.date == made.night_of(0)


def test_a_rating_that_is_stated_later_completes_the_review(reviewing, made):
    said = made.review("r1", "It works.")
    reviewing.show(0, reviews=[said])
    reviewing.show(1, reviews=[replace(said, rating=Decimal(4), title="Good")])
    (fact,) = reads.review_facts(reviewing.engine)
    assert fact.rating == Decimal("4.00")
    assert rows(reviewing.engine, "SELECT edition, title FROM reviews") == [(1, "Good")]


def test_a_review_that_goes_back_to_its_former_words_has_a_third_edition(reviewing, made):
    for number, said in enumerate(("Good.", "Bad.", "Good.")):
        reviewing.show(number, reviews=[made.review("r1", said)])
    assert rows(reviewing.engine, "SELECT edition, text FROM review_editions ORDER BY edition") == [
        (1, "Good."),
        (2, "Bad."),
        (3, "Good."),
    ]


def test_a_review_that_leaves_its_list_is_kept_with_the_day_it_was_last_seen(reviewing, made):
    reviewing.show(0, reviews=[made.review("r1", "Fine."), made.review("r2", "Bad.")])
    reviewing.show(1, reviews=[made.review("r1", "Fine.")])
    reviewing.same(2)
    assert len(reads.review_facts(reviewing.engine)) == 2
    seen = rows(reviewing.engine, "SELECT text, last_seen FROM reviews ORDER BY id")
    assert [str(instant)[:10] for _, instant in seen] == ["2026-01-03", "2026-01-01"]


def test_an_unchanged_page_shows_the_edition_that_stands(edited):
    edited.same(3)
    seen = rows(edited.engine, "SELECT last_seen FROM review_editions ORDER BY edition")
    assert [str(instant)[:10] for (instant,) in seen] == ["2026-01-01", "2026-01-04"]
