import gzip

import pytest

from nlp.corpus.reading import read_sentence
from nlp.training.encoder_examples import Example
from nlp.training.encoder_lessons import lessons
from nlp.training.encoder_settings import Lessons
from nlp.training.prepare import TRAIN_FILE

WANTED = Lessons(swaps=3, swap=1.0, joins=1.0, lists=2, mams=1, unlabelled=50)


@pytest.fixture
def data(tmp_path):
    reviews = tmp_path / "nlp/nltk_opinion/product_reviews_1"
    reviews.mkdir(parents=True)
    (reviews / "one.txt").write_text("size[+2]##The size is right .\n##I like it .\n", encoding="latin-1")
    lists = tmp_path / "nlp/nltk_opinion/pros_cons"
    lists.mkdir()
    for name in ("Pros", "Cons"):
        text = "".join(f"<{name}>{name} {number}</{name}>\n" for number in range(20))
        (lists / f"Integrated{name}.txt").write_text(text, encoding="latin-1")
    mams = tmp_path / "nlp/mams"
    mams.mkdir()
    (mams / "MAMS-ATSA-train.xml").write_text(
        "<sentences><sentence><text>Good soup.</text></sentence></sentences>", encoding="utf-8"
    )
    treebank = tmp_path / "nlp/ud_english_ewt"
    treebank.mkdir()
    with gzip.open(treebank / TRAIN_FILE, "wt", encoding="utf-8") as file:
        file.write("# newdoc id = reviews-1\n# text = They fixed it.\n# newdoc id = email-1\n# text = Hi.\n")
    return tmp_path


def own():
    lines = ["the {Sync|-} is broken ||| problem", "{search|+} is great ||| praise", "we use it |||"]
    read = [read_sentence(line) for line in lines]
    return [
        Example(text=one.text, spans=one.spans, intents=one.intents, source="own", review=1) for one in read
    ]


def asked(data, **changes):
    wanted = Lessons(**{**{name: getattr(WANTED, name) for name in Lessons.__slots__}, **changes})
    return [one.text for one in lessons({"own": own()}, data, wanted, seed=1)]


def test_aspects_stand_in_each_other_s_places_in_the_case_of_the_place(data):
    texts = asked(data, joins=0.0, unlabelled=0)
    assert texts
    assert set(texts) <= {"the search is broken", "sync is great"}


def test_neighbours_of_a_review_are_asked_about_as_one(data):
    assert asked(data, swaps=0, unlabelled=0) == [
        "the Sync is broken search is great",
        "search is great we use it",
    ]


def test_open_texts_are_those_of_reviews_and_a_part_of_the_lists(data):
    texts = asked(data, swaps=0, joins=0.0)
    assert {"They fixed it.", "I like it .", "The size is right .", "Good soup."} <= set(texts)
    assert "Hi." not in texts
    assert sum(text.startswith(("Pros", "Cons")) for text in texts) == WANTED.lists


def test_the_same_seed_asks_the_same(data):
    assert asked(data) == asked(data)


def test_what_is_asked_has_no_labels_to_learn_from(data):
    assert all(
        not one.spans and not one.bordered and one.intents is None
        for one in lessons({"own": own()}, data, WANTED, seed=1)
    )
