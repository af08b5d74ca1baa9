"""Reviews: stored once, read once for each model, every span with its place in the page."""

from decimal import Decimal

import pytest

from rivalscope.domain.page import Passage, Review
from rivalscope.domain.reading import Aspect, Comparison, Intent, IntentLabel, Polarity, Reading, Relation
from rivalscope.errors import StoreError
from storage import reads
from storage.known import known_readings, known_texts
from storage.market import sources
from storage.published import rescale
from storage.reviews import count_unread, import_reviews, store_readings, unread


def unread_ids(engine, model="m/1", taxonomy="t"):
    return [review.id for review in unread(engine, model=model, taxonomy=taxonomy, limit=100)]


def test_a_review_seen_again_on_any_page_is_one_review(reviewing, made):
    reviewing.show(0, reviews=[made.review("r1", "Fine."), made.review("r2", "Bad.")])
    reviewing.url += "?page=2"
    result = reviewing.show(1, reviews=[made.review("r2", "Bad."), made.review("r3", "New.")])
    assert result.facts == 1
    assert [fact.first_seen for fact in reads.review_facts(reviewing.engine)] == [
        made.instant_of(0),
        made.instant_of(0),
        made.instant_of(1),
    ]


def test_an_edited_review_is_read_again_and_its_words_are_the_new_ones(reviewing, made):
    reviewing.show(0, reviews=[made.review("r1", "Fine.")])
    (number,) = unread_ids(reviewing.engine)
    reading = Reading(
        text="Fine.",
        language="en",
        aspects=(
            Aspect(start=0, end=4, text="Fine", feature=None, polarity=Polarity.POSITIVE, confidence=1),
        ),
    )
    store_readings(reviewing.engine, [(number, reading)], model="m/1", taxonomy="t")
    assert unread_ids(reviewing.engine) == []
    reviewing.show(1, reviews=[made.review("r1", "Awful.")])
    (edited,) = unread_ids(reviewing.engine)
    assert edited != number
    assert reads.mentions(reviewing.engine) == []
    (fact,) = reads.review_facts(reviewing.engine)
    assert fact.polarity is None
    assert reads.evidence(reviewing.engine, [fact.evidence])[fact.evidence].quote == "Awful."


def test_reviews_are_read_once_for_each_model_and_taxonomy(reviewing, made):
    reviewing.show(0, reviews=[made.review("r1", "Fine."), made.review("r2", "Bad.")])
    first, second = unread_ids(reviewing.engine)
    store_readings(
        reviewing.engine, [(first, Reading(text="Fine.", language="en"))], model="m/1", taxonomy="t"
    )
    assert unread_ids(reviewing.engine) == [second]
    assert unread_ids(reviewing.engine, model="m/2") == [first, second]
    assert unread_ids(reviewing.engine, taxonomy="u") == [first, second]
    assert len(unread(reviewing.engine, model="m/2", taxonomy="t", limit=1)) == 1
    assert reads.versions(reviewing.engine) == {
        "extractor": "pages/4",
        "model": "m/1",
        "taxonomy": "aaaaaaaaaaaa",
    }


BODY = "I wish recording worked. Rival Meet beats Skype."


@pytest.fixture
def read_twice(reviewing, made):
    """A review that stands at character 100 of its passage, read twice over."""
    passage = Passage(selector="div > p", start=100, end=100 + len(BODY), quote=BODY)
    stated = Review(
        key="r1",
        text=BODY,
        rating=Decimal(8),
        best=Decimal(10),
        author="k1",
        date=made.night_of(0),
        passage=passage,
    )
    reviewing.show(0, reviews=[stated])
    reading = Reading(
        text=BODY,
        language="en",
        aspects=(
            Aspect(
                start=7,
                end=16,
                text="recording",
                feature="Recording",
                polarity=Polarity.NEGATIVE,
                confidence=0.5,
            ),
        ),
        intents=(
            Intent(label=IntentLabel.REQUEST, confidence=0.75, start=0, end=24),
            Intent(label=IntentLabel.PROBLEM, confidence=0.5),
        ),
        comparisons=(
            Comparison(
                winner="Rival Meet", loser="Skype", aspect=None, relation=Relation.BETTER, start=25, end=48
            ),
        ),
        polarity=Polarity.MIXED,
    )
    (number,) = unread_ids(reviewing.engine)
    for _ in range(2):
        store_readings(reviewing.engine, [(number, reading)], model="m/1", taxonomy="t")
    return reviewing.engine


def test_a_reading_replaces_the_former_one(read_twice):
    assert len(reads.mentions(read_twice)) == 1
    assert len(reads.intents(read_twice)) == 2
    assert len(reads.comparisons(read_twice)) == 1


def test_a_span_is_evidence_in_the_page_of_its_review(read_twice):
    (mention,) = reads.mentions(read_twice)
    evidence = reads.evidence(read_twice)[mention.evidence]
    assert (evidence.selector, evidence.start, evidence.end, evidence.quote) == (
        "div > p",
        107,
        116,
        "recording",
    )


def test_a_mention_carries_what_analysis_needs(read_twice, made):
    (mention,) = reads.mentions(read_twice)
    assert (mention.product, mention.feature, mention.polarity) == ("rival", "Recording", Polarity.NEGATIVE)
    assert (mention.date, mention.rating, mention.confidence) == (made.night_of(0), Decimal("4.11"), 0.5)


def test_an_intent_names_the_feature_of_its_sentence_and_without_a_span_quotes_the_whole(read_twice):
    request, problem = reads.intents(read_twice)
    assert (request.feature, request.quote) == ("Recording", "I wish recording worked.")
    assert (problem.quote, problem.author_key) == (BODY, "k1")


def test_products_are_known_by_their_names_and_aliases(read_twice):
    (comparison,) = reads.comparisons(read_twice)
    assert (comparison.winner, comparison.loser, comparison.quote) == (
        "rival",
        "Skype",
        "Rival Meet beats Skype.",
    )


def test_what_a_text_was_read_to_say_is_known_by_its_words(read_twice):
    assert known_texts(read_twice, [BODY, "Else."], model="m/1", taxonomy="t") == {BODY}
    assert known_texts(read_twice, [BODY], model="m/2", taxonomy="t") == frozenset()
    assert known_texts(read_twice, [BODY], model="m/1", taxonomy="u") == frozenset()
    (reading,) = known_readings(read_twice, [BODY, "Else."], model="m/1", taxonomy="t").values()
    assert reading == Reading(
        text=BODY,
        language="en",
        aspects=(
            Aspect(
                start=7,
                end=16,
                text="recording",
                feature="Recording",
                polarity=Polarity.NEGATIVE,
                confidence=0.5,
            ),
        ),
        intents=(
            Intent(label=IntentLabel.REQUEST, confidence=0.75, start=0, end=24),
            Intent(label=IntentLabel.PROBLEM, confidence=0.5, start=0, end=len(BODY)),
        ),
        comparisons=(
            Comparison(
                winner="rival", loser="Skype", aspect=None, relation=Relation.BETTER, start=25, end=48
            ),
        ),
        polarity=Polarity.MIXED,
    )


def test_unread_reviews_are_counted_and_passed_over_up_to_a_number(reviewing, made):
    reviewing.show(0, reviews=[made.review("r1", "Fine."), made.review("r2", "Bad.")])
    first, second = unread_ids(reviewing.engine)
    assert count_unread(reviewing.engine, model="m/1", taxonomy="t") == 2
    rest = unread(reviewing.engine, model="m/1", taxonomy="t", limit=9, after=first)
    assert [one.id for one in rest] == [second]
    store_readings(
        reviewing.engine, [(first, Reading(text="Fine.", language="en"))], model="m/1", taxonomy="t"
    )
    assert count_unread(reviewing.engine, model="m/1", taxonomy="t") == 1
    assert count_unread(reviewing.engine, model="m/2", taxonomy="t") == 2


def test_a_reading_of_another_text_is_refused(reviewing, made):
    reviewing.show(0, reviews=[made.review("r1", "Fine.")])
    (number,) = unread_ids(reviewing.engine)
    with pytest.raises(StoreError, match=f"review {number} was read as another text"):
        store_readings(
            reviewing.engine, [(number, Reading(text="Else.", language="en"))], model="m", taxonomy="t"
        )


def test_the_past_knows_only_reviews_seen_and_written_by_then(reviewing, made):
    reviewing.show(
        0,
        reviews=[
            made.review("r1", "Old.", date=made.night_of(-9)),
            made.review("r2", "Later.", date=made.night_of(3)),
        ],
    )
    reviewing.show(2, reviews=[made.review("r3", "Undated.")])
    seen = {fact.id for fact in reads.review_facts(reviewing.engine, as_of=made.instant_of(1))}
    assert len(seen) == 1
    assert len(reads.review_facts(reviewing.engine, as_of=made.instant_of(9))) == 3
    assert len(reads.review_facts(reviewing.engine, since=made.night_of(1))) == 2


@pytest.mark.parametrize(
    ("rating", "best", "scaled"),
    [
        ("4", None, "4.00"),
        ("1", "5", "1.00"),
        ("10", "10", "5.00"),
        ("8", "10", "4.11"),
        ("0", "5", "1.00"),
        ("90", "100", "4.60"),
        ("7", None, None),
        ("6", "5", None),
        ("-1", "5", None),
        ("1", "1", None),
        ("NaN", "5", None),
        (None, "5", None),
    ],
)
def test_ratings_of_any_scale_are_from_one_to_five_or_unknown(rating, best, scaled):
    found = rescale(rating and Decimal(rating), best and Decimal(best))
    assert (found and str(found)) == scaled


def test_a_file_imported_twice_is_known_the_second_time(market, made):
    def bring(*keys):
        return import_reviews(
            market,
            product="rival",
            file_name="survey.csv",
            snapshot="f" * 64,
            night=made.night_of(0),
            seen_at=made.instant_of(0),
            reviews=[made.review(key, f"Text of {key}.") for key in keys],
        )

    first, second, third = bring("a", "b"), bring("a", "b"), bring("a", "b", "c")
    assert [(result.new, result.known) for result in (first, second, third)] == [(2, 0), (0, 2), (1, 2)]
    assert {fact.source for fact in reads.review_facts(market)} == {"rival/file"}
    assert "file:survey.csv" not in {source.url for source in sources(market)}
    (row,) = reads.coverage(market, since=made.night_of(0), until=made.night_of(0))
    assert (row.url, row.items) == ("file:survey.csv", 3)
