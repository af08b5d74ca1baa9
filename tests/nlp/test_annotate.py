import os
from datetime import UTC, date, datetime

import pytest

from nlp.annotate import annotate
from nlp.build import build
from nlp.read import MODEL_VERSION
from nlp.workers import alone
from rivalscope.domain.market import Feature, Product, Taxonomy
from rivalscope.domain.page import Passage, Review
from rivalscope.domain.reading import Polarity
from storage import reads
from storage.known import known_readings
from storage.market import sync_market
from storage.reviews import import_reviews, unread

TAXONOMY = Taxonomy(features=(Feature(name="Search"), Feature(name="Calendar")), version="a" * 12)
PRODUCTS = [Product(slug="zoom", name="Zoom", ours=True), Product(slug="slack", name="Slack")]
TEXTS = ["The search is slow.", "I moved to Slack, better calendar.", "ok 😀"]
LONG = os.environ.get("RIVALSCOPE_EXHAUSTIVE") == "1"


@pytest.fixture(scope="module")
def reader():
    return alone(build(taxonomy=TAXONOMY, products=PRODUCTS))


@pytest.fixture
def filled(engine):
    """A store with reviews of one file, none of them read."""

    def fill(texts, name="made.csv"):
        sync_market(engine, PRODUCTS, TAXONOMY)
        reviews = [
            Review(
                text=text,
                key=str(number),
                passage=Passage(selector=f"row:{number}/text", start=0, end=len(text), quote=text),
            )
            for number, text in enumerate(texts)
        ]
        import_reviews(
            engine,
            product="zoom",
            file_name=name,
            snapshot="0" * 64,
            night=date(2026, 1, 1),
            seen_at=datetime(2026, 1, 1, tzinfo=UTC),
            reviews=reviews,
        )
        return engine

    return fill


def waiting(engine):
    return unread(engine, model=MODEL_VERSION, taxonomy=TAXONOMY.version, limit=10_000)


def test_every_review_is_read_and_written_once(filled, reader):
    engine = filled(TEXTS)
    told = []
    done = annotate(engine, reader, taxonomy_version=TAXONOMY.version, progress=told.append)
    assert (done.reviews, done.texts, done.known) == (3, 3, 0)
    assert told == [3]
    assert waiting(engine) == []
    assert annotate(engine, reader, taxonomy_version=TAXONOMY.version).reviews == 0
    found = {(one.feature, one.polarity.value) for one in reads.mentions(engine)}
    assert {("Search", "negative"), ("Calendar", "positive")} <= found


def test_a_new_taxonomy_has_every_review_read_again(filled, reader):
    engine = filled(TEXTS)
    annotate(engine, reader, taxonomy_version=TAXONOMY.version)
    done = annotate(engine, reader, taxonomy_version="b" * 12)
    assert (done.reviews, done.texts) == (3, 3)


def test_an_interrupted_run_keeps_the_batches_it_finished(filled, reader):
    engine = filled([f"The search is slow, says {number}." for number in range(25)])

    class Stop(Exception):
        pass

    def stop(_done):
        raise Stop

    with pytest.raises(Stop):
        annotate(engine, reader, taxonomy_version=TAXONOMY.version, progress=stop, batch=20)
    assert len(waiting(engine)) == 5
    assert annotate(engine, reader, taxonomy_version=TAXONOMY.version).texts == 5


def test_another_model_has_every_review_read_again(filled, reader):
    engine = filled(TEXTS)
    annotate(engine, reader, taxonomy_version=TAXONOMY.version)
    assert annotate(engine, reader, taxonomy_version=TAXONOMY.version, model="other").texts == 3
    assert waiting(engine) != []
    assert annotate(engine, reader, taxonomy_version=TAXONOMY.version, model="other").reviews == 0


@pytest.fixture
def watched(reader):
    """Read as ever, and keep each text that was handed in."""
    given = []

    def start(texts):
        given.extend(texts)
        return reader(texts)

    return start, given


def test_the_same_words_are_read_once_in_whatever_batch(filled, watched):
    start, given = watched
    count = 10_000 if LONG else 60
    engine = filled(["The search is slow."] * count + ["I moved to Slack, better calendar."])
    done = annotate(engine, start, taxonomy_version=TAXONOMY.version, batch=count // 4)
    assert (done.reviews, done.texts, done.known) == (count + 1, 2, count - 1)
    assert given == ["The search is slow.", "I moved to Slack, better calendar."]
    assert waiting(engine) == []
    assert [one.phrase for one in reads.mentions(engine)] == ["search"] * count + ["calendar"]


def test_words_that_a_run_before_has_read_are_not_read_again(filled, watched):
    start, given = watched
    engine = filled(TEXTS)
    annotate(engine, start, taxonomy_version=TAXONOMY.version)
    del given[:]
    filled([*TEXTS, "The calendar is fine."], name="other.csv")
    done = annotate(engine, start, taxonomy_version=TAXONOMY.version)
    assert given == ["The calendar is fine."]
    assert (done.reviews, done.texts, done.known) == (4, 1, 3)
    readings = known_readings(engine, TEXTS, model=MODEL_VERSION, taxonomy=TAXONOMY.version)
    said = [[(one.text, one.feature, one.polarity) for one in readings[text].aspects] for text in TEXTS]
    assert said == [
        [("search", "Search", Polarity.NEGATIVE)],
        [("calendar", "Calendar", Polarity.POSITIVE)],
        [],
    ]
