import json
import shutil

import numpy as np
import pytest

from nlp.splitter import ATTRIBUTES, CARD, FOLDER, WEIGHTS, describe, find_final, find_rows, load_splitter
from rivalscope.errors import ModelError


@pytest.fixture
def words(blank):
    """The attributes of a text's words."""
    return lambda text: blank(text).to_array(list(ATTRIBUTES)).astype(np.uint64)


def test_texts_read_together_say_what_they_say_alone(words):
    texts = [words("the app is great i love it"), words("Slow. Very slow!"), words("ok")]
    splitter = load_splitter()
    alone = [splitter.score(describe([text])) for text in texts]
    assert np.allclose(splitter.score(describe(texts)), np.concatenate(alone), atol=1e-4)


def test_marks_that_close_are_told_from_words_and_other_marks(words):
    assert find_final(words("Wait , what ? ! Yes . 3.5")).tolist() == [
        False,
        False,
        False,
        True,
        True,
        False,
        True,
        False,
    ]


def test_stretches_reach_from_mark_to_mark(words):
    assert describe([words("a b . c"), words("d e")]).stretch.tolist() == [3, 3, 3, 2, 3, 3]


def test_unknown_words_and_the_outside_have_rows_of_their_own():
    keys = np.array([5, 9], dtype=np.uint32)
    assert find_rows(keys, np.array([0, 5, 7, 9, 99], dtype=np.uint64)).tolist() == [0, 2, 1, 3, 1]


def test_the_card_names_the_weights_and_their_figures_hold():
    import hashlib

    card = json.loads((FOLDER / CARD).read_text())
    assert card["weights_sha256"] == hashlib.sha256((FOLDER / WEIGHTS).read_bytes()).hexdigest()
    assert (FOLDER / WEIGHTS).stat().st_size < 200_000
    assert card["figures"]["ewt, bare, lower"]["f1"] >= 0.5


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 broken"])
def test_weights_that_cannot_be_read_are_named(tmp_path, content):
    shutil.copy(FOLDER / CARD, tmp_path / CARD)
    if content is not None:
        (tmp_path / WEIGHTS).write_bytes(content)
    with pytest.raises(ModelError, match="install rivalscope again"):
        load_splitter(tmp_path)
