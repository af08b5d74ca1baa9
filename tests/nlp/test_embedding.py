import numpy as np
import pytest
from spacy.lang.en import English
from spacy.util import load_model_from_path

from nlp.build import MODEL, load_model
from nlp.embedding import embed_once, find_different

TEXTS = ["The search is slow, the search is bad.", "", "Slow  slow\nslow!", "Zoom isn't The Search", "x"]


def test_words_embedded_once_are_read_as_they_were():
    once, plain = load_model(), load_model_from_path(MODEL)
    for read, expected in zip(once.pipe(TEXTS), plain.pipe(TEXTS), strict=True):
        assert read.to_json() == expected.to_json()
        assert read.tensor == pytest.approx(expected.tensor, abs=1e-5)


def test_each_row_is_found_where_it_stands_first():
    rows = np.array([[1, 2], [3, 4], [1, 2], [2, 1]], dtype=np.uint64)
    first, places = find_different(rows)
    assert sorted(first.tolist()) == [0, 1, 3]
    assert (rows[first][places] == rows).all()
    first, places = find_different(rows[:0])
    assert len(first) == len(places) == 0


def test_a_pipeline_of_another_make_is_left_alone():
    assert not embed_once(English())
    nlp = load_model()
    assert not embed_once(nlp), "once is enough"
    other = English()
    other.add_pipe("tok2vec")
    other.initialize()
    assert embed_once(other), "spaCy's own default is of the kind"
