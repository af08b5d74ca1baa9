from datetime import UTC, date, datetime

import pytest

from nlp.annotate import BATCH, annotate
from nlp.build import build
from nlp.read import MODEL_VERSION, read_texts
from rivalscope.domain.market import Feature, Product, Taxonomy
from rivalscope.domain.page import Passage, Review
from storage import reads
from storage.market import sync_market
from storage.reviews import import_reviews, unread

TAXONOMY = Taxonomy(features=(Feature(name="Search"), Feature(name="Calendar")), version="a" * 12)
PRODUCTS = [Product(slug="zoom", name="Zoom", ours=True), Product(slug="slack", name="Slack")]
TEXTS = ["The search is slow.", "I moved to Slack, better calendar.", "ok 😀"]


@pytest.fixture(scope="module")
def reader():
    return build(taxonomy=TAXONOMY, products=PRODUCTS)


@pytest.fixture
def filled(engine):
    """A store with reviews of one file, none of them read."""

    def fill(texts):
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
            file_name="made.csv",
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
    assert annotate(engine, reader, taxonomy_version=TAXONOMY.version, progress=told.append) == 3
    assert told == [3]
    assert waiting(engine) == []
    assert annotate(engine, reader, taxonomy_version=TAXONOMY.version) == 0
    found = {(one.feature, one.polarity.value) for one in reads.mentions(engine)}
    assert {("Search", "negative"), ("Calendar", "positive")} <= found


def test_a_new_taxonomy_has_every_review_read_again(filled, reader):
    engine = filled(TEXTS)
    annotate(engine, reader, taxonomy_version=TAXONOMY.version)
    assert annotate(engine, reader, taxonomy_version="b" * 12) == 3


def test_an_interrupted_run_keeps_the_batches_it_finished(filled, reader):
    engine = filled([f"The search is slow, says {number}." for number in range(BATCH + 5)])

    class Stop(Exception):
        pass

    def stop(_done):
        raise Stop

    with pytest.raises(Stop):
        annotate(engine, reader, taxonomy_version=TAXONOMY.version, progress=stop)
    assert len(waiting(engine)) == 5
    assert annotate(engine, reader, taxonomy_version=TAXONOMY.version) == 5


def test_another_model_has_every_review_read_again(filled, reader):
    engine = filled(TEXTS)
    annotate(engine, reader, taxonomy_version=TAXONOMY.version)
    assert annotate(engine, reader, taxonomy_version=TAXONOMY.version, model="other") == 3
    assert waiting(engine) != []
    assert annotate(engine, reader, taxonomy_version=TAXONOMY.version, model="other") == 0


def test_the_same_words_in_a_batch_are_read_once(filled, reader, monkeypatch):
    engine = filled(["The search is slow."] * 40)
    given = []
    monkeypatch.setattr(
        "nlp.annotate.read_texts", lambda nlp, texts: given.extend(texts) or read_texts(nlp, texts)
    )
    assert annotate(engine, reader, taxonomy_version=TAXONOMY.version) == 40
    assert given == ["The search is slow."]
    assert waiting(engine) == []
